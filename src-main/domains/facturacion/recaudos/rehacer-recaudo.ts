import { quienPagaSchema } from '../../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { conceptoCobradoSchema } from '../../../../src-shared/domains/facturacion/recaudos.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import { getPagador } from '../../configuracion/api.ts'
import type { Rehacer } from '../nueva-version.ts'
import { pacienteVigente, prepararEmisor } from '../preparar.ts'
import { armarRecaudo } from './armar-recaudo.ts'
import { recaudoDeFactura } from './repository.ts'

/**
 * An SS-Recaudo invoice is made again with today's data of patient and practice; what was collected, from whom and for which payer does
 * not change. No RIPS follows it.
 */
export function rehacerRecaudo(ports: { readonly catalogos: Catalogos }): Rehacer {
  return {
    async corregida(scope, factura, previo) {
      const { trx } = scope
      const ahora = new Date(scope.at)
      const recaudo = await recaudoDeFactura(trx, factura.id)
      const concepto = conceptoCobradoSchema.parse(recaudo?.concepto)
      const pagador = recaudo?.pagador_id ? await getPagador(trx, recaudo.pagador_id) : undefined
      if (!recaudo || !pagador || concepto === '04')
        throw new Error(`invoice ${factura.id} of no payment of a user`)
      const preparado = await prepararEmisor(trx, ports.catalogos, ahora, {
        emitida: { resolucionId: factura.resolucion_id, tipo: previo.tipo },
      })
      const documento = armarRecaudo({
        ...preparado,
        ahora,
        numero: previo.numero,
        paciente: await pacienteVigente(trx, recaudo.paciente_id),
        quienPaga: recaudo.quien_paga ? quienPagaSchema.parse(JSON.parse(recaudo.quien_paga)) : null,
        pagador,
        concepto,
        valor: recaudo.valor,
        medio: recaudo.medio,
      })
      return { documento, paciente: null, detalle: null }
    },
    alRehacer: async () => {},
  }
}
