import type { DeliveryFinding, DeliveryResult, OutboxHandler, OutboxItem } from '../../core/outbox/handler.ts'
import { parseApplicationResponse } from './application-response.ts'
import type { DianClient, DianOutcome } from './client.ts'
import { hallazgoDeMensaje, parseMensajeDian } from './hallazgos-dian.ts'
import type { DianResponse } from './soap/parse-response.ts'

/** Nothing can be sent now, and why in words for the screen: certificate missing, expired, software not registered. */
export interface Blocked {
  readonly blocked: string
}

export interface DianOutboxPorts {
  /** Made at each send, so that a certificate or an environment changed meanwhile is the one used. */
  readonly client: () => Promise<DianClient | Blocked>
}

/** What an item carries, as its messages call it. */
export type ClaseDian = 'factura' | 'nota' | 'evento' | 'soporte'

const PALABRAS: Readonly<
  Record<ClaseDian, { la: string; esta: string; otra: string; mismo: string; validada: string }>
> = {
  factura: {
    la: 'la factura',
    esta: 'esta factura',
    otra: 'otra factura',
    mismo: 'una factura',
    validada: 'Factura validada',
  },
  nota: { la: 'la nota', esta: 'esta nota', otra: 'otra nota', mismo: 'una nota', validada: 'Nota validada' },
  evento: {
    la: 'el evento',
    esta: 'este evento',
    otra: 'otro evento',
    mismo: 'un evento',
    validada: 'Evento registrado',
  },
  soporte: {
    la: 'el documento',
    esta: 'este documento',
    otra: 'otro documento',
    mismo: 'un documento',
    validada: 'Documento validado',
  },
}

/** Meta of a `dian.factura`, `dian.nota`, `dian.evento` or `dian.soporte` item: `cufe` (CUDE of notes and events, CUDS of a documento soporte), and `archivo`, the name of the XML (`fv….xml`). */
type DianMeta = Readonly<Record<'cufe' | 'archivo', string>>

/** Processed before (90), or for events registered before (LGC01). */
const REPETIDO = new Set(['90', 'LGC01'])

/** DIAN knows nothing of the key asked for. */
const NOT_FOUND = new Set(['66', '90'])

/**
 * Delivery of invoices, notes and events to DIAN (annex 1.9 §7; idempotency by CUFE). An item carries the signed bytes; every send is of those bytes.
 * A doubt is settled by asking with the CUFE, which covers number, date, amounts and parties: an accepted document with our
 * CUFE is ours.
 * @param kind of the items, when two domains send the same class
 */
export function createDianOutboxHandler(
  clase: ClaseDian,
  ports: DianOutboxPorts,
  kind = `dian.${clase}`,
): OutboxHandler {
  async function withClient(use: (client: DianClient) => Promise<DeliveryResult>): Promise<DeliveryResult> {
    const client = await ports.client()
    return 'blocked' in client ? { outcome: 'blocked', detail: client.blocked } : use(client)
  }

  return {
    kind,
    send: (item) =>
      withClient(async (client) => {
        const { archivo } = metaOf(item)
        const documento = { nombre: archivo, xml: item.payload }
        const outcome = await (clase === 'evento'
          ? client.sendEventUpdateStatus(documento)
          : client.sendBillSync(documento))
        if (outcome.kind !== 'answer') return undelivered(outcome)
        return sent(clase, client, item, outcome.value)
      }),
    ask: (item) =>
      withClient(async (client) => {
        const outcome = await client.getStatus(metaOf(item).cufe)
        if (outcome.kind !== 'answer') return unasked(outcome)
        return asked(clase, client, item, outcome.value)
      }),
  }
}

async function sent(
  clase: ClaseDian,
  client: DianClient,
  item: OutboxItem,
  response: DianResponse,
): Promise<DeliveryResult> {
  if (isAccepted(response)) return accepted(clase, client, item, response)
  if (response.mensajes.some(({ regla }) => REPETIDO.has(regla)))
    return settleDuplicate(clase, client, item, response)
  if (response.codigo === '99') return rejected(clase, response)
  return {
    outcome: 'unknown',
    detail: response.descripcion || `La DIAN recibió ${PALABRAS[clase].la} y todavía no termina de procesar.`,
  }
}

