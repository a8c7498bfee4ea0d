import type { Prestador, Profesional, Sede } from '../../../src-shared/domains/configuracion/schemas.ts'
import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import {
  type PaqueteRips,
  type PaqueteRipsEntrada,
  paqueteRipsSchema,
} from '../../../src-shared/domains/rips/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'

export interface DatosPaquete {
  readonly numero: string
  readonly documento: DocumentoFactura
  readonly prestador: Prestador
  readonly sede: Sede
  readonly paciente: Paciente
  readonly servicios: readonly ServicioPrestado[]
  readonly profesional: (id: string) => Profesional | undefined
  /** An incapacity certificate was issued in the encounter. */
  readonly incapacidad: boolean
}

export type Armado =
  | { readonly ok: true; readonly paquete: PaqueteRips }
  | { readonly ok: false; readonly faltas: readonly { readonly ruta: string; readonly mensaje: string }[] }

/**
 * The RIPS of an invoice from what the note already holds: nothing is typed again (M-25). Pure. The moderating payment goes in
 * only one record, the first of its concept (rips.md C19).
 */
export function armarPaquete(datos: DatosPaquete): Armado {
  const { documento, servicios } = datos
  const recaudos = documento.recaudos.filter((recaudo) => recaudo.concepto !== '04' && recaudo.valor > 0)
  const pendientes = [...recaudos]
  const base = (servicio: ServicioPrestado) => {
    const profesional = datos.profesional(servicio.profesionalId)
    const recaudo = pendientes.shift()
    return {
      prestador: `${datos.prestador.codigoHabilitacion}${datos.sede.codigoSede}`,
      inicio: fechaHora(servicio.inicio),
      autorizacion: servicio.autorizacion,
      cups: servicio.cups,
      modalidad: servicio.modalidadAtencion,
      grupo: servicio.grupoServicios,
      servicio: servicio.servicioReps,
      finalidad: servicio.finalidad,
      diagnosticoPrincipal: servicio.diagnosticoPrincipal,
      profesional: { tipo: profesional?.tipoDocumento, numero: profesional?.numeroDocumento },
      valor: documento.salud?.modalidadPago === '04' ? servicio.valorUnitario * servicio.cantidad : 0,
      recaudo: recaudo ? { concepto: recaudo.concepto, valor: recaudo.valor } : { concepto: '05', valor: 0 },
      codigoVida: null,
    }
  }
  const consultas = servicios
    .filter((servicio) => servicio.clase === 'consulta')
    .map((servicio) => ({
      ...base(servicio),
      causa: servicio.causaMotivo,
      tipoDiagnostico: servicio.tipoDiagnostico,
      diagnosticosRelacionados: servicio.diagnosticosRelacionados,
    }))
  const procedimientos = servicios
    .filter((servicio) => servicio.clase === 'procedimiento')
    .map((servicio) => ({
      ...base(servicio),
      viaIngreso: servicio.viaIngreso ?? '01',
      diagnosticoRelacionado: servicio.diagnosticosRelacionados[0] ?? null,
    }))
  const { paciente } = datos
  const enColombia = paciente.paisResidencia === '170'
  const entrada = {
    obligado: { nit: datos.prestador.nit },
    factura: {
      numero: datos.numero,
      total: totalesFactura(documento).total,
      modalidadPago: documento.salud?.modalidadPago,
      coberturaPlan: documento.salud?.coberturaPlan,
      periodo: { desde: documento.periodo.inicio, hasta: documento.periodo.fin },
      recaudos: documento.recaudos.map(({ concepto, valor }) => ({ concepto, valor })),
    },
    usuarios: [
      {
        documento: { tipo: paciente.tipoDocumento, numero: paciente.numeroDocumento },
        tipoUsuario: documento.salud?.coberturaPlan === '15' ? '12' : paciente.tipoUsuario,
        nacimiento: paciente.fechaNacimiento,
        sexo: paciente.sexo,
        paisResidencia: paciente.paisResidencia,
        municipio: enColombia ? paciente.municipio : null,
        zona: enColombia ? paciente.zona : null,
        incapacidad: datos.incapacidad,
        paisOrigen: paciente.paisOrigen,
        consultas,
        procedimientos,
      },
    ],
  }
  const parsed = paqueteRipsSchema.safeParse(entrada as PaqueteRipsEntrada)
  if (parsed.success) return { ok: true, paquete: parsed.data }
  return {
    ok: false,
    faltas: parsed.error.issues.map((issue) => ({ ruta: issue.path.join('.'), mensaje: issue.message })),
  }
}

/** Bogotá wall time, `AAAA-MM-DD HH:MM`. */
function fechaHora(instante: string): string {
  const fecha = new Date(instante)
  return `${bogotaDate(fecha)} ${bogotaTime(fecha).slice(0, 5)}`
}
