import { type EventoComprador, eventosPosibles } from '../../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA } from '../../../../src-shared/domains/finanzas/texts.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { type EscritoEnEvento, firmarEvento } from './firmar-evento.ts'
import * as repository from './repository.ts'
import { hechosDe } from './resumen.ts'

export interface PeticionEvento extends EscritoEnEvento {
  readonly compraId: string
  readonly codigo: EventoComprador
}

/**
 * Signs an event of a purchase and leaves it in the queue, in the transaction of `scope`. Events of one purchase leave in order. One that
 * DIAN refused is made again with another number, and the former stops counting.
 * @throws Refusal `EVENTO_FUERA_DE_ORDEN`, `EVENTO_NO_EMITIBLE`, `CONFIGURACION_INCOMPLETA`, `NO_ENCONTRADO`
 */
export async function registrarEvento(
  scope: CommandScope,
  call: CallContext,
  ports: { readonly ids: Ids; readonly signer: Signer },
  { compraId, codigo, quienRecibe, reclamo }: PeticionEvento,
): Promise<string> {
  const { trx, at } = scope
  const compra = await repository.getCompra(trx, compraId)
  if (!compra) throw new Refusal('NO_ENCONTRADO', 'No se encontró la compra.', 'Actualice la lista.')
  const previos = await repository.listEventos(trx, [compra.id])
  exigirTurno(codigo, previos, bogotaDate(new Date(at)))
  const rechazado = previos.findLast((previo) => previo.codigo === codigo && previo.estado === 'rechazado')
  const { id, sha256 } = await firmarEvento(scope, ports, {
    compra,
    codigo,
    consecutivo: await repository.siguienteConsecutivo(trx),
    escrito: { quienRecibe, reclamo },
    creadoPor: call.usuario?.id ?? null,
    detalle: 'Firmado y en la bandeja de salida',
    ...(rechazado ? { replacesId: rechazado.outbox_id } : {}),
  })
  if (quienRecibe) await repository.setReceptor(trx, JSON.stringify(quienRecibe))
  await scope.audit({
    action: 'finanzas.evento',
    subjectKind: 'compra',
    subjectId: compra.id,
    afterHash: sha256,
    detail: { numero: compra.numero, codigo },
  })
  scope.changed('compras', `compra:${compra.id}`, 'outbox')
  return id
}

function exigirTurno(
  codigo: EventoComprador,
  previos: readonly repository.EventoLigero[],
  hoy: string,
): void {
  if (eventosPosibles(hechosDe(previos), hoy).includes(codigo)) return
  throw new Refusal(
    'EVENTO_FUERA_DE_ORDEN',
    `«${ACTOS_COMPRA[codigo]}» no se puede hacer ahora con esta factura: ya se hizo, ya se respondió o falta un paso anterior.`,
    'El orden es acuse de recibo, recibo del servicio o bien, y después aceptar o reclamar. Actualice la pantalla para ver cuál sigue.',
  )
}
