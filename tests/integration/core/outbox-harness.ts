import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coreAudit } from '../../../src-main/core/database/migrations/0010-core-audit.ts'
import { coreOutbox } from '../../../src-main/core/database/migrations/0020-core-outbox.ts'
import { coreOutboxAnswered } from '../../../src-main/core/database/migrations/0040-core-outbox-answered.ts'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { transact } from '../../../src-main/core/database/transaction.ts'
import { createChanges } from '../../../src-main/core/events/changes.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import type { Logger } from '../../../src-main/core/logging/logger.ts'
import { enqueue } from '../../../src-main/core/outbox/enqueue.ts'
import type { DeliveryResult, OutboxItem } from '../../../src-main/core/outbox/handler.ts'
import { createOutbox, type DeliveryListener } from '../../../src-main/core/outbox/outbox.ts'
import { testClock } from '../../fixtures/core.ts'

export const accepted: DeliveryResult = { outcome: 'accepted', detail: 'Aceptado' }
export const rejected: DeliveryResult = { outcome: 'rejected', detail: 'Rechazado', findings: [] }
export const unknown: DeliveryResult = { outcome: 'unknown', detail: 'Sin respuesta' }
export const notSent: DeliveryResult = { outcome: 'not-sent', detail: 'Sin red' }
export const notFound: DeliveryResult = { outcome: 'not-found', detail: 'Nunca llegó' }
export const blocked: DeliveryResult = { outcome: 'blocked', detail: 'Falta el certificado' }

type Act = 'send' | 'ask'
export type Answer = (item: OutboxItem, act: Act) => DeliveryResult | Promise<DeliveryResult>

export interface Exchange {
  readonly act: Act
  readonly item: string
  readonly attempt: number
  readonly payload: string
}

/** The real outbox on a real encrypted file, with services that answer what the test says. */
export async function openQueue(clock = testClock()) {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-outbox-'))
  const key = randomBytes(32)
  const ids = createIds(clock)
  const exchanges: Exchange[] = []
  const logged: string[] = []
  const answers: Record<string, Answer> = {}
  const logger: Logger = {
    info: () => {},
    warn: (event) => logged.push(event),
    error: (event) => logged.push(event),
  }
  const hooks: { listener: DeliveryListener } = { listener: async () => [] }

  async function open() {
    const opened = await openDatabase({
      path: join(dir, 'cola.db'),
      key,
      migrations: [coreAudit, coreOutbox, coreOutboxAnswered],
      copiesDir: dir,
      stamp: 'prueba',
    })
    const { db } = opened
    const changes = createChanges()
    const exchangeWith = (kind: string) => async (item: OutboxItem, act: Act) => {
      exchanges.push({
        act,
        item: item.meta.name ?? '',
        attempt: item.attempt,
        payload: Buffer.from(item.payload).toString('utf8'),
      })
      return (await answers[kind]?.(item, act)) ?? accepted
    }
    const handler = (kind: string) => {
      const exchange = exchangeWith(kind)
      return {
        kind,
        send: (item: OutboxItem) => exchange(item, 'send'),
        ask: (item: OutboxItem) => exchange(item, 'ask'),
      }
    }
    const mute = exchangeWith('mudo')
    const outbox = createOutbox({
      db,
      clock,
      ids,
      logger,
      changes,
      // `mudo` cannot be asked, as e-mail cannot.
      handlers: [handler('uno'), handler('dos'), { kind: 'mudo', send: (item) => mute(item, 'send') }],
      listener: (...args) => hooks.listener(...args),
      random: () => 0.5,
    })
    return { db, outbox, close: opened.close }
  }

  let opened = await open()
  const idOf = new Map<string, string>()
  const queue = {
    clock,
    exchanges,
    logged,
    hooks,
    get db() {
      return opened.db
    },
    get outbox() {
      return opened.outbox
    },
    /** How service `uno` answers. */
    answer(answer: Answer, kind = 'uno') {
      answers[kind] = answer
    },
    /** What went out, as `send a`, `ask a`. */
    said: () => exchanges.map(({ act, item }) => `${act} ${item}`),
    id: (name: string) => idOf.get(name) ?? '',
    async put(name: string, options: { kind?: string; chain?: string; replaces?: string } = {}) {
      const id = ids.next()
      idOf.set(name, id)
      await transact(opened.db, (trx) =>
        enqueue(trx, clock.now().toISOString(), {
          id,
          kind: options.kind ?? 'uno',
          subjectId: name,
          chain: options.chain ?? name,
          descriptor: name,
          meta: { name },
          payload: Buffer.from(`bytes de ${name}`),
          ...(options.replaces ? { replacesId: queue.id(options.replaces) } : {}),
        }),
      )
      opened.outbox.wake()
    },
    async status(name: string) {
      return opened.db
        .selectFrom('outbox_status')
        .selectAll()
        .where('item_id', '=', queue.id(name))
        .executeTakeFirstOrThrow()
    },
    async history(name: string) {
      const rows = await opened.db
        .selectFrom('outbox_events')
        .select('state')
        .where('item_id', '=', queue.id(name))
        .orderBy('id')
        .execute()
      return rows.map(({ state }) => state)
    },
    async run(seconds = 0) {
      clock.advance(seconds)
      opened.outbox.wake()
      await opened.outbox.drain()
    },
    /** The process dies where it is and is started again. */
    async dieAndReopen() {
      await opened.outbox.stop(0)
      await opened.close()
      opened = await open()
    },
    async close() {
      await opened.outbox.stop(0)
      await opened.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
  return queue
}
