/** Exact amounts for the judge: an integer count of 10⁻¹² units. Two factors of six decimals multiply without loss. */
export type Decimal = bigint

const uno = 10n ** 12n

/** Reads `12600.06`; undefined when the text is not a plain decimal of at most 12 decimals. */
export function decimal(texto: string): Decimal | undefined {
  const partes = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(texto)
  if (!partes) return undefined
  const valor = BigInt(partes[2] ?? '0') * uno + BigInt((partes[3] ?? '').padEnd(12, '0'))
  return partes[1] === '-' ? -valor : valor
}

/** As `decimal`, taking what cannot be read as zero: the structure rules report it on their own. */
export function monto(texto: string): Decimal {
  return decimal(texto) ?? 0n
}

export function por(a: Decimal, b: Decimal): Decimal {
  return (a * b) / uno
}

export function sumar(valores: Iterable<Decimal>): Decimal {
  let total = 0n
  for (const valor of valores) total += valor
  return total
}

/** Equal to the cent: sums of amounts already written with two decimals have no excuse to differ. */
export function igualAlCentavo(a: Decimal, b: Decimal): boolean {
  return distancia(a, b) < uno / 100n
}

/** DIAN compares products (price × quantity, base × rate) in whole pesos: less than one peso apart is equal. */
export function igualAlPeso(a: Decimal, b: Decimal): boolean {
  return distancia(a, b) < uno
}

function distancia(a: Decimal, b: Decimal): Decimal {
  return a > b ? a - b : b - a
}
