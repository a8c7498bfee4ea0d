import { join } from 'node:path'
import type { CodigoEncontrado } from '../../../src-shared/domains/catalogos/contract.ts'
import type {
  FilaCie10,
  FilaCups,
  FilaDepartamento,
  FilaListaRips,
  FilaMedicamentoDci,
  FilaMunicipio,
  FilaPais,
  FilaServicioReps,
  FilasPorTabla,
  PaqueteCatalogos,
  TablaCatalogo,
} from '../../../src-shared/domains/catalogos/schemas.ts'
import { TABLAS } from '../../../src-shared/domains/catalogos/schemas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import type { Trx } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { catalogoDePaquete } from '../../integrations/muv/catalogo-paquete.ts'
import type { CatalogoRips } from '../../integrations/muv/catalogo-rips.ts'
import type { DomainKit } from '../kit.ts'
import type { Catalogos } from './api.ts'
import { readPack } from './read-pack.ts'
import { type Indexed, index, search } from './search.ts'

const BATCH = 200

interface Memory {
  readonly cie10: Map<string, FilaCie10>
  readonly cups: Map<string, FilaCups>
  readonly departamentos: Map<string, FilaDepartamento>
  readonly municipios: Map<string, FilaMunicipio>
  readonly paises: Map<string, FilaPais>
  readonly servicios: Map<string, FilaServicioReps>
  readonly medicamentos: readonly FilaMedicamentoDci[]
  readonly listas: readonly FilaListaRips[]
  readonly rips: CatalogoRips
  readonly buscables: Readonly<Record<string, readonly Indexed<CodigoEncontrado>[]>>
}

export type CatalogosService = Awaited<ReturnType<typeof createCatalogosService>>

/**
 * Official code tables, kept in the file by pack and version and served from memory. The starter pack of the program is
 * installed at the first start and whenever the program brings a newer one.
 */
