import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFileLogger } from '../../src-main/core/logging/file-logger.ts'
import { testClock } from '../fixtures/core.ts'
import { openPractice, type Practice } from './practice.ts'
import { mountSmallDisk } from './small-disk.ts'

const disk = mountSmallDisk(400)
if ('reason' in disk)
  console.warn(
    `No se puede hacer un disco pequeño en este equipo (${disk.reason}): se omiten las pruebas de disco lleno.`,
  )

describe.skipIf('reason' in disk)('disco lleno', () => {
  if ('reason' in disk) return
  let p: Practice
  const unhandled: unknown[] = []
  const onUnhandled = (error: unknown) => unhandled.push(error)
  beforeAll(async () => {
    process.on('unhandledRejection', onUnhandled)
    process.on('uncaughtException', onUnhandled)
    const dataDir = join(disk.path, 'practica')
    p = await openPractice('2026-11-21T15:00:00.000Z', {
      dataDir,
      logger: createFileLogger(join(dataDir, 'registros'), testClock()),
    })
    await sql`CREATE TABLE relleno (texto TEXT NOT NULL) STRICT`.execute(p.core.db)
  }, 60_000)
  afterAll(async () => {
    try {
      await p?.close()
    } finally {
      disk.close()
    }
    process.off('unhandledRejection', onUnhandled)
    process.off('uncaughtException', onUnhandled)
    expect(unhandled).toEqual([])
  })

  const integrity = async () => {
    const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(p.core.db)
    return rows.map((row) => row.integrity_check)
  }
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        (['pacientes', 'notas', 'facturas', 'outbox', 'paquetes_rips', 'audit', 'commands'] as const).map(
          async (table) => {
            const row = await p.core.db
              .selectFrom(table)
              .select((eb) => eb.fn.countAll<number>().as('n'))
              .executeTakeFirstOrThrow()
            return [table, Number(row.n)]
          },
        ),
      ),
    )

  it('lo que no cupo se dice con claridad, nada queda a medias y al liberar espacio se sigue', async () => {
    await p.attend()
    await p.deliverAll()
    disk.fill()
    const closed: string[] = []
    let failure: unknown
    let before = await counts()
    // What SQLite already holds of the disk still serves for a while.
    for (let n = 0; n < 200 && failure === undefined; n++) {
      before = await counts()
      try {
        closed.push((await p.attend()).numero)
      } catch (error) {
        failure = error
      }
    }
    expect(failure).toMatchObject({
      code: 'DISCO_LLENO',
      message: expect.stringContaining('No hay espacio en el disco'),
      data: { remedio: expect.stringContaining('Libere espacio') },
    })
    // The steps before the one that failed are whole; the one that failed left nothing.
    const after = await counts()
    expect((after.facturas ?? 0) - (before.facturas ?? 0)).toBe(0)
    expect(after.outbox).toBe(before.outbox)
    expect(after.paquetes_rips).toBe(before.paquetes_rips)
    // It goes on reading.
    expect(
      (await p.medico.pacientes.listar({ desde: 0, cantidad: 5, soloPorCompletar: false })).pacientes.length,
    ).toBe(5)
    // Again and again, and always the same answer.
    for (let n = 0; n < 3; n++) await expect(p.attend()).rejects.toMatchObject({ code: 'DISCO_LLENO' })

    disk.free()
    const { numero } = await p.attend()
    expect(numero).toMatch(/^SETP/)
    await p.deliverAll()
    expect(await p.broken()).toEqual([])
    expect(await integrity()).toEqual(['ok'])
  })

  it('sin espacio para anotarlo no sale un byte hacia la DIAN; al liberar, sale una vez', async () => {
    p.network.down = true
    const { facturaId } = await p.attend()
    await p.settle()
    disk.fill()
    await exhaust()
    p.network.down = false
    const before = p.dian.passages.length
    for (let n = 0; n < 60; n++) {
      p.clock.advance(120)
      await p.settle()
    }
    // The log of a new day cannot be begun either.
    const logger = createFileLogger(join(p.ports.dataDir, 'registros'), testClock('2026-12-24T15:00:00.000Z'))
    for (let n = 0; n < 5000; n++) logger.error('prueba', {}, new Error('sin espacio'))
    expect(p.dian.passages.length).toBe(before)
    disk.free()
    await p.deliverAll()
    expect((await p.history(facturaId, 'dian.factura')).at(-1)).toBe('aceptado')
    expect(await p.broken()).toEqual([])
  })

  it('si el disco se llena mientras se envía, la respuesta que no se pudo guardar se pregunta después', async () => {
    p.autoridades.dian.faults.next({ tipo: 'lenta', ms: 400 }, 1, { operacion: 'SendBillSync' })
    const sends = () => p.dian.passages.filter(({ operation }) => operation === 'SendBillSync').length
    const before = sends()
    const { facturaId } = await p.attend()
    const sending = p.settle()
    while (sends() === before) await new Promise((resolve) => setTimeout(resolve, 5))
    disk.fill()
    await exhaust()
    await sending
    // The answer did not fit; the little that says so may have.
    expect(['enviando', 'incierto']).toContain((await p.history(facturaId, 'dian.factura')).at(-1))
    disk.free()
    await p.deliverAll()
    const history = await p.history(facturaId, 'dian.factura')
    expect(history.slice(-3)).toEqual(['incierto', 'enviando', 'aceptado'])
    expect(sends() - before).toBe(1)
    expect(await p.broken()).toEqual([])
  })

  it('los registros se escriben de nuevo cuando hay espacio', () => {
    expect(readdirSync(join(p.ports.dataDir, 'registros')).length).toBeGreaterThan(0)
    expect(unhandled).toEqual([])
  })

  /** Uses up the room that SQLite had taken before the disk filled. */
  async function exhaust(): Promise<void> {
    const text = 'x'.repeat(20_000)
    for (let n = 0; n < 2000; n++) {
      const failed = await sql`INSERT INTO relleno (texto) VALUES (${text})`.execute(p.core.db).then(
        () => false,
        () => true,
      )
      if (failed) return
    }
    throw new Error('the disk never filled')
  }
})
