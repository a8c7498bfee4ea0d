/**
 * Text for comparing and searching: lower case, without accents, ñ as n, runs of spaces as one, none at the ends.
 * Idempotent. Punctuation stays.
 */
export function foldText(s: string): string {
  return s.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** In order: each rule works on what the previous ones left. */
const SOUND_RULES: ReadonlyArray<readonly [RegExp, string]> = [
  [/ph/g, 'f'],
  [/sh|ch/g, '#'],
  [/h/g, ''],
  [/^x(?=im)/, 'j'],
  [/^ps/, 's'],
  [/ll(?=y$|$)/g, 'l'],
  [/ll/g, 'y'],
  [/ck/g, 'k'],
  [/q(?:u(?=[eiy]))?/g, 'k'],
  [/c(?=[eiy])|z/g, 's'],
  [/c/g, 'k'],
  [/gu(?=[ei])/g, 'G'],
  [/g(?=[eiy])/g, 'j'],
  [/G/g, 'g'],
  [/ks|x/g, 's'],
  [/[vw]/g, 'b'],
  [/y(?=[^aeiou]|$)/g, 'i'],
  [/(^|[aeou])i(?=[aeou])/g, '$1y'],
  [/m(?=[bp])/g, 'n'],
  [/(.)\1+/g, '$1'],
]

/**
 * How a word sounds in the Spanish of Colombia, so that two spellings of one sound share a key: b/v/w, s/z/c/x, ll/y, silent
 * h, qu/k/c, g/j before e and i, doubled letters, m/n before b and p. A key for equality, not for showing. Idempotence is not
 * promised; text without letters or digits gives ''.
 */
export function soundKey(word: string): string {
  const letters = foldText(word).replace(/[^\p{L}\p{N}]/gu, '')
  return SOUND_RULES.reduce((key, [pattern, replacement]) => key.replace(pattern, replacement), letters)
}

/**
 * Whether one insertion, one deletion, one substitution or one swap of neighbours, at most, turns `a` into `b`
 * (Damerau). Compares what it is given: fold first.
 */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a]
  if (longer.length - shorter.length > 1) return false
  let start = 0
  while (start < shorter.length && shorter[start] === longer[start]) start += 1
  if (shorter.length < longer.length) return shorter.slice(start) === longer.slice(start + 1)
  if (shorter.slice(start + 1) === longer.slice(start + 1)) return true
  return (
    shorter[start] === longer[start + 1] &&
    shorter[start + 1] === longer[start] &&
    shorter.slice(start + 2) === longer.slice(start + 2)
  )
}

/** Between words shorter than this, one edit makes another name of almost any name (Ana, Eva, Luz). */
const SHORTEST_WITH_EDITS = 4

/**
 * Whether two words may be the same name: same sound, or one edit away in sound or in letters. Two words of three letters or
 * fewer must sound the same. For finding, then let a person choose: never for deciding that two people are one.
 */
export function soundsAlike(a: string, b: string): boolean {
  const [keyA, keyB] = [soundKey(a), soundKey(b)]
  if (keyA === keyB) return true
  const [foldedA, foldedB] = [foldText(a), foldText(b)]
  if (Math.max(foldedA.length, foldedB.length) < SHORTEST_WITH_EDITS) return false
  return withinOneEdit(keyA, keyB) || withinOneEdit(foldedA, foldedB)
}
