import { createHash } from 'node:crypto'

/** Hashes that DIAN defines: SHA-384 over a concatenation without separators, in lower-case hexadecimal. */

/** Texts exactly as they go in the XML (amounts with two decimals, time with offset). Order and names of annex 1.9 §11.1.2. */
export interface CamposCufe {
  readonly numero: string
  readonly fecha: string
  /** `HH:MM:SS-05:00` */
  readonly hora: string
  /** LineExtensionAmount. */
  readonly valor: string
  readonly iva: string
  readonly inc: string
  readonly ica: string
  /** PayableAmount. */
  readonly total: string
  /** Without check digit. */
  readonly nitEmisor: string
  readonly numeroAdquiriente: string
  /** Technical key of the range for CUFE; PIN of the software for CUDE (notes and type 03). */
  readonly clave: string
  readonly ambiente: string
}

/** The text that is hashed: the three taxes always appear, in the order 01, 04, 03. */
export function cadenaCufe(campos: CamposCufe): string {
  return [
    campos.numero,
    campos.fecha,
    campos.hora,
    campos.valor,
    '01',
    campos.iva,
    '04',
    campos.inc,
    '03',
    campos.ica,
    campos.total,
    campos.nitEmisor,
    campos.numeroAdquiriente,
    campos.clave,
    campos.ambiente,
  ].join('')
}

/** CUFE of invoices 01, 02 and 04; with the PIN as `clave`, CUDE of notes and of invoices 03. */
export function cufe(campos: CamposCufe): string {
  return sha384(cadenaCufe(campos))
}

/** What the CUDS covers (annex of the documento soporte 1.1 §14.1.1): one tax, and the seller before the buyer. */
export interface CamposCuds
  extends Omit<CamposCufe, 'inc' | 'ica' | 'nitEmisor' | 'numeroAdquiriente' | 'clave'> {
  /** Who sold, without check digit. */
  readonly numeroVendedor: string
  /** The practice, without check digit. */
  readonly nitComprador: string
  /** PIN of the software: its range has no technical key. */
  readonly pin: string
}

/** CUDS of a documento soporte and of its nota de ajuste. */
export function cuds(campos: CamposCuds): string {
  return sha384(
    [
      campos.numero,
      campos.fecha,
      campos.hora,
      campos.valor,
      '01',
      campos.iva,
      campos.total,
      campos.numeroVendedor,
      campos.nitComprador,
      campos.pin,
      campos.ambiente,
    ].join(''),
  )
}

export interface CamposCudeEvento {
  readonly numero: string
  readonly fecha: string
  readonly hora: string
  readonly nitEmisor: string
  readonly nitReceptor: string
  /** `030` … `034` */
  readonly evento: string
  readonly documentoReferido: string
  readonly tipoReferido: string
  readonly pin: string
}

/** CUDE of a RADIAN event (ApplicationResponse): no amounts and no environment. */
export function cudeEvento(campos: CamposCudeEvento): string {
  return sha384(
    [
      campos.numero,
      campos.fecha,
      campos.hora,
      campos.nitEmisor,
      campos.nitReceptor,
      campos.evento,
      campos.documentoReferido,
      campos.tipoReferido,
      campos.pin,
    ].join(''),
  )
}

/** SoftwareSecurityCode (FAB27): identifier of the software, its PIN and the document number. */
export function softwareSecurityCode(softwareId: string, pin: string, numero: string): string {
  return sha384(`${softwareId}${pin}${numero}`)
}

export function sha384(text: string): string {
  return createHash('sha384').update(text, 'utf8').digest('hex')
}
