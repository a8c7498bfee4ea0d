/** File names of annex 1.9 §6.5.7 and §6.5.8: of fixed width, because DIAN silently ignores the others. */

/**
 * `fv` invoice, `nc` and `nd` notes, `ds` documento soporte, `na` its nota de ajuste, `ar` ApplicationResponse, `ad` AttachedDocument, `z`
 * the ZIP that is sent.
 */
export type ClaseArchivo = 'fv' | 'nc' | 'nd' | 'ds' | 'na' | 'ar' | 'ad' | 'z'

export interface DatosNombreArchivo {
  /** Without check digit. */
  readonly nit: string
  readonly anio: number
  /** Counter of files of that class in that year, from 1 to FFFFFFFF; restarts every January 1. */
  readonly consecutivo: number
  /** `000` own software, `001` free solution of DIAN, else the code of the technology provider. */
  readonly proveedor?: string
}

/** `fv08001972680002600000011.xml`. @throws RangeError when a part does not fit its width */
export function nombreArchivo(clase: ClaseArchivo, datos: DatosNombreArchivo): string {
  const proveedor = datos.proveedor ?? '000'
  if (!/^\d{1,10}$/.test(datos.nit))
    throw new RangeError(`NIT of ${datos.nit.length} characters in a file name`)
  if (!/^\d{3}$/.test(proveedor)) throw new RangeError(`provider code ${proveedor}`)
  if (!Number.isInteger(datos.consecutivo) || datos.consecutivo < 1 || datos.consecutivo > 0xffff_ffff)
    throw new RangeError(`file counter ${datos.consecutivo}`)
  const nit = datos.nit.padStart(10, '0')
  const anio = String(datos.anio % 100).padStart(2, '0')
  const contador = datos.consecutivo.toString(16).toUpperCase().padStart(8, '0')
  return `${clase}${nit}${proveedor}${anio}${contador}.${clase === 'z' ? 'zip' : 'xml'}`
}

/** Name of the ZIP of one document: the same number under `z`. */
export function nombreZip(nombreXml: string): string {
  return `z${nombreXml.replace(/^[a-z]{2}/, '').replace(/\.xml$/, '')}.zip`
}

/** Name of the container of a document: its same number under `ad`. */
export function nombreContenedor(nombreXml: string): string {
  return nombreXml.replace(/^[a-z]{2}/, 'ad')
}
