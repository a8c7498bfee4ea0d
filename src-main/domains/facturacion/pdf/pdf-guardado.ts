import { createHash } from 'node:crypto'
import type { Clock } from '../../../core/clock/clock.ts'
import type { Db } from '../../../core/database/schema.ts'
import { transact } from '../../../core/database/transaction.ts'
import { intacto } from '../guardados.ts'

/** A validated document whose printed form is kept. */
export interface Imprimible {
  /** Of the invoice or the note. */
  readonly id: string
  readonly facturaId: string
  /** «la factura SETP1», for the message. */
  readonly deQue: string
}

/**
 * The printed form of a validated document: the kept one, checked against its hash; the first time it is made and kept. Of two that ask at
 * once, both get what the first kept.
 * @param make how it is printed now, or as it was already delivered
 * @throws Refusal DOCUMENTO_ALTERADO when it is not what was kept
 */
export async function pdfGuardado(
  ports: { readonly db: Db; readonly clock: Clock },
  documento: Imprimible,
  make: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { db } = ports
  const kept = () =>
    db
      .selectFrom('factura_pdf')
      .select(['pdf', 'sha256'])
      .where('documento_id', '=', documento.id)
      .executeTakeFirst()
  let row = await kept()
  if (!row) {
    const pdf = await make()
    await transact(db, (trx) =>
      trx
        .insertInto('factura_pdf')
        .values({
          documento_id: documento.id,
          factura_id: documento.facturaId,
          pdf,
          sha256: createHash('sha256').update(pdf).digest('hex'),
          creado_en: ports.clock.now().toISOString(),
        })
        .onConflict((oc) => oc.column('documento_id').doNothing())
        .execute(),
    )
    row = await kept()
  }
  if (!row) throw new Error(`the printed form of ${documento.id} was not kept`)
  return intacto(row.pdf, row.sha256, documento.deQue)
}
