import type { XmlDocument } from 'libxml2-wasm'
import type { Result } from '../../../src-shared/kernel/result.ts'
import { withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'
import { NS } from './namespaces.ts'
import { revisarEncabezado } from './validar/encabezado.ts'
import { revisarExtensiones } from './validar/extensiones.ts'
import { revisarFechas } from './validar/fechas.ts'
import { revisarHuellas } from './validar/huellas.ts'
import { revisarImpuestos } from './validar/impuestos.ts'
import { revisarLineas } from './validar/lineas.ts'
import { revisarNumeracion } from './validar/numeracion.ts'
import { revisarPago } from './validar/pago.ts'
import { revisarPartes } from './validar/partes.ts'
import { createRevision, type Hallazgo, type OpcionesValidar, type Revision } from './validar/revision.ts'
import { revisarSalud } from './validar/salud.ts'
import { revisarTotales } from './validar/totales.ts'

export type { Hallazgo, OpcionesValidar } from './validar/revision.ts'

/** In the order a person would correct them. */
const GRUPOS: readonly ((revision: Revision) => void)[] = [
  revisarExtensiones,
  revisarEncabezado,
  revisarNumeracion,
  revisarFechas,
  revisarPartes,
  revisarPago,
  revisarLineas,
  revisarImpuestos,
  revisarTotales,
  revisarSalud,
  revisarHuellas,
]

/** Pre-send check of an invoice by the rules of DIAN and, in health, of the ministry. Empty when nothing is wrong. */
export function validarXml(
  bytes: Uint8Array,
  opciones: OpcionesValidar = {},
): Result<Hallazgo[], XmlReadError> {
  return withXmlDocument(bytes, (doc) => validarDocumento(doc, opciones))
}

/** Same, on a document already open. A document that is not an invoice breaks ZB01. */
export function validarDocumento(doc: XmlDocument, opciones: OpcionesValidar = {}): Hallazgo[] {
  const revision = createRevision(doc, opciones)
  if (doc.root.namespaceUri !== NS.invoice || doc.root.name !== 'Invoice')
    revision.hallar('ZB01', '/*', 'El archivo no es una factura electrónica de venta.')
  else for (const revisar of GRUPOS) revisar(revision)
  return [...revision.hallazgos]
}
