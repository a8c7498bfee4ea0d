import { CAMPOS_RIPS, type CampoRips, GRUPOS_DE_SERVICIOS_RIPS } from './campos.ts'
import type { RipsJson } from './wire.ts'

/**
 * The bytes of a package: UTF-8, no blanks, properties in the official order whatever the order in memory, so that equal
 * packages are equal bytes. These bytes are what the CUV is made over: keep them, send them, never make them twice.
 */
export function ripsBytes(rips: RipsJson): Uint8Array {
  const ordenado = {
    ...enOrden(rips, CAMPOS_RIPS.transaccion),
    usuarios: rips.usuarios.map((usuario) => ({
      ...enOrden(usuario, CAMPOS_RIPS.usuarios),
      servicios: Object.fromEntries(
        GRUPOS_DE_SERVICIOS_RIPS.flatMap((grupo) => {
          const registros = usuario.servicios[grupo]
          if (registros === undefined) return []
          return [[grupo, registros.map((registro) => enOrden(registro, CAMPOS_RIPS[grupo]))]]
        }),
      ),
    })),
  }
  return new TextEncoder().encode(JSON.stringify(ordenado))
}

function enOrden(
  objeto: Readonly<Record<string, unknown>>,
  campos: readonly CampoRips[],
): Record<string, unknown> {
  const copia: Record<string, unknown> = {}
  for (const { nombre } of campos) copia[nombre] = objeto[nombre]
  return copia
}