export async function createCatalogosService(kit: DomainKit, options: { readonly resourcesDir: string }) {
  const { db, clock } = kit
  await installStarter()
  let memory = await load()

  async function installStarter(): Promise<void> {
    const folder = join(options.resourcesDir, 'catalogos', 'inicial')
    const installed = await db
      .selectFrom('catalogo_paquetes')
      .select('version')
      .where('id', '=', 'inicial')
      .execute()
    const read = readPack(folder)
    if (!read.ok)
      throw new Error(
        `the starter catalogs of the program are not whole: ${read.error[0]?.archivo} ${read.error[0]?.mensaje}`,
      )
    if (installed.some(({ version }) => version === read.value.manifiesto.version)) return
    await transact(db, (trx) => insertPack(trx, read.value, clock.now().toISOString()))
  }

  async function load(): Promise<Memory> {
    const rows = await db
      .selectFrom('catalogo_filas as f')
      .innerJoin('catalogo_paquetes as p', (join) =>
        join.onRef('p.id', '=', 'f.paquete_id').onRef('p.version', '=', 'f.paquete_version'),
      )
      .select(['f.tabla', 'f.clave', 'f.datos'])
      // The row of the pack installed last is the one that stands.
      .orderBy('p.instalado_en')
      .orderBy('f.paquete_version')
      .execute()
    const tables = new Map<string, Map<string, unknown>>()
    for (const { tabla, clave, datos } of rows) {
      const table = tables.get(tabla) ?? new Map<string, unknown>()
      table.set(clave, JSON.parse(datos))
      tables.set(tabla, table)
    }
    const of = <T extends TablaCatalogo>(tabla: T) =>
      (tables.get(tabla) ?? new Map()) as Map<string, FilasPorTabla[T]>
    const departamentos = of('departamentos')
    const codigos = {
      cie10: of('cie10'),
      cups: of('cups'),
      municipios: of('municipios'),
      paises: of('paises'),
      servicios: of('serviciosReps'),
    }
    return {
      ...codigos,
      departamentos,
      rips: catalogoDePaquete(codigos, 'desconocidos'),
      medicamentos: [...of('medicamentosDci').values()],
      listas: [...of('listasRips').values()],
      buscables: {
        cie10: [...of('cie10').values()].map((f) =>
          index(f.codigo, f.nombre, f.palabras, {
            codigo: f.codigo,
            nombre: f.nombre,
            detalle: '',
            datos: { ...f },
          }),
        ),
        cups: [...of('cups').values()].map((f) =>
          index(f.codigo, f.nombre, f.palabras, {
            codigo: f.codigo,
            nombre: f.nombre,
            detalle: f.uso === 'AC' ? 'Consulta' : 'Procedimiento',
            datos: { ...f },
          }),
        ),
        municipios: [...of('municipios').values()].map((f) => {
          const departamento = departamentos.get(f.departamento)?.nombre ?? ''
          return index(f.codigo, f.nombre, [departamento], {
            codigo: f.codigo,
            nombre: f.nombre,
            detalle: departamento,
            datos: { ...f },
          })
        }),
        paises: [...of('paises').values()].map((f) =>
          index(f.codigo, f.nombre, [], { codigo: f.codigo, nombre: f.nombre, detalle: '', datos: { ...f } }),
        ),
        serviciosReps: [...of('serviciosReps').values()].map((f) =>
          index(f.codigo, f.nombre, [], { codigo: f.codigo, nombre: f.nombre, detalle: '', datos: { ...f } }),
        ),
        medicamentosDci: [...of('medicamentosDci').values()].map((f) =>
          index('', `${f.dci} ${f.concentracion}`, f.palabras, {
            codigo: f.dci,
            nombre: f.dci,
            detalle: `${f.concentracion} · ${f.presentacion}`,
            // The fórmula writes words, never codes (Decreto 780 de 2016, art. 2.5.3.10.16).
            datos: {
              ...f,
              nombreForma: of('formasFarmaceuticas').get(f.forma)?.nombre ?? '',
              nombreUnidad: of('unidadesDispensacion').get(f.unidadDispensacion)?.nombre ?? '',
            },
          }),
        ),
      },
    }
  }

  const catalogos: Catalogos = {
    municipio(codigo) {
      const fila = memory.municipios.get(codigo)
      if (!fila) return undefined
      return {
        codigo: fila.codigo,
        nombre: fila.nombre,
        departamento: memory.departamentos.get(fila.departamento)?.nombre ?? '',
        codigoDepartamento: fila.departamento,
        codigoPostal: fila.codigoPostal,
      }
    },
    cie10: (codigo) => memory.cie10.get(codigo),
    cups: (codigo) => memory.cups.get(codigo),
    get rips() {
      return memory.rips
    },
  }

  return {
    catalogos,

    buscar(input: { tabla: string; texto: string; limite: number }): CodigoEncontrado[] {
      return search(memory.buscables[input.tabla] ?? [], input.texto, input.limite)
    },

    lista: (lista: string) => memory.listas.filter((fila) => fila.lista === lista && fila.habilitado),

    /** Codes by key, for the screens that show the name of what they hold. */
    nombres(input: { tabla: string; codigos: readonly string[] }): CodigoEncontrado[] {
      const wanted = new Set(input.codigos)
      return (memory.buscables[input.tabla] ?? [])
        .filter(({ codigo }) => wanted.has(codigo))
        .map(({ fila }) => fila)
    },

    async instalados() {
      const rows = await db
        .selectFrom('catalogo_paquetes')
        .selectAll()
        .orderBy('instalado_en', 'desc')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        version: row.version,
        nombre: row.nombre,
        instaladoEn: row.instalado_en,
        resumen: `${row.nombre} ${row.version}, instalado el ${formatFecha(row.instalado_en.slice(0, 10))}`,
      }))
    },

    /** Installs a pack that `readPack` already checked, and serves it at once. */
    async instalar(paquete: PaqueteCatalogos): Promise<void> {
      await transact(db, (trx) => insertPack(trx, paquete, clock.now().toISOString()))
      memory = await load()
      kit.changes.announce(['catalogos'])
    },
  }
}

async function insertPack(trx: Trx, paquete: PaqueteCatalogos, at: string): Promise<void> {
  const { manifiesto, tablas } = paquete
  await trx
    .insertInto('catalogo_paquetes')
    .values({
      id: manifiesto.id,
      version: manifiesto.version,
      nombre: manifiesto.nombre,
      manifiesto: JSON.stringify(manifiesto),
      instalado_en: at,
    })
    .execute()
  for (const [tabla, filas] of Object.entries(tablas)) {
    const clave = TABLAS[tabla as TablaCatalogo].clave as readonly string[]
    const rows = (filas as readonly Record<string, unknown>[]).map((fila) => ({
      tabla,
      clave: clave.map((columna) => String(fila[columna])).join('|'),
      paquete_id: manifiesto.id,
      paquete_version: manifiesto.version,
      datos: JSON.stringify(fila),
    }))
    for (let i = 0; i < rows.length; i += BATCH)
      await trx
        .insertInto('catalogo_filas')
        .values(rows.slice(i, i + BATCH))
        .execute()
  }
}
