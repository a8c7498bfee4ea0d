import { type DatosDeCedula, leerCedula } from '../../../src-shared/domains/pacientes/cedula.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'

/** What another screen already knows of the patient about to be registered: a card read, or what was being searched. */
export interface KnownBeforehand {
  readonly cedula?: DatosDeCedula | undefined
  readonly texto?: string | undefined
}

let known: KnownBeforehand = {}

/** Leaves it for the form of registration. It stays in memory: an address would keep a person's data in its history. */
export function handOver(beforehand: KnownBeforehand): void {
  known = beforehand
}

/** Takes it, once. */
export function takeOver(): KnownBeforehand {
  const taken = known
  known = {}
  return taken
}

/** A scanner types a card in well under this time; people do not. */
export const SCAN_SETTLES_MS = 180

/** Reads a card from what was typed, or undefined. */
export function readCard(texto: string, hoy: LocalDate): DatosDeCedula | undefined {
  return leerCedula(texto, hoy)
}
