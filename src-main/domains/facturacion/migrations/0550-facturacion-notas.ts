import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** Recomputes what one invoice is owed, inside a trigger: validated notes lower or raise it. Rejected and annulled ones, and those of a payer, owe nothing here. */
export const recomputeSaldo = (facturaId: string) => `
  DELETE FROM facturas_saldo WHERE factura_id = ${facturaId};
  INSERT INTO facturas_saldo (factura_id, paciente_id, saldo)
    SELECT id, paciente_id, saldo FROM (
      SELECT f.id, f.paciente_id,
        f.a_pagar
          + (SELECT coalesce(sum(CASE n.clase WHEN 'debito' THEN n.total ELSE -n.total END), 0)
             FROM factura_notas AS n WHERE n.factura_id = f.id AND n.estado = 'validada')
          - (SELECT coalesce(sum(r.valor), 0) FROM recibos AS r WHERE r.factura_id = f.id) AS saldo
      FROM facturas AS f
      WHERE f.id = ${facturaId} AND f.paciente_id IS NOT NULL AND f.pagador_id IS NULL
        AND f.estado NOT IN ('anulada', 'rechazada')
    ) WHERE saldo <> 0;
`

/**
 * Notas crédito y débito of an invoice: as with invoices, the fact and every signed version are append-only and only where it stands
 * with DIAN moves. A nota crédito that annuls may give the services back to be billed, so the row that says which invoice a
 * service has now can be released by that note; released or not, it stays.
 */
