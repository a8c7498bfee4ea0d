import type { TipoFactura } from './schemas.ts'

/** Contingency of the electronic invoice (annex 1.9 §12, Resolución DIAN 165 de 2023; workflows 3.3). Pure. */

/** Whose failure it is: they are two different legal situations. */
export type CausaContingencia = 'dian' | 'propia'

/** Hours to transmit what was issued, from when the service or the network came back (dian.md 2.12). */
export const HORAS_TRANSMISION = 48

interface Caso {
  readonly titulo: string
  readonly cuando: string
  readonly que: string
}

/** How each situation is told apart, and what is done in it. */
export const CASOS_CONTINGENCIA: Readonly<Record<CausaContingencia, Caso>> = {
  dian: {
    titulo: 'El servicio de la DIAN no responde',
    cuando: 'Aquí hay internet, pero la DIAN está caída o responde con error.',
    que: 'Las facturas salen electrónicas, tipo 04, con la numeración de siempre, y se entregan sin la validación. Se transmiten en las 48 horas siguientes a que el servicio vuelva.',
  },
  propia: {
    titulo: 'Falla del consultorio',
    cuando: 'No hay internet o energía, o se dañó el equipo.',
    que: 'Se entrega una factura de papel de la numeración de contingencia. El programa lleva el número, la imprime y la transcribe como tipo 03 en las 48 horas siguientes a que la falla termine.',
  },
}

/** Type of invoice issued while a contingency is open (tabla 13.1.3). */
export function tipoEnContingencia(causa: CausaContingencia | null): TipoFactura {
  if (causa === null) return '01'
  return causa === 'dian' ? '04' : '03'
}

/** Whether a document was issued outside the ordinary way: its date is the one it was given with, and it is not signed anew. */
export function esDeContingencia(tipo: string): boolean {
  return tipo === '03' || tipo === '04'
}

/** Until when what was issued must be transmitted. @param termino instant the contingency ended, UTC; null while it is open */
export function venceTransmision(termino: string | null): string | null {
  return termino === null ? null : new Date(Date.parse(termino) + HORAS_TRANSMISION * 3_600_000).toISOString()
}
