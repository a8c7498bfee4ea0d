import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { practiceKey } from '../../../src-main/hosts/key-file.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'

const CLI = fileURLToPath(new URL('../../../src-main/hosts/node/cli.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'consultorio-cli-'))
const env = { ...process.env, CONSULTORIO_DATOS: join(folder, 'datos'), INIT_CWD: folder }

writeFileSync(join(folder, 'ocupado'), 'x')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

function consultorio(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { env }, (error, stdout, stderr) =>
      done({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    )
  })
}

describe('auditoria verificar', () => {
  const raiz = join(folder, 'datos')

  it('sin datos, o sin su clave, lo dice y no deja nada escrito', async () => {
    const sinDatos = await consultorio('auditoria', 'verificar')
    expect(sinDatos).toMatchObject({ code: 2, stdout: '' })
    expect(existsSync(raiz)).toBe(false)
    mkdirSync(join(raiz, 'real'), { recursive: true })
    writeFileSync(join(raiz, 'real', 'consultorio.db'), 'datos')
    writeFileSync(join(folder, 'frase'), 'una frase bien larga')
    const sinClave = await consultorio('auditoria', 'verificar', '--clave-archivo', join(folder, 'frase'))
    expect(sinClave).toMatchObject({ code: 2, stdout: '' })
    expect(sinClave.stderr).toMatch(/Falta el archivo de la clave \(clave\.json\)/)
    expect(existsSync(join(raiz, 'real', 'clave.json'))).toBe(false)
    rmSync(raiz, { recursive: true })
  })

  it('revisa los datos de una versión anterior como están, sin migrarlos', async () => {
    const dataDir = join(raiz, 'practica')
    mkdirSync(dataDir, { recursive: true })
    const path = join(dataDir, 'consultorio.db')
    const { close } = await openDatabase({
      path,
      key: practiceKey(dataDir),
      migrations: MIGRATIONS.slice(0, 1),
      copiesDir: join(dataDir, 'copias'),
      stamp: 'x',
    })
    await close()
    const before = readFileSync(path)
    const { code, stdout, stderr } = await consultorio('auditoria', 'verificar', '--json')
    expect(stderr).toMatch(/de una versión anterior de Consultorio/)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ filas: 0, primeraRuptura: null, version: 'anterior' })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(join(dataDir, 'copias'))).toBe(false)
    rmSync(raiz, { recursive: true })
  })
})

