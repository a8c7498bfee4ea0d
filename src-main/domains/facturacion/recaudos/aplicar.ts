import type { Pagador } from '../../../../src-shared/domains/configuracion/schemas.ts'
import type { SoporteRegistrado } from '../../../../src-shared/domains/facturacion/recaudos.ts'
import { soporteDe } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, Recaudo } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { idsDePaciente } from '../../pacientes/api.ts'
import { nombreDe } from './nombre.ts'
import type { RecaudoConFactura } from './repository.ts'
import * as repository from './repository.ts'

/** A payment as an invoice to a payer takes it. Centavos. */
export interface RecaudoAplicado {
  /** null: written by hand in an invoice from before payments were kept. */
  readonly id: string | null
  readonly pacienteId: string
  readonly concepto: Recaudo['concepto']
  readonly valor: number
  readonly fecha: string
  readonly soporte: SoporteRegistrado
  /** Number of what the user was given. */
  readonly numero: string | null
}

interface DeQuien {
  readonly paciente: { readonly id: string }
}

/**
 * The payments chosen for an invoice, in the order they were received.
 * @throws Refusal RECAUDO_NO_APLICABLE naming whose it is and why it cannot be taken
 */
export async function recaudosAplicables(
  db: Db | Trx,
  ids: readonly string[],
  pagador: Pick<Pagador, 'id'> | null,
  personas: readonly DeQuien[],
): Promise<RecaudoAplicado[]> {
  if (ids.length === 0) return []
  const rows = await repository.porId(db, ids)
  if (rows.length !== new Set(ids).size)
    throw new Refusal('NO_ENCONTRADO', 'Alguno de los pagos ya no existe.', 'Actualice la pantalla.')
  for (const row of rows) {
    const { porque, remedio } = motivo(row, pagador) ?? {}
    if (porque && remedio)
      throw new Refusal('RECAUDO_NO_APLICABLE', `El pago de ${nombreDe(row)} ${porque}.`, remedio, {
        campo: 'recaudos',
      })
  }
  const aplicados: RecaudoAplicado[] = []
  for (const row of rows.sort((a, b) => a.fecha.localeCompare(b.fecha) || a.id.localeCompare(b.id)))
    aplicados.push(toAplicado(row, await duenio(db, row, personas)))
  return aplicados
}

function motivo(
  row: RecaudoConFactura,
  pagador: Pick<Pagador, 'id'> | null,
): { readonly porque: string; readonly remedio: string } | undefined {
  if (row.anulado_en !== null || row.factura_estado === 'anulada')
    return { porque: 'se devolvió', remedio: 'Quítelo de la factura.' }
  if (row.aplicado_en !== null)
    return {
      porque: `ya está en la factura ${row.aplicado_numero ?? ''}`,
      remedio: 'Quítelo de esta factura: cada pago se descuenta una sola vez.',
    }
  if (row.factura_estado === 'rechazada')
    return {
      porque: `tiene su factura ${row.factura_numero ?? ''} rechazada por la DIAN`,
      remedio: 'Corríjala y reenvíela primero, o deje este pago para otra factura.',
    }
  if (row.pagador_id !== (pagador?.id ?? null))
    return {
      porque: 'se recaudó a nombre de otro pagador',
      remedio: 'Quítelo de esta factura, o anúlelo y cóbrelo a nombre de este pagador.',
    }
  return undefined
}

/** Whose it is among the patients of the invoice, also when it was paid under a record that was joined to his. */
async function duenio(db: Db | Trx, row: RecaudoConFactura, personas: readonly DeQuien[]): Promise<string> {
  const directo = personas.find(({ paciente }) => paciente.id === row.paciente_id)
  if (directo) return directo.paciente.id
  for (const { paciente } of personas)
    if ((await idsDePaciente(db, paciente.id)).includes(row.paciente_id)) return paciente.id
  throw new Refusal(
    'RECAUDO_NO_APLICABLE',
    `El pago de ${nombreDe(row)} no tiene servicio en esta factura.`,
    'Agregue un servicio suyo o quite el pago.',
    { campo: 'recaudos' },
  )
}

/** What an invoice already issued took; one from before payments were kept says it in its document. */
export async function recaudosDeEmitida(
  db: Db | Trx,
  emitida: { readonly facturaId: string; readonly documento: DocumentoFactura },
  personas: readonly DeQuien[],
): Promise<RecaudoAplicado[]> {
  const rows = await repository.deFactura(db, emitida.facturaId)
  const aplicados: RecaudoAplicado[] = []
  for (const row of rows) aplicados.push(toAplicado(row, await duenio(db, row, personas)))
  const [unico] = personas
  if (aplicados.length > 0 || !unico) return aplicados
  const soporte = soporteDe(emitida.documento.operacion)
  return emitida.documento.recaudos.map(({ concepto, valor, fecha }) => ({
    id: null,
    pacienteId: unico.paciente.id,
    concepto,
    valor,
    fecha,
    soporte,
    numero: null,
  }))
}

function toAplicado(row: RecaudoConFactura, pacienteId: string): RecaudoAplicado {
  return {
    id: row.id,
    pacienteId,
    concepto: row.concepto as Recaudo['concepto'],
    valor: row.valor,
    fecha: row.fecha,
    soporte: row.soporte as SoporteRegistrado,
    numero: row.factura_numero ?? row.soporte_numero,
  }
}
