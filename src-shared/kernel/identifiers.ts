import { err, ok, type Result } from './result.ts'

/** Identity documents of RIPS, table TipoIdPISIS of the ministry, in its names. */
export const TIPOS_DOCUMENTO = [
  { codigo: 'CC', nombre: 'Cédula de ciudadanía' },
  { codigo: 'TI', nombre: 'Tarjeta de identidad' },
  { codigo: 'RC', nombre: 'Registro civil' },
  { codigo: 'CE', nombre: 'Cédula de extranjería' },
  { codigo: 'PT', nombre: 'Permiso por protección temporal' },
  { codigo: 'PE', nombre: 'Permiso especial de permanencia' },
  { codigo: 'PA', nombre: 'Pasaporte' },
  { codigo: 'DE', nombre: 'Documento extranjero' },
  { codigo: 'CD', nombre: 'Carné diplomático' },
  { codigo: 'SC', nombre: 'Salvoconducto' },
  { codigo: 'CN', nombre: 'Certificado de nacido vivo' },
  { codigo: 'NV', nombre: 'Certificado nacido vivo' },
  { codigo: 'MS', nombre: 'Menor sin identificación' },
  { codigo: 'AS', nombre: 'Adulto sin identificación' },
  { codigo: 'SI', nombre: 'Sin identificación' },
  { codigo: 'NI', nombre: 'NIT' },
] as const

/** A code of TipoIdPISIS. */
export type TipoDocumento = (typeof TIPOS_DOCUMENTO)[number]['codigo']

/**
 * RIPS document to the DIAN code of the customer (Anexo Técnico 1.9, table 13.2.1). CD, SC, MS, AS and SI have none of their
 * own: the invoice goes to the person responsible or carries 42, documento de identificación extranjero; see
 * `TIPOS_SIN_CODIGO_DIAN`.
 */
export const TIPO_DOCUMENTO_DIAN: Readonly<Record<TipoDocumento, string>> = {
  CC: '13',
  TI: '12',
  RC: '11',
  CE: '22',
  PT: '48',
  PE: '47',
  PA: '41',
  DE: '42',
  CD: '42',
  SC: '42',
  CN: '10',
  NV: '10',
  MS: '42',
  AS: '42',
  SI: '42',
  NI: '31',
}

/**
 * Documents of who buys that DIAN has (Anexo Técnico 1.9, table 13.2.1) and RIPS has not: nobody is attended with them. The letters
 * are of this program.
 */
export const TIPOS_SOLO_ADQUIRIENTE = [
  { codigo: 'TE', nombre: 'Tarjeta de extranjería', dian: '21' },
  { codigo: 'NE', nombre: 'NIT de otro país', dian: '50' },
  { codigo: 'NU', nombre: 'NUIP', dian: '91' },
] as const

export type TipoDocumentoAdquiriente = TipoDocumento | (typeof TIPOS_SOLO_ADQUIRIENTE)[number]['codigo']

/** Code of table 13.2.1 for the document of who buys. */
export function codigoDocumentoDian(tipo: TipoDocumentoAdquiriente): string {
  return (
    TIPOS_SOLO_ADQUIRIENTE.find(({ codigo }) => codigo === tipo)?.dian ??
    TIPO_DOCUMENTO_DIAN[tipo as TipoDocumento]
  )
}

/** Documents for which DIAN has no code of its own: better to bill the person responsible for the patient. */
export const TIPOS_SIN_CODIGO_DIAN: ReadonlySet<TipoDocumento> = new Set(['CD', 'SC', 'MS', 'AS', 'SI'])

type Forma = { readonly min: number; readonly max: number; readonly soloDigitos: boolean }

/** Lengths of numDocumentoIdentificacion by type (RIPS, lineamientos of Resolución 948 de 2026). */
const FORMAS: Readonly<Record<Exclude<TipoDocumento, 'NI'>, Forma>> = {
  CC: { min: 4, max: 10, soloDigitos: true },
  TI: { min: 4, max: 11, soloDigitos: true },
  RC: { min: 4, max: 11, soloDigitos: false },
  CE: { min: 4, max: 6, soloDigitos: true },
  PT: { min: 4, max: 20, soloDigitos: true },
  PE: { min: 4, max: 15, soloDigitos: true },
  PA: { min: 4, max: 16, soloDigitos: false },
  DE: { min: 4, max: 20, soloDigitos: false },
  CD: { min: 4, max: 16, soloDigitos: false },
  SC: { min: 4, max: 16, soloDigitos: false },
  CN: { min: 9, max: 20, soloDigitos: false },
  NV: { min: 9, max: 20, soloDigitos: false },
  MS: { min: 4, max: 12, soloDigitos: false },
  AS: { min: 4, max: 10, soloDigitos: false },
  SI: { min: 4, max: 20, soloDigitos: false },
}

const PESOS_DV = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71] as const

/** First two digits of a municipality in DIVIPOLA (DANE). */
const DEPARTAMENTOS_DIVIPOLA: ReadonlySet<string> = new Set(
  '05 08 11 13 15 17 18 19 20 23 25 27 41 44 47 50 52 54 63 66 68 70 73 76 81 85 86 88 91 94 95 97 99'.split(
    ' ',
  ),
)

