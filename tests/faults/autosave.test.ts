import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../src-main/core/clock/clock.ts'
import { openDatabase } from '../../src-main/core/database/open-database.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { clientOf } from '../../src-main/core-entry.ts'
import { createCore } from '../../src-main/create-core.ts'
import { MIGRATIONS } from '../../src-main/migrations.ts'
import { seedPractice } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { seeded } from '../../src-main/practice/demo-patients.ts'
import { startPracticeAuthorities } from '../../src-main/practice/practice-authorities.ts'
import { Autosave, type Guardado } from '../../src-renderer/domains/historia/autosave.ts'
import { NoteDraft } from '../../src-renderer/domains/historia/note-draft.ts'
import { contenidoNotaSchema, type Nota } from '../../src-shared/domains/historia/schemas.ts'
import { testPorts } from '../fixtures/core.ts'
import type { AutosaveAnswer, OpenOrder, SaveOrder } from './child-autosave.ts'

const KILLS = 50
/** Cores alive at once: each typist must keep its own rhythm. */
const AT_ONCE = 4
/** What was typed this long before the end is in the file. */
const PROMISE_MS = 2000
const SEED = 20261121
const child = new URL('./child-autosave.ts', import.meta.url).pathname
const TEXT =
  'Cuadro de tres días de evolución de cefalea opresiva, bilateral, de intensidad moderada, sin náuseas ni fotofobia. '.repeat(
    6,
  )

const ports = testPorts({ clock: systemClock, ids: createIds(systemClock) })
const alive = new Set<ChildProcess>()
let nota: Nota

/** A practice with an open note, closed and ready to be copied for each trial. */
beforeAll(async () => {
  const { clock, ids } = ports
  const autoridades = await startPracticeAuthorities({
    dataDir: ports.dataDir,
    clock,
    ids,
    logger: silentLogger,
  })
  const core = await createCore(ports)
  const clientFor = clientOf(core)
  await seedPractice(clientFor, {
    clock,
    ids,
    registro: autoridades.registro,
    url: autoridades.dian.url,
    muvUrl: autoridades.muv.url,
  })
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  const medico = clientFor(token)
  const [paciente] = await medico.pacientes.buscar({ texto: '', limite: 1 })
  if (!paciente) throw new Error('the demo has no patients')
  nota = await medico.historia.iniciar({
    commandId: ids.next(),
    pacienteId: paciente.id,
    citaId: null,
    plantilla: 'primera-vez',
  })
  await core.close()
  await autoridades.close()
}, 60_000)

afterAll(() => {
  for (const one of alive) one.kill('SIGKILL')
  rmSync(ports.dataDir, { recursive: true, force: true })
})

/** A core in its own process: saves by IPC, as the window does over its port. */
async function startCore(dataDir: string) {
  const one = fork(child, [], {
    execPath: process.execPath,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  alive.add(one)
  one.once('exit', () => alive.delete(one))
  const waiting = new Map<number, { done: (g: Guardado) => void; fail: (e: Error) => void }>()
  const ready = new Promise<void>((done, fail) => {
    one.on('message', (answer: AutosaveAnswer) => {
      if (answer.said === 'listo') done()
      else if (answer.said === 'guardado') waiting.get(answer.call)?.done(answer.guardado)
      else if (answer.call === null) fail(new Error(answer.detalle))
      else waiting.get(answer.call)?.fail(new Error(answer.detalle))
    })
  })
  one.send({
    act: 'open',
    key: Buffer.from(ports.databaseKey).toString('hex'),
    dataDir,
    resourcesDir: ports.resourcesDir,
  } satisfies OpenOrder)
  await ready
  let call = 0
  return {
    save: (revision: number, contenido: SaveOrder['contenido']) =>
      new Promise<Guardado>((done, fail) => {
        call += 1
        waiting.set(call, { done, fail })
        one.send({ act: 'save', call, id: nota.id, revision, contenido } satisfies SaveOrder, (error) => {
          if (error) fail(error)
        })
      }),
    async kill() {
      const gone = once(one, 'exit')
      one.kill('SIGKILL')
      await gone
    },
  }
}

/** Types in bursts, kills the core at a random moment, and reads what stayed in the file. @returns broken promises */
async function trial(number: number): Promise<string[]> {
  const random = seeded(SEED + number)
  const dataDir = mkdtempSync(join(tmpdir(), 'consultorio-autosave-'))
  try {
    cpSync(ports.dataDir, dataDir, { recursive: true })
    const core = await startCore(dataDir)
    const draft = new NoteDraft(contenidoNotaSchema.parse(nota.contenido))
    let acknowledged = ''
    const autosave = new Autosave(
      {
        save: async (revision, contenido) => {
          const answer = await core.save(revision, contenido)
          acknowledged = contenido.enfermedadActual
          return answer
        },
        read: draft.read,
        judge: (error) => ({ reintentar: true, mensaje: String(error) }),
      },
      { revision: nota.revision, guardadaEn: null },
    )
    draft.subscribe(() => autosave.changed())

    // When each letter was typed; letter n is TEXT[n].
    const typed: number[] = []
    const end = Date.now() + 700 + random() * 3300
    while (Date.now() < end) {
      typed.push(Date.now())
      draft.change({ enfermedadActual: TEXT.slice(0, typed.length) })
      // A burst of letters, now and then a pause to think.
      await wait(random() < 0.04 ? 300 + random() * 900 : 15 + random() * 70)
    }
    const killedAt = Date.now()
    await core.kill()

    const { db, close } = await openDatabase({
      path: join(dataDir, 'consultorio.db'),
      key: ports.databaseKey,
      migrations: MIGRATIONS,
      copiesDir: join(dataDir, 'copias'),
      stamp: 'prueba',
    })
    const row = await db.selectFrom('notas').selectAll().where('id', '=', nota.id).executeTakeFirstOrThrow()
    await close()
    const kept = contenidoNotaSchema.parse(JSON.parse(row.contenido)).enfermedadActual
    const promised = typed.filter((at) => at <= killedAt - PROMISE_MS).length
    return [
      ...(TEXT.startsWith(kept) ? [] : [`${number}: the text that stayed is not what was typed`]),
      ...(kept.length >= acknowledged.length ? [] : [`${number}: lost what was said to be saved`]),
      ...(kept.length >= promised
        ? []
        : [`${number}: lost ${promised - kept.length} letters older than 2 s`]),
    ]
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

it(`[K-09] al matar el programa mientras se escribe, lo de hace dos segundos está: ${KILLS} de ${KILLS}`, async () => {
  const broken: string[] = []
  let next = 0
  const typist = async () => {
    while (next < KILLS) {
      const number = next
      next += 1
      broken.push(...(await trial(number)))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, typist))
  expect(broken).toEqual([])
}, 600_000)