async function asked(
  clase: ClaseDian,
  client: DianClient,
  item: OutboxItem,
  response: DianResponse,
): Promise<DeliveryResult> {
  if (isAccepted(response)) return accepted(clase, client, item, response)
  if (NOT_FOUND.has(response.codigo))
    return { outcome: 'not-found', detail: `La DIAN no tiene ${PALABRAS[clase].esta}: se envía de nuevo.` }
  if (response.codigo === '99') return rejected(clase, response)
  return { outcome: 'unknown', detail: response.descripcion || 'La DIAN todavía la está procesando.' }
}

/** Rule 90: a document with this number is already there. If it is ours the answer was lost the first time; if not, the number is taken. */
async function settleDuplicate(
  clase: ClaseDian,
  client: DianClient,
  item: OutboxItem,
  response: DianResponse,
): Promise<DeliveryResult> {
  const outcome = await client.getStatus(metaOf(item).cufe)
  if (outcome.kind !== 'answer')
    return {
      outcome: 'unknown',
      detail: `La DIAN dice que ya tenía ${PALABRAS[clase].mismo} con este número; falta confirmar cuál.`,
    }
  if (isAccepted(outcome.value)) return accepted(clase, client, item, outcome.value)
  if (!NOT_FOUND.has(outcome.value.codigo))
    return {
      outcome: 'unknown',
      detail: `La DIAN dice que ya tenía ${PALABRAS[clase].mismo} con este número; falta confirmar cuál.`,
    }
  // Of an event the same rule also says that it came out of its turn: its own words tell which.
  if (clase === 'evento') return rejected(clase, response)
  return {
    outcome: 'rejected',
    detail: `La DIAN tiene ${PALABRAS[clase].otra} con este mismo número.`,
    findings: response.mensajes.map(hallazgoDeMensaje),
  }
}

function isAccepted(response: DianResponse): boolean {
  return response.codigo === '00' && response.valido
}

/** The answer must be kept, so when the first one comes without it, or cut, it is asked for. */
async function accepted(
  clase: ClaseDian,
  client: DianClient,
  item: OutboxItem,
  response: DianResponse,
): Promise<DeliveryResult> {
  const { cufe } = metaOf(item)
  const answer = readableAnswer(response) ?? (await fetchAnswer(client, cufe))
  if (answer === undefined)
    return { outcome: 'unknown', detail: 'La DIAN la aceptó, pero todavía no entrega su respuesta firmada.' }
  const findings = notificaciones(response, answer)
  return {
    outcome: 'accepted',
    answer,
    detail: response.descripcion || `${PALABRAS[clase].validada} por la DIAN.`,
    ...(findings.length > 0 && { findings }),
  }
}

/** What DIAN observed of an invoice that it validated, from its signed answer and from the message around it; each rule once. */
function notificaciones(response: DianResponse, answer: Uint8Array): DeliveryFinding[] {
  const parsed = parseApplicationResponse(answer)
  const firmadas = parsed.ok
    ? parsed.value.reglas.map(({ regla, descripcion }) => ({
        regla,
        texto: parseMensajeDian(descripcion).texto,
      }))
    : []
  const dichas = response.mensajes.filter(({ severidad }) => severidad === 'notificacion')
  const porRegla = new Map([...dichas, ...firmadas].map(({ regla, texto }) => [regla, texto]))
  return [...porRegla].map(([regla, texto]) => hallazgoDeMensaje({ regla, severidad: 'notificacion', texto }))
}

async function fetchAnswer(client: DianClient, cufe: string): Promise<Uint8Array | undefined> {
  const outcome = await client.getStatus(cufe)
  return outcome.kind === 'answer' && isAccepted(outcome.value) ? readableAnswer(outcome.value) : undefined
}

