import { useQuery } from '@tanstack/react-query'
import { orpc } from '../../rpc/client.ts'
import { Notice } from '../../ui/notice.tsx'

/** Before a number is taken: that few are left, or that they expire soon. Nothing when there is time. */
export function NumberingNotice() {
  const { data } = useQuery(orpc.configuracion.estado.queryOptions())
  const avisos = data?.avisos.filter(({ paso }) => paso === 'numeracion') ?? []
  return avisos.map(({ codigo, mensaje, remedio }) => (
    <Notice key={`${codigo} ${mensaje}`} tone="pide">
      <strong>{mensaje}</strong> {remedio}
    </Notice>
  ))
}
