import { gzipSync } from 'node:zlib'
import type { Clock } from '../../core/clock/clock.ts'
import { HttpFailure, type HttpPort, type HttpResponse } from '../../core/http/http-port.ts'
import {
  type ConsultaCuv,
  parseConsultaCuv,
  parseLogin,
  parseRespuesta,
  parseSalud,
  type RespuestaMuv,
  type SaludMuv,
} from './respuesta.ts'

/** Whom the ministry knows. `tipoUsuario`: RE legal representative (also who need not invoice), PIN independent, PINx, PIE. */
export interface CredencialesMuv {
  readonly tipoDocumento: string
  readonly numeroDocumento: string
  readonly clave: string
  readonly nit: string
  readonly tipoUsuario?: string
}

export interface MuvClientPorts {
  readonly http: HttpPort
  readonly clock: Clock
  /** `https://localhost:9443`, or wherever the validator was installed. */
  readonly baseUrl: string
  readonly credenciales: CredencialesMuv
  /** Fingerprint of the only certificate accepted, for the self-signed one of the installation. */
  readonly pinnedSha256?: string
  /** Bodies from this many bytes on go compressed, as the manual advises for large ones. */
  readonly comprimirDesde?: number
}

/**
 * How an exchange ended.
 * - `answer`: the validator gave its verdict (HTTP 200, or 400 with the verdict as body).
 * - `not-sent`: the package surely was not taken; the same bytes may go again.
 * - `unknown`: it left and no readable verdict came.
 *
 * `answered`, in these two: the validator spoke, if only to say that it cannot attend.
 * - `blocked`: a person must act first (credentials, address, certificate). `detail` is Spanish, for the screen.
 */
export type MuvOutcome<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly bytes: Uint8Array }
  | {
      readonly kind: 'not-sent'
      readonly detail: string
      readonly retryAfterSeconds?: number
      readonly answered?: boolean
    }
  | { readonly kind: 'unknown'; readonly detail: string; readonly answered?: boolean }
  | { readonly kind: 'blocked'; readonly detail: string }

export type Carga = Promise<MuvOutcome<RespuestaMuv>>

/** `rips` are the bytes of the JSON, put in the request as they are; `xml` those of the AttachedDocument. */
export interface MuvClient {
  cargarFevRips(rips: Uint8Array, xml: Uint8Array): Carga
  cargarNC(rips: Uint8Array, xml: Uint8Array): Carga
  /** Credit note that annuls the whole invoice: no RIPS. */
  cargarNCTotal(xml: Uint8Array): Carga
  cargarND(rips: Uint8Array, xml: Uint8Array): Carga
  cargarNotaAjuste(rips: Uint8Array): Carga
  cargarRipsSinFactura(rips: Uint8Array): Carga
  recuperarCUV(cuv: string): Carga
  /** Public: needs no login. */
  consultarCUV(cuv: string): Promise<MuvOutcome<ConsultaCuv>>
  health(): Promise<MuvOutcome<SaludMuv>>
}

/** The token lasts about two hours; renewed before. */
const TOKEN_MS = 110 * 60 * 1000
const LOGIN_TIMEOUT_MS = 30_000
/** The validator goes through every record and asks the ministry: minutes for a large package. */
const CARGA_TIMEOUT_MS = 180_000
const COMPRIMIR_DESDE = 256 * 1024

/**
 * Client of the ministry's local validator (API manual 4.3). Never throws for what the network or the validator do.
 * The token stays in memory; an expired session (401, TOT002) logs in again once, since nothing was validated.
 */
