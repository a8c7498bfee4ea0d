import type { FacturaVersionRow } from './tables.ts'

/** What a patient has in an invoice, frozen with its version: what the annex of an account prints. Money in centavos. */
export interface DetallePaciente {
  readonly pacienteId: string
  readonly nombre: string
  readonly documento: string
  readonly servicios: readonly {
    readonly fecha: string
    readonly cups: string
    readonly descripcion: string
    readonly autorizacion: string | null
    readonly valor: number
  }[]
  readonly recaudos: readonly {
    readonly concepto: string
    readonly valor: number
    readonly fecha: string
    readonly numero: string | null
  }[]
}

/** The detail kept with a version; empty in those signed before it was kept. */
export function leerDetalle({ detalle }: Pick<FacturaVersionRow, 'detalle'>): DetallePaciente[] {
  return detalle === null ? [] : (JSON.parse(detalle) as DetallePaciente[])
}
