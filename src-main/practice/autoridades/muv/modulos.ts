import type { RaizDocumento } from './contenedor.ts'

/** What each upload expects. */
export interface ModuloMuv {
  readonly nombre: string
  /** Electronic document inside the AttachedDocument; undefined when none travels. */
  readonly raiz: RaizDocumento | undefined
  /** tipoNota of the RIPS; undefined when no RIPS travels. */
  readonly tipoNota: 'FEV' | 'NC' | 'ND' | 'NA' | 'RS' | undefined
}

/** Uploads by the last step of their address. */
export const modulos: Readonly<Record<string, ModuloMuv>> = {
  CargarFevRips: { nombre: 'FacturaElectronica', raiz: 'Invoice', tipoNota: 'FEV' },
  CargarNC: { nombre: 'NotaCredito', raiz: 'CreditNote', tipoNota: 'NC' },
  CargarNCTotal: { nombre: 'NotaCreditoTotal', raiz: 'CreditNote', tipoNota: undefined },
  CargarND: { nombre: 'NotaDebito', raiz: 'DebitNote', tipoNota: 'ND' },
  CargarNotaAjuste: { nombre: 'NotaAjuste', raiz: undefined, tipoNota: 'NA' },
  CargarRipsSinFactura: { nombre: 'RipsSinFactura', raiz: undefined, tipoNota: 'RS' },
}
