import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parse } from 'csv-parse/sync'
import { createRunCommand } from '../../src-main/core/calls/run-command.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../src-main/core/logging/logger.ts'
import { createCatalogosService } from '../../src-main/domains/catalogos/service.ts'
import type { PaqueteCatalogos } from '../../src-shared/domains/catalogos/schemas.ts'
import { testCore } from '../fixtures/core.ts'
import { referencePath } from '../fixtures/reference.ts'
import { casosDe, report, round, timed } from './measure.ts'
import { semilla } from './seeded-ids.ts'

/** Search of codes with the whole CIE-10 and CUPS of the ministry installed (M-04). */
const VECES = 200

interface Fila {
  readonly codigo: string
  readonly nombre: string
  readonly usoCodigoCUP?: string
}

function read(name: string): Fila[] {
  return parse(readFileSync(referencePath('rips', 'tablas', name)), {
    columns: true,
    relax_column_count: true,
  }) as Fila[]
}

/** Bytes of the heap that something still holds. */
function memoriaViva(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

let tables: { cie10: Fila[]; cups: Fila[] } | undefined
try {
  tables = { cie10: read('cie10.csv'), cups: read('cups-rips.csv') }
} catch {
  process.stderr.write('No están las tablas completas del ministerio: no se midió.\n')
}
if (tables) {
  const { cie10, cups } = tables
  const paquete = {
    manifiesto: { id: 'banco', version: '2026.1', nombre: 'Tablas completas' },
    tablas: {
      cie10: cie10.map(({ codigo, nombre }) => ({
        codigo,
        nombre,
        palabras: [],
        especialidades: ['mg'],
        sexo: null,
        edadMinima: null,
        edadMaxima: null,
      })),
      cups: cups.map(({ codigo, nombre, usoCodigoCUP }) => ({
        codigo,
        nombre,
        uso: usoCodigoCUP === 'AC' ? 'AC' : 'AP',
        palabras: [],
        especialidades: ['mg'],
        finalidad: null,
        servicio: null,
        sexo: null,
      })),
    },
  } as unknown as PaqueteCatalogos
  const { core, ports, dispose } = await testCore()
  const { db, changes } = core
  const { clock } = ports
  const service = await createCatalogosService(
    {
      db,
      clock,
      ids: createIds(clock),
      logger: silentLogger,
      changes,
      runCommand: createRunCommand({ db, clock, changes }),
      onDenied: async () => {},
    },
    { resourcesDir: ports.resourcesDir },
  )
  const vacia = memoriaViva()
  const installing = performance.now()
  await service.instalar(paquete)
  const instalar = performance.now() - installing
  const ocupan = memoriaViva() - vacia
  const random = semilla(11)
  const letraALetra = (filas: readonly Fila[]) =>
    Array.from({ length: VECES }, () => filas[Math.floor(random() * filas.length)] as Fila).flatMap(
      ({ nombre }) => {
        const words = nombre.toLowerCase().split(' ').slice(0, 2).join(' ')
        return Array.from({ length: Math.max(1, words.length - 1) }, (_, i) => words.slice(0, i + 2))
      },
    )
  const buscar = (tabla: string, filas: readonly Fila[]) =>
    timed(letraALetra(filas), (texto) => service.buscar({ tabla, texto, limite: 20 }))
  const [enCie10, enCups] = [await buscar('cie10', cie10), await buscar('cups', cups)]
  const porSonido = await timed(
    ['diavetes', 'ipertencion', 'neumonia biral', 'consulta de primera bes', 'zzzz'],
    (texto) => [
      service.buscar({ tabla: 'cie10', texto, limite: 20 }),
      service.buscar({ tabla: 'cups', texto, limite: 20 }),
    ],
  )
  await dispose()
  report([
    ...casosDe(`buscar entre ${cie10.length} diagnósticos mientras se escribe`, enCie10, {
      limite: 50,
      ids: ['M-04'],
    }),
    ...casosDe(`buscar entre ${cups.length} procedimientos mientras se escribe`, enCups, {
      limite: 50,
      ids: ['M-04'],
    }),
    ...casosDe('buscar códigos mal escritos en las dos tablas', porSonido, { limite: 50 }),
    { titulo: 'instalar las tablas completas', valor: round(instalar), unidad: 'ms', ids: [] },
    { titulo: 'memoria que ocupan las tablas completas', valor: round(ocupan / 1e6), unidad: 'MB', ids: [] },
  ])
} else report([])
