import { faltantesNota } from '../../../src-shared/domains/historia/rules.ts'
import {
  type ContenidoNota,
  contenidoNotaSchema,
  type ServicioPrestado,
} from '../../../src-shared/domains/historia/schemas.ts'
import { hashOf } from '../../core/audit/audit.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Ids } from '../../core/ids/ids.ts'
import { membreteAlFirmar } from './membrete.ts'
import * as repository from './repository.ts'

export interface NotaFirmada {
  readonly id: string
  readonly pacienteId: string
  readonly citaId: string | null
  /** Chargeable services of the note, ids as stored. */
  readonly servicios: readonly ServicioPrestado[]
  readonly formulaFolio: number | null
}

/**
 * Signs and freezes a draft, in the transaction of whoever closes the consultation, and writes what came of it: services and
 * fórmula. From here on only a nota aclaratoria is possible (Resolución 1995 de 1999).
 *
 * @throws Refusal `NOTA_INCOMPLETA` with what is missing, `NOTA_FIRMADA` when it already was, `NOTA_AJENA` for another's
 */
export async function firmarNota(
  scope: CommandScope,
  call: CallContext,
  ids: Ids,
  notaId: string,
): Promise<NotaFirmada> {
  const row = await repository.getNota(scope.trx, notaId)
  if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró la nota.', 'Actualice la pantalla.')
  if (row.estado === 'firmada')
    throw new Refusal(
      'NOTA_FIRMADA',
      'Esta nota ya está firmada.',
      'Para corregir algo escriba una nota aclaratoria.',
    )
  exigirAutor(call, row)
  const contenido = contenidoNotaSchema.parse(JSON.parse(row.contenido))
  const faltantes = faltantesNota(contenido)
  if (faltantes.length > 0)
    throw new Refusal(
      'NOTA_INCOMPLETA',
      faltantes[0]?.mensaje ?? 'La nota está incompleta.',
      'Complete lo que falta y cierre de nuevo; lo escrito está guardado.',
      {
        campo: faltantes[0]?.campo ?? 'nota',
        datos: { faltantes },
      },
    )
  const servicios = serviciosDe(contenido, row, ids)
  const hash = hashOf(
    JSON.stringify([row.id, row.paciente_id, row.profesional_id, row.iniciada_en, scope.at, contenido]),
  )
  await repository.freezeNota(scope.trx, {
    id: row.id,
    contenido: JSON.stringify(contenido),
    at: scope.at,
    firmadaPor: call.usuario?.id ?? '',
    hash,
  })
  for (const { servicio, sinCobro } of servicios)
    await repository.insertServicio(scope.trx, servicio, sinCobro)
  let formulaFolio: number | null = null
  if (contenido.formula.medicamentos.length > 0) {
    const formula = JSON.stringify(contenido.formula.medicamentos)
    formulaFolio = await repository.insertFormula(scope.trx, {
      id: ids.next(),
      nota_id: row.id,
      paciente_id: row.paciente_id,
      profesional_id: row.profesional_id,
      vigencia_dias: contenido.formula.vigenciaDias,
      contenido: formula,
      en: scope.at,
      hash: hashOf(formula),
      membrete: await membreteAlFirmar(scope.trx, row),
    })
  }
  await scope.audit({
    action: 'historia.firmar',
    subjectKind: 'nota',
    subjectId: row.id,
    afterHash: hash,
    detail: { servicios: servicios.length, formula: formulaFolio },
  })
  scope.changed(
    `nota:${row.id}`,
    `historia:${row.paciente_id}`,
    `paciente:${row.paciente_id}`,
    'borradores',
    'por-facturar',
  )
  return {
    id: row.id,
    pacienteId: row.paciente_id,
    citaId: row.cita_id,
    servicios: servicios.filter(({ sinCobro }) => sinCobro === null).map(({ servicio }) => servicio),
    formulaFolio,
  }
}

/**
 * A note is written and signed by the professional who attends, nobody else (Resolución 1995 de 1999, art. 5: each entry with
 * the name and signature of its author).
 *
 * @throws Refusal `NOTA_AJENA`
 */
export function exigirAutor(call: CallContext, nota: { readonly profesional_id: string }): void {
  if (call.usuario?.profesionalId === nota.profesional_id) return
  throw new Refusal(
    'NOTA_AJENA',
    'Esta nota es de otro profesional.',
    'Solo quien la empezó puede escribirla y firmarla; abra una nota propia para este paciente.',
  )
}

function serviciosDe(
  contenido: ContenidoNota,
  nota: { id: string; paciente_id: string; profesional_id: string; iniciada_en: string },
  ids: Ids,
): { servicio: ServicioPrestado; sinCobro: string | null }[] {
  const [principal, ...relacionados] = contenido.diagnosticos
  if (!principal) return []
  return contenido.servicios.map((servicio) => ({
    sinCobro: servicio.sinCobro,
    servicio: {
      id: ids.next(),
      notaId: nota.id,
      pacienteId: nota.paciente_id,
      profesionalId: nota.profesional_id,
      clase: servicio.clase,
      inicio: nota.iniciada_en,
      cups: servicio.cups,
      descripcion: servicio.descripcion,
      cantidad: servicio.cantidad,
      finalidad: servicio.finalidad,
      causaMotivo: servicio.causaMotivo,
      modalidadAtencion: servicio.modalidadAtencion,
      grupoServicios: servicio.grupoServicios,
      servicioReps: servicio.servicioReps,
      viaIngreso: servicio.viaIngreso,
      diagnosticoPrincipal: { cie10: principal.cie10, cie11: null },
      diagnosticosRelacionados: relacionados.slice(0, 3).map(({ cie10 }) => ({ cie10, cie11: null })),
      tipoDiagnostico: principal.tipo,
      autorizacion: servicio.autorizacion,
      mipres: null,
      entrega: null,
      poliza: null,
      valorUnitario: servicio.valorUnitario ?? 0,
    },
  }))
}
