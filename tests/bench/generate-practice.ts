import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import type { Clock } from '../../src-main/core/clock/clock.ts'
import type { Db, Schema } from '../../src-main/core/database/schema.ts'
import { openSqlite, type SqliteHandle } from '../../src-main/core/database/sqlite/open.ts'
import { withStatementCache } from '../../src-main/core/database/sqlite/statement-cache.ts'
import { transact } from '../../src-main/core/database/transaction.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { buildMachineCore, clientOf } from '../../src-main/core-entry.ts'
import { insertPaciente } from '../../src-main/domains/pacientes/repository.ts'
import { PROFESIONAL } from '../../src-main/practice/demo-facts.ts'
import { runDemoJob } from '../../src-main/practice/demo-job.ts'
import { completarDatos } from '../../src-shared/domains/pacientes/rules.ts'
import type { PacienteDatos } from '../../src-shared/domains/pacientes/schemas.ts'
import { isDiaHabil } from '../../src-shared/kernel/business-days.ts'
import { addDays, bogotaDate, bogotaInstant } from '../../src-shared/kernel/dates.ts'
import { poblacion } from '../integration/domains/pacientes-poblacion.ts'
import {
  BENCH_KEY,
  cachedPractice,
  configOf,
  type PracticeFolder,
  type PracticeSize,
  TEN_YEARS,
} from './practice-cache.ts'
import { createPracticeRows, type Visita } from './practice-rows.ts'
import { seededIds, semilla } from './seeded-ids.ts'

/** The day the bench happens: a Saturday, so that the open week is whole and nothing of it is still to come. */
export const HOY = '2026-11-21'
export const AHORA = `${HOY}T15:00:00.000Z`
const PROFESIONALES = 3
const CUPOS_POR_DIA = 24
const MINUTOS = 20
const DIAS_FUTUROS = 12
const LOTE = 2_000

export interface PracticeSummary {
  readonly profesionales: readonly string[]
  readonly pacientes: number
  readonly citas: number
  readonly consultas: number
  /** Bytes that an invoice with everything of it adds to the file, mean of the latest ones. */
  readonly bytesPorFactura: number
  readonly segundos: number
}

const say = (text: string) => process.stderr.write(`${text}\n`)

/** The practice of ten years, from the cache or made now (a few minutes). */
export function tenYearPractice(): Promise<PracticeFolder> {
  return cachedPractice(TEN_YEARS, (folder) => generatePractice(folder, TEN_YEARS))
}

/**
 * Makes a practice: the demo of the program through its own procedures, then years of patients, appointments, notes, invoices
 * and packages straight into the encrypted file, in the order and with the checks the program itself is held to.
 */
export async function generatePractice(folder: PracticeFolder, size: PracticeSize): Promise<void> {
  const start = performance.now()
  mkdirSync(folder.dataDir, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder.dataDir, 'clave-practica'), BENCH_KEY, { mode: 0o600 })
  say(
    `Haciendo un consultorio de ${size.pacientes} pacientes y ${size.consultas} consultas; tarda unos minutos.`,
  )
  await demoPractice(folder, size)
  const handle = openSqlite(folder.database, BENCH_KEY)
  const db: Db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: withStatementCache(handle) }) })
  // A build cut short is thrown away whole, so nothing has to survive a power cut.
  handle.pragma('journal_mode=OFF')
  handle.pragma('synchronous=OFF')
  handle.pragma('cache_size=-262144')
  const summary = await fill(db, handle, folder, size)
  handle.pragma('journal_mode=WAL')
  await db.destroy()
  const whole: PracticeSummary = { ...summary, segundos: Math.round((performance.now() - start) / 1000) }
  writeFileSync(join(folder.root, 'resumen.json'), `${JSON.stringify(whole, null, 2)}\n`)
  say(`Listo en ${whole.segundos} s: ${(statSync(folder.database).size / 1e9).toFixed(2)} GB.`)
}

