import type { XmlDocument } from 'libxml2-wasm'
import type { Destino } from '../../../../src-shared/domains/facturacion/destinos.ts'
import type { DeliveryFinding } from '../../../core/outbox/handler.ts'
import type { XmlQuery } from '../../../core/xml/query.ts'
import { codigoEn } from '../reglas/espejo.ts'
import { estaVigente, reglaDian } from '../reglas.ts'
import { queryUbl } from '../ubl-query.ts'
import type { FormaDocumento } from './forma.ts'

/**
 * A rule that the document breaks: same shape as what DIAN answers, found before sending. `ruta` is an XPath; `campo` and `destino`, the part of the
 * document as the user knows it and where it is mended, are those of the rule, absent when no rule of the table says it.
 */
export interface Hallazgo extends DeliveryFinding {
  readonly campo?: string
  readonly destino?: Destino
}

/** The authorised range as DIAN has it. */
export interface RangoAutorizado {
  readonly resolucion: string
  readonly prefijo: string
  readonly desde: number
  readonly hasta: number
  /** Bogotá dates. */
  readonly vigenciaDesde: string
  readonly vigenciaHasta: string
}

/** What is known besides the document; each unlocks the rules that need it. */
export interface OpcionesValidar {
  /** Technical key: checks the CUFE of invoices 01, 02 and 04 (FAD06). In type 03 and notes it is taken as the PIN when that is absent. */
  readonly clave?: string
  /** PIN of the software: checks its security code (FAB27b), and the CUDE of type 03 and of notes (FAD06, CAD06, DAD06). */
  readonly pin?: string
  /** Range of an invoice: checks what the document says of it (FAB05a–FAB12b, FAD05d). */
  readonly rango?: RangoAutorizado
  /** Postal codes by municipality of DIVIPOLA: checks FAJ09, FAJ29 and FAJ73 by the list and not only by their form. */
  readonly municipios?: ReadonlyMap<string, readonly string[]>
  /** Bogotá date of sending: checks the window of days of old documents (FAD09c, FAD09d). */
  readonly hoy?: string
  /** Instant at which the signature is verified (ZE02, DC02); it is not when absent. */
  readonly ahora?: Date
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
  readonly forma: FormaDocumento
  readonly opciones: OpcionesValidar
  readonly hallazgos: readonly Hallazgo[]
  /**
   * Notes a broken rule, unless it is not in force on the date of the document. `regla` is the code of the invoice, or that of the nota crédito for
   * what only notes have: it is told under the code of this kind of document. `detalle` says what was found, when that helps.
   */
  hallar(regla: string, ruta: string, detalle?: string): void
  /** Whether two amounts are the same for DIAN; an amount that is not a number is equal to none. */
  iguales(a: number | undefined, b: number | undefined): boolean
}

/** One peso. */
const TOLERANCIA = 100

const NO_OFICIAL = 'Esta regla no está confirmada: puede que la DIAN no la exija así.'

export function createRevision(doc: XmlDocument, forma: FormaDocumento, opciones: OpcionesValidar): Revision {
  const hallazgos: Hallazgo[] = []
  const tolerancia = opciones.tolerancia ?? TOLERANCIA
  const xml = queryUbl(doc)
  const fecha = xml.text('/*/cbc:IssueDate')
  return {
    doc,
    xml,
    forma,
    opciones,
    hallazgos,
    hallar(codigo, ruta, detalle) {
      const regla = reglaDian(codigoEn(forma.clase, codigo))
      if (regla === undefined) throw new RangeError(`no such rule in a ${forma.clase}: ${codigo}`)
      if (!estaVigente(regla, fecha)) return
      const incierta = regla.certeza === 'C' || regla.certeza === 'G'
      hallazgos.push({
        regla: regla.codigo,
        severidad: regla.severidad,
        ruta: ruta.replace(/^\/\*\//, `/${forma.raiz}/`),
        mensaje: [regla.mensaje, detalle, incierta ? NO_OFICIAL : undefined].filter(Boolean).join(' '),
        remedio: regla.remedio,
        campo: regla.campo,
        destino: regla.destino,
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
