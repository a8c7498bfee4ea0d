/** Seconds to wait after `fallos` wrong keys in a row: none for the first two, then 5 s doubling up to 15 minutes. */
export function esperaTrasFallos(fallos: number): number {
  return fallos < 3 ? 0 : Math.min(5 * 2 ** (fallos - 3), 900)
}

/** Keys anybody would try first: one repeated character or a plain run. Real users may not choose them. */
export function esClaveDebil(clave: string): boolean {
  if (/^(.)\1+$/.test(clave)) return true
  const digits = [...clave].map((c) => c.charCodeAt(0))
  const step = (digits[1] ?? 0) - (digits[0] ?? 0)
  return Math.abs(step) === 1 && digits.every((d, i) => i === 0 || d - (digits[i - 1] ?? 0) === step)
}
