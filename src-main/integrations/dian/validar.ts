import type { XmlDocument } from 'libxml2-wasm'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'
import { openAttachedDocument } from './attached-document.ts'
import { NS } from './namespaces.ts'
import type { ClaseDocumento } from './reglas/espejo.ts'
import { queryUbl } from './ubl-query.ts'
import { revisarAjustes, revisarTasaDeCambio } from './validar/ajustes.ts'
import { revisarEncabezado } from './validar/encabezado.ts'
import { revisarEstructura } from './validar/estructura.ts'
import { revisarExtensiones } from './validar/extensiones.ts'
import { revisarFechas } from './validar/fechas.ts'
import { revisarFirma } from './validar/firma.ts'
import { type FormaDocumento, formaDe } from './validar/forma.ts'
import { revisarHuellas } from './validar/huellas.ts'
import { revisarImpuestos } from './validar/impuestos.ts'
import { revisarLineas } from './validar/lineas.ts'
import { revisarMotivo } from './validar/motivo.ts'
import { revisarNegativos } from './validar/negativos.ts'
import { revisarNumeracion } from './validar/numeracion.ts'
import { revisarPago } from './validar/pago.ts'
import { revisarPartes } from './validar/partes.ts'
import { revisarReferencias } from './validar/referencias.ts'
import { createRevision, type Hallazgo, type OpcionesValidar, type Revision } from './validar/revision.ts'
import { revisarSalud } from './validar/salud.ts'
import { revisarTotales } from './validar/totales.ts'

export type { Hallazgo, OpcionesValidar } from './validar/revision.ts'

/** In the order a person would correct them; the signature last, because verifying it takes it out of the tree. */
const GRUPOS: readonly ((revision: Revision) => void)[] = [
  revisarEstructura,
  revisarExtensiones,
  revisarEncabezado,
  revisarMotivo,
  revisarNumeracion,
  revisarFechas,
  revisarReferencias,
  revisarPartes,
  revisarPago,
  revisarLineas,
  revisarAjustes,
  revisarTasaDeCambio,
  revisarImpuestos,
  revisarTotales,
  revisarNegativos,
  revisarSalud,
  revisarHuellas,
  revisarFirma,
]

/** The file is XML but neither an invoice nor a note: none of these rules speak of it. */
export interface NoEsFactura {
  readonly codigo: 'NO_ES_FACTURA'
  readonly mensaje: string
}

/** What was reviewed, and what was found in it. */
export interface RevisionArchivo {
  readonly documento: ClaseDocumento
  readonly numero: string
  /** The file was an AttachedDocument: what was reviewed is the document inside it. */
  readonly contenedor: boolean
  readonly hallazgos: readonly Hallazgo[]
}

/**
 * Review of a file of anyone by the rules of DIAN and, in health, of the ministry: an invoice, a note, or the container in which either is delivered.
 */
export function revisarArchivo(
  bytes: Uint8Array,
  opciones: OpcionesValidar = {},
): Result<RevisionArchivo, XmlReadError | NoEsFactura> {
  const read = withXmlDocument(bytes, (doc): Omit<RevisionArchivo, 'contenedor'> | 'contenedor' | 'otro' => {
    if (doc.root.namespaceUri === NS.attachedDocument) return 'contenedor'
    const forma = formaDe(doc)
    if (forma === undefined) return 'otro'
    const numero = queryUbl(doc).text('/*/cbc:ID')
    return { documento: forma.clase, numero, hallazgos: revisarDocumento(doc, forma, opciones) }
  })
  if (!read.ok) return read
  if (read.value === 'otro') return err(NO_ES_FACTURA)
  if (read.value !== 'contenedor') return ok({ ...read.value, contenedor: false })
  const opened = openAttachedDocument(bytes)
  if (!opened.ok) return err({ ...opened.error, codigo: 'NO_ES_FACTURA' })
  const inside = revisarArchivo(opened.value.facturaXml, opciones)
  return inside.ok ? ok({ ...inside.value, contenedor: true }) : inside
}

/** Pre-send check of an invoice or note by the rules of DIAN and, in health, of the ministry. Empty when nothing is wrong. */
export function validarXml(
  bytes: Uint8Array,
  opciones: OpcionesValidar = {},
): Result<Hallazgo[], XmlReadError | NoEsFactura> {
  const read = withXmlDocument(bytes, (doc) => {
    const forma = formaDe(doc)
    return forma && revisarDocumento(doc, forma, opciones)
  })
  if (!read.ok) return read
  return read.value === undefined ? err(NO_ES_FACTURA) : ok(read.value)
}

/**
 * Same, on an invoice or note already open.
 * @throws RangeError when it is neither: a mistake in our code
 */
export function validarDocumento(doc: XmlDocument, opciones: OpcionesValidar = {}): Hallazgo[] {
  const forma = formaDe(doc)
  if (forma === undefined) throw new RangeError(`neither invoice nor note: ${doc.root.name}`)
  return revisarDocumento(doc, forma, opciones)
}

function revisarDocumento(doc: XmlDocument, forma: FormaDocumento, opciones: OpcionesValidar): Hallazgo[] {
  const revision = createRevision(doc, forma, opciones)
  for (const revisar of GRUPOS) revisar(revision)
  return [...revision.hallazgos]
}

const NO_ES_FACTURA: NoEsFactura = {
  codigo: 'NO_ES_FACTURA',
  mensaje:
    'El archivo no es una factura o nota electrónica de la DIAN, ni un contenedor con una adentro. Revise que sea el archivo correcto.',
}
