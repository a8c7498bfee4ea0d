import { err, ok, type Result } from './result.ts'

/**
 * Colombian pesos as an integer number of centavos: 100 = one peso. Always a safe integer; every function here refuses
 * anything else, and computes with BigInt so that no float ever takes part.
 */
export type Centavos = number

/**
 * Text for XML and JSON of the authorities: two decimals, point as separator, no thousands ("120000.00", "-0.05").
 * @throws RangeError when `c` is not a safe integer.
 */
export function centavosToDecimal(c: Centavos): string {
  const { sign, pesos, centavos } = split(c)
  return `${sign}${pesos}.${centavos}`
}

/**
 * Reads a decimal of a document ("120000", "120000.5", "120000.00"). Further decimals are accepted only when they are
 * zeros: rounding is a decision of the caller, never of the reader.
 * @throws SyntaxError on any other text. @throws RangeError beyond the safe integers.
 */
export function decimalToCentavos(s: string): Centavos {
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(s)
  if (!match) throw new SyntaxError(`not an amount with at most two decimals: "${s}"`)
  const [, sign = '', pesos = '', decimals = ''] = match
  return toCentavos(BigInt(`${sign}${pesos}${decimals.padEnd(2, '0')}`))
}

/**
 * Amount as shown in Colombia: "$ 120.000"; centavos appear only when there are any ("$ 120.000,50", "-$ 5.000").
 * @throws RangeError when `c` is not a safe integer.
 */
export function formatPesos(c: Centavos): string {
  const { sign, pesos, centavos } = split(c)
  const grouped = pesos.replace(/\B(?=(\d{3})+$)/g, '.')
  return `${sign}$ ${grouped}${centavos === '00' ? '' : `,${centavos}`}`
}

/**
 * Reads what a person types: `120000`, `120.000`, `$ 120.000,50`, `-5000`. Points separate thousands and a comma the
 * centavos; anything that could be read in two ways ("120.50", "120,000") is refused, because a wrong guess costs money.
 * The error is a Spanish sentence with its remedy.
 */
export function parsePesos(text: string): Result<Centavos, string> {
  const clean = text.replace(/[\s$]|COP/gi, '')
  if (clean === '') return err('Falta el valor. Escríbalo en pesos, por ejemplo 120.000.')
  const match = /^(-?)(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(clean)
  if (!match) {
    return err(
      `No se entiende el valor «${text.trim()}». Use punto para los miles y coma para los centavos: 120.000 o 120.000,50.`,
    )
  }
  const [, sign = '', pesos = '', decimals = ''] = match
  const centavos = BigInt(`${sign}${pesos.replaceAll('.', '')}${decimals.padEnd(2, '0')}`)
  return isSafe(centavos)
    ? ok(Number(centavos))
    : err(`El valor «${text.trim()}» es demasiado grande. Revise si sobran ceros.`)
}

/** Exact sum. @throws RangeError when an item or the total is not a safe integer. */
export function sumCentavos(list: Iterable<Centavos>): Centavos {
  let total = 0n
  for (const item of list) total += toBigInt(item)
  return toCentavos(total)
}

/**
 * Price by quantity, rounded half to even (NTC 3711).
 * @param unit price of one unit, in centavos.
 * @param milesimas quantity in thousandths: 2500 = 2,5 units.
 * @param fraccion what the price has besides whole centavos, in ten-thousandths of one: a price in pesos with six decimals.
 * @throws RangeError when an argument or the result is not a safe integer.
 */
export function multiplyByQuantity(unit: Centavos, milesimas: number, fraccion = 0): Centavos {
  const price = toBigInt(unit) * 10_000n + toBigInt(fraccion)
  return toCentavos(divideHalfToEven(price * toBigInt(milesimas), 10_000_000n))
}

/**
 * Percentage of a base, rounded half to even (NTC 3711).
 * @param base in centavos.
 * @param centesimas percentage in hundredths: 1900 = 19.00 %.
 * @throws RangeError when an argument or the result is not a safe integer.
 */
export function percentOf(base: Centavos, centesimas: number): Centavos {
  return toCentavos(divideHalfToEven(toBigInt(base) * toBigInt(centesimas), 10_000n))
}

/**
 * Percentage of a base when hundredths are not enough, rounded half to even: ReteICA goes by the thousand with decimals.
 * @param base in centavos.
 * @param milesimas percentage in thousandths: 966 = 0.966 %.
 * @throws RangeError when an argument or the result is not a safe integer.
 */
export function finePercentOf(base: Centavos, milesimas: number): Centavos {
  return toCentavos(divideHalfToEven(toBigInt(base) * toBigInt(milesimas), 100_000n))
}

/**
 * The part of `total` that belongs to `part` of `whole`, rounded half to even; all of it when the part is the whole.
 * @throws RangeError when an argument or the result is not a safe integer, or `whole` is zero.
 */
export function proportionOf(total: Centavos, part: Centavos, whole: Centavos): Centavos {
  if (whole === 0) throw new RangeError('nothing to divide among')
  return toCentavos(divideHalfToEven(toBigInt(total) * toBigInt(part), toBigInt(whole)))
}

function divideHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const magnitude = dividend < 0n ? -dividend : dividend
  const quotient = magnitude / divisor
  const twiceRest = (magnitude % divisor) * 2n
  const up = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n)
  const rounded = up ? quotient + 1n : quotient
  return dividend < 0n ? -rounded : rounded
}

function split(c: Centavos): { sign: string; pesos: string; centavos: string } {
  const value = toBigInt(c)
  const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
  return { sign: value < 0n ? '-' : '', pesos: digits.slice(0, -2), centavos: digits.slice(-2) }
}

function toBigInt(n: number): bigint {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a safe integer: ${n}`)
  return BigInt(n)
}

function toCentavos(n: bigint): Centavos {
  if (!isSafe(n)) throw new RangeError(`amount beyond the safe integers: ${n}`)
  return Number(n)
}

function isSafe(n: bigint): boolean {
  return n <= BigInt(Number.MAX_SAFE_INTEGER) && n >= BigInt(Number.MIN_SAFE_INTEGER)
}
