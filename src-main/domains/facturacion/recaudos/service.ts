import type {
  CobroRecaudo,
  RecaudoRegistrado,
} from '../../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import {
  conceptoCobradoSchema,
  soporteRegistradoSchema,
} from '../../../../src-shared/domains/facturacion/recaudos.ts'
import type { CallContext } from '../../../core/calls/call-context.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import type { Catalogos } from '../../catalogos/api.ts'
import type { DomainKit } from '../../kit.ts'
import { idsDePaciente } from '../../pacientes/api.ts'
import type { Firmante } from '../firmante.ts'
import { cobrarRecaudo } from './cobrar.ts'
import { nombreDe } from './nombre.ts'
import type { RecaudoConFactura } from './repository.ts'
import * as repository from './repository.ts'

export type RecaudosService = ReturnType<typeof createRecaudosService>

/** Payments of users: see the invariants in the README of the domain. */
export function createRecaudosService(
  ports: DomainKit & {
    readonly catalogos: Catalogos
    readonly firmante: Firmante
    readonly wakeOutbox: () => void
  },
) {
  const { db, ids, runCommand, catalogos } = ports

  return {
    async cobrar(
      call: CallContext,
      input: CobroRecaudo & { readonly commandId: string },
    ): Promise<RecaudoRegistrado> {
      const { commandId, ...cobro } = input
      const signer = cobro.soporte === 'factura-electronica' ? await ports.firmante.get(db) : null
      const id = await runCommand(call, { name: 'facturacion.recaudo', commandId, input }, async (scope) => {
        scope.afterCommit(ports.wakeOutbox)
        return cobrarRecaudo(scope, call, { ids, catalogos, signer }, cobro)
      })
      return toRegistrado(await existente(db, id))
    },

    async dePaciente(pacienteId: string): Promise<RecaudoRegistrado[]> {
      return (await repository.dePacientes(db, await idsDePaciente(db, pacienteId))).map(toRegistrado)
    },

    /** Of these patients, also under records joined to theirs; the payment names the patient asked for. */
    porAplicar: (pacienteIds: readonly string[], pagadorId: string | null) =>
      porAplicar(db, pacienteIds, pagadorId),

    async anular(
      call: CallContext,
      input: { readonly commandId: string; readonly recaudoId: string; readonly motivo: string },
    ): Promise<RecaudoRegistrado> {
      await runCommand(
        call,
        { name: 'facturacion.anular-recaudo', commandId: input.commandId, input },
        async (scope) => {
          const row = await existente(scope.trx, input.recaudoId)
          exigirAnulable(row)
          await repository.anular(scope.trx, row.id, {
            at: scope.at,
            por: call.usuario?.id ?? null,
            motivo: input.motivo,
          })
          await scope.audit({
            action: 'facturacion.anular-recaudo',
            subjectKind: 'recaudo',
            subjectId: row.id,
            detail: { valor: row.valor, motivo: input.motivo },
          })
          scope.changed('recaudos', `paciente:${row.paciente_id}`)
          return null
        },
      )
      return toRegistrado(await existente(db, input.recaudoId))
    },
  }
}

/** See `porAplicar` of the service. */
export async function porAplicar(
  db: Db | Trx,
  pacienteIds: readonly string[],
  pagadorId: string | null,
): Promise<RecaudoRegistrado[]> {
  const duenio = new Map<string, string>()
  for (const pacienteId of pacienteIds)
    for (const id of await idsDePaciente(db, pacienteId)) duenio.set(id, pacienteId)
  if (duenio.size === 0) return []
  const rows = await repository.porAplicar(db, [...duenio.keys()], pagadorId)
  return rows.map((row) =>
    toRegistrado({ ...row, paciente_id: duenio.get(row.paciente_id) ?? row.paciente_id }),
  )
}

function exigirAnulable(row: RecaudoConFactura): void {
  const no = (mensaje: string, remedio: string) => {
    throw new Refusal('RECAUDO_NO_ANULABLE', mensaje, remedio)
  }
  if (row.anulado_en !== null) no('Este pago ya se devolvió.', 'Actualice la pantalla.')
  if (row.factura_id !== null)
    no(
      `Este pago tiene la factura electrónica ${row.factura_numero ?? ''}.`,
      'Anúlela con una nota crédito: al validarla la DIAN, el pago queda devuelto.',
    )
  if (row.aplicado_en !== null)
    no(
      `Este pago ya se le descontó al pagador en la factura ${row.aplicado_numero ?? ''}.`,
      'Anule primero esa factura con una nota crédito.',
    )
}

async function existente(db: Db | Trx, id: string): Promise<RecaudoConFactura> {
  const row = await repository.getRecaudo(db, id)
  if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró el pago.', 'Actualice la pantalla.')
  return row
}

/** As the contract tells it. */
export function toRegistrado(row: RecaudoConFactura): RecaudoRegistrado {
  return {
    id: row.id,
    pacienteId: row.paciente_id,
    paciente: nombreDe(row),
    pagadorId: row.pagador_id,
    pagador: row.pagador ?? 'Particular',
    concepto: conceptoCobradoSchema.parse(row.concepto),
    valor: row.valor,
    fecha: row.fecha,
    medio: row.medio,
    soporte: soporteRegistradoSchema.parse(row.soporte),
    numeroSoporte: row.factura_numero ?? row.soporte_numero,
    factura:
      row.factura_id && row.factura_numero && row.factura_estado
        ? { id: row.factura_id, numero: row.factura_numero, estado: row.factura_estado }
        : null,
    recibo: row.recibo_numero,
    aplicadoEn:
      row.aplicado_en && row.aplicado_numero ? { id: row.aplicado_en, numero: row.aplicado_numero } : null,
    estado: estadoDe(row),
  }
}

function estadoDe(row: RecaudoConFactura): RecaudoRegistrado['estado'] {
  if (row.anulado_en !== null || row.factura_estado === 'anulada') return 'anulado'
  if (row.aplicado_en !== null) return 'aplicado'
  return row.factura_estado === 'rechazada' ? 'rechazado' : 'por-aplicar'
}
