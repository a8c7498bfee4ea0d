import { unzipSync } from 'fflate'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'
import { DEFAULT_LIMITS } from '../../../core/xml/read.ts'

/** What came in the file of a supplier: the container, and its printed form when it was in the ZIP. */
export interface ArchivoRecibido {
  readonly xml: Uint8Array
  readonly pdf?: Uint8Array
}

/** A ZIP of an invoice has two files; more than this is something else. */
const MAX_ENTRIES = 20
/** All that a ZIP may hold once inflated, in bytes: the container and its PDF, each as large as one may be. */
const MAX_INFLATED = 2 * DEFAULT_LIMITS.maxBytes

class NoCabe extends Error {}

/**
 * Opens what a supplier sends: the XML itself, or a ZIP with one XML and perhaps its PDF. Sizes are looked at before anything is
 * inflated, so a bomb never opens.
 * @returns the files, or in words why not
 */
export function abrirArchivoRecibido(bytes: Uint8Array): Result<ArchivoRecibido, string> {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b)) return ok({ xml: bytes })
  const files = unzip(bytes)
  if (!files.ok) return files
  const named = (extension: string) =>
    Object.entries(files.value).filter(([name]) => name.toLowerCase().endsWith(extension))
  const xmls = named('.xml')
  const [, xml] = xmls[0] ?? []
  if (xml === undefined)
    return err(
      'El ZIP no trae ningún XML adentro. Pida al proveedor el ZIP que le envía la facturación electrónica.',
    )
  if (xmls.length > 1)
    return err(`El ZIP trae ${xmls.length} archivos XML y debe traer uno. Impórtelos uno por uno.`)
  const [, pdf] = named('.pdf')[0] ?? []
  return ok({ xml, ...(pdf && { pdf }) })
}

function unzip(bytes: Uint8Array): Result<Record<string, Uint8Array>, string> {
  let entries = 0
  let inflated = 0
  try {
    return ok(
      unzipSync(bytes, {
        filter: ({ name, originalSize }) => {
          entries += 1
          if (entries > MAX_ENTRIES)
            throw new NoCabe('El ZIP trae demasiados archivos para ser el de una factura.')
          if (originalSize > DEFAULT_LIMITS.maxBytes)
            throw new NoCabe('El ZIP trae un archivo de más de 16 MB: no es el de una factura.')
          if (!/\.(xml|pdf)$/i.test(name)) return false
          inflated += originalSize
          if (inflated > MAX_INFLATED)
            throw new NoCabe('El ZIP trae más de 32 MB adentro: no es el de una factura.')
          return true
        },
      }),
    )
  } catch (error) {
    if (error instanceof NoCabe) return err(error.message)
    return err('El ZIP está incompleto o dañado. Descárguelo otra vez o pida que se lo envíen de nuevo.')
  }
}
