import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { Refusal } from '../../core/errors/refusal.ts'

/** Id of the very document: of the note, or of the invoice. */
export function documentoId({ facturaId, notaId }: Entregable): string {
  return notaId ?? facturaId
}

/** «factura» or «nota», for messages and for the register. */
export function nombreDe({ notaId }: Entregable): 'factura' | 'nota' {
  return notaId === undefined ? 'factura' : 'nota'
}

/** What the audit says a delivery is of. */
export function sujetoDe(cual: Entregable): { readonly subjectKind: string; readonly subjectId: string } {
  return {
    subjectKind: cual.notaId === undefined ? 'factura' : 'factura-nota',
    subjectId: documentoId(cual),
  }
}

export function sinValidar(cual: Entregable): Refusal {
  return new Refusal(
    'FACTURA_SIN_VALIDAR',
    `La DIAN todavía no ha validado esta ${nombreDe(cual)}.`,
    'Espere la validación en la Bandeja de salida; entonces podrá entregarla.',
  )
}

export function noEncontrada(cual: Entregable): Refusal {
  return new Refusal('NO_ENCONTRADO', `No se encontró la ${nombreDe(cual)}.`, 'Actualice la pantalla.')
}
