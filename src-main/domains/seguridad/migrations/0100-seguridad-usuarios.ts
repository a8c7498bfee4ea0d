import type { Migration } from '../../../core/database/sqlite/migrate.ts'

/** People who may sign in, and their open sessions. Neither a PIN nor a session token is stored, only what checks them. */
export const seguridadUsuarios: Migration = {
  number: 100,
  name: 'seguridad-usuarios',
  sql: `
    CREATE TABLE usuarios (
      id TEXT PRIMARY KEY,
      usuario TEXT NOT NULL UNIQUE,
      nombre TEXT NOT NULL,
      rol TEXT NOT NULL CHECK (rol IN ('medico', 'recepcion', 'facturacion', 'administrador', 'auditor')),
      profesional_id TEXT,
      clave_hash TEXT NOT NULL,
      activo INTEGER NOT NULL DEFAULT 1 CHECK (activo IN (0, 1)),
      intentos_fallidos INTEGER NOT NULL DEFAULT 0,
      espera_hasta TEXT,
      ultimo_ingreso TEXT,
      creado_en TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sesiones (
      token_hash TEXT PRIMARY KEY,
      usuario_id TEXT NOT NULL REFERENCES usuarios (id),
      origen TEXT NOT NULL,
      iniciada_en TEXT NOT NULL,
      ultima_actividad TEXT NOT NULL,
      bloqueada INTEGER NOT NULL DEFAULT 0 CHECK (bloqueada IN (0, 1))
    ) STRICT, WITHOUT ROWID;
  `,
}
