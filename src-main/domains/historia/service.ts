import type { EventoHistoria } from '../../../src-shared/domains/historia/contract.ts'
import {
  type ContenidoNota,
  contenidoNotaSchema,
  type MedicamentoFormula,
  type Nota,
  PLANTILLAS,
  type Plantilla,
} from '../../../src-shared/domains/historia/schemas.ts'
import { appendAudit, hashOf } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { getCita, marcarEnConsulta } from '../agenda/api.ts'
import { getProfesional } from '../configuracion/api.ts'
import type { DomainKit } from '../kit.ts'
import { getPaciente, idsDePaciente, nombreCompleto } from '../pacientes/api.ts'
import { exigirAutor } from './firmar.ts'
import * as repository from './repository.ts'
import type { NotaRow } from './tables.ts'

export type HistoriaService = ReturnType<typeof createHistoriaService>

/** The historia clínica: see the invariants in this folder's README. */
export function createHistoriaService(kit: DomainKit) {
  const { db, ids, clock, runCommand, changes } = kit

  async function nota(reader: Db | Trx, id: string): Promise<Nota> {
    const row = await repository.getNota(reader, id)
    if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la pantalla.')
    return toNota(reader, row)
  }

  async function toNota(reader: Db | Trx, row: NotaRow): Promise<Nota> {
    const profesional = await getProfesional(reader, row.profesional_id)
    return {
      id: row.id,
      pacienteId: row.paciente_id,
      profesionalId: row.profesional_id,
      profesional: profesional ? `${profesional.nombres} ${profesional.apellidos}` : '',
      credencial: profesional
        ? [profesional.profesion, profesional.especialidad, `Registro profesional ${profesional.registro}`]
            .filter((parte) => parte)
            .join(' · ')
        : '',
      citaId: row.cita_id,
      plantilla: row.plantilla as Plantilla,
      estado: row.estado as Nota['estado'],
      contenido: contenidoNotaSchema.parse(JSON.parse(row.contenido)),
      revision: row.revision,
      iniciadaEn: row.iniciada_en,
      actualizadaEn: row.actualizada_en,
      firmadaEn: row.firmada_en,
      firmadaPor: row.firmada_por,
      aclaratorias: (await repository.aclaratoriasDe(reader, row.id)).map(
        ({ id, motivo, texto, autor, en }) => ({
          id,
          motivo,
          texto,
          autor,
          en,
        }),
      ),
    }
  }

  return {
    async iniciar(
      call: CallContext,
      input: { commandId: string; pacienteId: string; citaId: string | null; plantilla: Plantilla },
    ): Promise<Nota> {
      const profesionalId = call.usuario?.profesionalId
      if (!profesionalId)
        throw new Refusal(
          'SIN_PROFESIONAL',
          'Su usuario no está unido a un profesional.',
          'Pida en Configuración › Usuarios que lo unan a su ficha de profesional.',
        )
      const id = await runCommand(
        call,
        { name: 'historia.iniciar', commandId: input.commandId, input },
        async (scope) => {
          const pacienteIds = await exigirPacienteYCita(scope.trx, input)
          const abierta = input.citaId
            ? await repository.borradorDeCita(scope.trx, input.citaId, pacienteIds, profesionalId)
            : await repository.borradorDePaciente(scope.trx, input.pacienteId, profesionalId)
          if (input.citaId) await marcarEnConsulta(scope, call, input.citaId)
          if (abierta) return abierta.id
          const nueva = ids.next()
          await repository.insertNota(scope.trx, {
            id: nueva,
            paciente_id: input.pacienteId,
            profesional_id: profesionalId,
            cita_id: input.citaId,
            plantilla: input.plantilla,
            estado: 'borrador',
            contenido: JSON.stringify(
              contenidoNotaSchema.parse(await contenidoInicial(scope.trx, input.pacienteId)),
            ),
            revision: 0,
            iniciada_en: scope.at,
            actualizada_en: scope.at,
            firmada_en: null,
            firmada_por: null,
            hash: null,
          })
          await scope.audit({ action: 'historia.iniciar', subjectKind: 'nota', subjectId: nueva })
          scope.changed('borradores', `historia:${input.pacienteId}`)
          return nueva
        },
      )
      return nota(db, id)
    },

    async obtener(call: CallContext, id: string): Promise<Nota> {
      const found = await nota(db, id)
      await transact(db, (trx) =>
        appendAudit(trx, clock.now().toISOString(), auditActor(call), {
          action: 'historia.leer',
          subjectKind: 'nota',
          subjectId: id,
        }),
      )
      return found
    },

    /**
     * Autosave: one full-sync commit for each burst of typing. It is not recorded as a command (the revision already makes a
     * repeated or late one harmless) nor audited one by one: the draft's beginning and its signature are.
     */
    async guardar(call: CallContext, input: { id: string; revision: number; contenido: ContenidoNota }) {
      const at = clock.now().toISOString()
      const contenido = JSON.stringify(input.contenido)
      return transact(db, async (trx) => {
        const before = await repository.getNota(trx, input.id)
        if (before) exigirAutor(call, before)
        const taken = await repository.saveBorrador(trx, { ...input, contenido, at })
        const row = await repository.getNota(trx, input.id)
        if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la pantalla.')
        if (row.estado === 'firmada')
          throw new Refusal(
            'NOTA_FIRMADA',
            'Esta nota ya está firmada y no cambia.',
            'Escriba una nota aclaratoria.',
          )
        if (taken) changes.announce(['borradores'])
        return {
          revision: row.revision,
          guardadaEn: row.actualizada_en,
          conservada: row.contenido === contenido,
        }
      })
    },

    async borradores(call: CallContext) {
      if (!call.usuario?.profesionalId) return []
      const rows = await repository.listBorradores(db, call.usuario.profesionalId)
      return Promise.all(
        rows.map(async (row) => {
          const paciente = await getPaciente(db, row.paciente_id)
          return {
            id: row.id,
            pacienteId: row.paciente_id,
            paciente: paciente ? nombreCompleto(paciente) : '',
            actualizadaEn: row.actualizada_en,
          }
        }),
      )
    },

    async historiaDe(call: CallContext, pacienteId: string, limite: number): Promise<EventoHistoria[]> {
      const pacienteIds = await idsDePaciente(db, pacienteId)
      const notas = await repository.notasDePaciente(db, pacienteIds, limite)
      const formulas = await repository.formulasDePaciente(db, pacienteIds, limite)
      const nombres = new Map<string, string>()
      for (const id of new Set([...notas, ...formulas].map((row) => row.profesional_id))) {
        const profesional = await getProfesional(db, id)
        nombres.set(id, profesional ? `${profesional.nombres} ${profesional.apellidos}` : '')
      }
      await transact(db, (trx) =>
        appendAudit(trx, clock.now().toISOString(), auditActor(call), {
          action: 'historia.leer-historia',
          subjectKind: 'paciente',
          subjectId: pacienteId,
        }),
      )
      const eventos: EventoHistoria[] = [
        ...notas.map((row) => {
          const contenido = contenidoNotaSchema.parse(JSON.parse(row.contenido))
          return {
            id: row.id,
            clase: 'nota' as const,
            en: row.firmada_en ?? row.iniciada_en,
            titulo: PLANTILLAS.find(({ clave }) => clave === row.plantilla)?.nombre ?? 'Nota',
            detalle: contenido.diagnosticos[0]?.nombre ?? contenido.motivo.slice(0, 120),
            autor: nombres.get(row.profesional_id) ?? '',
            estado: row.estado as 'borrador' | 'firmada',
            notaId: row.id,
          }
        }),
        ...formulas.map((row) => ({
          id: row.id,
          clase: 'formula' as const,
          en: row.en,
          titulo: `Fórmula médica ${row.folio}`,
          detalle: (JSON.parse(row.contenido) as MedicamentoFormula[]).map(({ dci }) => dci).join(', '),
          autor: nombres.get(row.profesional_id) ?? '',
          estado: 'firmada' as const,
          notaId: row.nota_id,
        })),
      ]
      return eventos.sort((a, b) => (a.en < b.en ? 1 : -1)).slice(0, limite)
    },

    async aclarar(
      call: CallContext,
      input: { commandId: string; notaId: string; motivo: string; texto: string },
    ): Promise<Nota> {
      await runCommand(
        call,
        { name: 'historia.aclarar', commandId: input.commandId, input },
        async (scope) => {
          const row = await repository.getNota(scope.trx, input.notaId)
          if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la pantalla.')
          if (row.estado !== 'firmada')
            throw new Refusal(
              'NOTA_SIN_FIRMAR',
              'La nota todavía es un borrador.',
              'Corríjala directamente antes de cerrarla.',
            )
          const id = ids.next()
          const hash = hashOf(JSON.stringify([row.hash, input.motivo, input.texto, scope.at]))
          await repository.insertAclaratoria(scope.trx, {
            id,
            nota_id: row.id,
            motivo: input.motivo,
            texto: input.texto,
            autor_id: call.usuario?.id ?? '',
            autor: call.usuario?.nombre ?? '',
            en: scope.at,
            hash,
          })
          await scope.audit({
            action: 'historia.aclarar',
            subjectKind: 'nota',
            subjectId: row.id,
            afterHash: hash,
          })
          scope.changed(`nota:${row.id}`, `historia:${row.paciente_id}`)
          return { id }
        },
      )
      return nota(db, input.notaId)
    },
  }
}

