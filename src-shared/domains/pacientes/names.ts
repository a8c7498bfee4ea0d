import { foldText, soundsAlike } from '../../kernel/text-folding.ts'

export interface NombrePartes {
  readonly primerNombre: string
  readonly segundoNombre: string | null
  readonly primerApellido: string | null
  readonly segundoApellido: string | null
}

/** `María de los Ángeles Fernández Rodríguez`, in the order of the document. */
export function nombreCompleto(p: NombrePartes): string {
  return partes(p.primerNombre, p.segundoNombre, p.primerApellido, p.segundoApellido)
}

/** `fernandez rodriguez maria`, folded: what an alphabetical list is sorted by. */
export function nombreParaOrdenar(p: NombrePartes): string {
  return foldText(partes(p.primerApellido, p.segundoApellido, p.primerNombre, p.segundoNombre))
}

/**
 * Whether two names may be of one person: every word of the shorter sounds like a word of the longer, whatever the field it
 * was typed in. Twins differ in one word, so they are told apart. For asking a person, never for deciding.
 */
export function puedeSerElMismoNombre(a: NombrePartes, b: NombrePartes): boolean {
  const [shorter, longer] = [palabras(a), palabras(b)].toSorted((x, y) => x.length - y.length)
  if (!shorter || !longer || shorter.length === 0) return false
  const free = [...longer]
  return shorter.every((word) => {
    const at = free.findIndex((other) => soundsAlike(word, other))
    if (at < 0) return false
    free.splice(at, 1)
    return true
  })
}

const PARTICULAS: ReadonlySet<string> = new Set([
  'de',
  'del',
  'la',
  'las',
  'los',
  'y',
  'e',
  'da',
  'do',
  'san',
])

function palabras(p: NombrePartes): string[] {
  return foldText(nombreCompleto(p))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !PARTICULAS.has(word))
}

function partes(...list: (string | null)[]): string {
  return list.filter((part) => part !== null && part !== '').join(' ')
}
