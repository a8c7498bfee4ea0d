import { describirDesfase, REMEDIO_RELOJ } from '../../../src-shared/domains/configuracion/reloj.ts'
import type { Clock } from '../../core/clock/clock.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import { HttpFailure, type HttpPort, type HttpResponse } from '../../core/http/http-port.ts'
import type { Ids } from '../../core/ids/ids.ts'
import { nombreZip } from './nombres-archivo.ts'
import { buildEnvelope } from './soap/envelope.ts'
import { type DianOperation, type DianOperations, soapAction } from './soap/operations.ts'
import {
  type Adquiriente,
  type CorreosRecepcion,
  type DianResponse,
  type DocumentoGuardado,
  type NumberingRanges,
  parseSoapAnswer,
  type ResultReader,
  readAdquiriente,
  readCorreosRecepcion,
  readDianResponse,
  readDianResponses,
  readDocumento,
  readNumberingRanges,
  readUploadResponse,
  type SoapFault,
  type UploadResponse,
} from './soap/parse-response.ts'
import { zipFiles, zipOne } from './zip.ts'

/**
 * How a call to DIAN ended. Network trouble is a value, never an exception.
 * - `answer`: a whole answer of the operation.
 * - `fault`: the service refused the message (security, format); it did not act.
 * - `unavailable`: it answered that it cannot attend (500, 503, 507, 508, 403, a maintenance page). `acted` says whether it may have acted.
 * - `unreadable`: a cut or foreign answer; it may have acted.
 * - `failure`: no whole answer; `sent` says whether the request left.
 */
export type DianOutcome<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | {
      readonly kind: 'fault'
      readonly fault: SoapFault
      readonly detalle: string
      /** How much this computer's clock is ahead of DIAN's, when it said the hour. */
      readonly desfaseSegundos?: number
    }
  | {
      readonly kind: 'unavailable'
      readonly status: number
      readonly acted: boolean
      readonly detalle: string
      readonly retryAfterSeconds?: number
    }
  | { readonly kind: 'unreadable'; readonly detalle: string }
  | {
      readonly kind: 'failure'
      readonly sent: boolean
      readonly reason: HttpFailure['reason']
      readonly detalle: string
    }

/** One XML on its way: its bytes exactly as signed, and its file name (`fv….xml`). */
export interface ArchivoDian {
  readonly nombre: string
  readonly xml: Uint8Array
}

export interface DianClient {
  /** One invoice, note or container; the normal call in production. */
  sendBillSync(archivo: ArchivoDian): Promise<DianOutcome<DianResponse>>
  /**
   * Several documents in one ZIP; what DIAN says of each comes later (`getStatusZip`), by its CUFE.
   * @throws RangeError with none, more than `MAX_LOTE.documentos`, or more than `MAX_LOTE.bytes` together
   */
  sendBillAsync(archivos: readonly ArchivoDian[]): Promise<DianOutcome<UploadResponse>>
  /** Only in habilitación. */
  sendTestSetAsync(archivo: ArchivoDian, testSetId: string): Promise<DianOutcome<UploadResponse>>
  /** Events 030–034. */
  sendEventUpdateStatus(archivo: ArchivoDian): Promise<DianOutcome<DianResponse>>
  getStatus(cufe: string): Promise<DianOutcome<DianResponse>>
  /** @param zipKey from `sendBillAsync` or `sendTestSetAsync` */
  getStatusZip(zipKey: string): Promise<DianOutcome<DianResponse[]>>
  getStatusEvent(cufe: string): Promise<DianOutcome<DianResponse>>
  /** Ranges of the issuer with their technical keys. @param softwareId of the own software */
  getNumberingRange(nit: string, softwareId: string): Promise<DianOutcome<NumberingRanges>>
  /** The document as DIAN keeps it. */
  getXmlByDocumentKey(cufe: string): Promise<DianOutcome<DocumentoGuardado>>
  /** Notes of an invoice that DIAN has. The sources do not say which fields carry them. */
  getReferenceNotes(cufe: string): Promise<DianOutcome<DianResponse>>
  /** Mail boxes of reception of everybody who invoices. */
  getExchangeEmails(): Promise<DianOutcome<CorreosRecepcion>>
  /** Name and mail of a customer as in the RUT. @param tipoDian code of tabla 13.2.1 */
  getAcquirer(tipoDian: string, numero: string): Promise<DianOutcome<Adquiriente>>
}

