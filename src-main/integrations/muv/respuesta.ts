import { z } from 'zod'
import { esCuv } from '../../../src-shared/domains/rips/rules.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'

/**
 * Answers of the ministry's validator (API manual 4.3). Versions differ in the case of their keys and in which they send
 * (5.4 answers a rejection with HTTP 400 and camelCase), so keys are read without case and only the verdict is required.
 */

export interface HallazgoMuv {
  /** As the validator says it: this, never the code, decides acceptance. */
  readonly clase: 'RECHAZADO' | 'NOTIFICACION'
  readonly codigo: string
  readonly descripcion: string
  readonly observaciones: string
  /** `usuarios[0].servicios.consultas[0].codConsulta`, without the prefix `rips.` that some versions add. */
  readonly ruta: string
  readonly fuente: string
}

export interface RespuestaMuv {
  /** ResultState and a CUV of the right shape and no finding of class RECHAZADO. */
  readonly aceptado: boolean
  /** 96 hexadecimal characters; undefined when rejected. */
  readonly cuv: string | undefined
  readonly procesoId: number | undefined
  /** Invoice number; for a RIPS sin factura, the number of the note. */
  readonly numero: string
  /** When the ministry validated it, as it wrote it. Not the radicación before the payer. */
  readonly fechaValidacion: string | undefined
  /** DockerTest, DockerStage, DockerProd; absent before 2025-10. */
  readonly ambiente: string | undefined
  readonly modulo: string | undefined
  readonly modalidadPago: string | undefined
  readonly periodo: { readonly desde: string; readonly hasta: string } | undefined
  /** Repeated rules of one place are given once. */
  readonly hallazgos: readonly HallazgoMuv[]
}

const textoOpcional = z.string().nullish()
const textoVacio = z
  .string()
  .nullish()
  .transform((texto) => texto ?? '')

const hallazgoSchema = z.object({
  clase: z.string(),
  codigo: z.string(),
  descripcion: textoVacio,
  observaciones: textoVacio,
  pathfuente: textoVacio,
  fuente: textoVacio,
})

const respuestaSchema = z.object({
  resultstate: z.boolean(),
  procesoid: z.number().nullish(),
  numfactura: textoVacio,
  codigounicovalidacion: textoVacio,
  fecharadicacion: textoOpcional,
  ambiente: textoOpcional,
  modulo: textoOpcional,
  modalidadpago: textoOpcional,
  periodoatencion: z.object({ fechainicio: textoOpcional, fechafin: textoOpcional }).nullish(),
  resultadosvalidacion: z.array(hallazgoSchema).nullish(),
})