/** Whether the text is a code of `TIPOS_DOCUMENTO`. */
export function isTipoDocumento(text: string): text is TipoDocumento {
  return TIPOS_DOCUMENTO.some(({ codigo }) => codigo === text)
}

/** Name of a document for screens and prints; the code itself when it is not in the table. */
export function nombreTipoDocumento(tipo: string): string {
  const conocidos: readonly { readonly codigo: string; readonly nombre: string }[] = [
    ...TIPOS_DOCUMENTO,
    ...TIPOS_SOLO_ADQUIRIENTE,
  ]
  return conocidos.find(({ codigo }) => codigo === tipo)?.nombre ?? tipo
}

/**
 * Check digit of a NIT (DIAN, Orden Administrativa 4 de 1989): weights by prime numbers from the right, modulo 11.
 * @param nit one to fifteen digits, without the check digit. @throws RangeError on anything else.
 */
export function digitoVerificacion(nit: string): string {
  if (!/^\d{1,15}$/.test(nit)) throw new RangeError(`not a NIT without its check digit: "${nit}"`)
  const digits = [...nit].reverse()
  const sum = PESOS_DV.reduce((total, peso, i) => total + peso * Number(digits[i] ?? 0), 0)
  const rest = sum % 11
  return String(rest < 2 ? rest : 11 - rest)
}

/**
 * Cleans and checks an identity document. Points, spaces, commas and hyphens are dropped and letters become capitals.
 * @param tipo code of TipoIdPISIS; for NI the answer is the NIT without its check digit.
 * @returns the clean number, or a Spanish sentence with its remedy.
 */
export function validateDocumento(tipo: string, numero: string): Result<string, string> {
  if (!isTipoDocumento(tipo)) return err('Falta el tipo de documento. Elíjalo en la lista.')
  if (tipo === 'NI') {
    const parsed = validateNit(numero)
    return parsed.ok ? ok(parsed.value.nit) : parsed
  }
  const nombre = nombreTipoDocumento(tipo).toLowerCase()
  const clean = numero.replace(/[\s.,'’_-]/g, '').toUpperCase()
  const { min, max, soloDigitos } = FORMAS[tipo]
  if (clean === '')
    return err(`Falta el número de documento (${nombre}). Escríbalo como aparece en el documento.`)
  if (soloDigitos && !/^\d+$/.test(clean))
    return err(`El número de documento (${nombre}) lleva solo dígitos. Quite las letras y los signos.`)
  if (!/^[A-Z\d]+$/.test(clean))
    return err(`El número de documento (${nombre}) lleva solo letras y dígitos. Quite los demás signos.`)
  if (clean.length < min || clean.length > max)
    return err(
      `El número de documento (${nombre}) debe tener entre ${min} y ${max} caracteres y este tiene ${clean.length}. ` +
        'Revise el número o el tipo de documento.',
    )
  if (/^0+$/.test(clean)) return err(`El número de documento (${nombre}) no puede ser solo ceros. Revíselo.`)
  return ok(clean)
}

/**
 * Reads a NIT with or without its check digit: `900.108.281-3`, `900108281`, `9001082813`. Ten digits that begin with 8 or 9
 * are nine and the check digit, because companies have nine and no cédula of ten begins so. A check digit that is given must be right.
 * @returns the NIT and its check digit, or a Spanish sentence with its remedy.
 */
export function validateNit(text: string): Result<{ nit: string; dv: string }, string> {
  const clean = text.replace(/[\s.,]/g, '').replace(/^NIT:?/i, '')
  if (clean === '') return err('Falta el NIT. Escríbalo como 900108281-3.')
  const match = /^([89]\d{8})-?(\d)$/.exec(clean) ?? /^(\d{5,10})(?:-(\d))?$/.exec(clean)
  const nit = match?.[1]
  if (nit === undefined || /^0/.test(nit)) {
    return err(
      `El NIT «${text.trim()}» no es válido. Escriba entre 5 y 10 dígitos y, tras un guion, el dígito de verificación: 900108281-3.`,
    )
  }
  const dv = digitoVerificacion(nit)
  const typed = match?.[2]
  return typed === undefined || typed === dv
    ? ok({ nit, dv })
    : err(
        `El dígito de verificación del NIT ${nit} es ${dv} y no ${typed}. Revise si algún dígito quedó cambiado.`,
      )
}

/**
 * Código de habilitación of REPS: ten digits of the provider, or twelve with its site (sede); the first two are a department
 * of DIVIPOLA. Points, spaces and hyphens are dropped.
 * @returns the digits, ten or twelve as typed, or a Spanish sentence with its remedy.
 */
export function validateCodigoHabilitacion(text: string): Result<string, string> {
  const clean = text.replace(/[\s.-]/g, '')
  if (clean === '') return err('Falta el código de habilitación. Búsquelo en su certificado del REPS.')
  if (!/^(\d{10}|\d{12})$/.test(clean))
    return err(
      'El código de habilitación tiene 10 dígitos, o 12 con la sede. Cópielo de su certificado del REPS.',
    )
  const departamento = clean.slice(0, 2)
  if (!DEPARTAMENTOS_DIVIPOLA.has(departamento))
    return err(
      `El código de habilitación empieza por ${departamento}, que no es un departamento. Revise los dos primeros dígitos.`,
    )
  return ok(clean)
}