/**
 * That the patient exists and the appointment is of that patient: a screen left open on another's must not write here.
 *
 * @returns the patient's id and those of the records joined to it
 * @throws Refusal `NO_ENCONTRADO`, `CITA_DE_OTRO_PACIENTE`
 */
async function exigirPacienteYCita(
  trx: Trx,
  { pacienteId, citaId }: { readonly pacienteId: string; readonly citaId: string | null },
): Promise<readonly string[]> {
  if (!(await getPaciente(trx, pacienteId)))
    throw new Refusal('NO_ENCONTRADO', 'No se encontró el paciente.', 'Actualice la pantalla.')
  const pacienteIds = await idsDePaciente(trx, pacienteId)
  if (citaId === null) return pacienteIds
  const cita = await getCita(trx, citaId)
  if (!cita) throw new Refusal('NO_ENCONTRADO', 'No se encontró la cita.', 'Actualice la agenda.')
  if (!pacienteIds.includes(cita.pacienteId))
    throw new Refusal(
      'CITA_DE_OTRO_PACIENTE',
      'La cita es de otro paciente.',
      'Actualice la agenda y empiece la consulta desde la cita del paciente que va a atender.',
      { campo: 'citaId' },
    )
  return pacienteIds
}

/** A new note starts with the history already told: nothing is asked twice (M-01). The doctor confirms or changes it. */
async function contenidoInicial(trx: Trx, pacienteId: string): Promise<Partial<ContenidoNota>> {
  const [anterior] = (await repository.notasDePaciente(trx, await idsDePaciente(trx, pacienteId), 5)).filter(
    (row) => row.estado === 'firmada',
  )
  if (!anterior) return {}
  return { antecedentes: contenidoNotaSchema.parse(JSON.parse(anterior.contenido)).antecedentes }
}
