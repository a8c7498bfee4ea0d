import type { Prestador, Profesional, Sede } from '../../../src-shared/domains/configuracion/schemas.ts'
import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { ServicioPrestado } from '../../../src-shared/domains/historia/schemas.ts'
import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { repartirRecaudos } from '../../../src-shared/domains/rips/reparto-recaudos.ts'
import {
  type PaqueteRips,
  type PaqueteRipsEntrada,
  paqueteRipsSchema,
} from '../../../src-shared/domains/rips/schemas.ts'
import { bogotaDate, bogotaTime } from '../../../src-shared/kernel/dates.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import type { RecaudoAplicado } from '../facturacion/api.ts'

export interface DatosPaquete {
  readonly numero: string
  readonly documento: DocumentoFactura
  readonly prestador: Prestador
  readonly sede: Sede
  readonly pacientes: readonly PacienteDelPaquete[]
  readonly profesional: (id: string) => Profesional | undefined
}

export interface PacienteDelPaquete {
  readonly paciente: Paciente
  readonly servicios: readonly ServicioPrestado[]
  readonly recaudos: readonly RecaudoAplicado[]
  /** An incapacity certificate was issued in the encounter. */
  readonly incapacidad: boolean
}

interface Falta {
  /** `usuarios.0.…`: the place of the patient in `pacientes`. */
  readonly ruta: string
  readonly mensaje: string
}

export type Armado =
  | { readonly ok: true; readonly paquete: PaqueteRips }
  | { readonly ok: false; readonly faltas: readonly Falta[] }

/** Supports whose number the ministry asks for: the invoice issued to the user (C20, P19). */
const ES_FACTURA: ReadonlySet<string> = new Set(['factura-electronica', 'factura-contingencia'])

/**
 * The RIPS of an invoice from what the notes already hold: nothing is typed again (M-25). Pure. Each payment of a user goes in only one
 * of his records (rips.md C19); advances are of the invoice alone (RVC092).
 */
export function armarPaquete(datos: DatosPaquete): Armado {
  const { documento } = datos
  const usuarios: unknown[] = []
  const faltas: Falta[] = []
  datos.pacientes.forEach((propio, indice) => {
    const armado = usuario(datos, propio)
    if (armado.ok) usuarios.push(armado.value)
    else faltas.push({ ruta: `usuarios.${indice}`, mensaje: armado.error })
  })
  if (faltas.length > 0) return { ok: false, faltas }
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
    usuarios,
  }
  const parsed = paqueteRipsSchema.safeParse(entrada as PaqueteRipsEntrada)
  if (parsed.success) return { ok: true, paquete: parsed.data }
  return {
    ok: false,
    faltas: parsed.error.issues.map((issue) => ({ ruta: issue.path.join('.'), mensaje: issue.message })),
  }
}

function usuario(
  datos: DatosPaquete,
  { paciente, servicios, recaudos, incapacidad }: PacienteDelPaquete,
): Result<unknown, string> {
  const { documento } = datos
  const pagos = repartirRecaudos(
    recaudos.flatMap(({ concepto, valor, fecha, soporte, numero }) =>
      concepto === '04' || concepto === '05'
        ? []
        : [{ concepto, valor, fecha, numeroFactura: ES_FACTURA.has(soporte) ? numero : null }],
    ),
    servicios.map(({ inicio }) => bogotaDate(new Date(inicio))),
  )
  if (!pagos.ok) return err(pagos.error)
  const pagoDe = new Map(servicios.map((servicio, indice) => [servicio, pagos.value[indice] ?? null]))
  const base = (servicio: ServicioPrestado) => {
    const profesional = datos.profesional(servicio.profesionalId)
    const pago = pagoDe.get(servicio)
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
      recaudo: pago
        ? { concepto: pago.concepto, valor: pago.valor, numeroFactura: pago.numeroFactura }
        : { concepto: '05', valor: 0 },
      codigoVida: null,
    }
  }
  const enColombia = paciente.paisResidencia === '170'
  return ok({
    documento: { tipo: paciente.tipoDocumento, numero: paciente.numeroDocumento },
    tipoUsuario: documento.salud?.coberturaPlan === '15' ? '12' : paciente.tipoUsuario,
    nacimiento: paciente.fechaNacimiento,
    sexo: paciente.sexo,
    paisResidencia: paciente.paisResidencia,
    municipio: enColombia ? paciente.municipio : null,
    zona: enColombia ? paciente.zona : null,
    incapacidad,
    paisOrigen: paciente.paisOrigen,
    consultas: servicios
      .filter((servicio) => servicio.clase === 'consulta')
      .map((servicio) => ({
        ...base(servicio),
        causa: servicio.causaMotivo,
        tipoDiagnostico: servicio.tipoDiagnostico,
        diagnosticosRelacionados: servicio.diagnosticosRelacionados,
      })),
    procedimientos: servicios
      .filter((servicio) => servicio.clase === 'procedimiento')
      .map((servicio) => ({
        ...base(servicio),
        mipres: servicio.mipres,
        viaIngreso: servicio.viaIngreso ?? '01',
        diagnosticoRelacionado: servicio.diagnosticosRelacionados[0] ?? null,
      })),
  })
}

/** Bogotá wall time, `AAAA-MM-DD HH:MM`. */
function fechaHora(instante: string): string {
  const fecha = new Date(instante)
  return `${bogotaDate(fecha)} ${bogotaTime(fecha).slice(0, 5)}`
}