export interface DianClientPorts {
  readonly http: HttpPort
  readonly clock: Clock
  readonly ids: Ids
  readonly signer: Signer
  readonly endpoint: string
  /** Milliseconds for a whole exchange; DIAN validates while one waits. */
  readonly timeoutMs?: number
  /** Told after every exchange that DIAN answered. */
  readonly alResponder?: (observado: ObservadoDian) => void
}

/** What an answer of DIAN tells besides what was asked. */
export interface ObservadoDian {
  /** Seconds that this computer's clock is ahead of DIAN's; null when it did not say the hour. */
  readonly desfaseSegundos: number | null
  /** DIAN says that the certificate no longer serves. */
  readonly certificado?: 'revocado' | 'vencido'
}

const TIMEOUT_MS = 60_000

/** What a ZIP of several documents may hold (annex 1.9 §6.5.8), before it is compressed. */
export const MAX_LOTE = { documentos: 50, bytes: 50 * 1024 * 1024 } as const

export function createDianClient(ports: DianClientPorts): DianClient {
  async function call<O extends DianOperation, T>(
    operation: O,
    parameters: DianOperations[O],
    read: ResultReader<T>,
  ): Promise<DianOutcome<T>> {
    const { endpoint, signer } = ports
    const body = buildEnvelope({
      operation,
      parameters,
      endpoint,
      signer,
      ahora: ports.clock.now(),
      id: ports.ids.next(),
    })
    let response: HttpResponse
    try {
      response = await ports.http.request({
        method: 'POST',
        url: endpoint,
        headers: { 'content-type': `application/soap+xml;charset=UTF-8;action="${soapAction(operation)}"` },
        body,
        timeoutMs: ports.timeoutMs ?? TIMEOUT_MS,
      })
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error
      return { kind: 'failure', sent: error.sent, reason: error.reason, detalle: FAILURES[error.reason] }
    }
    const desfaseSegundos = desfaseDe(response, ports.clock.now())
    const outcome = interpret(response, operation, read, desfaseSegundos)
    const certificado = dichoDelCertificado(outcome)
    ports.alResponder?.({ desfaseSegundos, ...(certificado && { certificado }) })
    return outcome
  }

  const content = (archivo: ArchivoDian): { fileName: string; contentFile: string } => ({
    fileName: nombreZip(archivo.nombre),
    contentFile: Buffer.from(zipOne(archivo.nombre, archivo.xml)).toString('base64'),
  })

  return {
    sendBillSync: (archivo) => call('SendBillSync', content(archivo), readDianResponse),
    sendBillAsync: async (archivos) => call('SendBillAsync', lote(archivos), readUploadResponse),
    sendTestSetAsync: (archivo, testSetId) =>
      call('SendTestSetAsync', { ...content(archivo), testSetId }, readUploadResponse),
    sendEventUpdateStatus: (archivo) =>
      call('SendEventUpdateStatus', { contentFile: content(archivo).contentFile }, readDianResponse),
    getStatus: (trackId) => call('GetStatus', { trackId }, readDianResponse),
    getStatusZip: (trackId) => call('GetStatusZip', { trackId }, readDianResponses),
    getStatusEvent: (trackId) => call('GetStatusEvent', { trackId }, readDianResponse),
    getNumberingRange: (nit, softwareCode) =>
      call('GetNumberingRange', { accountCode: nit, accountCodeT: nit, softwareCode }, readNumberingRanges),
    getXmlByDocumentKey: (trackId) => call('GetXmlByDocumentKey', { trackId }, readDocumento),
    getReferenceNotes: (trackId) => call('GetReferenceNotes', { trackId }, readDianResponse),
    getExchangeEmails: () => call('GetExchangeEmails', {}, readCorreosRecepcion),
    getAcquirer: (identificationType, identificationNumber) =>
      call('GetAcquirer', { identificationType, identificationNumber }, readAdquiriente),
  }
}

/** The ZIP has the number of its first document, which no other has. */
function lote(archivos: readonly ArchivoDian[]): { fileName: string; contentFile: string } {
  const [primero] = archivos
  if (!primero || archivos.length > MAX_LOTE.documentos)
    throw new RangeError(`${archivos.length} documents in a batch`)
  const bytes = archivos.reduce((suma, { xml }) => suma + xml.byteLength, 0)
  if (bytes > MAX_LOTE.bytes) throw new RangeError(`${bytes} bytes in a batch`)
  const zip = zipFiles(Object.fromEntries(archivos.map(({ nombre, xml }) => [nombre, xml])))
  return { fileName: nombreZip(primero.nombre), contentFile: Buffer.from(zip).toString('base64') }
}

