import type { Comprobacion, FacturaRecibida } from '../../../../src-shared/domains/finanzas/recibida.ts'
import { formatFecha, isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'
import { withXmlDocument } from '../../../core/xml/read.ts'
import { parseApplicationResponse } from '../application-response.ts'
import { openAttachedDocument } from '../attached-document.ts'
import { NIT_DIAN } from '../factura/extension-dian.ts'
import { type InformeFirma, verifyXmlSignature } from '../firma/verify.ts'
import { queryUbl } from '../ubl-query.ts'
import { leerFactura } from './datos.ts'

export interface Recibida {
  readonly factura: FacturaRecibida
  readonly comprobaciones: readonly Comprobacion[]
}

/** Why a file was not taken: what and where, and how it is mended. Texts for the screen. */
export interface Rechazo {
  readonly que: string
  readonly remedio: string
}

const PEDIR_DE_NUEVO = 'Pida al proveedor que se la envíe de nuevo y no la pague hasta aclararlo.'
const OTRO_ARCHIVO = 'Importe el XML o el ZIP que el proveedor le envió por correo, tal como llegó.'

/**
 * Checks the AttachedDocument of a supplier: structure, the signatures of the container, of the invoice and of DIAN's answer, that the
 * three speak of one document, and that the buyer is the practice. The CUFE cannot be computed again: it takes the technical key, which
 * only the supplier has. What is bad is refused; what is doubtful is told.
 * @param nit of the practice, without check digit
 */
export function comprobarRecibida(xml: Uint8Array, nit: string, ahora: Date): Result<Recibida, Rechazo> {
  const opened = openAttachedDocument(xml)
  if (!opened.ok) return err({ que: opened.error.mensaje, remedio: OTRO_ARCHIVO })
  const { facturaXml, applicationResponse } = opened.value
  const leida = leerFactura(facturaXml)
  if (!leida.ok) return err({ que: leida.error, remedio: OTRO_ARCHIVO })
  const factura = leida.value
  if (factura.comprador !== nit)
    return err({
      que: `Esta factura no es para este consultorio: quien compra tiene el documento ${factura.comprador} y el del consultorio es ${nit}.`,
      remedio:
        'Revise que sea el archivo correcto. Si la compra sí es suya, pida al proveedor que la facture a su NIT.',
    })
  const comprobaciones: Comprobacion[] = []
  const rechazo =
    firmaContenedor(xml, ahora, comprobaciones) ??
    firmaFactura(facturaXml, factura, ahora, comprobaciones) ??
    mismoDocumento(xml, factura, comprobaciones) ??
    respuestaDian(applicationResponse, factura, ahora, comprobaciones)
  if (rechazo) return err(rechazo)
  if (factura.ambiente === '2')
    duda(comprobaciones, 'Es una factura del ambiente de pruebas: no tiene validez.')
  return ok({ factura, comprobaciones })
}

function bien(lista: Comprobacion[], texto: string): void {
  lista.push({ resultado: 'bien', texto })
}

function duda(lista: Comprobacion[], texto: string): void {
  lista.push({ resultado: 'duda', texto })
}

function firmaContenedor(xml: Uint8Array, ahora: Date, lista: Comprobacion[]): Rechazo | undefined {
  const firma = informe(xml, ahora)
  if (firma === 'sin-firma')
    duda(
      lista,
      'El archivo que envuelve la factura no viene firmado por el proveedor; la factura de adentro sí se comprueba aparte.',
    )
  else if (firma.integra) bien(lista, `El archivo está completo, como lo firmó ${nombreFirmante(firma)}.`)
  else
    return {
      que: `El archivo que envuelve la factura cambió después de firmado. ${firma.errores.join(' ')}`,
      remedio: PEDIR_DE_NUEVO,
    }
  return undefined
}

function firmaFactura(
  xml: Uint8Array,
  factura: FacturaRecibida,
  ahora: Date,
  lista: Comprobacion[],
): Rechazo | undefined {
  const firma = informe(xml, ahora)
  if (firma === 'sin-firma')
    return { que: `La factura ${factura.numero} no viene firmada.`, remedio: PEDIR_DE_NUEVO }
  if (!firma.integra)
    return {
      que: `La factura ${factura.numero} cambió después de firmada. ${firma.errores.join(' ')}`,
      remedio: PEDIR_DE_NUEVO,
    }
  bien(lista, `La factura está completa, como la firmó ${nombreFirmante(firma)}.`)
  if (firma.firmante?.nit !== factura.proveedor.numero)
    duda(
      lista,
      `La firmó ${nombreFirmante(firma)}${firma.firmante?.nit ? `, NIT ${firma.firmante.nit}` : ''}, y el proveedor es el NIT ${factura.proveedor.numero}. Es normal si factura con un proveedor tecnológico.`,
    )
  return undefined
}

/** The container must name the invoice it holds. */
function mismoDocumento(
  xml: Uint8Array,
  factura: FacturaRecibida,
  lista: Comprobacion[],
): Rechazo | undefined {
  const read = withXmlDocument(xml, (doc) => {
    const { text } = queryUbl(doc)
    return {
      numero: text('/*/cbc:ParentDocumentID'),
      cufe: text('/*/cac:ParentDocumentLineReference/cac:DocumentReference/cbc:UUID'),
    }
  })
  if (!read.ok) return { que: read.error.mensaje, remedio: OTRO_ARCHIVO }
  const { numero, cufe } = read.value
  if ((cufe !== '' && cufe.toLowerCase() !== factura.cufe) || sinSignos(numero) !== factura.numero)
    return {
      que: `El archivo dice que trae la factura ${numero} y adentro viene la ${factura.numero}, o con otro CUFE.`,
      remedio: PEDIR_DE_NUEVO,
    }
  bien(lista, 'El archivo y la factura de adentro llevan el mismo número.')
  return undefined
}

function respuestaDian(
  xml: Uint8Array | undefined,
  factura: FacturaRecibida,
  ahora: Date,
  lista: Comprobacion[],
): Rechazo | undefined {
  if (xml === undefined) {
    duda(
      lista,
      'No trae la validación de la DIAN. Puede ser una factura de contingencia: pida al proveedor la validada antes de pagarla.',
    )
    return undefined
  }
  const respuesta = parseApplicationResponse(xml)
  const firma = informe(xml, ahora)
  if (!respuesta.ok || firma === 'sin-firma' || !firma.integra)
    return {
      que: 'La validación de la DIAN que trae el archivo está incompleta o cambió después de firmada.',
      remedio: PEDIR_DE_NUEVO,
    }
  const { validado, documento, descripcion, fecha } = respuesta.value
  if (firma.firmante?.nit !== NIT_DIAN.numero)
    return {
      que: `La validación que trae el archivo no la firmó la DIAN sino ${nombreFirmante(firma)}.`,
      remedio: PEDIR_DE_NUEVO,
    }
  if (documento.cufe.toLowerCase() !== factura.cufe)
    return {
      que: `La validación de la DIAN que trae el archivo es de otra factura, la ${documento.numero}.`,
      remedio: PEDIR_DE_NUEVO,
    }
  if (!validado)
    return { que: `La DIAN no validó esta factura. Dice: «${descripcion}».`, remedio: PEDIR_DE_NUEVO }
  bien(
    lista,
    `La DIAN la validó el ${isLocalDate(fecha) ? formatFecha(fecha) : fecha}: el CUFE de la factura y el de su validación son el mismo.`,
  )
  bien(
    lista,
    'El CUFE no se volvió a calcular, porque hace falta una clave que solo tiene el proveedor; por eso se comparó con el que validó la DIAN.',
  )
  return undefined
}

function informe(xml: Uint8Array, ahora: Date): InformeFirma | 'sin-firma' {
  const signed = withXmlDocument(xml, (doc) => queryUbl(doc).has('//ds:Signature'))
  if (signed.ok && !signed.value) return 'sin-firma'
  const firma = verifyXmlSignature(xml, ahora)
  return firma.ok
    ? firma.value
    : { integra: false, referencias: [], valorFirma: false, errores: [firma.error.mensaje], advertencias: [] }
}

function nombreFirmante({ firmante }: InformeFirma): string {
  return firmante?.nombre || 'quien tiene el certificado'
}

/** Some write the number with a hyphen between prefix and consecutive. */
function sinSignos(numero: string): string {
  return numero.replaceAll(/[^A-Za-z0-9]/g, '')
}