export function createMuvClient(ports: MuvClientPorts): MuvClient {
  const base = ports.baseUrl.replace(/\/+$/, '')
  let session: { readonly token: string; readonly until: number } | undefined
  let loggingIn: Promise<MuvOutcome<string>> | undefined

  async function exchange(
    method: 'GET' | 'POST',
    path: string,
    options: { readonly body?: Uint8Array; readonly token?: string; readonly timeoutMs: number },
  ): Promise<HttpResponse | HttpFailure> {
    const compress =
      options.body !== undefined && options.body.byteLength >= (ports.comprimirDesde ?? COMPRIMIR_DESDE)
    const body = options.body !== undefined && compress ? gzipSync(options.body) : options.body
    try {
      return await ports.http.request({
        method,
        url: `${base}${path}`,
        headers: {
          accept: 'application/json, text/plain',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(compress && { 'content-encoding': 'gzip' }),
          ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
        },
        ...(body !== undefined && { body }),
        timeoutMs: options.timeoutMs,
        ...(ports.pinnedSha256 !== undefined && { pinnedSha256: ports.pinnedSha256 }),
      })
    } catch (error) {
      if (error instanceof HttpFailure) return error
      throw error
    }
  }

  async function token(): Promise<MuvOutcome<string>> {
    if (session !== undefined && ports.clock.now().getTime() < session.until) {
      return { kind: 'answer', value: session.token, bytes: new Uint8Array() }
    }
    loggingIn ??= login().finally(() => {
      loggingIn = undefined
    })
    return loggingIn
  }

  async function login(): Promise<MuvOutcome<string>> {
    const { tipoDocumento, numeroDocumento, clave, nit, tipoUsuario } = ports.credenciales
    const body = encode({
      persona: { identificacion: { tipo: tipoDocumento, numero: numeroDocumento } },
      clave,
      nit,
      ...(tipoUsuario !== undefined && { tipoUsuario }),
    })
    const answer = await exchange('POST', '/api/Auth/LoginSISPRO', { body, timeoutMs: LOGIN_TIMEOUT_MS })
    // Whatever happens to a login, the package itself has not left.
    if (answer instanceof HttpFailure) return unreachable(answer)
    if (answer.status === 401 || answer.status === 403) return refused([])
    const parsed = parseLogin(answer.body)
    if (!parsed.ok || answer.status >= 500) return notAnswering(answer)
    if (parsed.value.token === undefined) return refused(parsed.value.errores)
    session = { token: parsed.value.token, until: ports.clock.now().getTime() + TOKEN_MS }
    return { kind: 'answer', value: session.token, bytes: answer.body }
  }

  async function cargar(endpoint: string, body: Uint8Array): Carga {
    for (let renewed = false; ; renewed = true) {
      const access = await token()
      if (access.kind !== 'answer') return access
      const answer = await exchange('POST', `/api/PaquetesFevRips/${endpoint}`, {
        body,
        token: access.value,
        timeoutMs: CARGA_TIMEOUT_MS,
      })
      const outcome = answer instanceof HttpFailure ? failed(answer) : read(answer)
      if (outcome !== 'session') return outcome
      session = undefined
      if (renewed) return refused(['La sesión se cierra apenas se abre.'])
    }
  }

  return {
    cargarFevRips: (rips, xml) => cargar('CargarFevRips', packageBody(rips, xml)),
    cargarNC: (rips, xml) => cargar('CargarNC', packageBody(rips, xml)),
    cargarNCTotal: (xml) => cargar('CargarNCTotal', packageBody(undefined, xml)),
    cargarND: (rips, xml) => cargar('CargarND', packageBody(rips, xml)),
    cargarNotaAjuste: (rips) => cargar('CargarNotaAjuste', packageBody(rips, undefined)),
    cargarRipsSinFactura: (rips) => cargar('CargarRipsSinFactura', packageBody(rips, undefined)),
    recuperarCUV: (cuv) => cargar('RecuperarCUV', encode({ codigoUnicoValidacion: cuv })),
    async consultarCUV(cuv) {
      const answer = await exchange('POST', '/api/ConsultasFevRips/ConsultarCUV', {
        body: encode({ codigoUnicoValidacion: cuv }),
        timeoutMs: LOGIN_TIMEOUT_MS,
      })
      if (answer instanceof HttpFailure) return unreachable(answer)
      const parsed = parseConsultaCuv(answer.body)
      return parsed.ok && answer.status < 500
        ? { kind: 'answer', value: parsed.value, bytes: answer.body }
        : notAnswering(answer)
    },
    async health() {
      const answer = await exchange('GET', '/BasicHealth', { timeoutMs: LOGIN_TIMEOUT_MS })
      if (answer instanceof HttpFailure) return unreachable(answer)
      const salud = answer.status === 200 ? parseSalud(answer.body) : undefined
      return salud === undefined ? notAnswering(answer) : { kind: 'answer', value: salud, bytes: answer.body }
    },
  }
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

/** The JSON of the package goes byte by byte as it is: it is not parsed, nor written anew. */
function packageBody(rips: Uint8Array | undefined, xml: Uint8Array | undefined): Uint8Array {
  return Buffer.concat([
    Buffer.from('{"rips":'),
    rips ?? Buffer.from('null'),
    Buffer.from(`,"xmlFevFile":"${xml === undefined ? '' : Buffer.from(xml).toString('base64')}"}`),
  ])
}

/** Verdict of a Cargar…, whatever the status it came with. `session`: log in again. */
function read(answer: HttpResponse): MuvOutcome<RespuestaMuv> | 'session' {
  if (answer.status === 401) return 'session'
  const parsed = parseRespuesta(answer.body)
  if (parsed.ok) {
    const rechazos = parsed.value.hallazgos.filter(({ clase }) => clase === 'RECHAZADO')
    if (rechazos.some(({ codigo }) => codigo === 'TOT002')) return 'session'
    if (rechazos.some(({ codigo }) => codigo === 'CFR001')) {
      return {
        kind: 'not-sent',
        answered: true,
        detail: 'El ministerio no pudo guardar el paquete. Se envía otra vez más tarde.',
      }
    }
    if (parsed.value.aceptado || rechazos.length > 0)
      return { kind: 'answer', value: parsed.value, bytes: answer.body }
    return {
      kind: 'unknown',
      answered: true,
      detail: 'El validador respondió sin CUV y sin decir qué rechazó.',
    }
  }
  if (answer.status === 403) return refused([])
  if (answer.status === 404 || answer.status === 405) return wrongAddress()
  if (answer.status === 413) {
    return {
      kind: 'blocked',
      detail: 'El paquete es muy grande para el validador. Divida la factura en varias.',
    }
  }
  // An error page of the validator itself (500, 502, 504) may come after it kept the package; other pages came in its place.
  if (answer.status === 429 || answer.status === 503 || (isHtml(answer) && answer.status < 500))
    return notAnswering(answer)
  if (answer.status >= 400 && answer.status < 500) {
    return {
      kind: 'blocked',
      detail: `El validador no entendió el envío (respuesta ${answer.status}). Revise su versión en Configuración.`,
    }
  }
  return {
    kind: 'unknown',
    answered: true,
    detail: `El validador respondió con un error (${answer.status}) y no se sabe si lo recibió.`,
  }
}

function failed(failure: HttpFailure): MuvOutcome<never> {
  if (!failure.sent) return unreachable(failure)
  return { kind: 'unknown', detail: 'La conexión con el validador se cortó antes de su respuesta.' }
}

function unreachable(failure: HttpFailure): MuvOutcome<never> {
  if (failure.reason === 'tls') {
    return {
      kind: 'blocked',
      detail:
        'El certificado del validador no es el que usted aceptó. Si lo reinstaló, acepte el nuevo en Configuración.',
    }
  }
  return {
    kind: 'not-sent',
    detail: 'El validador del ministerio no responde. Se intenta de nuevo más tarde.',
  }
}

/** Reached something that is not in service now. */
function notAnswering(answer: HttpResponse): MuvOutcome<never> {
  if (answer.status === 404) return wrongAddress()
  const seconds = Number(answer.headers['retry-after'])
  return {
    kind: 'not-sent',
    answered: true,
    detail: 'El validador del ministerio está fuera de servicio. Se intenta de nuevo más tarde.',
    ...(Number.isFinite(seconds) && seconds > 0 && { retryAfterSeconds: seconds }),
  }
}

function wrongAddress(): MuvOutcome<never> {
  return {
    kind: 'blocked',
    detail: 'En esa dirección no está el validador del ministerio. Revise la dirección en Configuración.',
  }
}

function refused(errores: readonly string[]): MuvOutcome<never> {
  return {
    kind: 'blocked',
    detail: [
      'El ministerio no aceptó el usuario o la clave.',
      ...errores.map((texto) => (/[.!?]$/.test(texto) ? texto : `${texto}.`)),
      'Revíselos en Configuración, Validador del ministerio.',
    ].join(' '),
  }
}

function isHtml(answer: HttpResponse): boolean {
  return /html/i.test(answer.headers['content-type'] ?? '')
}
