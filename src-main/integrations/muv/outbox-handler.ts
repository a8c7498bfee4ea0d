import type { Clock } from '../../core/clock/clock.ts'
import type { DeliveryFinding, DeliveryResult, OutboxHandler, OutboxItem } from '../../core/outbox/handler.ts'
import type { Carga, MuvClient } from './client.ts'
import { reglaMuv } from './reglas.ts'
import type { HallazgoMuv, RespuestaMuv } from './respuesta.ts'
import { esObjeto, texto } from './validacion/vista.ts'

/** Nothing can be sent now, and why in words for the screen: validator not configured, credentials missing. */
export interface Blocked {
  readonly blocked: string
}

/** What a package is; decides the endpoint. */
export type ModuloMuv =
  | 'factura'
  | 'nota-credito'
  | 'nota-credito-total'
  | 'nota-debito'
  | 'nota-ajuste'
  | 'sin-factura'

/** What the package says of itself: enough to choose the endpoint and to recognise an answer as ours. */
interface Paquete {
  readonly modulo: ModuloMuv
  /** Number of the invoice, or of the note. */
  readonly numero: string
  readonly nit: string
}

export interface MuvOutboxPorts {
  /** Made at each send, so that settings changed meanwhile are the ones used. */
  readonly client: () => Promise<MuvClient | Blocked>
  /** Bytes of the AttachedDocument of the invoice or note; undefined while DIAN has not validated it, or why it must not be sent. */
  readonly attachedDocument: (item: OutboxItem) => Promise<Uint8Array | Blocked | undefined>
  readonly clock: Clock
  /** Milliseconds a request whose connection was cut is given to end; a minute unless told. */
  readonly settleMs?: number
}

const SIN_XML: readonly ModuloMuv[] = ['nota-ajuste', 'sin-factura']

/** Longest the validator may go on with a request whose connection was cut. */
const SETTLE_MS = 60_000

/**
 * Delivery of RIPS packages to the ministry's validator.
 *
 * **A cut send.** The validator answers questions only about a CUV (ConsultarCUV, RecuperarCUV), and the CUV is exactly what
 * a cut answer did not bring; it cannot be computed either (rips.md 7). There is no question by number. What makes a
 * resend safe is what a CUV is: a code made over the XML and the JSON, so the same bytes can only be the same package —
 * validating them twice issues no second fact, charges nobody and consumes no number, and a package already validated gives
 * its CUV again. So `ask` makes sure that the validator is there and that the cut request has had time to end (never the
 * same number twice in parallel), and answers `not-found`: the outbox sends the same bytes. If the validator then
 * refuses them as repeated and names the CUV, that CUV is consulted, and it is ours only if its issuer, its number and the
 * RIPS it keeps are ours; when it does not show the RIPS a person decides.
 */
export function createMuvOutboxHandler(ports: MuvOutboxPorts): OutboxHandler {
  const settleMs = ports.settleMs ?? SETTLE_MS
  const inFlight = new Set<string>()
  const cutAt = new Map<string, number>()

  async function withClient(use: (client: MuvClient) => Promise<DeliveryResult>): Promise<DeliveryResult> {
    const client = await ports.client()
    return 'blocked' in client ? { outcome: 'blocked', detail: client.blocked } : use(client)
  }

  async function deliver(client: MuvClient, item: OutboxItem): Promise<DeliveryResult> {
    const { modulo } = paqueteOf(item)
    const xml = SIN_XML.includes(modulo) ? undefined : await ports.attachedDocument(item)
    if (xml !== undefined && 'blocked' in xml) return { outcome: 'blocked', detail: xml.blocked }
    if (xml === undefined && !SIN_XML.includes(modulo)) {
      return { outcome: 'blocked', detail: 'Espera la validación de la DIAN.' }
    }
    const outcome = await cargar(client, modulo, item.payload, xml ?? new Uint8Array())
    switch (outcome.kind) {
      case 'answer':
        return outcome.value.aceptado
          ? accepted(outcome.value.cuv ?? '', outcome.bytes, outcome.value)
          : refused(client, item, outcome.value, outcome.bytes)
      case 'blocked':
        return { outcome: 'blocked', detail: outcome.detail }
      case 'unknown':
        return { outcome: 'unknown', detail: outcome.detail, ...spoke(outcome) }
      case 'not-sent':
        return {
          outcome: 'not-sent',
          detail: outcome.detail,
          ...spoke(outcome),
          ...(outcome.retryAfterSeconds !== undefined && { retryAfterSeconds: outcome.retryAfterSeconds }),
        }
    }
  }

  return {
    kind: 'muv.rips',
    send: (item) =>
      withClient(async (client) => {
        const key = keyOf(paqueteOf(item))
        if (inFlight.has(key)) {
          return { outcome: 'not-sent', detail: 'El mismo paquete se está enviando.', retryAfterSeconds: 30 }
        }
        inFlight.add(key)
        try {
          const result = await deliver(client, item)
          if (result.outcome === 'unknown') cutAt.set(key, ports.clock.now().getTime())
          else cutAt.delete(key)
          return result
        } finally {
          inFlight.delete(key)
        }
      }),
    ask: (item) =>
      withClient(async (client) => {
        const key = keyOf(paqueteOf(item))
        // The history knows of sends that a former run of the program began; memory, when one of this run was cut.
        const last = Math.max(
          cutAt.get(key) ?? Number.NEGATIVE_INFINITY,
          item.lastSentAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(item.lastSentAt),
        )
        const elapsed = ports.clock.now().getTime() - last
        // A clock set back gives a negative time: the wait is over rather than endless.
        if (inFlight.has(key) || (elapsed >= 0 && elapsed < settleMs)) {
          return {
            outcome: 'unknown',
            detail: 'El validador puede estar terminando el envío anterior. Se espera antes de repetirlo.',
          }
        }
        const health = await client.health()
        if (health.kind === 'blocked') return { outcome: 'blocked', detail: health.detail }
        if (health.kind !== 'answer') return { outcome: 'not-sent', detail: health.detail, ...spoke(health) }
        return {
          outcome: 'not-found',
          detail:
            'El validador no informa de un envío sin su CUV. Se envía el mismo paquete, que recibe el mismo CUV.',
        }
      }),
  }
}

