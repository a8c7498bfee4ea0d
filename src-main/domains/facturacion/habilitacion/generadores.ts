import type { ClasePrueba } from '../../../../src-shared/domains/facturacion/habilitacion.ts'
import type { Trx } from '../../../core/database/schema.ts'
import type { DocumentoGuardado } from './repository.ts'

/** A document of the set, signed. Its bytes never change again. */
export interface PruebaFirmada {
  /** As it is in the XML: prefix and number together. */
  readonly numero: string
  readonly consecutivo: number
  /** CUFE, or CUDE of a note. */
  readonly cufe: string
  /** Issue date, Bogotá. */
  readonly fecha: string
  readonly archivo: string
  readonly xml: Uint8Array
}

export interface PedidoPrueba {
  readonly ahora: Date
  /** Highest number given to this kind in any set; 0 when none. */
  readonly ultimo: number
  /** An invoice of the set that DIAN accepted, for the notes to refer to. */
  readonly factura: Pick<DocumentoGuardado, 'numero' | 'cufe' | 'fecha'> | undefined
}

/**
 * Makes one document of a kind inside the transaction that keeps it.
 * @throws Refusal with what is missing or what DIAN would refuse
 */
export type GeneradorPrueba = (trx: Trx, pedido: PedidoPrueba) => Promise<PruebaFirmada>

export type Generadores = Readonly<Record<ClasePrueba, GeneradorPrueba>>
