import type { EventoComprador } from '../../../../src-shared/domains/finanzas/rules.ts'
import { limiteTacita } from '../../../../src-shared/domains/finanzas/rules.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { CommandScope } from '../../../core/calls/run-command.ts'
import type { Signer } from '../../../core/crypto/signer.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { Ids } from '../../../core/ids/ids.ts'
import { type EscritoEnEvento, firmarEvento } from './firmar-evento.ts'
import * as repository from './repository.ts'
import { hechosDe } from './resumen.ts'

const REFECHADO = 'Firmado de nuevo con la fecha de hoy: la DIAN no lo había visto'

/**
 * Whether an event may take the date of today. An acceptance or a claim made within its term keeps its date when today is past it: with
 * another it would be out of term.
 */
export async function admiteOtraFecha(
  db: Db | Trx,
  evento: repository.EventoLigero,
  hoy: string,
): Promise<boolean> {
  if (evento.peticion === null) return false
  if (evento.codigo !== '033' && evento.codigo !== '031') return true
  const limite = limiteTacita(hechosDe(await repository.listEventos(db, [evento.compra_id])))
  return limite === null || hoy <= limite
}

/**
 * Dates and signs anew an event that never left, with its same number, and those of its purchase that waited behind it, in their order:
 * a purchase is never answered out of order. The old bytes stay and stop counting.
 * @throws Refusal when it cannot be signed today
 */
export async function refecharEventos(
  scope: CommandScope,
  ports: { readonly ids: Ids; readonly signer: Signer },
  eventoId: string,
): Promise<void> {
  const { trx, at } = scope
  const primero = await repository.getEvento(trx, eventoId)
  const compra = primero && (await repository.getCompra(trx, primero.compra_id))
  if (!primero || !compra || primero.estado === 'reemplazado') return
  const seguidos = (await repository.listEventos(trx, [compra.id])).filter(
    ({ consecutivo, estado }) => consecutivo >= primero.consecutivo && estado === 'firmado',
  )
  for (const evento of seguidos) {
    if (evento.peticion === null) continue
    await repository.moverEvento(trx, evento.id, {
      estado: 'reemplazado',
      detalle: REFECHADO,
      hallazgos: '[]',
      application_response: null,
    })
    const { sha256 } = await firmarEvento(scope, ports, {
      compra,
      codigo: evento.codigo as EventoComprador,
      consecutivo: evento.consecutivo,
      escrito: JSON.parse(evento.peticion) as EscritoEnEvento,
      creadoPor: evento.creado_por,
      detalle: REFECHADO,
      replacesId: evento.outbox_id,
      reemplazaId: evento.id,
    })
    await scope.audit({
      action: 'finanzas.evento-fecha',
      subjectKind: 'compra',
      subjectId: compra.id,
      beforeHash: evento.sha256,
      afterHash: sha256,
      detail: { numero: compra.numero, codigo: evento.codigo, fecha: bogotaDate(new Date(at)) },
    })
  }
  scope.changed('compras', `compra:${compra.id}`, 'outbox')
}