export const facturacionNotas: Migration = {
  number: 550,
  name: 'facturacion-notas',
  sql: `
    CREATE TABLE factura_notas (
      id TEXT PRIMARY KEY,
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      clase TEXT NOT NULL CHECK (clase IN ('credito', 'debito')),
      prefijo TEXT NOT NULL,
      consecutivo INTEGER NOT NULL,
      -- Code of tabla 13.2.4 or 13.2.5.
      concepto TEXT NOT NULL,
      -- In the words of whoever issued it.
      razon TEXT NOT NULL,
      -- Centavos, taxes included; always above zero, the class says which way.
      total INTEGER NOT NULL CHECK (total > 0),
      -- 1: once validated, the services of the annulled invoice wait to be billed again.
      refacturar INTEGER NOT NULL CHECK (refacturar IN (0, 1)),
      emitida_en TEXT NOT NULL,
      emitida_por TEXT,
      fecha_emision TEXT NOT NULL,
      estado TEXT NOT NULL CHECK (estado IN ('firmada', 'desconocida', 'validada', 'rechazada')),
      version INTEGER NOT NULL,
      cude TEXT NOT NULL UNIQUE,
      validada_en TEXT,
      UNIQUE (clase, prefijo, consecutivo)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX factura_notas_por_factura ON factura_notas (factura_id, emitida_en);
    ${appendOnlyTriggers('factura_notas', [
      'id',
      'factura_id',
      'clase',
      'prefijo',
      'consecutivo',
      'concepto',
      'razon',
      'total',
      'refacturar',
      'emitida_en',
      'emitida_por',
    ])}

    CREATE TABLE factura_nota_versiones (
      nota_id TEXT NOT NULL REFERENCES factura_notas (id),
      version INTEGER NOT NULL,
      motivo TEXT NOT NULL CHECK (motivo IN ('emision', 'fecha')),
      documento TEXT NOT NULL,
      xml BLOB NOT NULL,
      sha256 TEXT NOT NULL,
      cude TEXT NOT NULL,
      qr TEXT NOT NULL,
      archivo TEXT NOT NULL,
      outbox_id TEXT NOT NULL REFERENCES outbox (id),
      creada_en TEXT NOT NULL,
      PRIMARY KEY (nota_id, version)
    ) STRICT;
    ${appendOnlyTriggers('factura_nota_versiones')}

    CREATE TABLE factura_nota_estados (
      id TEXT PRIMARY KEY,
      nota_id TEXT NOT NULL REFERENCES factura_notas (id),
      version INTEGER NOT NULL,
      estado TEXT NOT NULL,
      en TEXT NOT NULL,
      detalle TEXT NOT NULL,
      hallazgos TEXT NOT NULL
    ) STRICT;
    CREATE INDEX factura_nota_estados_por_nota ON factura_nota_estados (nota_id, id);
    ${appendOnlyTriggers('factura_nota_estados')}

    CREATE TABLE factura_nota_respuestas (
      nota_id TEXT PRIMARY KEY REFERENCES factura_notas (id),
      application_response BLOB NOT NULL,
      attached_document BLOB NOT NULL,
      attached_sha256 TEXT NOT NULL,
      recibida_en TEXT NOT NULL
    ) STRICT;
    ${appendOnlyTriggers('factura_nota_respuestas')}

    -- Own consecutive of the issuer: notes need no range of DIAN.
    CREATE TABLE factura_nota_numeracion (
      clase TEXT NOT NULL,
      prefijo TEXT NOT NULL,
      siguiente INTEGER NOT NULL,
      PRIMARY KEY (clase, prefijo)
    ) STRICT, WITHOUT ROWID;

    -- Which invoice a service has: one at a time, until a nota crédito releases it.
    CREATE TABLE factura_servicios_versiones (
      servicio_id TEXT NOT NULL REFERENCES servicios_prestados (id),
      factura_id TEXT NOT NULL REFERENCES facturas (id),
      liberado_por TEXT REFERENCES factura_notas (id),
      PRIMARY KEY (servicio_id, factura_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO factura_servicios_versiones (servicio_id, factura_id) SELECT servicio_id, factura_id FROM factura_servicios;
    DROP TABLE factura_servicios;
    ALTER TABLE factura_servicios_versiones RENAME TO factura_servicios;
    CREATE UNIQUE INDEX factura_servicios_una ON factura_servicios (servicio_id) WHERE liberado_por IS NULL;
    CREATE INDEX factura_servicios_por_factura ON factura_servicios (factura_id);
    ${appendOnlyTriggers('factura_servicios', ['servicio_id', 'factura_id'])}
    CREATE TRIGGER servicios_por_facturar_facturado AFTER INSERT ON factura_servicios
    BEGIN
      DELETE FROM servicios_por_facturar WHERE servicio_id = NEW.servicio_id;
    END;
    CREATE TRIGGER servicios_por_facturar_liberado AFTER UPDATE OF liberado_por ON factura_servicios
    WHEN OLD.liberado_por IS NULL AND NEW.liberado_por IS NOT NULL
    BEGIN
      INSERT INTO servicios_por_facturar (servicio_id, paciente_id, inicio)
        SELECT id, paciente_id, inicio FROM servicios_prestados WHERE id = NEW.servicio_id AND sin_cobro IS NULL;
    END;

    DROP TRIGGER facturas_saldo_factura;
    DROP TRIGGER facturas_saldo_cambio;
    DROP TRIGGER facturas_saldo_recibo;
    CREATE TRIGGER facturas_saldo_factura AFTER INSERT ON facturas
    BEGIN ${recomputeSaldo('NEW.id')} END;
    CREATE TRIGGER facturas_saldo_cambio AFTER UPDATE OF estado, a_pagar ON facturas
    WHEN NEW.estado <> OLD.estado OR NEW.a_pagar <> OLD.a_pagar
    BEGIN ${recomputeSaldo('NEW.id')} END;
    CREATE TRIGGER facturas_saldo_recibo AFTER INSERT ON recibos WHEN NEW.factura_id IS NOT NULL
    BEGIN ${recomputeSaldo('NEW.factura_id')} END;
    CREATE TRIGGER facturas_saldo_nota AFTER UPDATE OF estado ON factura_notas WHEN NEW.estado <> OLD.estado
    BEGIN ${recomputeSaldo('NEW.factura_id')} END;
  `,
}