/** Statuses with which DIAN declares itself out of service (annex 1.9 §12, table 12.2.1). */
const OUT_OF_SERVICE = new Set([403, 429, 500, 502, 503, 504, 507, 508])

/** With these the request did not reach the service itself: a door in front of it answered. */
const TURNED_AWAY = new Set([403, 429, 503])

function interpret<T>(
  response: HttpResponse,
  operation: DianOperation,
  read: ResultReader<T>,
  desfaseSegundos: number | null,
): DianOutcome<T> {
  const answer = parseSoapAnswer(response.body, operation, read)
  // A SOAP fault comes with status 500, so the body is read before the status is believed.
  if (answer.ok && answer.value.kind === 'fault') {
    const { fault } = answer.value
    return {
      kind: 'fault',
      fault,
      detalle: /security|authentication/i.test(fault.codigo)
        ? detalleDeSeguridad(desfaseSegundos)
        : `La DIAN no aceptó el mensaje: ${fault.razon || fault.codigo}`,
      ...(desfaseSegundos !== null && { desfaseSegundos }),
    }
  }
  if (answer.ok && response.status === 200 && answer.value.kind === 'value')
    return { kind: 'answer', value: answer.value.value }
  const { status } = response
  const page = isHtml(response)
  if (OUT_OF_SERVICE.has(status) || page) {
    // A page in the place of the service did not act; an error page of the service itself (500, 504 …) may come after it did.
    const maintenance = page && !(OUT_OF_SERVICE.has(status) && !TURNED_AWAY.has(status))
    const retryAfterSeconds = Number(response.headers['retry-after'])
    return {
      kind: 'unavailable',
      status,
      acted: !maintenance && !TURNED_AWAY.has(status),
      detalle: maintenance
        ? 'El servicio de la DIAN está en mantenimiento.'
        : `El servicio de la DIAN no está disponible (respuesta ${status}).`,
      ...(Number.isInteger(retryAfterSeconds) && retryAfterSeconds > 0 && { retryAfterSeconds }),
    }
  }
  return {
    kind: 'unreadable',
    detalle: `La respuesta de la DIAN llegó incompleta o no se entiende (respuesta ${status}).`,
  }
}

/** Nearly always the clock: when its difference is known, it is said instead of guessed. */
function detalleDeSeguridad(desfaseSegundos: number | null): string {
  const desfase = describirDesfase(desfaseSegundos)
  return desfase === undefined
    ? 'La DIAN no reconoció la firma del mensaje. Revise la fecha y la hora del computador, y que el certificado esté vigente y sea del consultorio.'
    : `${desfase}: la DIAN no acepta mensajes con esa hora. ${REMEDIO_RELOJ}`
}

/** The Date header has seconds, and is written when the answer is. */
function desfaseDe(response: HttpResponse, ahora: Date): number | null {
  const hora = Date.parse(response.headers.date ?? '')
  return Number.isNaN(hora) ? null : Math.round((ahora.getTime() - hora) / 1000)
}

/** The sources name no rule for it: DIAN's words are what there is to go by. */
function dichoDelCertificado(outcome: DianOutcome<unknown>): ObservadoDian['certificado'] {
  const dicho =
    outcome.kind === 'fault'
      ? outcome.fault.razon
      : outcome.kind === 'answer'
        ? mensajesDe(outcome.value).join(' ')
        : ''
  if (!/certificad|certificate/i.test(dicho)) return undefined
  if (/revocad|revoked/i.test(dicho)) return 'revocado'
  return /vencid|expirad|caducad|expired/i.test(dicho) ? 'vencido' : undefined
}

function mensajesDe(value: unknown): string[] {
  const respuestas = (Array.isArray(value) ? value : [value]) as Partial<DianResponse>[]
  return respuestas.flatMap(({ mensajes = [] }) =>
    mensajes.filter(({ severidad }) => severidad === 'rechazo').map(({ texto }) => texto),
  )
}

function isHtml(response: HttpResponse): boolean {
  if (/^text\/html/i.test(response.headers['content-type'] ?? '')) return true
  const start = Buffer.from(response.body.subarray(0, 200)).toString('latin1').trimStart()
  return /^(<!doctype html|<html)/i.test(start)
}

const FAILURES: Readonly<Record<HttpFailure['reason'], string>> = {
  connection: 'No hay conexión con la DIAN.',
  timeout: 'La DIAN no respondió a tiempo.',
  cut: 'La conexión con la DIAN se cortó.',
  tls: 'La conexión con la DIAN no es segura: revise la fecha del computador y la red.',
  'too-large': 'La respuesta de la DIAN es más grande de lo esperado.',
}
