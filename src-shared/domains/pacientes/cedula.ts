import { edadEn, isLocalDate, type LocalDate } from '../../kernel/dates.ts'
import type { PacienteNuevo } from './schemas.ts'

/** What the back of an identity card says of a person. */
export type DatosDeCedula = Pick<
  PacienteNuevo,
  | 'tipoDocumento'
  | 'numeroDocumento'
  | 'primerNombre'
  | 'segundoNombre'
  | 'primerApellido'
  | 'segundoApellido'
  | 'fechaNacimiento'
  | 'sexo'
>

/** Each of the four names takes this many places in the bar code, filled with NUL. */
const ANCHO_NOMBRE = 23
const MAYORIA_DE_EDAD = 18

/**
 * Whether a text just typed looks like a card read by a scanner, so that a search box can hand it to `leerCedula` instead of
 * searching it.
 */
export function pareceCedula(texto: string): boolean {
  return /PubDSK_|0[MF](19|20)\d{6}/.test(texto) || /^I[<A-Z]COL/.test(texto.trim())
}

/**
 * Reads the identity card from what the scanner types: the PDF417 of the yellow cédula and of the tarjeta de identidad (no
 * official description is public; the layout is the one several independent readers agree on), or the machine-readable zone
 * of the digital cédula (ICAO 9303 part 5, TD1), whose check digits are verified.
 * @param hoy date in Bogotá; a person under 18 has a tarjeta de identidad. @returns undefined when it cannot be read for sure.
 */
export function leerCedula(texto: string, hoy: LocalDate): DatosDeCedula | undefined {
  return /^I[<A-Z]COL/.test(texto.trim()) ? leerZonaMecanica(texto, hoy) : leerPdf417(texto, hoy)
}

/**
 * PDF417: `…PubDSK_1 … NNNNNNNN DDDDDDDDDD` then surnames and names, then `0`, sex and date of birth. The ten digits right
 * before the first surname are the document. Scanners keep the NUL filling, turn it into spaces, or drop most of it.
 */
function leerPdf417(texto: string, hoy: LocalDate): DatosDeCedula | undefined {
  const start = texto.indexOf('PubDSK_')
  const body = start < 0 ? texto : texto.slice(start + 'PubDSK_1'.length)
  const match = /(\d{10})(\p{Lu}[^\d]*?[^\d\p{Ll}])?0([MF])(\d{4})(\d{2})(\d{2})/u.exec(body)
  if (!match) return undefined
  const [, numero = '', nombres = '', sexo, anio, mes, dia] = match
  const [primerApellido, segundoApellido, primerNombre, segundoNombre] = separarNombres(nombres)
  return datos(
    {
      numero,
      sexo: sexo === 'F' ? 'F' : 'M',
      fechaNacimiento: `${anio}-${mes}-${dia}`,
      primerNombre,
      segundoNombre,
      primerApellido,
      segundoApellido,
    },
    hoy,
  )
}

/** Four fields: by their width when the filling is whole, else by its runs. */
function separarNombres(text: string): (string | undefined)[] {
  const clean = (part: string) => part.replace(/[^\p{L}'’-]+/gu, ' ').trim() || undefined
  if (text.length >= 4 * ANCHO_NOMBRE - 1)
    return [0, 1, 2, 3].map((i) => clean(text.slice(i * ANCHO_NOMBRE, (i + 1) * ANCHO_NOMBRE)))
  const wide = /[^\p{L}'’-]{2,}(?=\p{L})/u.test(text)
  const parts = text
    .split(wide ? /[^\p{L}'’-]{2,}/u : /[^\p{L}'’-]+/u)
    .map(clean)
    .filter((part) => part !== undefined)
  // Two parts: a surname and a name. Three: the second name is the one most people lack.
  return parts.length === 2 ? [parts[0], undefined, parts[1]] : parts
}

function leerZonaMecanica(texto: string, hoy: LocalDate): DatosDeCedula | undefined {
  const zone = texto.replace(/\s+/g, '')
  if (zone.length !== 90) return undefined
  const [first, second, third] = [zone.slice(0, 30), zone.slice(30, 60), zone.slice(60)]
  const checked = [
    [first.slice(5, 14), first[14]],
    [second.slice(0, 6), second[6]],
    [second.slice(8, 14), second[14]],
    [first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29), second[29]],
  ] as const
  if (checked.some(([field, digit]) => checkDigit(field) !== digit)) return undefined
  const [apellidos = '', nombres = ''] = third.split('<<')
  const [primerApellido, segundoApellido] = separarPalabras(apellidos)
  const [primerNombre, segundoNombre] = separarPalabras(nombres)
  const [yy, mm, dd] = [second.slice(0, 2), second.slice(2, 4), second.slice(4, 6)]
  const reciente = `20${yy}-${mm}-${dd}`
  const sexo = second[7]
  return datos(
    {
      numero: second.slice(18, 29).replace(/<.*$/, ''),
      sexo: sexo === 'F' || sexo === 'M' ? sexo : undefined,
      fechaNacimiento: reciente <= hoy ? reciente : `19${yy}-${mm}-${dd}`,
      primerNombre,
      segundoNombre,
      primerApellido,
      segundoApellido,
    },
    hoy,
  )
}

function separarPalabras(text: string): [string | undefined, string | undefined] {
  const [first, ...rest] = text.split('<').filter((part) => part !== '')
  return [first, rest.length > 0 ? rest.join(' ') : undefined]
}

/** ICAO 9303 part 3, 4.9: weights 7, 3, 1; letters from 10, filler 0. */
function checkDigit(field: string): string {
  const sum = [...field].reduce((total, char, i) => {
    const value = char === '<' ? 0 : /\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55
    return total + value * ([7, 3, 1][i % 3] ?? 0)
  }, 0)
  return String(sum % 10)
}

function datos(
  read: {
    numero: string
    sexo: 'M' | 'F' | undefined
    fechaNacimiento: string
    primerNombre: string | undefined
    segundoNombre: string | undefined
    primerApellido: string | undefined
    segundoApellido: string | undefined
  },
  hoy: LocalDate,
): DatosDeCedula | undefined {
  const numeroDocumento = read.numero.replace(/^0+/, '')
  const { fechaNacimiento } = read
  if (!read.primerNombre || !read.primerApellido || !/^\d{4,10}$/.test(numeroDocumento)) return undefined
  if (!isLocalDate(fechaNacimiento) || fechaNacimiento > hoy) return undefined
  return {
    tipoDocumento: edadEn(fechaNacimiento, hoy).anios < MAYORIA_DE_EDAD ? 'TI' : 'CC',
    numeroDocumento,
    primerNombre: comoNombre(read.primerNombre),
    segundoNombre: read.segundoNombre ? comoNombre(read.segundoNombre) : null,
    primerApellido: comoNombre(read.primerApellido),
    segundoApellido: read.segundoApellido ? comoNombre(read.segundoApellido) : null,
    fechaNacimiento,
    sexo: read.sexo ?? null,
  }
}

const PARTICULAS: ReadonlySet<string> = new Set(['de', 'del', 'la', 'las', 'los', 'y'])

/** `DE LA CRUZ` as `De la Cruz`: the card is all capitals. */
function comoNombre(text: string): string {
  return text
    .toLowerCase()
    .split(' ')
    .map((word, i) =>
      i > 0 && PARTICULAS.has(word)
        ? word
        : word.replace(/(^|[-'’])(\p{L})/gu, (found) => found.toUpperCase()),
    )
    .join(' ')
}
