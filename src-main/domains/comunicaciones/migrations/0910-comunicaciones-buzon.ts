import { appendOnlyTriggers } from '../../../core/database/append-only.ts'
import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/**
 * The mailbox of received invoices: its account, how far it was read, which messages were processed and what came of each of their
 * files. What came of a message never changes; of a file that could not be read, only that somebody put it aside.
 */
export const comunicacionesBuzon: Migration = {
  number: 910,
  name: 'comunicaciones-buzon',
  sql: `
    CREATE TABLE buzon_cuenta (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      servidor TEXT NOT NULL,
      puerto INTEGER NOT NULL,
      seguridad TEXT NOT NULL CHECK (seguridad IN ('tls', 'starttls', 'ninguna')),
      usuario TEXT NOT NULL,
      clave TEXT NOT NULL,
      carpeta TEXT NOT NULL,
      desde TEXT NOT NULL,
      cada_minutos INTEGER NOT NULL,
      marcar_leidos INTEGER NOT NULL CHECK (marcar_leidos IN (0, 1)),
      probada_en TEXT,
      guardada_en TEXT NOT NULL
    ) STRICT;

    CREATE TABLE buzon_lectura (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      -- Every message of this place and numbering up to this UID was looked at.
      lugar TEXT NOT NULL,
      uid_validity TEXT NOT NULL,
      hasta_uid INTEGER NOT NULL,
      intentada_en TEXT,
      leido_en TEXT,
      trajo TEXT NOT NULL,
      -- Why the last try did not get to the end, JSON, or null.
      fallo TEXT
    ) STRICT;

    CREATE TABLE buzon_mensajes (
      id TEXT PRIMARY KEY,
      lugar TEXT NOT NULL,
      uid_validity TEXT NOT NULL,
      uid INTEGER NOT NULL,
      message_id TEXT NOT NULL,
      tamano INTEGER NOT NULL,
      de TEXT NOT NULL,
      asunto TEXT NOT NULL,
      recibido_en TEXT NOT NULL,
      leido_en TEXT NOT NULL,
      UNIQUE (lugar, uid_validity, uid)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX buzon_mensajes_por_message_id ON buzon_mensajes (message_id, tamano);
    ${appendOnlyTriggers('buzon_mensajes')}

    CREATE TABLE buzon_archivos (
      id TEXT PRIMARY KEY,
      mensaje_id TEXT NOT NULL REFERENCES buzon_mensajes (id),
      -- Empty when it is the whole message.
      archivo TEXT NOT NULL,
      resultado TEXT NOT NULL CHECK (resultado IN ('compra', 'repetida', 'no-leido')),
      compra_id TEXT REFERENCES compras (id),
      motivo TEXT NOT NULL,
      remedio TEXT NOT NULL,
      descartado_en TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX buzon_archivos_por_mensaje ON buzon_archivos (mensaje_id);
    CREATE INDEX buzon_archivos_no_leidos ON buzon_archivos (id) WHERE resultado = 'no-leido' AND descartado_en IS NULL;
    ${appendOnlyTriggers('buzon_archivos', ['id', 'mensaje_id', 'archivo', 'resultado', 'compra_id', 'motivo', 'remedio'])}
  `,
}
