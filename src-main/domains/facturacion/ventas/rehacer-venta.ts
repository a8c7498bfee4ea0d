import type { Catalogos } from '../../catalogos/api.ts'
import type { Rehacer } from '../nueva-version.ts'
import { armarVenta } from './armar-venta.ts'
import { prepararVenta } from './preparar-venta.ts'
import * as repository from './repository.ts'

/** A sale is made again from what the person last wrote of it, with today's data of the customer and of the practice. */
export function rehacerVenta(ports: { readonly catalogos: Catalogos }): Rehacer {
  return {
    async corregida(scope, factura, previo) {
      const venta = await repository.ultimaVenta(scope.trx, factura.id)
      if (!venta) throw new Error(`sale of the invoice ${factura.id} not kept`)
      const ahora = new Date(scope.at)
      const preparada = await prepararVenta(scope.trx, ports.catalogos, venta, ahora, {
        emitida: { resolucionId: factura.resolucion_id, tipo: previo.tipo },
      })
      return { documento: armarVenta(preparada, venta, previo.numero, ahora), paciente: null, detalle: null }
    },
    // Nothing is queued behind a sale: it has no RIPS.
    alRehacer: async () => undefined,
  }
}
