import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** Recomputes what one invoice is owed, inside a trigger. Rejected and annulled ones, and those of a payer, owe nothing here. */
const recompute = (facturaId: string) => `
  DELETE FROM facturas_saldo WHERE factura_id = ${facturaId};
  INSERT INTO facturas_saldo (factura_id, paciente_id, saldo)
    SELECT id, paciente_id, saldo FROM (
      SELECT f.id, f.paciente_id,
        f.a_pagar - (SELECT coalesce(sum(r.valor), 0) FROM recibos AS r WHERE r.factura_id = f.id) AS saldo
      FROM facturas AS f
      WHERE f.id = ${facturaId} AND f.paciente_id IS NOT NULL AND f.pagador_id IS NULL
        AND f.estado NOT IN ('anulada', 'rechazada')
    ) WHERE saldo <> 0;
`

/**
 * What each patient still owes of each invoice, only where it is not zero. Kept by triggers: the agenda asks it of every patient of
 * a week, and nearly all invoices of ten years are paid.
 */
export const facturacionSaldos: Migration = {
  number: 530,
  name: 'facturacion-saldos',
  sql: `
    CREATE TABLE facturas_saldo (
      factura_id TEXT PRIMARY KEY REFERENCES facturas (id),
      paciente_id TEXT NOT NULL REFERENCES pacientes (id),
      -- Centavos; below zero when more was received than a later version charges.
      saldo INTEGER NOT NULL CHECK (saldo <> 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX facturas_saldo_por_paciente ON facturas_saldo (paciente_id, saldo);
    INSERT INTO facturas_saldo (factura_id, paciente_id, saldo)
      SELECT id, paciente_id, saldo FROM (
        SELECT f.id, f.paciente_id,
          f.a_pagar - (SELECT coalesce(sum(r.valor), 0) FROM recibos AS r WHERE r.factura_id = f.id) AS saldo
        FROM facturas AS f
        WHERE f.paciente_id IS NOT NULL AND f.pagador_id IS NULL AND f.estado NOT IN ('anulada', 'rechazada')
      ) WHERE saldo <> 0;
    CREATE TRIGGER facturas_saldo_factura AFTER INSERT ON facturas
    BEGIN ${recompute('NEW.id')} END;
    CREATE TRIGGER facturas_saldo_cambio AFTER UPDATE OF estado, a_pagar ON facturas
    WHEN NEW.estado <> OLD.estado OR NEW.a_pagar <> OLD.a_pagar
    BEGIN ${recompute('NEW.id')} END;
    CREATE TRIGGER facturas_saldo_recibo AFTER INSERT ON recibos WHEN NEW.factura_id IS NOT NULL
    BEGIN ${recompute('NEW.factura_id')} END;
  `,
}