const MODULO_DE_NOTA: Readonly<Record<string, ModuloMuv>> = {
  NC: 'nota-credito',
  ND: 'nota-debito',
  NA: 'nota-ajuste',
  RS: 'sin-factura',
}

/**
 * Reads it from the payload itself, the bytes of the RIPS JSON. A credit note that annuls a whole invoice has no RIPS: its
 * payload is empty and its meta says `modulo: nota-credito-total`, `numero` and `nit`.
 */
function paqueteOf(item: OutboxItem): Paquete {
  if (item.meta.modulo === 'nota-credito-total') {
    const { numero, nit } = item.meta
    if (numero === undefined || nit === undefined)
      throw new TypeError(`muv.rips item ${item.id} lacks numero or nit`)
    return { modulo: 'nota-credito-total', numero, nit }
  }
  const rips: unknown = JSON.parse(new TextDecoder().decode(item.payload))
  if (!esObjeto(rips)) throw new TypeError(`the payload of muv.rips item ${item.id} is not a package`)
  return {
    modulo: MODULO_DE_NOTA[texto(rips, 'tipoNota') ?? ''] ?? 'factura',
    numero: texto(rips, 'numNota') ?? texto(rips, 'numFactura') ?? '',
    nit: texto(rips, 'numDocumentoIdObligado') ?? '',
  }
}

function keyOf({ nit, modulo, numero }: Paquete): string {
  return JSON.stringify([nit, modulo, numero])
}

function cargar(client: MuvClient, modulo: ModuloMuv, rips: Uint8Array, xml: Uint8Array): Carga {
  switch (modulo) {
    case 'factura':
      return client.cargarFevRips(rips, xml)
    case 'nota-credito':
      return client.cargarNC(rips, xml)
    case 'nota-credito-total':
      return client.cargarNCTotal(xml)
    case 'nota-debito':
      return client.cargarND(rips, xml)
    case 'nota-ajuste':
      return client.cargarNotaAjuste(rips)
    case 'sin-factura':
      return client.cargarRipsSinFactura(rips)
  }
}

/** What the validator only notified of is kept with the CUV: it counts later, when the package is audited. */
function accepted(cuv: string, answer: Uint8Array, { hallazgos }: RespuestaMuv): DeliveryResult {
  const findings = hallazgos.filter(({ clase }) => clase === 'NOTIFICACION').map(findingOf)
  return { outcome: 'accepted', answer, detail: cuv, ...(findings.length > 0 && { findings }) }
}

async function refused(
  client: MuvClient,
  item: OutboxItem,
  respuesta: RespuestaMuv,
  answer: Uint8Array,
): Promise<DeliveryResult> {
  const known = namedCuv(respuesta)
  if (known !== undefined) {
    const consulted = await client.consultarCUV(known)
    if (consulted.kind !== 'answer') {
      return {
        outcome: 'unknown',
        detail: 'El validador dice que ya tenía este número; falta confirmar su CUV.',
      }
    }
    const { valido, nitObligado, numero, rips } = consulted.value
    const paquete = paqueteOf(item)
    // Issuer and number alone would also fit an earlier version of the package: only the same RIPS makes the CUV ours.
    if (valido && nitObligado === paquete.nit && numero === paquete.numero && sameJson(rips, item.payload)) {
      return accepted(known, consulted.bytes, respuesta)
    }
  }
  const rechazos = respuesta.hallazgos.filter(({ clase }) => clase === 'RECHAZADO').length
  return {
    outcome: 'rejected',
    answer,
    detail: `El validador del ministerio rechazó el paquete: ${rechazos} ${rechazos === 1 ? 'error' : 'errores'}.`,
    findings: respuesta.hallazgos.map(findingOf),
  }
}

/** A CUV named in the texts of a rejection: that of a package validated before. */
function namedCuv(respuesta: RespuestaMuv): string | undefined {
  for (const { clase, descripcion, observaciones } of respuesta.hallazgos) {
    if (clase !== 'RECHAZADO') continue
    const match = /(?<![0-9a-f])[0-9a-f]{96}(?![0-9a-f])/i.exec(`${observaciones} ${descripcion}`)
    if (match !== null) return match[0]
  }
  return undefined
}

function sameJson(kept: unknown, payload: Uint8Array): boolean {
  if (kept === undefined || payload.byteLength === 0) return false
  return canonical(kept) === canonical(JSON.parse(new TextDecoder().decode(payload)))
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/** A finding of the validator in the words of our table; what the validator observed is kept. */
export function findingOf(hallazgo: HallazgoMuv): DeliveryFinding {
  const regla = reglaMuv(hallazgo.codigo)
  return {
    regla: hallazgo.codigo,
    severidad: hallazgo.clase === 'RECHAZADO' ? 'rechazo' : 'notificacion',
    ruta: hallazgo.ruta,
    mensaje: [regla?.mensaje ?? hallazgo.descripcion, hallazgo.observaciones]
      .filter((texto) => texto !== '')
      .join(' '),
    remedio: regla?.remedio ?? 'Lea la observación del validador y corrija el dato indicado.',
  }
}

function spoke({ answered }: { readonly answered?: boolean }): { readonly answered?: true } {
  return answered === true ? { answered } : {}
}
