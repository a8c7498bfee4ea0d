import { join } from 'node:path'
import { readPack } from './domains/catalogos/read-pack.ts'
import { catalogoDePaquete } from './integrations/muv/catalogo-paquete.ts'
import type { CatalogoRips } from './integrations/muv/catalogo-rips.ts'

/** The starter tables as the RIPS checks take them; a code they lack is judged by its form alone. */
export function catalogoInicial(resourcesDir: string): CatalogoRips {
  const read = readPack(join(resourcesDir, 'catalogos', 'inicial'))
  if (!read.ok) throw new Error(`the starter catalogs are not whole: ${read.error[0]?.mensaje}`)
  const { tablas } = read.value
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
