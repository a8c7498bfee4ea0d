import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import type { CallContext } from '../../../src-main/core/calls/call-context.ts'
import { createRunCommand } from '../../../src-main/core/calls/run-command.ts'
import { openDatabase } from '../../../src-main/core/database/open-database.ts'
import { createChanges } from '../../../src-main/core/events/changes.ts'
import { nodeHttp } from '../../../src-main/core/http/node-http.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../../src-main/core/logging/logger.ts'
import { configuracionHandlers } from '../../../src-main/domains/configuracion/handlers.ts'
import { createObservacionDian } from '../../../src-main/domains/configuracion/observacion-dian.ts'
import { createConfiguracionService } from '../../../src-main/domains/configuracion/service.ts'
import { createFirmante } from '../../../src-main/domains/facturacion/firmante.ts'
import { MIGRATIONS } from '../../../src-main/migrations.ts'
import { dianClientOf } from '../../../src-main/wire-integrations.ts'
import type { Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { testClock } from '../../fixtures/core.ts'
import { referencePath } from '../../fixtures/reference.ts'

/** DIVIPOLA from the reference data; without them, a handful of real codes. */
function municipios(): ReadonlySet<string> {
  const path = referencePath('rips', 'tablas', 'divipola-municipios.csv')
  if (!existsSync(path)) return new Set(['11001', '05001', '76001'])
  return new Set(
    readFileSync(path, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 5)),
  )
}

function municipio(codigo: string, conocidos: ReadonlySet<string>) {
  if (!conocidos.has(codigo)) return undefined
  return {
    codigo,
    nombre: codigo,
    departamento: '',
    codigoDepartamento: codigo.slice(0, 2),
    codigoPostal: null,
  }
}

/** The domain alone on a real encrypted file, called through its router. @param dianUrl practice DIAN to ask, when there is one */
export async function abrirConfiguracion(dianUrl?: string) {
  const dir = mkdtempSync(join(tmpdir(), 'consultorio-configuracion-'))
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
  const conocidos = municipios()
  const ids = createIds(clock)
  const observacion = createObservacionDian({ db, clock, changes, logger: silentLogger })
  const dian = dianClientOf({
    db,
    clock,
    ids,
    http: nodeHttp,
    firmante: createFirmante(),
    // A port nobody listens on: what a machine without network meets.
    autoridades: { dian: dianUrl ?? 'http://127.0.0.1:9/', muv: '' },
    alResponder: (observado) => observacion.anotar(observado),
  })
  const service = createConfiguracionService({
    db,
    clock,
    ids,
    logger: silentLogger,
    changes,
    runCommand: createRunCommand({ db, clock, changes }),
    onDenied,
    dian,
    observacion,
    catalogos: { municipio: (codigo) => municipio(codigo, conocidos) },
  })
  const router = configuracionHandlers(service, onDenied)
  const como = (rol: Rol, origen: CallContext['origen'] = 'ventana') =>
    createRouterClient(router, {
      context: {
        origen,
        token: undefined,
        bloqueada: false,
        usuario: { id: `usuario-${rol}`, nombre: rol, rol, profesionalId: null },
      },
    })
  return {
    db,
    clock,
    ids,
    observacion,
    denied,
    como,
    medico: como('medico'),
    async cerrar() {
      await db.destroy()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export type Configuracion = Awaited<ReturnType<typeof abrirConfiguracion>>
export const commandId = () => randomUUID()

export const PRESTADOR = {
  tipoPersona: '2',
  nit: '900373115',
  dv: '3',
  razonSocial: 'María de los Ángeles Fernández de Castro y Rodríguez-Escandón',
  nombreComercial: null,
  responsabilidades: ['R-99-PN'],
  tributo: 'ZZ',
  codigoHabilitacion: '1100130123',
  telefono: '6015551234',
  correo: 'consultorio@correo.com',
  obligadoFacturar: true,
} as const

export const FACTURA_ELECTRONICA = { superaTope: true, contrataConPagadores: true }

export const SEDE = {
  id: null,
  codigoSede: '01',
  nombre: 'Consultorio Chapinero',
  direccion: 'Calle 63 # 9-20, consultorio 302',
  municipio: '11001',
  telefono: null,
} as const

export const PROFESIONAL = {
  id: null,
  tipoDocumento: 'CC',
  numeroDocumento: '52123456',
  nombres: 'Catalina',
  apellidos: 'Ruiz Peña',
  profesion: 'Medicina',
  especialidad: 'Medicina interna',
  registro: '52123456',
  servicioReps: 328,
  minutosCita: 20,
  activo: true,
} as const

export const RESOLUCION = {
  id: null,
  tipo: 'factura',
  numero: '18760000001',
  prefijo: 'SETP',
  desde: 990000000,
  hasta: 990000099,
  vigenciaDesde: '2026-01-19',
  vigenciaHasta: '2027-01-19',
  claveTecnica: 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c',
  siguiente: 990000000,
  activa: true,
} as const

export const SOFTWARE = {
  softwareId: '56f2ae4e-9812-4fad-9255-08fcfcd5ccb0',
  ambiente: '2',
  url: 'https://vpfe-hab.dian.gov.co/WcfDianCustomerServices.svc',
  testSetId: null,
  pin: '20191',
} as const

export const PAGADOR = {
  id: null,
  tipo: 'eps',
  nit: '900156264',
  dv: '2',
  nombre: 'Nueva EPS S.A.',
  codigo: 'EPS037',
  coberturaPlan: '16',
  modalidadPago: '04',
  numeroContrato: 'C-2026-118',
  contratoDesde: '2026-01-01',
  contratoHasta: '2026-12-31',
  direccion: null,
  municipio: '11001',
  correo: null,
  activo: true,
} as const

export const MUV = {
  baseUrl: 'https://localhost:9443',
  usuario: { tipo: 'CC', numero: '52123456' },
  clave: 'secreto-sispro',
  nit: '900373115',
  pinnedSha256: null,
} as const

/** Message, remedy and field of a refusal, as the screen receives them. */
export async function rechazo(promise: Promise<unknown>) {
  try {
    await promise
  } catch (error) {
    const { code, message, data } = error as {
      code: string
      message: string
      data: { remedio: string; campo: string | null }
    }
    return { code, message, remedio: data?.remedio, campo: data?.campo }
  }
  throw new Error('it was accepted')
}
