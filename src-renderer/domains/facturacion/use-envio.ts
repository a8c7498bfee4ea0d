import { useQuery } from '@tanstack/react-query'
import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import type { Envio } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { orpc } from '../../rpc/client.ts'

/** Where the queue is with an invoice that DIAN has not answered; undefined when it waits for nothing. */
export function useEnvio(factura: FacturaDetalle): Envio | undefined {
  const waits = factura.estado === 'firmada' || factura.estado === 'desconocida'
  const queue = useQuery({
    ...orpc.sincronizacion.listar.queryOptions({ input: { cuales: 'por-enviar', limite: 500 } }),
    enabled: waits,
    meta: { datos: ['outbox'] },
  })
  return waits ? queue.data?.find(({ id }) => id === factura.outboxId) : undefined
}
