import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { CuentaBuzon } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import { traeCandidatos } from './candidatos.ts'
import { FalloBuzon, falloDe } from './fallo.ts'

/** What is known of a message before any of its content is asked for. */
export interface Cabecera {
  readonly uid: number
  /** Bytes, as the server counts them. */
  readonly tamano: number
  /** Address that wrote it, or its name; empty when it does not say. */
  readonly de: string
  readonly asunto: string
  /** `<id@dominio>` or empty. */
  readonly messageId: string
  /** When it arrived, UTC. */
  readonly recibidoEn: string
  /** `ilegible`: its parts are nested so deep that they cannot be told. */
  readonly trae: 'candidatos' | 'nada' | 'ilegible'
}

/** One folder, open. Every method throws `FalloBuzon` when the connection ends. */
export interface SesionBuzon {
  /** Changes when the server numbered the folder anew: then UIDs mean other messages (RFC 9051, 2.3.1.1). */
  readonly uidValidity: string
  /** @returns UIDs from `desdeUid` on that arrived since that day, growing */
  buscar(desdeUid: number, desde: LocalDate): Promise<readonly number[]>
  /** @returns what is known of each that is still there, by growing UID */
  cabeceras(uids: readonly number[]): Promise<readonly Cabecera[]>
  /** @returns the whole message; `grande` past `TOPE_MENSAJE`; `ausente` when it is no longer there */
  descargar(uid: number): Promise<Uint8Array | 'grande' | 'ausente'>
  /** Marks a message as read. Only in a folder opened to be marked. */
  marcarLeido(uid: number): Promise<void>
  cerrar(): Promise<void>
}

/** Milliseconds. */
export interface PlazosImap {
  readonly conexion: number
  readonly respuesta: number
}

const PLAZOS: PlazosImap = { conexion: 15_000, respuesta: 60_000 }

/** Largest message that is read, in bytes: what mail services let in (25 MB of files, written in base64). */
export const TOPE_MENSAJE = 36 * 1024 * 1024
/** Room for what surrounds a message in an answer. */
const ENVOLTURA = 1024 * 1024
const PEDAZO = 256 * 1024
const LARGO_TEXTO = 300

/**
 * Opens one folder of a mailbox: read-only unless the account says that read messages are marked.
 * @param signal ends the connection at once, whatever it is doing
 * @throws FalloBuzon
 */
export async function abrirBuzon(
  cuenta: CuentaBuzon,
  { signal, plazos = PLAZOS }: { readonly signal?: AbortSignal; readonly plazos?: PlazosImap } = {},
): Promise<SesionBuzon> {
  // Loaded when a mailbox is read: most starts of the program have none.
  const { ImapFlow: Client } = await import('imapflow')
  const client = new Client({
    host: cuenta.servidor,
    port: cuenta.puerto,
    secure: cuenta.seguridad === 'tls',
    doSTARTTLS: cuenta.seguridad === 'starttls',
    auth: { user: cuenta.usuario, pass: cuenta.clave },
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    logger: false,
    // A compressed connection could hand over far more than it sends.
    disableCompression: true,
    disableAutoIdle: true,
    disableBinary: true,
    maxLineLength: TOPE_MENSAJE,
    maxLiteralSize: TOPE_MENSAJE,
    maxResponseSize: TOPE_MENSAJE + ENVOLTURA,
    connectionTimeout: plazos.conexion,
    greetingTimeout: plazos.conexion,
    socketTimeout: plazos.respuesta,
    clientInfo: { name: 'Consultorio' },
  })
  // Trouble between two commands comes out of the next one.
  client.on('error', () => {})
  const end = () => client.close()
  signal?.addEventListener('abort', end, { once: true })
  try {
    signal?.throwIfAborted()
    await client.connect()
    const { uidValidity } = await client.mailboxOpen(cuenta.carpeta, { readOnly: !cuenta.marcarLeidos })
    return sesionDe(client, uidValidity.toString())
  } catch (error) {
    client.close()
    throw falloDe(error)
  }
}

function sesionDe(client: ImapFlow, uidValidity: string): SesionBuzon {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw falloDe(error)
    }
  }
  return {
    uidValidity,
    buscar: (desdeUid, desde) =>
      guarded(async () => {
        // With it the client would ask by age, reckoned with the clock of this machine, which may be wrong.
        client.capabilities.delete('WITHIN')
        const found = await client.search({ uid: `${desdeUid}:*`, since: desde }, { uid: true })
        if (!Array.isArray(found)) throw cortado(client)
        // «n:*» always holds the last message, even when its UID is below n.
        return found.filter((uid) => uid >= desdeUid).sort((a, b) => a - b)
      }),
    cabeceras: (uids) =>
      guarded(async () => {
        if (uids.length === 0) return []
        const datos = { uid: true, size: true, envelope: true, internalDate: true }
        const range = uids.join(',')
        const enteros = await client.fetchAll(range, { ...datos, bodyStructure: true }, { uid: true })
        if (!client.usable) throw cortado(client)
        const vistos = new Map(enteros.map((one) => [one.uid, cabeceraDe(one)]))
        // One whose structure cannot be read is left out of the answer; without it, who sent it can still be told.
        const perdidos = uids.filter((uid) => !vistos.has(uid))
        if (perdidos.length > 0)
          for (const one of await client.fetchAll(perdidos.join(','), datos, { uid: true }))
            vistos.set(one.uid, { ...cabeceraDe(one), trae: 'ilegible' })
        if (!client.usable) throw cortado(client)
        return [...vistos.values()].sort((a, b) => a.uid - b.uid)
      }),
    descargar: (uid) =>
      guarded(async () => {
        const { content } = await client.download(String(uid), undefined, {
          uid: true,
          maxBytes: TOPE_MENSAJE + 1,
          chunkSize: PEDAZO,
        })
        if (!content) {
          if (!client.usable) throw cortado(client)
          return 'ausente'
        }
        const chunks: Buffer[] = []
        let total = 0
        for await (const chunk of content as AsyncIterable<Buffer>) {
          total += chunk.length
          if (total > TOPE_MENSAJE) return 'grande'
          chunks.push(chunk)
        }
        // A connection that dies may look like the end of the message.
        if (!client.usable) throw cortado(client)
        return Buffer.concat(chunks)
      }),
    marcarLeido: (uid) =>
      guarded(async () => {
        await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      }),
    async cerrar() {
      await client.logout().catch(() => {})
      client.close()
    },
  }
}

function cortado(client: ImapFlow): FalloBuzon {
  return new FalloBuzon('conexion', false, client.byeReason ?? 'connection closed')
}

function cabeceraDe(message: FetchMessageObject): Cabecera {
  const [from] = message.envelope?.from ?? []
  return {
    uid: message.uid,
    tamano: message.size ?? 0,
    de: unRenglon(from?.address || from?.name || ''),
    asunto: unRenglon(message.envelope?.subject ?? ''),
    messageId: unRenglon(message.envelope?.messageId ?? ''),
    recibidoEn: instante(message.internalDate),
    trae: message.bodyStructure && traeCandidatos(message.bodyStructure) ? 'candidatos' : 'nada',
  }
}

function instante(date: Date | string | undefined): string {
  const found = new Date(date ?? 0)
  return Number.isNaN(found.getTime()) ? new Date(0).toISOString() : found.toISOString()
}

/** What a stranger wrote, fit for a list. */
function unRenglon(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LARGO_TEXTO)
}