/** The day the certificate of the practice begins: before the first invoice that is signed. */
function primerDia(size: PracticeSize): string {
  return addDays(HOY, -Math.ceil((size.firmadas / (PROFESIONALES * CUPOS_POR_DIA)) * 1.5 + 30))
}

/** One consultation from patient to CUV, by the program itself: users, settings, certificate and the answers of the authorities. */
async function demoPractice(folder: PracticeFolder, size: PracticeSize): Promise<void> {
  const offset = Date.now() - bogotaInstant(primerDia(size), '07:00:00').getTime()
  const clock: Clock = { now: () => new Date(Date.now() - offset) }
  const { core, autoridades } = await buildMachineCore(configOf(folder), clock)
  try {
    await core.start()
    const hoy = bogotaDate(clock.now())
    await runDemoJob(clientOf(core), { ids: createIds(clock), hoy, pacientes: 1, semilla: 20 })
    for (let tries = 0; tries < 200; tries++) {
      await core.outbox.drain()
      const cuv = await core.db
        .selectFrom('paquetes_rips')
        .select('id')
        .where('estado', '=', 'cuv')
        .executeTakeFirst()
      if (cuv) return
      await new Promise((done) => setTimeout(done, 100))
    }
    throw new Error('the demo of the practice got no CUV')
  } finally {
    await core.close()
    await autoridades?.close()
  }
}

async function fill(
  db: Db,
  handle: SqliteHandle,
  folder: PracticeFolder,
  size: PracticeSize,
): Promise<Omit<PracticeSummary, 'segundos'>> {
  const random = semilla(20_000)
  const nextId = seededIds(21)
  const profesionales = await addProfesionales(db, nextId)
  const pacientes = await addPacientes(db, size, nextId)
  const rows = await createPracticeRows(db, handle, { size, random, nextId })
  const dias = await workingDays(db, Math.ceil(size.consultas / (PROFESIONALES * CUPOS_POR_DIA)))
  let citas = 0
  let consultas = 0
  let bytesAntes = 0
  const commit = () => {
    handle.exec('COMMIT; BEGIN')
    say(`  ${consultas} consultas, ${(statSync(folder.database).size / 1e9).toFixed(2)} GB`)
  }
  /** Few come often and many seldom, as in any practice. */
  const alguien = (otros: readonly Visita[]) => {
    for (;;) {
      const paciente = pacientes[Math.floor(random() ** 1.5 * pacientes.length)]
      if (paciente && !otros.some((otro) => otro.paciente.id === paciente.id)) return paciente
    }
  }
  handle.exec('BEGIN')
  for (const fecha of dias.pasados)
    for (let cupo = 0; cupo < CUPOS_POR_DIA && consultas < size.consultas; cupo++) {
      const simultaneas: Visita[] = []
      for (const profesionalId of profesionales) {
        if (consultas >= size.consultas) break
        const visita = visitaDe(fecha, cupo, profesionalId, alguien(simultaneas))
        simultaneas.push(visita)
        if (random() < 0.08) {
          rows.citaPerdida(visita, random() < 0.5 ? 'no-asistio' : 'cancelada-paciente')
          citas += 1
        }
        if (size.consultas - consultas === size.firmadas)
          bytesAntes = Number(handle.pragma('page_count', { simple: true }))
        rows.consulta(visita, consultas)
        citas += 1
        consultas += 1
        if (consultas % LOTE === 0) commit()
      }
    }
  const paginas = Number(handle.pragma('page_count', { simple: true })) - bytesAntes
  const bytesPorFactura = Math.round(
    (paginas * Number(handle.pragma('page_size', { simple: true }))) / Math.max(1, size.firmadas),
  )
  for (const fecha of dias.futuros)
    for (let cupo = 0; cupo < CUPOS_POR_DIA; cupo++) {
      const simultaneas: Visita[] = []
      for (const profesionalId of profesionales) {
        const visita = visitaDe(fecha, cupo, profesionalId, alguien(simultaneas))
        simultaneas.push(visita)
        rows.citaFutura(visita)
        citas += 1
      }
    }
  await rows.finish()
  handle.exec('COMMIT')
  return { profesionales, pacientes: pacientes.length, citas, consultas, bytesPorFactura }
}

