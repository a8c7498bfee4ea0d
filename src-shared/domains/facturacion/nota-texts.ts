import type { ClaseNota, ConceptoNota } from './nota-schemas.ts'

interface Concepto {
  readonly codigo: ConceptoNota
  /** As in the table: it goes in the document word by word. */
  readonly nombre: string
  /** What the person reads when they choose. */
  readonly ayuda: string
}

/** Reasons of a note, word by word as in tablas 13.2.4 (credit) and 13.2.5 (debit) of annex 1.9, toolkit of 2026. */
export const CONCEPTOS_NOTA: Readonly<Record<ClaseNota, readonly Concepto[]>> = {
  credito: [
    {
      codigo: '2',
      nombre: 'Anulación de factura electrónica',
      ayuda: 'La factura no debió hacerse, o quedó con un dato que no se puede corregir.',
    },
    {
      codigo: '1',
      nombre: 'Devolución parcial de los bienes y/o no aceptación parcial del servicio',
      ayuda: 'Una parte no se prestó o no la aceptaron.',
    },
    {
      codigo: '3',
      nombre: 'Rebaja o descuento parcial o total',
      ayuda: 'Se le rebaja al paciente o al pagador.',
    },
    { codigo: '4', nombre: 'Ajuste de precio', ayuda: 'El precio que se cobró era mayor que el acordado.' },
    { codigo: '5', nombre: 'Descuento comercial por pronto pago', ayuda: 'Pagó antes del plazo convenido.' },
    {
      codigo: '6',
      nombre: 'Descuento comercial por volumen de ventas',
      ayuda: 'Descuento pactado por cantidad.',
    },
  ],
  debito: [
    { codigo: '1', nombre: 'Intereses', ayuda: 'Intereses por pagar después del plazo.' },
    { codigo: '2', nombre: 'Gastos por cobrar', ayuda: 'Un gasto que corresponde a quien paga.' },
    { codigo: '3', nombre: 'Cambio del valor', ayuda: 'Se cobró menos de lo que era.' },
    { codigo: '4', nombre: 'Otros', ayuda: 'Cualquier otro mayor valor de esa factura.' },
  ],
}

/** Name of the note for titles and messages. */
export const NOMBRE_NOTA: Readonly<Record<ClaseNota, string>> = {
  credito: 'Nota crédito',
  debito: 'Nota débito',
}

/** Words of the table for a reason; the code itself if it is not in it. */
export function nombreConcepto(clase: ClaseNota, codigo: string): string {
  return CONCEPTOS_NOTA[clase].find((concepto) => concepto.codigo === codigo)?.nombre ?? codigo
}
