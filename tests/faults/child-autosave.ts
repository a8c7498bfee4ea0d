/**
 * A practice core in a process of its own that only saves notes, for the test that kills it while somebody types. It answers
 * each save by IPC once the core did.
 */
import { randomInt } from 'node:crypto'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { nodeHttp } from '../../src-main/core/http/node-http.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { clientOf } from '../../src-main/core-entry.ts'
import { createCore } from '../../src-main/create-core.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import type { ContenidoNota } from '../../src-shared/domains/historia/schemas.ts'

/** First message: what to open. */
export interface OpenOrder {
  readonly act: 'open'
  /** Hexadecimal. By IPC, never in the arguments. */
  readonly key: string
  readonly dataDir: string
  readonly resourcesDir: string
}

export interface SaveOrder {
  readonly act: 'save'
  readonly call: number
  readonly id: string
  readonly revision: number
  readonly contenido: ContenidoNota
}

export type AutosaveAnswer =
  | { readonly said: 'listo' }
  | {
      readonly said: 'guardado'
      readonly call: number
      readonly guardado: { revision: number; guardadaEn: string; conservada: boolean }
    }
  | { readonly said: 'error'; readonly call: number | null; readonly detalle: string }

function tell(answer: AutosaveAnswer): void {
  process.send?.(answer)
}

async function open(order: OpenOrder) {
  const core = await createCore({
    clock: systemClock,
    ids: createIds(systemClock),
    logger: silentLogger,
    http: nodeHttp,
    random: () => randomInt(2 ** 32) / 2 ** 32,
    databaseKey: Buffer.from(order.key, 'hex'),
    dataDir: order.dataDir,
    resourcesDir: order.resourcesDir,
    modo: 'practica',
    version: '0.0.0-prueba',
  })
  const clientFor = clientOf(core)
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  return clientFor(token)
}

let client: Awaited<ReturnType<typeof open>> | undefined

process.on('message', (order: OpenOrder | SaveOrder) => {
  const failed = (error: unknown) =>
    tell({ said: 'error', call: order.act === 'save' ? order.call : null, detalle: String(error) })
  if (order.act === 'open') {
    open(order).then((opened) => {
      client = opened
      tell({ said: 'listo' })
    }, failed)
    return
  }
  const { call, id, revision, contenido } = order
  client?.historia
    .guardar({ id, revision, contenido })
    .then((guardado) => tell({ said: 'guardado', call, guardado }), failed)
})
