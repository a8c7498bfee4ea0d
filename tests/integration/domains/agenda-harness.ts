import { randomBytes, randomUUID } from 'node:crypto'
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
import { agendaHandlers } from '../../../src-main/domains/agenda/handlers.ts'
import { agendaCitas } from '../../../src-main/domains/agenda/migrations/0300-agenda-citas.ts'
import { createAgendaService } from '../../../src-main/domains/agenda/service.ts'
import type { DomainKit } from '../../../src-main/domains/kit.ts'
import { createPacientesService } from '../../../src-main/domains/pacientes/service.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import type { PacienteNuevo } from '../../../src-shared/domains/pacientes/schemas.ts'
import type { Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { bogotaInstant } from '../../../src-shared/kernel/dates.ts'
import { testClock } from '../../fixtures/core.ts'

export type Agenda = Awaited<ReturnType<typeof abrirAgenda>>

/** A caller of the window with that role. */
export function llamada(rol: Rol): CallContext {
  return {
    origen: 'ventana',
    token: undefined,
    bloqueada: false,
    usuario: { id: `usuario-${rol}`, nombre: rol, rol, profesionalId: null },
  }
}

/** Every migration, with the agenda's in its place. */
export const CON_AGENDA = [...MIGRATIONS, agendaCitas]
  .filter((one, i, all) => all.findIndex(({ number }) => number === one.number) === i)
  .toSorted((a, b) => a.number - b.number)

/** `2026-11-23` and `08:20` in Bogotá, as the instant the agenda stores. */
export function en(fecha: string, hora: string): string {
  return bogotaInstant(fecha, hora).toISOString()
}

/** The domain with real patients, on a real encrypted file. The clock stands on Saturday 21 November 2026, 10:00. */
export async function abrirAgenda() {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-agenda-'))
  const clock = testClock()
  const { db } = await openDatabase({
    path: join(dir, 'consultorio.db'),
    key: randomBytes(32),
    migrations: CON_AGENDA,
    copiesDir: join(dir, 'copias'),
    stamp: 'prueba',
  })
  const changes = createChanges()
  const announced: string[] = []
  changes.subscribe((keys) => announced.push(...keys))
  const denied: string[] = []
  const kit: DomainKit = {
    db,
    clock,
    ids: createIds(clock),
    logger: silentLogger,
    changes,
    runCommand: createRunCommand({ db, clock, changes }),
    onDenied: async (_call, procedure) => {
      denied.push(procedure)
    },
  }
  const pacientes = createPacientesService({ ...kit, nombrePagador: async () => undefined })
  const saldos = new Map<string, number>()
  const service = createAgendaService({
    ...kit,
    crearPaciente: pacientes.crear,
    saldos: async () => saldos,
  })
  const router = agendaHandlers(service, kit.onDenied)
  const como = (rol: Rol) => createRouterClient(router, { context: llamada(rol) })

  async function profesional(nombres: string, minutosCita = 20): Promise<string> {
    const id = kit.ids.next()
    await db
      .insertInto('profesionales')
      .values({
        id,
        tipo_documento: 'CC',
        numero_documento: id.replace(/\D/g, '').slice(-10),
        nombres,
        apellidos: 'Ruiz',
        profesion: 'Medicina',
        especialidad: 'Medicina general',
        registro: '12345',
        servicio_reps: 328,
        minutos_cita: minutosCita,
        activo: 1,
        actualizado_en: '2026-11-21T15:00:00.000Z',
      })
      .execute()
    return id
  }

  let telefonos = 3_100_000_000

  async function paciente(datos: PacienteNuevo): Promise<string> {
    telefonos += 1
    const { id } = await pacientes.crear(llamada('recepcion'), {
      commandId: randomUUID(),
      datos: { telefono: String(telefonos), ...datos },
      noEsDuplicado: true,
      consentimiento: null,
    })
    return id
  }

  const recepcion = como('recepcion')
  type Crear = Parameters<typeof recepcion.crear>[0]

  /** Books for someone registered, with what a test does not care about filled in. */
  function agendar(
    pacienteId: string,
    profesionalId: string,
    inicio: string,
    more: Partial<Omit<Crear, 'paciente' | 'inicio' | 'profesionalId'>> = {},
  ) {
    return recepcion.crear({
      commandId: randomUUID(),
      paciente: { clase: 'registrado', id: pacienteId },
      profesionalId,
      servicio: 'Consulta',
      inicio,
      minutos: 20,
      fechaSolicitud: '2026-11-21',
      fechaDeseada: inicio.slice(0, 10),
      ...more,
    })
  }

  return {
    db,
    kit,
    clock,
    denied,
    /** Centavos that a patient owes, for the mark. */
    saldos,
    announced,
    service,
    pacientes,
    como,
    recepcion,
    profesional,
    paciente,
    agendar,
    async cerrar() {
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
