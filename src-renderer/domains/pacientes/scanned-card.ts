import type { DatosDeCedula } from '../../../src-shared/domains/pacientes/cedula.ts'

/** What another screen already knows of the patient about to be registered: a card read, or what was being searched. */
export interface KnownBeforehand {
  readonly cedula?: DatosDeCedula | undefined
  readonly texto?: string | undefined
}

const known: KnownBeforehand[] = []

/**
 * Address of the registration of someone of whom this is known. It carries a number only: the datum stays in memory, because
 * an address would keep a person's data in its history.
 */
export function registerKnowing(beforehand: KnownBeforehand): string {
  return `/pacientes/nuevo?con=${known.push(beforehand)}`
}

export function knownBeforehand(con: string | undefined): KnownBeforehand | undefined {
  return known[Number(con) - 1]
}

/** A scanner types a card in well under this time; people do not. */
export const SCAN_SETTLES_MS = 180
