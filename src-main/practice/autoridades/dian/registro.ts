/** A numbering range as DIAN holds it. Dates are Bogotá dates. */
export interface RangoRegistrado {
  readonly resolucion: string
  /** '' when the range has no prefix. */
  readonly prefijo: string
  readonly desde: number
  readonly hasta: number
  readonly vigenciaDesde: string
  readonly vigenciaHasta: string
  /** '' for a range of contingency or of documento soporte, which have none. */
  readonly claveTecnica: string
  /** What it was authorised for; absent, what its key says: invoices, or contingency. */
  readonly tipo?: 'factura' | 'contingencia' | 'soporte'
}

/** What the practice DIAN knows of the one issuer it serves. */
export interface RegistroDian {
  readonly nit: string
  readonly softwareId: string
  readonly pin: string
  readonly rangos: readonly RangoRegistrado[]
  /** Name in the RUT; when given, a different name in a document gets the notification FAJ43b. */
  readonly nombre?: string
  /** Test set of habilitación; when given, SendTestSetAsync takes no other. */
  readonly testSetId?: string
  /** How many accepted documents of each kind complete the test set; when given, it closes once it has them. */
  readonly setDePruebas?: {
    readonly facturas: number
    readonly notasCredito: number
    readonly notasDebito: number
  }
  /** People and companies that GetAcquirer answers for. */
  readonly adquirientes?: readonly {
    readonly tipoDocumento: string
    readonly numero: string
    readonly nombre: string
    readonly correo: string
  }[]
}
