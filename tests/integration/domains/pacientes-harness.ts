import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { CallContext } from '../../../src-main/core/calls/call-context.ts'
import { createRunCommand } from '../../../src-main/core/calls/run-command.ts'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { createChanges } from '../../../src-main/core/events/changes.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../../src-main/core/logging/logger.ts'
import { pacientesHandlers } from '../../../src-main/domains/pacientes/handlers.ts'
import { createPacientesService } from '../../../src-main/domains/pacientes/service.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import type { Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { testClock } from '../../fixtures/core.ts'

/** A caller of the window with that role. */
export function llamada(rol: Rol, id = `usuario-${rol}`): CallContext {
  return {
    origen: 'ventana',
    token: undefined,
    bloqueada: false,
    usuario: { id, nombre: rol, rol, profesionalId: null },
  }
}

/** The domain alone on a real encrypted file. Payers: `eps-1`. */
export async function abrirPacientes() {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-pacientes-'))
  const clock = testClock()
  const { db } = await openDatabase({
    path: join(dir, 'consultorio.db'),
    key: randomBytes(32),
    migrations: MIGRATIONS,
    copiesDir: join(dir, 'copias'),
    stamp: 'prueba',
  })
  const changes = createChanges()
  const denied: string[] = []
  const onDenied = async (_call: CallContext, procedure: string) => {
    denied.push(procedure)
  }
  const ids = createIds(clock)
  const service = createPacientesService({
    db,
    clock,
    ids,
    logger: silentLogger,
    changes,
    runCommand: createRunCommand({ db, clock, changes }),
    onDenied,
    nombrePagador: async (_db, id) => (id === 'eps-1' ? 'EPS Sanar' : undefined),
  })
  const router = pacientesHandlers(service, onDenied)
  return {
    db,
    clock,
    ids,
    denied,
    changes,
    como: (rol: Rol, id?: string) => createRouterClient(router, { context: llamada(rol, id) }),
    async cerrar() {
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