function visitaDe(fecha: string, cupo: number, profesionalId: string, paciente: Visita['paciente']): Visita {
  const desde = 7 * 60 + cupo * MINUTOS
  const hora = `${String(Math.floor(desde / 60)).padStart(2, '0')}:${String(desde % 60).padStart(2, '0')}:00`
  const inicio = bogotaInstant(fecha, hora).getTime()
  return { fecha, inicio, fin: inicio + MINUTOS * 60_000, profesionalId, paciente }
}

/** Mondays to Saturdays that are no holiday, back from the day of the bench, and some ahead; those of the demo's own day excepted. */
async function workingDays(db: Db, cuantos: number): Promise<{ pasados: string[]; futuros: string[] }> {
  const usadas = await db.selectFrom('citas').select('inicio').execute()
  const delDemo = new Set(usadas.map(({ inicio }) => bogotaDate(new Date(inicio))))
  const seAtiende = (fecha: string) => {
    if (delDemo.has(fecha)) return false
    const sabado = new Date(`${fecha}T12:00:00Z`).getUTCDay() === 6
    return isDiaHabil(fecha) || (sabado && isDiaHabil(addDays(fecha, -1)))
  }
  const pasados: string[] = []
  for (let fecha = addDays(HOY, -1); pasados.length < cuantos; fecha = addDays(fecha, -1))
    if (seAtiende(fecha)) pasados.unshift(fecha)
  const futuros: string[] = []
  for (let fecha = addDays(HOY, 1); futuros.length < DIAS_FUTUROS; fecha = addDays(fecha, 1))
    if (seAtiende(fecha)) futuros.push(fecha)
  return { pasados, futuros }
}

async function addProfesionales(db: Db, nextId: (ms: number) => string): Promise<string[]> {
  const primero = await db.selectFrom('profesionales').selectAll().executeTakeFirstOrThrow()
  const otros = ['Camilo Andrés|Torres Ríos', 'Beatriz|Lozano Cárdenas'].map((nombre, i) => {
    const [nombres = '', apellidos = ''] = nombre.split('|')
    const documento = String(Number(PROFESIONAL.numeroDocumento) + 1 + i)
    return {
      ...primero,
      id: nextId(Date.parse(primero.actualizado_en)),
      nombres,
      apellidos,
      numero_documento: documento,
      registro: documento,
    }
  })
  await db.insertInto('profesionales').values(otros).execute()
  return [primero.id, ...otros.map(({ id }) => id)]
}

async function addPacientes(
  db: Db,
  size: PracticeSize,
  nextId: (ms: number) => string,
): Promise<{ id: string; datos: PacienteDatos }[]> {
  const at = bogotaInstant(addDays(HOY, -3650), '06:00:00').toISOString()
  const nuevos = poblacion(size.pacientes).map((nuevo, i) => ({
    id: nextId(Date.parse(at)),
    datos: completarDatos({
      ...nuevo,
      municipio: '11001',
      paisOrigen: '170',
      direccion: `Calle ${1 + (i % 170)} # ${1 + (i % 89)}-${10 + (i % 80)}`,
      correo: `paciente${i}@ejemplo.co`,
    }),
  }))
  for (let from = 0; from < nuevos.length; from += LOTE) {
    await transact(db, async (trx) => {
      for (const { id, datos } of nuevos.slice(from, from + LOTE))
        await insertPaciente(trx, { id, datos, usuarioId: null, at })
    })
    say(`  ${Math.min(from + LOTE, nuevos.length)} pacientes`)
  }
  return nuevos
}
