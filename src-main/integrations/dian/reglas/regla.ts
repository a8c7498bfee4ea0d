import type { Destino } from '../../../../src-shared/domains/facturacion/destinos.ts'
import type { LocalDate } from '../../../../src-shared/kernel/dates.ts'

/**
 * How sure we are that DIAN demands it so: A read in an official file or a real answer of DIAN, B two independent programs agree or one quotes the
 * annex, C one unofficial source, G general knowledge of the trade.
 */
export type Certeza = 'A' | 'B' | 'C' | 'G'

/** A rule of DIAN (annex 1.9) or, for health, of the ministry's validator, in the words of whoever must mend it. */
export interface Regla {
  readonly codigo: string
  readonly severidad: 'rechazo' | 'notificacion'
  readonly certeza: Certeza
  /** Part of the document, as the user knows it. */
  readonly campo: string
  /** Plain cause. */
  readonly mensaje: string
  readonly remedio: string
  readonly destino: Destino
  /** First and last Bogotá date of the documents it applies to, both included. */
  readonly desde?: LocalDate
  readonly hasta?: LocalDate
  /** Why only the authority can decide it. Absent when it is decided here. */
  readonly soloDian?: string
  /** What of it is not looked at here, when it is only decided in part. */
  readonly limite?: string
  /** In which notes the same rule exists under its mirrored code; in both when absent. */
  readonly espejo?: 'ninguno' | 'credito' | 'debito'
}

/** How it is mended: what to do, and where. */
export interface Arreglo {
  readonly destino: Destino
  readonly remedio: string
}

type Extra = Pick<Regla, 'desde' | 'hasta' | 'soloDian' | 'limite' | 'espejo'>

function reglaDe(severidad: Regla['severidad']) {
  return (
    codigo: string,
    certeza: Certeza,
    campo: string,
    mensaje: string,
    arreglo: Arreglo,
    extra: Extra = {},
  ): Regla => ({ codigo, severidad, certeza, campo, mensaje, ...arreglo, ...extra })
}

export const rechazo = reglaDe('rechazo')
export const aviso = reglaDe('notificacion')
