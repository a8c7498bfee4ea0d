import type { ServicioPorFacturar } from '../../../src-shared/domains/facturacion/contract.ts'

/** Services that go in one invoice: of one patient, so of one payer. */
export interface UnbilledGroup {
  readonly pacienteId: string
  readonly paciente: string
  readonly pagadorId: string | null
  readonly pagador: string
  readonly servicios: readonly ServicioPorFacturar[]
  /** Centavos, before taxes. */
  readonly valor: number
}

/** By patient, in the order they come. */
export function groupByPatient(servicios: readonly ServicioPorFacturar[]): UnbilledGroup[] {
  const groups = Map.groupBy(servicios, ({ pacienteId }) => pacienteId)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { pacienteId, paciente, pagadorId, pagador } = first
    const valor = own.reduce((sum, one) => sum + one.valorUnitario * one.cantidad, 0)
    return [{ pacienteId, paciente, pagadorId, pagador, servicios: own, valor }]
  })
}

export function newInvoicePath(servicioIds: readonly string[]): string {
  return `/facturacion/nueva?servicios=${servicioIds.join(',')}`
}
