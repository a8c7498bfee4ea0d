import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import {
  type DocumentoEvento,
  NOMBRE_EVENTO,
  NOMBRE_RECLAMO,
  type ParteEvento,
  type QuienRecibe,
} from '../../../../src-shared/domains/finanzas/eventos.ts'
import { digitoVerificacion, TIPO_DOCUMENTO_DIAN } from '../../../../src-shared/kernel/identifiers.ts'
import { element, type XmlElement, xmlSlot } from '../../../core/xml/element.ts'
import { cudeEvento } from '../cufe.ts'
import { extensionDian, NIT_DIAN } from '../factura/extension-dian.ts'
import { horaConZona } from '../factura/huella.ts'
import { documentNamespaces } from '../namespaces.ts'
import { qrUrl } from '../qr.ts'
import { AGENCY, cac, cbc, ublExtension } from '../ubl.ts'

/** An event ready to be signed: its slot is the last extension. */
export interface EventoSinFirmar {
  readonly root: XmlElement
  readonly cude: string
}

/**
 * UBL 2.1 ApplicationResponse of an event 030–034 (annex 1.9; §1.3 and §2.15 of our reference). Its hash is a CUDE with the PIN of the
 * software, without amounts. The QR is that of the invoice it speaks of, as in the official examples.
 */
export function buildEvento(doc: DocumentoEvento): EventoSinFirmar {
  const numero = numeroCompleto(doc.numero)
  const receptor = doc.codigo === '034' ? DIAN : doc.contraparte
  const cude = cudeEvento({
    numero,
    fecha: doc.emision.fecha,
    hora: horaConZona(doc),
    nitEmisor: doc.remitente.numero,
    nitReceptor: receptor.numero,
    evento: doc.codigo,
    documentoReferido: doc.factura.numero,
    tipoReferido: doc.factura.tipo,
    pin: doc.software.pin,
  })
  const control = { emisor: doc.remitente, software: doc.software, numero: doc.numero }
  const root: XmlElement = {
    ...element(
      'ApplicationResponse',
      {},
      element(
        'ext:UBLExtensions',
        {},
        extensionDian(control, qrUrl(doc.ambiente, doc.factura.cufe)),
        ublExtension(xmlSlot),
      ),
      cbc('UBLVersionID', 'UBL 2.1'),
      cbc('CustomizationID', '1'),
      cbc('ProfileID', 'DIAN 2.1: ApplicationResponse de la Factura Electrónica de Venta'),
      cbc('ProfileExecutionID', doc.ambiente),
      cbc('ID', numero),
      cbc('UUID', cude, { schemeID: doc.ambiente, schemeName: 'CUDE-SHA384' }),
      cbc('IssueDate', doc.emision.fecha),
      cbc('IssueTime', horaConZona(doc)),
      notas(doc).map((nota) => cbc('Note', nota)),
      cac('SenderParty', parte(doc.remitente)),
      cac('ReceiverParty', parte(receptor)),
      cac(
        'DocumentResponse',
        cac('Response', codigoRespuesta(doc), cbc('Description', NOMBRE_EVENTO[doc.codigo])),
        cac(
          'DocumentReference',
          cbc('ID', doc.factura.numero),
          cbc('UUID', doc.factura.cufe, {
            schemeName: `${doc.factura.tipo === '03' ? 'CUDE' : 'CUFE'}-SHA384`,
          }),
          cbc('DocumentTypeCode', doc.factura.tipo),
        ),
        doc.quienRecibe && cac('IssuerParty', persona(doc.quienRecibe)),
      ),
    ),
    namespaces: documentNamespaces('applicationResponse'),
  }
  return { root, cude }
}

const DIAN: ParteEvento = {
  tipoPersona: '1',
  numero: NIT_DIAN.numero,
  nombre: 'Unidad Administrativa Especial Dirección de Impuestos y Aduanas Nacionales',
}

/** A claim carries which of the four reasons it is; the others only their code. */
function codigoRespuesta({ codigo, reclamo }: DocumentoEvento): XmlElement {
  return reclamo === undefined
    ? cbc('ResponseCode', codigo)
    : cbc('ResponseCode', codigo, { name: NOMBRE_RECLAMO[reclamo.concepto], listID: reclamo.concepto })
}

function notas({ codigo, reclamo, contraparte }: DocumentoEvento): string[] {
  if (codigo === '034') return [juramentoTacita(contraparte)]
  return reclamo?.motivo === undefined ? [] : [reclamo.motivo]
}

/** The sworn note that tacit acceptance must carry, with the words of the official example. */
export function juramentoTacita({ nombre, numero }: Pick<ParteEvento, 'nombre' | 'numero'>): string {
  return (
    'Manifiesto bajo la gravedad de juramento que transcurridos 3 días hábiles siguientes a la fecha de recepción de la ' +
    `mercancía o del servicio en la referida factura de este evento, el adquirente ${nombre} identificado con NIT ${numero} ` +
    'no manifestó expresamente la aceptación o rechazo de la referida factura, ni reclamó en contra de su contenido.'
  )
}

function parte({ tipoPersona, numero, nombre }: ParteEvento): XmlElement {
  return cac(
    'PartyTaxScheme',
    cbc('RegistrationName', nombre),
    cbc('CompanyID', numero, {
      ...AGENCY,
      schemeID: digitoVerificacion(numero),
      schemeName: '31',
      schemeVersionID: tipoPersona,
    }),
    cac('TaxScheme', cbc('ID', '01'), cbc('Name', 'IVA')),
  )
}

function persona({ tipoDocumento, numero, nombres, apellidos, cargo }: QuienRecibe): XmlElement {
  const tipo = TIPO_DOCUMENTO_DIAN[tipoDocumento]
  return cac(
    'Person',
    cbc('ID', numero, { schemeID: tipo === '31' ? digitoVerificacion(numero) : undefined, schemeName: tipo }),
    cbc('FirstName', nombres),
    cbc('FamilyName', apellidos),
    cbc('JobTitle', cargo),
  )
}
