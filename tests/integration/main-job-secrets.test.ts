import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveHttp } from '../../src-main/core/rpc/http-server.ts'
import { buildMachineCore } from '../../src-main/core-entry.ts'
import type { CoreClient } from '../../src-main/practice/demo-data.ts'
import { PIN } from '../../src-main/practice/demo-facts.ts'
import { bogotaDate } from '../../src-shared/kernel/dates.ts'
import { notaDe } from '../faults/note.ts'
import { hasJudges, stringsOf } from './main-job-judges.ts'

/** Words of one patient that no program, dictionary or random byte would hold by chance. */
const MARKS = {
  nombre: 'Zoraquimbe',
  apellido: 'Yhatzkuvro',
  documento: '87654309',
  direccion: 'Xerquillama',
  telefono: '3197654388',
  motivo: 'Quixamorvelo dolencia secreta',
  diagnostico: 'Wendralopitis',
}

let dir: string
let built: Awaited<ReturnType<typeof buildMachineCore>>
let serving: Awaited<ReturnType<typeof serveHttp>>
const key = randomBytes(32)

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'consultorio-secretos-'))
  built = await buildMachineCore({
    modo: 'practica',
    dataDir: dir,
    logDir: join(dir, 'registros'),
    resourcesDir: new URL('../../resources', import.meta.url).pathname,
    version: '0.0.0-prueba',
    databaseKey: key,
  })
  await built.core.start()
  serving = await serveHttp({
    core: built.core,
    logger: built.logger,
    config: {
      host: '127.0.0.1',
      port: 0,
      clave: 'secreto-de-prueba',
      rendererDir: dir,
      origen: 'ventana',
      names: [],
    },
  })
}, 60_000)
afterAll(async () => {
  await serving.close(0)
  await built.core.close()
  await built.autoridades?.close()
  rmSync(dir, { recursive: true, force: true })
})

/** The client a window has: over HTTP, through the whole pipeline of errors and logs. */
async function client(token?: string): Promise<CoreClient> {
  const opened = await fetch(serving.address, { redirect: 'manual' })
  const cookie = (opened.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return createORPCClient(
    new RPCLink({
      url: `http://127.0.0.1:${serving.port}/rpc`,
      headers: { cookie, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    }),
  )
}

const IDS = () => crypto.randomUUID()

describe('datos de un paciente a través del trabajo principal', () => {
  beforeAll(async () => {
    const { token } = await (await client()).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
    const medico = await client(token)
    const hoy = bogotaDate(new Date())
    const datos = {
      tipoDocumento: 'CC' as const,
      numeroDocumento: MARKS.documento,
      primerNombre: MARKS.nombre,
      primerApellido: MARKS.apellido,
      fechaNacimiento: '1980-02-03',
      sexo: 'F' as const,
      paisOrigen: '170',
      paisResidencia: '170',
      municipio: '11001',
      zona: '02' as const,
      direccion: `Calle ${MARKS.direccion} 1-2`,
      telefono: MARKS.telefono,
      tipoUsuario: '12' as const,
    }
    const consentimiento = {
      decision: 'autoriza' as const,
      version: '1',
      fecha: hoy,
      medio: 'papel' as const,
    }
    const crear = { commandId: IDS(), datos, noEsDuplicado: true, consentimiento }
    const paciente = await medico.pacientes.crear(crear)
    const nota = await medico.historia.iniciar({
      commandId: IDS(),
      pacienteId: paciente.id,
      citaId: null,
      plantilla: 'primera-vez',
    })
    const contenido = { ...notaDe(MARKS.motivo), analisis: `Posible ${MARKS.diagnostico}` }
    await medico.historia.guardar({ id: nota.id, revision: nota.revision + 1, contenido })
    // The network fails, the services reject, and people insist: everything that writes to the log.
    built.autoridades?.dian.faults.next('corte-despues', 1, { operacion: 'SendBillSync' })
    built.autoridades?.muv.faults.next(
      { tipo: 'rechazo', regla: 'RVC019', mensaje: 'Código no vigente.' },
      1,
      {
        operacion: 'CargarFevRips',
      },
    )
    const cierre = {
      commandId: IDS(),
      notaId: nota.id,
      facturar: true,
      pago: { forma: '1' as const, medio: '10' },
      recaudos: [],
      recibo: null,
    }
    const { facturaId } = await medico.jornada.cerrarConsulta(cierre)
    const refused = [
      medico.pacientes.crear({ ...crear, commandId: IDS(), noEsDuplicado: false }),
      medico.pacientes.crear({ ...crear, datos: { ...datos, numeroDocumento: `${MARKS.documento}X` } }),
      medico.pacientes.crear({
        ...crear,
        commandId: IDS(),
        datos: { ...datos, fechaNacimiento: MARKS.nombre },
      }),
      medico.historia.guardar({ id: nota.id, revision: 99, contenido }),
      medico.historia.guardar({ id: MARKS.nombre, revision: 1, contenido }),
      medico.jornada.cerrarConsulta({ ...cierre, commandId: IDS(), notaId: MARKS.nombre }),
      medico.facturacion.obtener({ id: MARKS.apellido }),
      (await client('otra')).pacientes.crear(crear),
    ]
    const outcomes = await Promise.allSettled(refused)
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(4)
    const { db, outbox } = built.core
    for (let tries = 0; tries < 200; tries++) {
      await outbox.drain()
      const left = await db.selectFrom('outbox_status').selectAll().where('state', '!=', 'aceptado').execute()
      if (left.length === 0) break
      for (const { item_id } of left) await medico.sincronizacion.reintentar({ id: item_id })
    }
    await medico.facturacion.pdf({ id: facturaId ?? '' })
    expect((await medico.rips.deFactura({ facturaId: facturaId ?? '' }))?.cuv).toMatch(/^[0-9a-f]{96}$/)
  }, 90_000)

  it.skipIf(!hasJudges())(
    'strings no encuentra nada del paciente en el archivo de datos ni en su WAL, con el programa abierto',
    () => {
      const files = readdirSync(dir).filter((name) => name.startsWith('consultorio.db'))
      expect(files.sort()).toEqual(['consultorio.db', 'consultorio.db-wal'])
      for (const name of files) {
        const text = stringsOf(join(dir, name))
        const bytes = readFileSync(join(dir, name))
        for (const mark of Object.values(MARKS)) {
          expect(text.includes(mark), `${mark} in ${name}`).toBe(false)
          expect(bytes.includes(Buffer.from(mark)), `${mark} in ${name}`).toBe(false)
        }
        expect(text).not.toMatch(/CREATE TABLE|SQLite format|<Invoice|cbc:ID|numDocumentoIdentificacion/)
        expect(bytes.includes(key)).toBe(false)
      }
    },
  )

  it('los registros dicen qué pasó y no dicen de quién', () => {
    const folder = join(dir, 'registros')
    const files = readdirSync(folder)
    const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
    expect(text).toContain('outbox.delivered')
    expect(text.split('\n').length).toBeGreaterThan(5)
    for (const mark of Object.values(MARKS)) expect(text.includes(mark), mark).toBe(false)
    for (const secret of [key.toString('hex'), 'secreto-de-prueba', PIN.concat('"')])
      expect(text.includes(secret)).toBe(false)
  })
})
