import type { XmlDocument } from 'libxml2-wasm'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
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

/** The file is XML but not an invoice: none of these rules speak of it. */
export interface NoEsFactura {
  readonly codigo: 'NO_ES_FACTURA'
  readonly mensaje: string
}

/** Pre-send check of an invoice by the rules of DIAN and, in health, of the ministry. Empty when nothing is wrong. */
export function validarXml(
  bytes: Uint8Array,
  opciones: OpcionesValidar = {},
): Result<Hallazgo[], XmlReadError | NoEsFactura> {
  const read = withXmlDocument(bytes, (doc) => (isFactura(doc) ? validarDocumento(doc, opciones) : undefined))
  if (!read.ok) return read
  if (read.value !== undefined) return ok(read.value)
  return err({
    codigo: 'NO_ES_FACTURA',
    mensaje:
      'El archivo no es una factura electrónica de venta. Si es un contenedor (AttachedDocument), saque primero la factura que trae adentro.',
  })
}

/** Same, on an invoice already open. */
export function validarDocumento(doc: XmlDocument, opciones: OpcionesValidar = {}): Hallazgo[] {
  const revision = createRevision(doc, opciones)
  for (const revisar of GRUPOS) revisar(revision)
  return [...revision.hallazgos]
}

function isFactura(doc: XmlDocument): boolean {
  return doc.root.namespaceUri === NS.invoice && doc.root.name === 'Invoice'
}