function readableAnswer(response: DianResponse): Uint8Array | undefined {
  if (response.applicationResponse === undefined) return undefined
  const parsed = parseApplicationResponse(response.applicationResponse)
  return parsed.ok && parsed.value.validado ? response.applicationResponse : undefined
}

function rejected(clase: ClaseDian, response: DianResponse): DeliveryResult {
  const causa = response.descripcion || response.mensaje
  const mensajes = response.mensajes.some(({ severidad }) => severidad === 'rechazo')
    ? response.mensajes
    : // It names no rule: its own words are all there is to go by.
      [
        ...(causa === '' ? [] : [{ regla: 'DIAN', severidad: 'rechazo' as const, texto: causa }]),
        ...response.mensajes,
      ]
  const findings = mensajes.map(hallazgoDeMensaje)
  const rechazos = findings.filter((finding) => finding.severidad === 'rechazo').length
  return {
    outcome: 'rejected',
    ...(response.applicationResponse && { answer: response.applicationResponse }),
    detail: detalleRechazo(clase, mensajes === response.mensajes ? rechazos : 0, causa),
    findings,
  }
}

/** @param reglas how many rules DIAN named; without any, `causa` is said as DIAN said it */
function detalleRechazo(clase: ClaseDian, reglas: number, causa: string): string {
  if (reglas === 1) return `La DIAN rechazó ${PALABRAS[clase].la} por una regla.`
  if (reglas > 1) return `La DIAN rechazó ${PALABRAS[clase].la} por ${reglas} reglas.`
  return causa === ''
    ? `La DIAN rechazó ${PALABRAS[clase].la} y no dijo la causa.`
    : `La DIAN rechazó ${PALABRAS[clase].la}. Dice: «${causa}»`
}

type Undone = Exclude<DianOutcome<unknown>, { kind: 'answer' }>

/** A send that got no answer: what may have arrived is `unknown`, what surely did not is `not-sent`. */
function undelivered(outcome: Undone): DeliveryResult {
  switch (outcome.kind) {
    case 'fault':
      return blockedOrUnknown(outcome)
    case 'unavailable':
      return outcome.acted
        ? { outcome: 'unknown', detail: outcome.detalle, answered: true }
        : notSent(outcome)
    case 'unreadable':
      return { outcome: 'unknown', detail: outcome.detalle, answered: true }
    case 'failure':
      return { outcome: outcome.sent ? 'unknown' : 'not-sent', detail: outcome.detalle }
  }
}

/** A question that got no answer leaves everything as it was: it is put again later. */
function unasked(outcome: Undone): DeliveryResult {
  switch (outcome.kind) {
    case 'fault':
      return blockedOrUnknown(outcome)
    case 'unavailable':
      return notSent(outcome)
    case 'unreadable':
      return { outcome: 'unknown', detail: outcome.detalle, answered: true }
    case 'failure':
      return { outcome: 'not-sent', detail: outcome.detalle }
  }
}

/** Security faults repeat for ever until a person mends the clock or the certificate; others may be of the moment. */
function blockedOrUnknown(outcome: Extract<Undone, { kind: 'fault' }>): DeliveryResult {
  if (/security|authentication/i.test(outcome.fault.codigo))
    return { outcome: 'blocked', detail: outcome.detalle }
  return { outcome: 'unknown', detail: outcome.detalle, answered: true }
}

function notSent(outcome: Extract<Undone, { kind: 'unavailable' }>): DeliveryResult {
  return {
    outcome: 'not-sent',
    detail: outcome.detalle,
    answered: true,
    ...(outcome.retryAfterSeconds !== undefined && { retryAfterSeconds: outcome.retryAfterSeconds }),
  }
}

function metaOf(item: OutboxItem): DianMeta {
  const { cufe, archivo } = item.meta
  if (cufe === undefined || archivo === undefined)
    throw new Error(`outbox item ${item.id} without CUFE or file name`)
  return { cufe, archivo }
}
