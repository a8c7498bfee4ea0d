/** What may have become of a number of a range, in the words of the screen. */
export const USOS_NUMERO = {
  validada: { texto: 'Validada', tono: 'listo', explicacion: 'Emitida y validada por la DIAN' },
  anulada: {
    texto: 'Anulada con nota',
    tono: 'neutro',
    explicacion: 'Validada y después anulada con nota crédito',
  },
  pendiente: {
    texto: 'En espera',
    tono: 'pendiente',
    explicacion: 'Emitida; espera la validación de la DIAN',
  },
  rechazada: { texto: 'Rechazada', tono: 'error', explicacion: 'La DIAN la rechazó: falta corregirla' },
  descartada: {
    texto: 'Dejado de lado tras rechazo',
    tono: 'neutro',
    explicacion: 'La DIAN no lo aceptó; sus servicios se facturan con otro número',
  },
  saltado: {
    texto: 'Dejado atrás',
    tono: 'neutro',
    explicacion: 'Alguien adelantó el próximo número: este programa no los dio',
  },
  prueba: {
    texto: 'Set de pruebas',
    tono: 'neutro',
    explicacion: 'Se usó en un documento del set de pruebas de habilitación',
  },
  hueco: {
    texto: 'Sin explicación',
    tono: 'alerta',
    explicacion: 'No hay factura con este número ni se sabe por qué falta',
  },
} as const

export type UsoNumero = keyof typeof USOS_NUMERO

/** Where an invoice stands, as a use of its number. @param estado of the invoice */
export function usoDeEstado(estado: string): UsoNumero {
  switch (estado) {
    case 'validada':
    case 'anulada':
    case 'rechazada':
    case 'descartada':
      return estado
    default:
      return 'pendiente'
  }
}

/** Consecutive numbers, both ends included. */
export interface Tramo {
  readonly desde: number
  readonly hasta: number
}

/** What of some stretches is in none of the others, in order. Those of each list do not overlap. */
export function restarTramos(de: readonly Tramo[], menos: readonly Tramo[]): Tramo[] {
  const quitar = menos.toSorted((a, b) => a.desde - b.desde)
  return de
    .toSorted((a, b) => a.desde - b.desde)
    .flatMap(({ desde, hasta }) => {
      const quedan: Tramo[] = []
      let libre = desde
      for (const quitado of quitar) {
        if (quitado.hasta < libre || quitado.desde > hasta) continue
        if (quitado.desde > libre) quedan.push({ desde: libre, hasta: quitado.desde - 1 })
        libre = quitado.hasta + 1
      }
      return libre <= hasta ? [...quedan, { desde: libre, hasta }] : quedan
    })
}

export function cuantosDe(tramos: readonly Tramo[]): number {
  return tramos.reduce((suma, { desde, hasta }) => suma + hasta - desde + 1, 0)
}
