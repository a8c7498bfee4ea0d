import { join } from 'node:path'
import { readPack } from './domains/catalogos/read-pack.ts'
import { catalogoDePaquete } from './integrations/muv/catalogo-paquete.ts'
import type { CatalogoRips } from './integrations/muv/catalogo-rips.ts'

/** The starter tables as the RIPS checks take them; a code they lack is judged by its form alone. */
export function catalogoInicial(resourcesDir: string): CatalogoRips {
  const tablas = tablasIniciales(resourcesDir)
  const byCode = <F extends { readonly codigo: string }>(filas: readonly F[] = []) =>
    new Map(filas.map((fila) => [fila.codigo, fila]))
  return catalogoDePaquete(
    {
      cie10: byCode(tablas.cie10),
      cups: byCode(tablas.cups),
      municipios: byCode(tablas.municipios),
      paises: byCode(tablas.paises),
      servicios: byCode(tablas.serviciosReps),
    },
    'admitidos',
  )
}

/** Postal codes of each municipality of DIVIPOLA, as the checks of an invoice take them. */
export function municipiosIniciales(resourcesDir: string): ReadonlyMap<string, readonly string[]> {
  const { municipios = [] } = tablasIniciales(resourcesDir)
  return new Map(
    municipios.map(({ codigo, codigoPostal, otrosPostales }) => [
      codigo,
      [codigoPostal, ...otrosPostales].filter((postal) => postal !== null),
    ]),
  )
}

function tablasIniciales(resourcesDir: string) {
  const read = readPack(join(resourcesDir, 'catalogos', 'inicial'))
  if (!read.ok) throw new Error(`the starter catalogs are not whole: ${read.error[0]?.mensaje}`)
  return read.value.tablas
}
