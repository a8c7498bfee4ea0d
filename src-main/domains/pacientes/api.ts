import type { Paciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import * as repository from './repository.ts'

export { nombreCompleto } from '../../../src-shared/domains/pacientes/names.ts'

/** A patient with all its data, also when the record was joined to another (`fusionadoEn`). No reading is audited here. */
export function getPaciente(db: Db | Trx, id: string): Promise<Paciente | undefined> {
  return repository.getPaciente(db, id)
}

/** The patient's id and those of the records joined to it: what a history must be read by. */
export function idsDePaciente(db: Db | Trx, id: string): Promise<string[]> {
  return repository.idsDePaciente(db, id)
}

/** Told by whoever attends. @param fecha date in Bogotá; an earlier one than the last known changes nothing. */
export function registrarVisita(trx: Trx, pacienteId: string, fecha: string): Promise<void> {
  return repository.setUltimaVisita(trx, pacienteId, fecha)
}
