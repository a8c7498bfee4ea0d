import type { Pagador } from '../configuracion/schemas.ts'
import type { Paciente } from '../pacientes/schemas.ts'

/** Something that would keep a service from being billed. */
export interface Falta {
  readonly campo: string
  readonly mensaje: string
  /** Address of the screen where it is mended; null when it is in front. */
  readonly destino: string | null
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
  return faltan.flatMap(([campo, falta, mensaje]) => (falta ? [{ campo, mensaje, destino }] : []))
}
