import { KIND_CORREO } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { esRolDe, RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { Envio, ResumenEnvios } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { fraseEnvios } from '../../../src-shared/domains/sincronizacion/rules.ts'
import { autoridadDe, DESTINOS } from '../../../src-shared/domains/sincronizacion/texts.ts'
import { appendAudit } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import type { OutboxState } from '../../core/database/core-tables.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { DeliveryFinding } from '../../core/outbox/handler.ts'
import type { Outbox } from '../../core/outbox/outbox.ts'
import type { DomainKit } from '../kit.ts'
import { KIND_RIPS } from '../rips/api.ts'
import { sesionVigente } from '../seguridad/api.ts'
import { type EstadoRed, estadoRed } from './servicios.ts'

export type SincronizacionService = ReturnType<typeof createSincronizacionService>

/** Keys kept for one reader of the stream. */
const MAX_CLAVES = 500

const FILTROS: Readonly<Record<string, readonly OutboxState[]>> = {
  'por-enviar': ['pendiente', 'enviando', 'incierto'],
  rechazados: ['rechazado'],
  aceptados: ['aceptado'],
}

/** What a person sees of the queue, and the one thing they may ask of it: another try. */
export function createSincronizacionService(kit: DomainKit & { readonly outbox: Outbox }) {
  const { db, changes } = kit
  return {
    /**
     * Keys of what changed, from now on, until the caller goes or their session ends. The first one comes at once: the stream is
     * alive. What a slow reader has not taken yet is kept once per key, and beyond MAX_CLAVES only its kinds (`factura`).
     */
    async *eventos(
      call: CallContext,
      signal: AbortSignal | undefined,
    ): AsyncGenerator<{ changed: string[] }> {
      let pending = new Set<string>()
      let announced = true
      let wake: (() => void) | undefined
      const unsubscribe = changes.subscribe((keys) => {
        for (const key of keys) pending.add(key)
        if (pending.size > MAX_CLAVES) pending = new Set([...pending].map(claseDe))
        announced = true
        wake?.()
      })
      const onAbort = () => wake?.()
      signal?.addEventListener('abort', onAbort)
      try {
        while (!signal?.aborted) {
          if (announced) {
            announced = false
            if (!(await sesionVigente(db, call.token))) return
            const changed = [...pending]
            pending.clear()
            yield { changed }
          } else
            await new Promise<void>((resolve) => {
              wake = resolve
            })
        }
      } finally {
        unsubscribe()
        signal?.removeEventListener('abort', onAbort)
      }
    },

    async resumen(): Promise<ResumenEnvios> {
      const rows = await db
        .selectFrom('outbox_status')
        .select((eb) => ['state', eb.fn.countAll<number>().as('n')])
        .where('state', 'in', ['pendiente', 'enviando', 'incierto', 'rechazado'])
        .groupBy('state')
        .execute()
      const correos = await db
        .selectFrom('outbox_status as s')
        .innerJoin('outbox as i', 'i.id', 's.item_id')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('s.state', '=', 'incierto')
        .where('i.kind', '=', KIND_CORREO)
        .executeTakeFirstOrThrow()
      const correosEnDuda = Number(correos.n)
      const cuenta = (state: OutboxState) => Number(rows.find((row) => row.state === state)?.n ?? 0)
      const cuentas = {
        porEnviar: cuenta('pendiente') + cuenta('enviando'),
        inciertos: cuenta('incierto') - correosEnDuda,
        correosEnDuda,
        rechazados: cuenta('rechazado'),
        ...(await red()),
      }
      return { ...cuentas, sinServicio: [...cuentas.sinServicio], frase: fraseEnvios(cuentas) }
    },

    async listar(cuales: string, limite: number): Promise<Envio[]> {
      const rows = await db
        .selectFrom('outbox_status as s')
        .innerJoin('outbox as i', 'i.id', 's.item_id')
        .select((eb) => [
          'i.id',
          'i.kind',
          'i.subject_id',
          'i.chain',
          'i.descriptor',
          'i.created_at',
          's.state',
          's.attempts',
          's.next_attempt_at',
          's.last_detail',
          's.updated_at',
          eb
            .selectFrom('outbox as p')
            .innerJoin('outbox_status as ps', 'ps.item_id', 'p.id')
            .select('p.descriptor')
            .whereRef('p.chain', '=', 'i.chain')
            .whereRef('p.seq', '<', 'i.seq')
            .where('ps.state', 'not in', ['aceptado', 'reemplazado'])
            .orderBy('p.seq', 'desc')
            .limit(1)
            .as('espera_a'),
        ])
        // «Todos» asks for no state, so that the index by date serves it.
        .$if(cuales in FILTROS, (query) => query.where('s.state', 'in', [...(FILTROS[cuales] ?? [])]))
        // What waits, in the order it leaves; the rest, the latest first.
        .orderBy(cuales === 'por-enviar' ? 'i.id' : 's.updated_at', cuales === 'por-enviar' ? 'asc' : 'desc')
        .limit(limite)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        descripcion: row.descriptor,
        destino: DESTINOS[row.kind] ?? row.kind,
        clase: row.kind,
        referenciaId: row.subject_id,
        cadena: row.chain,
        estado: row.state,
        intentos: row.attempts,
        creadoEn: row.created_at,
        proximoIntento: row.next_attempt_at,
        ultimaRespuesta: row.last_detail,
        actualizadoEn: row.updated_at,
        esperaA: row.espera_a,
      }))
    },

    /** What was answered each time. What the ministry finds in a RIPS may name a diagnosis: only RADICAN reads it. */
    async historial(call: CallContext, id: string) {
      const rows = await db
        .selectFrom('outbox_events as e')
        .innerJoin('outbox as i', 'i.id', 'e.item_id')
        .select(['e.at', 'e.state', 'e.attempt', 'e.detail', 'e.findings', 'i.kind'])
        .where('e.item_id', '=', id)
        .orderBy('e.id')
        .execute()
      const leeClinica = esRolDe(RADICAN, call.usuario?.rol)
      return rows.map((row) => ({
        en: row.at,
        estado: row.state as OutboxState,
        intento: row.attempt,
        detalle: row.detail,
        hallazgos:
          row.kind === KIND_RIPS && !leeClinica ? [] : (JSON.parse(row.findings) as DeliveryFinding[]),
      }))
    },

    /** @throws Refusal NO_ENCONTRADO when there is no such item: nothing is written of it */
    async reintentar(call: CallContext, id: string): Promise<{ aceptado: boolean }> {
      await transact(db, async (trx) => {
        const item = await trx.selectFrom('outbox').select('id').where('id', '=', id).executeTakeFirst()
        if (!item)
          throw new Refusal('NO_ENCONTRADO', 'Ese envío no está en la bandeja.', 'Actualice la pantalla.')
        await appendAudit(trx, kit.clock.now().toISOString(), auditActor(call), {
          action: 'sincronizacion.reintentar',
          subjectKind: 'envio',
          subjectId: id,
        })
      })
      return { aceptado: await kit.outbox.retry(id) }
    },
  }

  /** See `estadoRed`. The mail account does not count: its trouble is hardly ever the network's. */
  async function red(): Promise<EstadoRed> {
    const oido = await db
      .selectFrom('outbox_status as s')
      .innerJoin('outbox as i', 'i.id', 's.item_id')
      .select(['s.updated_at', 'i.kind'])
      .where('s.state', '=', 'aceptado')
      .orderBy('s.updated_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    const rows = await db
      .selectFrom('outbox_status as s')
      .innerJoin('outbox as i', 'i.id', 's.item_id')
      .innerJoin('outbox_events as e', 'e.item_id', 's.item_id')
      .select((eb) => [
        'i.kind',
        's.answered',
        eb.fn.min('e.at').as('desde'),
        eb.fn
          .min(
            eb
              .case()
              .when('e.at', '>', oido?.updated_at ?? '')
              .then(eb.ref('e.at'))
              .end(),
          )
          .as('tras'),
        eb.fn.max('s.updated_at').as('ultima'),
      ])
      .where('s.state', 'in', ['pendiente', 'incierto'])
      .where('i.kind', '!=', KIND_CORREO)
      .where('s.failures', '>', 0)
      .where('e.attempt', '>', 0)
      .groupBy(['i.kind', 's.answered'])
      .execute()
    return estadoRed(
      rows.map((row) => ({
        autoridad: autoridadDe(row.kind),
        desde: row.desde,
        tras: row.tras,
        ultima: row.ultima,
        respondio: row.answered === 1,
      })),
      oido ? { autoridad: autoridadDe(oido.kind), en: oido.updated_at } : null,
    )
  }
}

/** `factura:<id>` is of the kind `factura`. */
function claseDe(key: string): string {
  return key.split(':', 1)[0] ?? key
}