describe('línea de órdenes', () => {
  it('da el dígito de verificación de un NIT, solo en la salida', async () => {
    expect(await consultorio('dv', '900108281')).toEqual({ code: 0, stdout: '3\n', stderr: '' })
    expect(JSON.parse((await consultorio('dv', '900.108.281', '--json')).stdout)).toEqual({
      nit: '900108281',
      dv: '3',
    })
  })

  it('da los festivos del año y cuenta días hábiles', async () => {
    const { stdout } = await consultorio('festivos', '2026')
    expect(stdout.trim().split('\n')).toHaveLength(19)
    expect(stdout).toMatch(/^2026-01-01 Año Nuevo\n/)
    expect((await consultorio('dias-habiles', '2026-07-13', '5')).stdout).toBe('2026-07-21\n')
  })

  it.each([
    [['dv'], /Faltan o sobran datos. Uso: consultorio dv NIT/],
    [['dv', 'abc'], /no es un NIT/],
    [['dv', '1', '--raro'], /La opción --raro no existe/],
    [['festivos', '26'], /entre 1984 y 2199/],
    [['dias-habiles', '13/07/2026', '5'], /Escríbala así: 2026-07-13/],
    [['cufe', 'no-existe.xml', '--clave', 'x'], /No se pudo leer el archivo .*no-existe.xml/],
    [['cufe', 'no-existe.xml'], /Falta --clave/],
    [['demo', '--out', 'ocupado'], /ocupado es un archivo. Escoja una carpeta/],
    [['demo', '--out', 'ocupado/dentro'], /No se pudo crear la carpeta/],
    [['volar'], /La orden «volar» no existe/],
    [['host'], /--modo practica o --modo real/],
    [['host', '--modo', 'real', '--solo-local'], /--clave-archivo/],
  ])('con %j explica el error y sale con 2, sin nada en la salida', async (args, message) => {
    const outcome = await consultorio(...args)
    expect(outcome).toMatchObject({ code: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
  })

  it('busca los archivos en la carpeta de quien llama y dice si no son lo esperado', async () => {
    writeFileSync(join(folder, 'roto.xml'), '<Invoice>')
    expect(await consultorio('cufe', 'roto.xml', '--clave', 'x')).toMatchObject({ code: 2, stdout: '' })
    expect(await consultorio('firma', 'verificar', 'roto.xml')).toMatchObject({ code: 2, stdout: '' })
    writeFileSync(join(folder, 'otro.xml'), '<otro xmlns="urn:x"/>')
    expect(await consultorio('firma', 'verificar', 'otro.xml')).toMatchObject({ code: 1 })
    writeFileSync(join(folder, 'rips.json'), '{')
    expect(await consultorio('rips', 'validar', 'rips.json')).toMatchObject({ code: 2, stdout: '' })
    writeFileSync(join(folder, 'rips.json'), '{}')
    const rips = await consultorio('rips', 'validar', 'rips.json', '--json')
    expect(rips.code).toBe(1)
    expect(JSON.parse(rips.stdout).hallazgos[0]).toMatchObject({
      clase: 'RECHAZO',
      remedio: expect.any(String),
    })
  })

  it('muestra la ayuda en español', async () => {
    const { code, stdout } = await consultorio('--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Uso: consultorio ORDEN/)
    expect(stdout).toMatch(/dias-habiles FECHA N/)
    expect((await consultorio('dv', '--help')).stdout).toMatch(/^Uso: consultorio dv NIT/)
  })
})

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    child.stdout?.once('data', (chunk) => done(String(chunk).trim()))
    child.once('exit', (code) => fail(new Error(`ended with ${code}`)))
  })
}

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once('exit', done))

describe('el equipo principal sin ventana', () => {
  it('abre los datos una sola vez, dice quién los tiene, y termina en orden', async () => {
    const child = spawn(process.execPath, [CLI, 'host', '--modo', 'practica', '--solo-local'], { env })
    try {
      expect(await firstLine(child)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?clave=[\w-]{43}$/)
      const second = await consultorio('host', '--modo', 'practica', '--solo-local')
      expect(second).toMatchObject({ code: 2, stdout: '' })
      expect(second.stderr).toMatch(/ya está abierto/)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended(child)).toBe(0)
    const audit = await consultorio('auditoria', 'verificar', '--json')
    expect(audit.code).toBe(0)
    expect(JSON.parse(audit.stdout)).toMatchObject({ primeraRuptura: null })
  })

  it('atiende la red local por HTTPS con su propio certificado', async () => {
    const child = spawn(process.execPath, [CLI, 'host', '--modo', 'practica', '--puerto', '0'], { env })
    let told = ''
    child.stderr.on('data', (chunk) => {
      told += chunk
    })
    try {
      const address = new URL(await firstLine(child))
      expect(address.protocol).toBe('https:')
      const { request } = await import('node:https')
      const { status, fingerprint } = await new Promise<{ status: number | undefined; fingerprint: string }>(
        (done, fail) => {
          const outgoing = request(
            { host: '127.0.0.1', port: address.port, path: '/', rejectUnauthorized: false },
            (incoming) => {
              const socket = incoming.socket as import('node:tls').TLSSocket
              done({ status: incoming.statusCode, fingerprint: socket.getPeerCertificate().fingerprint256 })
              incoming.resume()
            },
          )
          outgoing.on('error', fail)
          outgoing.end()
        },
      )
      expect(status).toBe(401)
      expect(told).toContain(fingerprint)
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended(child)).toBe(0)
  })
})
