import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { migrate } from '../../../src-main/core/database/sqlite/migrate.ts'
import { openSqlite } from '../../../src-main/core/database/sqlite/open.ts'
import { TransactionWaitedError, transact } from '../../../src-main/core/database/transaction.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

const folders: string[] = []
const key = randomBytes(32)

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-db-'))
  folders.push(dir)
  return dir
}

function open(dir: string, migrations = MIGRATIONS, withKey: Uint8Array = key) {
  return openDatabase({
    path: join(dir, 'consultorio.db'),
    key: withKey,
    migrations,
    copiesDir: join(dir, 'copias'),
    stamp: 'prueba',
  })
}

afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true })
})

describe('encrypted database file', () => {
  it('nothing written to the file or its WAL can be read without the key', async () => {
    const dir = folder()
    const { db } = await open(dir)
    await sql`CREATE TABLE prueba (nombre TEXT) STRICT`.execute(db)
    await sql`INSERT INTO prueba VALUES ('Escolástica Benavides Quiñónez')`.execute(db)
    const files = readdirSync(dir)
      .map((file) => join(dir, file))
      .filter((f) => !f.endsWith('copias'))
    expect(files.some((f) => f.endsWith('-wal'))).toBe(true)
    for (const file of files) {
      const bytes = readFileSync(file)
      expect(bytes.includes('Benavides')).toBe(false)
      expect(bytes.includes('CREATE TABLE')).toBe(false)
      expect(bytes.subarray(0, 15).toString()).not.toBe('SQLite format 3')
    }
    await db.destroy()
  })

  it('a wrong key is refused in plain words and the file is left as it was', async () => {
    const dir = folder()
    const { close } = await open(dir)
    await close()
    const before = readFileSync(join(dir, 'consultorio.db'))
    await expect(open(dir, MIGRATIONS, randomBytes(32))).rejects.toMatchObject({ kind: 'clave' })
    expect(readFileSync(join(dir, 'consultorio.db')).equals(before)).toBe(true)
  })

  it('a second process that opens the same data is told so', async () => {
    const dir = folder()
    const script = `
      import { openSqlite } from ${JSON.stringify(new URL('../../../src-main/core/database/sqlite/open.ts', import.meta.url).href)}
      openSqlite(process.argv[1], Buffer.from(process.argv[2], 'hex'))
      console.log('abierta')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      script,
      join(dir, 'consultorio.db'),
      key.toString('hex'),
    ])
    try {
      await new Promise<void>((resolve, reject) => {
        child.stdout.once('data', () => resolve())
        child.once('exit', () => reject(new Error('the other process ended')))
      })
      await expect(open(dir)).rejects.toMatchObject({
        kind: 'ocupada',
        message: expect.stringContaining('ya está abierto en este equipo'),
      })
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('a changed page is noticed, never read as data', async () => {
    const dir = folder()
    const first = await open(dir)
    await first.close()
    const path = join(dir, 'consultorio.db')
    const bytes = readFileSync(path)
    const page = 4096
    bytes.fill(0x5a, 4 * page + 200, 4 * page + 3800)
    writeFileSync(path, bytes)
    const damaged = await open(dir)
    const verdict = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(damaged.db).then(
      ({ rows }) => rows[0]?.integrity_check,
      (error: Error) => error.message,
    )
    expect(verdict).not.toBe('ok')
    await damaged.close()
  })
})

describe('migrations', () => {
  const register = (handle: ReturnType<typeof openSqlite>) =>
    handle.prepare('SELECT number FROM migrations ORDER BY number').pluck().all()

  it('each step is atomic with its line of the register: a failing step leaves nothing behind', () => {
    const dir = folder()
    const handle = openSqlite(join(dir, 'a.db'), key)
    const steps = [
      { number: 10, name: 'a', sql: 'CREATE TABLE a (x TEXT) STRICT' },
      { number: 20, name: 'b', sql: 'CREATE TABLE b (x TEXT) STRICT; CREATE TABLE a (x TEXT)' },
    ]
    expect(() => migrate(handle, steps, { copiesDir: dir, stamp: 's' })).toThrow()
    expect(register(handle)).toEqual([10])
    expect(
      handle
        .prepare("SELECT name FROM sqlite_master WHERE type='table' AND name <> 'migrations'")
        .pluck()
        .all(),
    ).toEqual(['a'])
    handle.close()
  })

  it('a later step with a lower number than one already taken is taken all the same', () => {
    const dir = folder()
    const handle = openSqlite(join(dir, 'a.db'), key)
    const first = { number: 600, name: 'rips', sql: 'CREATE TABLE r (x TEXT) STRICT' }
    const later = { number: 510, name: 'facturacion', sql: 'CREATE TABLE f (x TEXT) STRICT' }
    expect(migrate(handle, [first], { copiesDir: dir, stamp: 's' })).toEqual([600])
    expect(migrate(handle, [later, first], { copiesDir: dir, stamp: 't' })).toEqual([510])
    expect(migrate(handle, [later, first], { copiesDir: dir, stamp: 'u' })).toEqual([])
    expect(register(handle)).toEqual([510, 600])
    handle.close()
  })

  it('before migrating an old file an encrypted dated copy is left, and it opens with the same key', async () => {
    const dir = folder()
    const old = await open(dir, MIGRATIONS.slice(0, 1))
    await old.close()
    const { migrated, close } = await open(dir)
    expect(migrated.length).toBe(MIGRATIONS.length - 1)
    await close()
    const copy = join(dir, 'copias', 'antes-de-migrar-10-prueba.db')
    expect(existsSync(copy)).toBe(true)
    const handle = openSqlite(copy, key)
    expect(register(handle)).toEqual([10])
    handle.close()
  })

  it('a file with a step this program does not know is refused untouched', async () => {
    const dir = folder()
    const { db, close } = await open(dir)
    await sql`INSERT INTO migrations (number, name, at) VALUES (999990, 'futura', 'x')`.execute(db)
    await close()
    const before = readFileSync(join(dir, 'consultorio.db'))
    await expect(open(dir)).rejects.toMatchObject({ kind: 'futura' })
    expect(readFileSync(join(dir, 'consultorio.db')).equals(before)).toBe(true)
  })
})

describe('transactions', () => {
  it('one that awaits anything but the database is refused and leaves nothing', async () => {
    const { db } = await open(folder())
    await sql`CREATE TABLE t (x INTEGER) STRICT`.execute(db)
    await expect(
      transact(db, async (trx) => {
        await sql`INSERT INTO t VALUES (1)`.execute(trx)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }),
    ).rejects.toBeInstanceOf(TransactionWaitedError)
    expect((await sql<{ n: number }>`SELECT count(*) AS n FROM t`.execute(db)).rows[0]?.n).toBe(0)
    await db.destroy()
  })
})
