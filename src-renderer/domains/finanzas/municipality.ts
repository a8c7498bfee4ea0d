import { useQuery } from '@tanstack/react-query'
import { client, orpc } from '../../rpc/client.ts'
import type { SearchOption } from '../../ui/search-select.tsx'

/** Municipalities by name, department or DIVIPOLA code. */
export async function searchMunicipalities(
  texto: string,
  signal: AbortSignal,
): Promise<readonly SearchOption[]> {
  const found = await client.catalogos.buscar(
    { tabla: 'municipios', texto: texto.slice(0, 100), limite: 20 },
    { signal },
  )
  return found.map(({ codigo, nombre, detalle }) => ({
    value: codigo,
    label: nombre,
    code: codigo,
    detail: detalle,
  }))
}

/** A code as a chosen option, with its name when it is known. */
export function useMunicipality(codigo: string): SearchOption | null {
  const { data } = useQuery({
    ...orpc.catalogos.nombres.queryOptions({ input: { tabla: 'municipios', codigos: [codigo] } }),
    enabled: codigo !== '',
  })
  if (codigo === '') return null
  const found = data?.[0]
  return { value: codigo, label: found?.nombre ?? codigo, code: codigo, detail: found?.detalle }
}
