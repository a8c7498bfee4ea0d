import { bogotaDate, formatFecha } from '../../kernel/dates.ts'
import { requisitosDe } from '../configuracion/requisitos.ts'
import type { Pagador } from '../configuracion/schemas.ts'
import type { ServicioPrestado } from '../historia/schemas.ts'
import type { Paciente } from '../pacientes/schemas.ts'

/** Something that would keep a service from being billed. */
export interface Falta {
  readonly campo: string
  readonly mensaje: string
  /** Address of the screen where it is mended; null when it is in front. */
  readonly destino: string | null
  /** Whether it keeps it from being billed, or is only told. */
  readonly impide: boolean
}

type DatosPaciente = Pick<
  Paciente,
  | 'id'
  | 'tipoDocumento'
  | 'numeroDocumento'
  | 'fechaNacimiento'
  | 'sexo'
  | 'paisResidencia'
  | 'municipio'
  | 'zona'
  | 'tipoUsuario'
>

/** What the record of a patient lacks for the RIPS of an invoice to that payer (Res. 948 de 2026, U01 to U11). Pure. */
export function faltasDePaciente(paciente: DatosPaciente, pagador: Pick<Pagador, 'coberturaPlan'>): Falta[] {
  const destino = `/pacientes/${paciente.id}/editar`
  const enColombia = paciente.paisResidencia === '170'
  const faltan: readonly (readonly [string, boolean, string])[] = [
    ['numeroDocumento', !paciente.tipoDocumento || !paciente.numeroDocumento, 'Sin documento de identidad'],
    ['fechaNacimiento', !paciente.fechaNacimiento, 'Sin fecha de nacimiento'],
    ['sexo', !paciente.sexo, 'Sin sexo'],
    [
      'municipio',
      enColombia && (!paciente.municipio || !paciente.zona),
      'Sin municipio o zona de residencia',
    ],
    ['tipoUsuario', pagador.coberturaPlan !== '15' && !paciente.tipoUsuario, 'Sin tipo de usuario'],
  ]
  return faltan.flatMap(([campo, falta, mensaje]) =>
    falta ? [{ campo, mensaje, destino, impide: true }] : [],
  )
}

type DatosServicio = Pick<ServicioPrestado, 'inicio' | 'autorizacion' | 'mipres' | 'poliza'>

/** What a service lacks of what its payer asks; a contract out of term is told and does not keep it from being billed. Pure. */
export function faltasDeServicio(servicio: DatosServicio, pagador: Pagador): Falta[] {
  const pide = requisitosDe(pagador)
  const falta = (campo: string, si: boolean, mensaje: string): Falta[] =>
    si ? [{ campo, mensaje, destino: null, impide: true }] : []
  return [
    ...falta('autorizacion', pide.autorizacion && !servicio.autorizacion, 'Sin número de autorización'),
    ...falta('mipres', pide.mipres && !servicio.mipres, 'Sin número de MIPRES'),
    ...falta('poliza', pide.poliza && !servicio.poliza, 'Sin número de póliza'),
    ...fueraDeContrato(bogotaDate(new Date(servicio.inicio)), pagador),
  ]
}

function fueraDeContrato(fecha: string, pagador: Pagador): Falta[] {
  const { contratoDesde, contratoHasta } = pagador
  const cuando =
    contratoDesde !== null && fecha < contratoDesde
      ? `empieza el ${formatFecha(contratoDesde)}`
      : contratoHasta !== null && fecha > contratoHasta
        ? `terminó el ${formatFecha(contratoHasta)}`
        : null
  return cuando === null
    ? []
    : [
        {
          campo: 'contrato',
          mensaje: `Fuera del contrato, que ${cuando}`,
          destino: '/configuracion?seccion=pagadores',
          impide: false,
        },
      ]
}

/** What the payer itself lacks to be billed. Pure. */
export function faltasDePagador(pagador: Pagador): Falta[] {
  return requisitosDe(pagador).contrato && !pagador.numeroContrato
    ? [
        {
          campo: 'contrato',
          mensaje: 'Sin número de contrato',
          destino: '/configuracion?seccion=pagadores',
          impide: true,
        },
      ]
    : []
}
