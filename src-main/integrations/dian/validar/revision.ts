import type { XmlDocument } from 'libxml2-wasm'
import type { DeliveryFinding } from '../../../core/outbox/handler.ts'
import type { XmlQuery } from '../../../core/xml/query.ts'
import { explicarRegla } from '../reglas.ts'
import { queryUbl } from '../ubl-query.ts'

/** A rule that the document breaks: same shape as what DIAN answers, found before sending. `ruta` is an XPath. */
export type Hallazgo = DeliveryFinding

/** What is known besides the document; each unlocks the rules that need it. */
export interface OpcionesValidar {
  /** Technical key, or PIN for type 03: checks the CUFE (FAD06). */
  readonly clave?: string
  /** PIN of the software: checks its security code (FAB27b). */
  readonly pin?: string
  /** Bogotá date of sending: checks the window of days (FAD09c, FAD09d). */
  readonly hoy?: string
  /** The document is not signed yet: rules of the signature are left out. */
  readonly sinFirma?: boolean
  /**
   * How far a sum may be, in centavos. DIAN compares whole pesos, so a stranger's invoice gets one peso; our own must be exact.
   */
  readonly tolerancia?: number
}

/** What each group of rules works on. */
export interface Revision {
  readonly doc: XmlDocument
  readonly xml: XmlQuery
  readonly opciones: OpcionesValidar
  readonly hallazgos: readonly Hallazgo[]
  /** Notes a broken rule; `detalle` says what was found, when that helps. */
  hallar(regla: string, ruta: string, detalle?: string): void
  /** Whether two amounts are the same for DIAN; an amount that is not a number is equal to none. */
  iguales(a: number | undefined, b: number | undefined): boolean
}

/** One peso. */
const TOLERANCIA = 100

export function createRevision(doc: XmlDocument, opciones: OpcionesValidar): Revision {
  const hallazgos: Hallazgo[] = []
  const tolerancia = opciones.tolerancia ?? TOLERANCIA
  return {
    doc,
    xml: queryUbl(doc),
    opciones,
    hallazgos,
    hallar(regla, ruta, detalle) {
      const explicada = explicarRegla(regla)
      if (explicada === undefined) throw new Error(`rule without explanation: ${regla}`)
      hallazgos.push({
        regla,
        severidad: explicada.severidad,
        ruta: ruta.replace(/^\/\*\//, '/Invoice/'),
        mensaje: detalle === undefined ? explicada.causa : `${explicada.causa} ${detalle}`,
        remedio: explicada.remedio,
      })
    },
    iguales: (a, b) => a !== undefined && b !== undefined && Math.abs(a - b) <= tolerancia,
  }
}

/** Decimal text of an amount to centavos, half up on the third decimal; `undefined` when it is not a number. */
export function centavosDe(texto: string): number | undefined {
  const partes = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/.exec(texto)
  if (partes === null) return undefined
  const [, signo, enteros = '0', decimales = ''] = partes
  const milesimas = Number(`${enteros}${decimales.padEnd(3, '0').slice(0, 3)}`)
  const centavos = Math.floor((milesimas + 5) / 10)
  return signo === '-' ? -centavos : centavos
}

/** Sum of the amounts at those texts; one that is not a number makes the sum `undefined`. */
export function sumarTextos(textos: readonly string[]): number | undefined {
  let total = 0
  for (const texto of textos) {
    const centavos = centavosDe(texto)
    if (centavos === undefined) return undefined
    total += centavos
  }
  return total
}
