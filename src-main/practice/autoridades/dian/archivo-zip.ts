import { unzipSync } from 'fflate'

/** The ZIP, or a name in it, breaks the rules of the annex (§6.5.7–6.5.8). */
export class ArchivoInvalido extends Error {}

export interface ArchivoXml {
  /** Without `.xml`. */
  readonly nombre: string
  readonly xml: string
}

const maxDocumentos = 50
const maxBytesXml = 10 * 1024 * 1024

/**
 * Opens the ZIP of a send.
 * @param uno true when exactly one document may come (SendBillSync).
 * @throws ArchivoInvalido with what is wrong.
 */
export function abrirZip(fileName: string, base64: string, nit: string, uno: boolean): readonly ArchivoXml[] {
  if (!new RegExp(`^z${serieDe(nit)}(\\.zip)?$`).test(fileName)) {
    throw new ArchivoInvalido(`El nombre ${fileName} no tiene la forma z{NIT}{ppp}{aa}{hexadecimal}.zip`)
  }
  return abrirContenido(base64, nit, uno, ['fv', 'nc', 'nd', 'ds', 'na'])
}

/** Opens the ZIP of an event, whose name does not travel. @throws ArchivoInvalido with what is wrong. */
export function abrirZipEvento(base64: string, nit: string): ArchivoXml {
  const [archivo] = abrirContenido(base64, nit, true, ['ar'])
  if (!archivo) throw new ArchivoInvalido('El archivo ZIP está vacío')
  return archivo
}

function abrirContenido(
  base64: string,
  nit: string,
  uno: boolean,
  letras: readonly string[],
): readonly ArchivoXml[] {
  const serie = serieDe(nit)
  const entradas = Object.entries(descomprimir(base64))
  if (entradas.length === 0) throw new ArchivoInvalido('El archivo ZIP está vacío')
  if (entradas.length > (uno ? 1 : maxDocumentos)) {
    throw new ArchivoInvalido(
      `El archivo ZIP trae más de ${uno ? 'un documento' : `${maxDocumentos} documentos`}`,
    )
  }
  return entradas.map(([nombre, bytes]) => {
    if (!new RegExp(`^(${letras.join('|')})${serie}\\.xml$`).test(nombre)) {
      throw new ArchivoInvalido(
        `El nombre ${nombre} no tiene la forma ${letras[0]}{NIT}{ppp}{aa}{hexadecimal}.xml en la raíz del ZIP`,
      )
    }
    return { nombre: nombre.slice(0, -'.xml'.length), xml: leerUtf8(bytes) }
  })
}

function serieDe(nit: string): string {
  return `${nit.padStart(10, '0')}\\d{3}\\d{2}[0-9A-Fa-f]{8}`
}

function descomprimir(base64: string): Record<string, Uint8Array> {
  try {
    return unzipSync(Buffer.from(base64, 'base64'), {
      filter: (archivo) => {
        if (archivo.originalSize > maxBytesXml)
          throw new ArchivoInvalido(`${archivo.name} es demasiado grande`)
        return true
      },
    })
  } catch (error) {
    if (error instanceof ArchivoInvalido) throw error
    throw new ArchivoInvalido('El contenido no es un archivo ZIP')
  }
}

function leerUtf8(bytes: Uint8Array): string {
  try {
    const texto = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (texto.startsWith('\uFEFF')) throw new ArchivoInvalido('El XML empieza con una marca BOM')
    return texto
  } catch (error) {
    if (error instanceof ArchivoInvalido) throw error
    throw new ArchivoInvalido('El XML no está en UTF-8')
  }
}
