import { limitesDelDia, puedePasar } from '../../../src-shared/domains/agenda/rules.ts'
import type { Cita, CitaAgenda, EstadoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { type Cambio, exigirCita, mudar } from './mudar.ts'
import * as repository from './repository.ts'

/** An appointment as stored; undefined when there is none. */
export function getCita(db: Db | Trx, id: string): Promise<Cita | undefined> {
  return repository.getCita(db, id)
}

/** Appointments of a date of Bogotá in order of hour, cancelled ones included; of one professional or of all. */
export function citasDelDia(db: Db | Trx, fecha: LocalDate, profesionalId?: string): Promise<CitaAgenda[]> {
  return repository.citasEnRango(db, {
    ...limitesDelDia(fecha),
    profesionalIds: profesionalId === undefined ? null : [profesionalId],
  })
}

/** The professional began: whatever the reception had marked. Nothing happens when it already began or ended. @throws Refusal NO_ENCONTRADO */
export function marcarEnConsulta(scope: CommandScope, call: CallContext, citaId: string): Promise<void> {
  return constatar(scope, call, citaId, 'en-consulta')
}

/** The consultation was closed: a fact that the agenda records and never refuses. @throws Refusal NO_ENCONTRADO */
export function marcarAtendida(scope: CommandScope, call: CallContext, citaId: string): Promise<void> {
  return constatar(scope, call, citaId, 'atendida')
}

const SE_ATENDIO = 'Se atendió aunque el espacio ya se había dado a otra cita'

async function constatar(
  scope: CommandScope,
  call: CallContext,
  citaId: string,
  estado: EstadoCita & ('en-consulta' | 'atendida'),
): Promise<void> {
  const cita = await exigirCita(scope.trx, citaId)
  if (cita.estado === estado || cita.estado === 'atendida') return
  const cambio: Cambio = {
    estado,
    motivoCancelacion: null,
    llegoEn: cita.llegoEn ?? scope.at,
  }
  const detalle = puedePasar(cita.estado, estado) ? null : `Estaba ${cita.estado}`
  try {
    await mudar(scope, call, cita, cambio, { acto: 'estado', detalle })
  } catch (error) {
    if (!(error instanceof repository.Traslape)) throw error
    // It had been cancelled or given up, and its place was taken meanwhile.
    await mudar(scope, call, cita, { ...cambio, sobrecupoMotivo: SE_ATENDIO }, { acto: 'estado', detalle })
  }
}
