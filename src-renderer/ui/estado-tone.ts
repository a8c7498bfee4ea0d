import type { Tone } from './tone.ts'

/** What the domains say of a state; the screens turn it into a colour, an icon and a word. */
export type TonoEstado = 'pendiente' | 'alerta' | 'listo' | 'error' | 'neutro'

const TONES: Readonly<Record<TonoEstado, Exclude<Tone, 'acento'>>> = {
  pendiente: 'informa',
  alerta: 'pide',
  listo: 'hecho',
  error: 'peligro',
  neutro: 'neutro',
}

export function estadoTone(tono: TonoEstado): Exclude<Tone, 'acento'> {
  return TONES[tono]
}
