import type { FilaCie10, FilaCups } from '../../../src-shared/domains/catalogos/schemas.ts'
import type { CatalogoRips } from '../../integrations/muv/catalogo-rips.ts'

/** A municipality with the names DIAN's tables give it. */
export interface Municipio {
  readonly codigo: string
  readonly nombre: string
  readonly departamento: string
  readonly codigoDepartamento: string
  readonly codigoPostal: string | null
}

/**
 * The official tables in memory, for the domains that decide with them. It is handed to them by the composition root: a look-up
 * costs nothing and may be made inside a transaction.
 */
export interface Catalogos {
  municipio(codigo: string): Municipio | undefined
  cie10(codigo: string): FilaCie10 | undefined
  cups(codigo: string): FilaCups | undefined
  /** The same tables as the RIPS checks ask for them. */
  readonly rips: CatalogoRips
}
