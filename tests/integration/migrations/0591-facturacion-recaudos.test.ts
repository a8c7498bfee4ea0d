import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { facturacionRecaudos } from '../../../src-main/domains/facturacion/migrations/0591-facturacion-recaudos.ts'
import { insertRow, withMigratedFile } from './migrated-file.ts'

test('la migración 0591 guarda los pagos sin que cambien, en una sola factura a la vez, y los suelta cuando esa deja de valer', async () => {
  await withMigratedFile(
    facturacionRecaudos,
    async (db) => {
      await insertRow(db, 'pacientes', { id: 'P' })
      await insertRow(db, 'resoluciones', { id: 'R', tipo: 'factura', desde: 1, hasta: 9, siguiente: 3 })
      for (const n of [1, 2])
        await insertRow(db, 'facturas', {
          id: `F${n}`,
          numero: `SETP${n}`,
          resolucion_id: 'R',
          consecutivo: n,
          estado: 'validada',
          cufe: `c${n}`,
        })
    },
    async (db) => {
      const recaudo = (id: string, pagador: string | null, concepto: string) =>
        sql`insert into recaudos (id, paciente_id, pagador_id, concepto, valor, fecha, medio, soporte, en)
          values (${id}, 'P', ${pagador}, ${concepto}, 100, '2026-11-21', '10', 'recibo', 'x')`.execute(db)
      await recaudo('A', null, '04')
      await expect(recaudo('B', null, '02')).rejects.toThrow(/CHECK/)
      await expect(sql`update recaudos set valor = 1`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
      await expect(sql`delete from recaudos`.execute(db)).rejects.toThrow(/APPEND_ONLY/)
      await sql`insert into recaudo_aplicaciones (recaudo_id, factura_id) values ('A', 'F1')`.execute(db)
      await expect(
        sql`insert into recaudo_aplicaciones (recaudo_id, factura_id) values ('A', 'F2')`.execute(db),
      ).rejects.toThrow(/UNIQUE/)
      await sql`update facturas set estado = 'rechazada' where id = 'F1'`.execute(db)
      await expect(
        sql`insert into recaudo_aplicaciones (recaudo_id, factura_id) values ('A', 'F2')`.execute(db),
      ).rejects.toThrow(/UNIQUE/)
      await sql`update facturas set estado = 'anulada' where id = 'F1'`.execute(db)
      await sql`insert into recaudo_aplicaciones (recaudo_id, factura_id) values ('A', 'F2')`.execute(db)
      await expect(
        sql`update recaudo_aplicaciones set liberado = 0 where factura_id = 'F1'`.execute(db),
      ).rejects.toThrow(/APPEND_ONLY/)
    },
  )
})
