import { type Centavos, centavosToDecimal } from './money.ts'

const BAJO_TREINTA = (
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete ' +
  'dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete ' +
  'veintiocho veintinueve'
).split(' ')
const DECENAS = '- - - treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ')
const CENTENAS =
  '- ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  )
const MIL = 1000n
const MILLON = 1_000_000n
const BILLON = 1_000_000_000_000n

/**
 * An amount in words, as on invoices and receipts: "ciento veinte mil pesos m/cte", "un millón de pesos m/cte",
 * "mil pesos con cincuenta centavos m/cte". @throws RangeError when `c` is not a safe integer.
 */
export function pesosEnLetras(c: Centavos): string {
  const decimal = centavosToDecimal(c)
  const sign = decimal.startsWith('-') ? 'menos ' : ''
  const [pesos = '0', centavos = '00'] = decimal.replace('-', '').split('.')
  return `${sign}${countOf(BigInt(pesos), 'peso')}${centavos === '00' ? '' : ` con ${countOf(BigInt(centavos), 'centavo')}`} m/cte`
}

/**
 * A quantity in figures and words, as the prescription requires: "30 (treinta)", "2,5 (dos coma cinco)".
 * @param n zero or more, a safe integer or a number with at most three decimals. @throws RangeError otherwise.
 */
export function cantidadEnLetras(n: number): string {
  const match = /^(\d+)(?:\.(\d{1,3}))?$/.exec(String(n))
  if (!match || Math.abs(n) > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`not a quantity with at most three decimals: ${n}`)
  const [, whole = '', decimals] = match
  const words = cardinal(BigInt(whole))
  if (decimals === undefined) return `${whole} (${words})`
  const zeros = 'cero '.repeat(decimals.length - decimals.replace(/^0+/, '').length)
  return `${whole},${decimals} (${words} coma ${zeros}${cardinal(BigInt(decimals))})`
}

function countOf(n: bigint, singular: string): string {
  if (n === 1n) return `un ${singular}`
  const linkedByDe = n >= MILLON && n % MILLON === 0n
  return `${beforeNoun(cardinal(n))} ${linkedByDe ? 'de ' : ''}${singular}s`
}

/** "uno" loses its vowel before a masculine noun: veintiún mil, treinta y un pesos. */
function beforeNoun(words: string): string {
  return words.replace(/veintiuno$/, 'veintiún').replace(/\buno$/, 'un')
}

function cardinal(n: bigint): string {
  if (n >= BILLON) return scaled(n, BILLON, 'un billón', 'billones')
  if (n >= MILLON) return scaled(n, MILLON, 'un millón', 'millones')
  if (n >= MIL) return scaled(n, MIL, 'mil', 'mil')
  return underThousand(Number(n))
}

function scaled(n: bigint, scale: bigint, one: string, many: string): string {
  const count = n / scale
  const rest = n % scale
  const head = count === 1n ? one : `${beforeNoun(cardinal(count))} ${many}`
  return rest === 0n ? head : `${head} ${cardinal(rest)}`
}

function underThousand(n: number): string {
  if (n < 30) return BAJO_TREINTA[n] ?? ''
  if (n < 100) {
    const tens = DECENAS[Math.floor(n / 10)] ?? ''
    return n % 10 === 0 ? tens : `${tens} y ${BAJO_TREINTA[n % 10]}`
  }
  if (n === 100) return 'cien'
  const hundreds = CENTENAS[Math.floor(n / 100)] ?? ''
  return n % 100 === 0 ? hundreds : `${hundreds} ${underThousand(n % 100)}`
}
