import type { RegistroPractica } from '../../src-main/practice/registro.ts'

/** First message to a child core. */
export interface ChildOrder {
  /** `work`: the main job again and again until killed. `deliver`: empties the queue, checks the audit and ends. */
  readonly act: 'work' | 'deliver'
  readonly seed: number
  /** Hexadecimal. By IPC, never in the arguments. */
  readonly key: string
  readonly dataDir: string
  readonly logDir: string
  readonly resourcesDir: string
  readonly registro: RegistroPractica
  readonly autoridades: { readonly dian: string; readonly muv: string }
}

/** What a child says, each only once the core answered that it is done. */
export type ChildFact =
  | { readonly fact: 'listo' }
  | { readonly fact: 'paciente'; readonly id: string; readonly documento: string }
  | { readonly fact: 'nota'; readonly id: string; readonly revision: number; readonly motivo: string }
  | { readonly fact: 'factura'; readonly id: string; readonly numero: string; readonly notaId: string }
  /** A nota crédito that annuls an invoice DIAN had validated. */
  | { readonly fact: 'anulacion'; readonly id: string; readonly numero: string; readonly facturaId: string }
  /** Told as a request to an authority begins, not after: the item is in the queue as being sent. */
  | { readonly fact: 'envio' }
  | { readonly fact: 'entregado'; readonly auditRows: number; readonly auditBreak: number | null }
  | { readonly fact: 'error'; readonly detalle: string }
