import type { FilaCie10, FilaCups, FilaServicioReps } from '../../../src-shared/domains/catalogos/schemas.ts'
import { CATALOGO_ABIERTO, type CatalogoRips } from './catalogo-rips.ts'

/** Tables by code, as an installed pack brings them. */
export interface TablasRips {
  readonly cie10: ReadonlyMap<string, FilaCie10>
  readonly cups: ReadonlyMap<string, FilaCups>
  readonly municipios: { has(codigo: string): boolean }
  readonly paises: { has(codigo: string): boolean }
  readonly servicios: ReadonlyMap<string, FilaServicioReps>
}

/**
 * The lists that the RIPS checks ask for, from the tables of a pack.
 * @param otrosCodigos `admitidos` when the pack holds only part of CIE-10 and CUPS (the starter one): a code it lacks is judged by
 *   its form alone, because to refuse it would be a guess; `desconocidos` when they are whole or nothing else may be used
 */
export function catalogoDePaquete(
  tablas: TablasRips,
  otrosCodigos: 'admitidos' | 'desconocidos',
): CatalogoRips {
  const abierto = otrosCodigos === 'admitidos' ? CATALOGO_ABIERTO : undefined
  return {
    cie10(codigo) {
      const fila = tablas.cie10.get(codigo)
      if (!fila) return abierto?.cie10(codigo)
      return {
        nombre: fila.nombre,
        ...(fila.sexo ? { sexo: fila.sexo } : {}),
        ...(fila.edadMinima !== null || fila.edadMaxima !== null
          ? { edad: { desde: fila.edadMinima ?? 0, hasta: fila.edadMaxima ?? 120 } }
          : {}),
      }
    },
    cups(codigo) {
      const fila = tablas.cups.get(codigo)
      if (!fila) return abierto?.cups(codigo)
      return { nombre: fila.nombre, uso: fila.uso, ...(fila.sexo ? { sexo: fila.sexo } : {}) }
    },
    municipio: (codigo) => tablas.municipios.has(codigo),
    pais: (codigo) => tablas.paises.has(codigo),
    servicioReps: (codigo) => tablas.servicios.get(String(codigo)),
  }
}
