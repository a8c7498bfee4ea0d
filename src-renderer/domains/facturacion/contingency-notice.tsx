import { useQuery } from '@tanstack/react-query'
import { CASOS_CONTINGENCIA } from '../../../src-shared/domains/facturacion/contingencia.ts'
import { orpc } from '../../rpc/client.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'

/** While a contingency is open, wherever an invoice is issued: it will not be an ordinary one. */
export function ContingencyNotice() {
  const { data } = useQuery({
    ...orpc.facturacion.contingencia.estado.queryOptions(),
    meta: { datos: ['contingencia'] },
  })
  const abierta = data?.abierta
  if (!abierta) return null
  return (
    <Notice tone="pide" action={<ScreenLink to="/facturacion/contingencia">Ver la contingencia</ScreenLink>}>
      <strong>
        En contingencia desde <Fecha value={abierta.desde} />.
      </strong>{' '}
      {CASOS_CONTINGENCIA[abierta.causa].que}
    </Notice>
  )
}
