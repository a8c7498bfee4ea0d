import type { SignosVitales } from '../../../src-shared/domains/historia/schemas.ts'

/** One vital sign as it is typed: what is stored is `typed × scale`, whole. */
export interface SignField {
  readonly campo: keyof SignosVitales
  readonly etiqueta: string
  /** Said by the screen reader and shown on hover. */
  readonly nombre: string
  readonly unidad: string
  readonly escala: number
}

export const SIGN_FIELDS = {
  taSistolica: {
    campo: 'taSistolica',
    etiqueta: 'TA',
    nombre: 'Tensión arterial sistólica',
    unidad: 'mmHg',
    escala: 1,
  },
  taDiastolica: {
    campo: 'taDiastolica',
    etiqueta: '',
    nombre: 'Tensión arterial diastólica',
    unidad: 'mmHg',
    escala: 1,
  },
  frecuenciaCardiaca: {
    campo: 'frecuenciaCardiaca',
    etiqueta: 'FC',
    nombre: 'Frecuencia cardiaca',
    unidad: '/min',
    escala: 1,
  },
  frecuenciaRespiratoria: {
    campo: 'frecuenciaRespiratoria',
    etiqueta: 'FR',
    nombre: 'Frecuencia respiratoria',
    unidad: '/min',
    escala: 1,
  },
  temperaturaDecimas: {
    campo: 'temperaturaDecimas',
    etiqueta: 'T',
    nombre: 'Temperatura',
    unidad: '°C',
    escala: 10,
  },
  saturacion: {
    campo: 'saturacion',
    etiqueta: 'SpO₂',
    nombre: 'Saturación de oxígeno',
    unidad: '%',
    escala: 1,
  },
  pesoGramos: { campo: 'pesoGramos', etiqueta: 'Peso', nombre: 'Peso', unidad: 'kg', escala: 1000 },
  tallaMilimetros: { campo: 'tallaMilimetros', etiqueta: 'Talla', nombre: 'Talla', unidad: 'cm', escala: 10 },
} as const satisfies Readonly<Record<keyof SignosVitales, SignField>>

/**
 * What was typed in a vital sign, in stored units: takes comma or point. Null when it is empty; undefined when it is not a
 * number. A height under 3 was meant in metres.
 */
export function readSign(text: string, field: SignField): number | null | undefined {
  const clean = text.trim().replace(',', '.')
  if (clean === '') return null
  if (!/^\d{1,3}(\.\d{0,3})?$/.test(clean)) return undefined
  const typed = Number(clean)
  const inMetres = field.campo === 'tallaMilimetros' && typed > 0 && typed < 3
  return Math.round(typed * (inMetres ? 1000 : field.escala))
}

/** `120/80` typed in one go. */
export function readPressure(text: string): { sistolica: number; diastolica: number } | undefined {
  const found = /^\s*(\d{2,3})\s*[/\-\s]\s*(\d{2,3})\s*$/.exec(text)
  if (!found) return undefined
  return { sistolica: Number(found[1]), diastolica: Number(found[2]) }
}

/** A stored sign as one writes it: `36,5`, `70,25`, `165`. */
export function writeSign(value: number | null, field: SignField): string {
  if (value === null) return ''
  return String(value / field.escala).replace('.', ',')
}

/** Tenths of kg/m² as one reads it: `24,3`. */
export function writeImc(decimas: number): string {
  return (decimas / 10).toFixed(1).replace('.', ',')
}

/** The signs that were taken, in words: `TA 120/80 mmHg · FC 72 /min`. */
export function signsInWords(signos: SignosVitales): string[] {
  const partes: string[] = []
  const { taSistolica, taDiastolica } = signos
  if (taSistolica !== null || taDiastolica !== null)
    partes.push(`TA ${taSistolica ?? '—'}/${taDiastolica ?? '—'} mmHg`)
  for (const field of Object.values(SIGN_FIELDS)) {
    const value = signos[field.campo]
    if (field.unidad === 'mmHg' || value === null) continue
    partes.push(`${field.etiqueta} ${writeSign(value, field)} ${field.unidad}`)
  }
  return partes
}
