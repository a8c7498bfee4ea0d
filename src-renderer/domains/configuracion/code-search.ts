import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { client, orpc } from '../../rpc/client.ts'
import type { SearchOption } from '../../ui/search-select.tsx'

type Tabla = 'municipios' | 'serviciosReps' | 'cups'

/** Search of a table of codes, for a `SearchSelect`. */
export function useBuscarCodigo(
  tabla: Tabla,
): (texto: string, signal: AbortSignal) => Promise<readonly SearchOption[]> {
  return useCallback(
    async (texto, signal) => {
      const found = await client.catalogos.buscar(
        { tabla, texto: texto.slice(0, 100), limite: 20 },
        { signal },
      )
      return found.map(({ codigo, nombre, detalle }) => ({
        value: codigo,
        label: nombre,
        code: codigo,
        detail: detalle,
      }))
    },
    [tabla],
  )
}

/** Search of municipalities by name, department or code of DIVIPOLA. */
export function useBuscarMunicipio() {
  return useBuscarCodigo('municipios')
}

/**
 * A stored code as a chosen option, with its name; null when there is no code, undefined while the name comes. A code whose
 * name is not found is shown as it is.
 */
function useElegido(tabla: Tabla, codigo: string | null): SearchOption | null | undefined {
  const query = useQuery({
    ...orpc.catalogos.nombres.queryOptions({
      input: { tabla, codigos: codigo === null ? [] : [codigo] },
    }),
    enabled: codigo !== null,
  })
  if (codigo === null) return null
  if (query.data === undefined && !query.isError) return undefined
  const found = query.data?.[0]
  return found
    ? { value: codigo, label: found.nombre, code: codigo, detail: found.detalle }
    : { value: codigo, label: codigo }
}

export function useMunicipioElegido(codigo: string | null): SearchOption | null | undefined {
  return useElegido('municipios', codigo)
}

export function useServicioElegido(codigo: number | null): SearchOption | null | undefined {
  return useElegido('serviciosReps', codigo === null ? null : String(codigo))
}