/** Reads the answer of any Cargar… or RecuperarCUV. @returns why the bytes are not one, for the log */
export function parseRespuesta(bytes: Uint8Array): Result<RespuestaMuv, string> {
  const json = parseJson(bytes)
  if (!json.ok) return json
  const leida = respuestaSchema.safeParse(json.value)
  if (!leida.success)
    return err(leida.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
  const datos = leida.data
  const hallazgos = sinRepetir((datos.resultadosvalidacion ?? []).map(hallazgoDe))
  const { fechainicio, fechafin } = datos.periodoatencion ?? {}
  const conCuv = esCuv(datos.codigounicovalidacion)
  return ok({
    aceptado: datos.resultstate && conCuv && !hallazgos.some(({ clase }) => clase === 'RECHAZADO'),
    cuv: datos.resultstate && conCuv ? datos.codigounicovalidacion : undefined,
    procesoId: datos.procesoid ?? undefined,
    numero: datos.numfactura,
    fechaValidacion: datos.fecharadicacion ?? undefined,
    ambiente: datos.ambiente ?? undefined,
    modulo: datos.modulo ?? undefined,
    modalidadPago: datos.modalidadpago || undefined,
    periodo:
      fechainicio && fechafin ? { desde: fechainicio.slice(0, 10), hasta: fechafin.slice(0, 10) } : undefined,
    hallazgos,
  })
}

function hallazgoDe(hallazgo: z.output<typeof hallazgoSchema>): HallazgoMuv {
  return {
    // Whatever is not plainly a notice counts as a rejection: a new word must not pass for acceptance.
    clase: /^notific/i.test(hallazgo.clase.trim()) ? 'NOTIFICACION' : 'RECHAZADO',
    codigo: hallazgo.codigo,
    descripcion: hallazgo.descripcion,
    observaciones: hallazgo.observaciones,
    ruta: hallazgo.pathfuente.replace(/^rips\./i, ''),
    fuente: hallazgo.fuente,
  }
}

function sinRepetir(hallazgos: readonly HallazgoMuv[]): HallazgoMuv[] {
  const vistos = new Set<string>()
  return hallazgos.filter(({ codigo, ruta, observaciones }) => {
    const clave = JSON.stringify([codigo, ruta, ruta === '' ? observaciones : ''])
    if (vistos.has(clave)) return false
    vistos.add(clave)
    return true
  })
}

/** What ConsultarCUV tells of a CUV. */
export interface ConsultaCuv {
  readonly valido: boolean
  readonly cuv: string
  readonly nitObligado: string
  /** Number of the invoice or note. */
  readonly numero: string
  readonly fechaValidacion: string | undefined
  /** The RIPS the ministry keeps, when it sends it. */
  readonly rips: unknown
}

const consultaSchema = z.object({
  esvalido: z.boolean(),
  codigounicovalidacion: textoVacio,
  numdocumentoidobligado: textoVacio,
  numerodocumento: textoVacio,
  fechavalidacion: textoOpcional,
  jsonfile: z.unknown().optional(),
})

export function parseConsultaCuv(bytes: Uint8Array): Result<ConsultaCuv, string> {
  const json = parseJson(bytes)
  if (!json.ok) return json
  const leida = consultaSchema.safeParse(json.value)
  if (!leida.success)
    return err(leida.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
  const datos = leida.data
  return ok({
    valido: datos.esvalido,
    cuv: datos.codigounicovalidacion,
    nitObligado: datos.numdocumentoidobligado,
    numero: datos.numerodocumento,
    fechaValidacion: datos.fechavalidacion ?? undefined,
    rips: ripsGuardado(datos.jsonfile),
  })
}

/** As object, as JSON text or as base64 of that text. */
function ripsGuardado(archivo: unknown): unknown {
  if (typeof archivo !== 'string') return archivo ?? undefined
  for (const texto of [archivo, Buffer.from(archivo, 'base64').toString('utf8')]) {
    try {
      return JSON.parse(texto)
    } catch {
      // Not in this form.
    }
  }
  return undefined
}

export interface RespuestaLogin {
  readonly token: string | undefined
  readonly errores: readonly string[]
}

const loginSchema = z.object({
  token: textoOpcional,
  login: z.boolean().nullish(),
  errors: z.array(z.string()).nullish(),
})

/** A refused login also comes as HTTP 200, with `login: false`. */
export function parseLogin(bytes: Uint8Array): Result<RespuestaLogin, string> {
  const json = parseJson(bytes)
  if (!json.ok) return json
  const leida = loginSchema.safeParse(json.value)
  if (!leida.success) return err('not a login answer')
  const { token, login, errors } = leida.data
  return ok({ token: login !== false && token ? token : undefined, errores: errors ?? [] })
}

export interface SaludMuv {
  readonly aplicacion: string | undefined
  readonly version: string | undefined
  /** DockerTest, DockerStage, DockerProd. */
  readonly ambiente: string | undefined
}

/** Plain text `Key: value` per line. @returns undefined when it is not the validator's */
export function parseSalud(bytes: Uint8Array): SaludMuv | undefined {
  const lineas = new Map(
    new TextDecoder()
      .decode(bytes)
      .split(/\r?\n/)
      .map((linea) => {
        const dosPuntos = linea.indexOf(':')
        return [linea.slice(0, dosPuntos).trim().toLowerCase(), linea.slice(dosPuntos + 1).trim()]
      }),
  )
  if (!lineas.has('applicationname') && !lineas.has('version')) return undefined
  return {
    aplicacion: lineas.get('applicationname'),
    version: lineas.get('version'),
    ambiente: lineas.get('environmentname'),
  }
}

function parseJson(bytes: Uint8Array): Result<unknown, string> {
  try {
    return ok(enMinusculas(JSON.parse(new TextDecoder().decode(bytes))))
  } catch (error) {
    return err(error instanceof Error ? error.message : 'not JSON')
  }
}

/** The same value with the keys of every object in lower case; the RIPS inside an answer keeps its own. */
function enMinusculas(valor: unknown): unknown {
  if (Array.isArray(valor)) return valor.map(enMinusculas)
  if (typeof valor !== 'object' || valor === null) return valor
  return Object.fromEntries(
    Object.entries(valor).map(([llave, v]) => {
      const minuscula = llave.toLowerCase()
      return [minuscula, minuscula === 'jsonfile' ? v : enMinusculas(v)]
    }),
  )
}
