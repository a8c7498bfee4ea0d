import type { EventosFactura } from '../../../../src-shared/domains/facturacion/eventos-contract.ts'
import {
  impedimentoTacita,
  situacionPagador,
  tacitaDesde,
  tieneEventosDelPagador,
} from '../../../../src-shared/domains/facturacion/eventos-rules.ts'
import type { HallazgoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { DianClient } from '../../../integrations/dian/client.ts'
import { juramentoTacita } from '../../../integrations/dian/eventos/evento.ts'
import { eventosRegistrados } from '../../../integrations/dian/eventos/leer-eventos.ts'
import { sinRespuesta } from '../../../integrations/dian/sin-respuesta.ts'
import type { DomainKit } from '../../kit.ts'
import type { Firmante } from '../firmante.ts'
import * as facturas from '../repository.ts'
import type { FacturaRow } from '../tables.ts'
import { anotarPorAceptar, conocidosDe } from './conocidos.ts'
import { documentoDe, firmarTacita, PREFIJO_TACITA } from './firmar-tacita.ts'
import * as repository from './repository.ts'

export type EventosService = ReturnType<typeof createEventosService>

/** An answer of DIAN is asked for again after this long. */
const VIGENCIA_MS = 24 * 3_600_000
/** DIAN answered: it has events, or it has none (66 and 90). */
const ENTENDIDAS = new Set(['00', '66', '90'])
/** Nothing that the buyer may still say changes these. */
const TERMINADAS = new Set(['aceptada', 'reclamada', 'aceptada-tacita'])
const CONSERVA = 'Se muestra lo que se sabía.'

/** Events of own invoices on credit: see the invariants in the README of the domain. */
export function createEventosService(
  ports: DomainKit & {
    readonly firmante: Firmante
    readonly wakeOutbox: () => void
    readonly dian: () => Promise<DianClient | { readonly blocked: string }>
  },
) {
  const { db, ids, clock, runCommand } = ports

  return {
    async deFactura(facturaId: string): Promise<EventosFactura> {
      const factura = await existente(db, facturaId)
      const documento = await documentoDe(db, factura)
      const conocidos = await conocidosDe(db, facturaId)
      const situacion = situacionPagador(conocidos)
      const { consultadoEn } = conocidos
      const hoy = bogotaDate(clock.now())
      const desde = tacitaDesde(conocidos)
      // Once the term ends, what was said before it serves no more.
      const deAntes = desde !== null && hoy >= desde && (conocidos.consultadoEl ?? '') < desde
      const vieja = consultadoEn === null || clock.now().getTime() - Date.parse(consultadoEn) > VIGENCIA_MS
      return {
        aplica: factura.estado === 'validada' && tieneEventosDelPagador(documento),
        pagador: factura.adquiriente,
        consultadoEn,
        porConsultar: (vieja || deAntes) && !TERMINADAS.has(situacion),
        sinEntender: conocidos.sinEntender,
        situacion,
        eventos: [...conocidos.eventos],
        tacitaDesde: desde,
        impedimento: impedimentoTacita(conocidos, hoy),
        juramento: juramentoTacita(documento.adquiriente),
        declaradas: conocidos.tacitas.map((tacita) => ({
          id: tacita.id,
          numero: `${PREFIJO_TACITA}${tacita.consecutivo}`,
          en: tacita.creado_en,
          estado: tacita.estado as EventosFactura['declaradas'][number]['estado'],
          detalle: tacita.detalle,
          hallazgos: JSON.parse(tacita.hallazgos) as HallazgoFactura[],
        })),
      }
    },

    async consultar(
      call: CallContext,
      input: { commandId: string; facturaId: string },
    ): Promise<{ respondio: boolean; detalle: string }> {
      const { cufe } = await conEventos(db, input.facturaId)
      const client = await ports.dian()
      if ('blocked' in client) return { respondio: false, detalle: `${client.blocked}. ${CONSERVA}` }
      const outcome = await client.getStatusEvent(cufe)
      if (outcome.kind !== 'answer') {
        const { message, remedio } = sinRespuesta(outcome, CONSERVA)
        return { respondio: false, detalle: `${message} ${remedio}` }
      }
      const respuesta = outcome.value
      const dichos = eventosRegistrados(respuesta, cufe)
      return runCommand(call, { name: 'facturacion.eventos', ...entrada(input) }, async (scope) => {
        const { eventos } = await conocidosDe(scope.trx, input.facturaId)
        // An answer that leaves out what DIAN had told before was not understood, and nothing can be sworn on it.
        const completa =
          ENTENDIDAS.has(respuesta.codigo) &&
          (respuesta.codigo !== '00' || dichos.length > 0) &&
          eventos.every(({ codigo }) => dichos.some((dicho) => dicho.codigo === codigo))
        await repository.insertRespuesta(scope.trx, {
          id: ids.next(),
          factura_id: input.facturaId,
          en: scope.at,
          codigo: respuesta.codigo,
          mensaje: respuesta.mensaje || respuesta.descripcion,
          application_response: respuesta.applicationResponse ?? null,
          eventos: JSON.stringify(dichos),
          entendida: completa ? 1 : 0,
        })
        await anotarPorAceptar(scope.trx, input.facturaId)
        scope.changed(`factura:${input.facturaId}`)
        return { respondio: true, detalle: '' }
      })
    },

    /** @throws Refusal TACITA_NO_PROCEDE with why and from when, EVENTO_NO_EMITIBLE, CONFIGURACION_INCOMPLETA */
    async declararTacita(
      call: CallContext,
      input: { commandId: string; facturaId: string },
    ): Promise<{ id: string; numero: string }> {
      const signer = await ports.firmante.get(db)
      return runCommand(call, { name: 'facturacion.tacita', ...entrada(input) }, async (scope) => {
        const { trx, at } = scope
        const factura = await conEventos(trx, input.facturaId)
        const conocidos = await conocidosDe(trx, factura.id)
        const impedimento = impedimentoTacita(conocidos, bogotaDate(new Date(at)))
        if (impedimento)
          throw new Refusal('TACITA_NO_PROCEDE', impedimento.que, impedimento.remedio, {
            datos: { desde: tacitaDesde(conocidos) },
          })
        const rechazada = conocidos.tacitas.at(-1)
        const consecutivo = await repository.siguienteConsecutivo(trx)
        const { id, sha256 } = await firmarTacita(
          scope,
          { ids, signer },
          {
            factura,
            consecutivo,
            creadaPor: call.usuario?.id ?? null,
            detalle: 'Firmada y en la bandeja de salida',
            ...(rechazada ? { replacesId: rechazada.outbox_id } : {}),
          },
        )
        const numero = `${PREFIJO_TACITA}${consecutivo}`
        await scope.audit({
          action: 'facturacion.tacita',
          subjectKind: 'factura',
          subjectId: factura.id,
          afterHash: sha256,
          detail: { numero: factura.numero, evento: numero },
        })
        scope.changed(`factura:${factura.id}`, 'outbox')
        scope.afterCommit(ports.wakeOutbox)
        return { id, numero }
      })
    },
  }
}

function entrada(input: { commandId: string; facturaId: string }) {
  return { commandId: input.commandId, input: { facturaId: input.facturaId } }
}

async function existente(db: Db | Trx, id: string): Promise<FacturaRow> {
  const factura = await facturas.getFactura(db, id)
  if (!factura) throw new Refusal('NO_ENCONTRADO', 'No se encontró la factura.', 'Actualice la lista.')
  return factura
}

/** @throws Refusal TACITA_NO_PROCEDE unless its buyer answers with events and DIAN validated it */
async function conEventos(db: Db | Trx, id: string): Promise<FacturaRow> {
  const factura = await existente(db, id)
  if (factura.estado === 'validada' && tieneEventosDelPagador(await documentoDe(db, factura))) return factura
  throw new Refusal(
    'TACITA_NO_PROCEDE',
    'Los eventos del pagador son de las facturas a crédito, a un NIT, que la DIAN validó y no están anuladas.',
    'De esta factura no hay nada que consultar ni que declarar.',
  )
}
