import { fechaBogota } from '../fecha-bogota.ts'
import { dvDeNit } from '../nit.ts'
import { escapeXml } from '../xml-escape.ts'
import { redactarApplicationResponse } from './application-response.ts'
import { en, leerXml, type Nodo, texto } from './arbol.ts'
import { cudeDeRespuesta } from './clave-unica.ts'
import { nombreDelConcepto, nombreDelEvento } from './juicio-evento.ts'
import type { EventoAceptado } from './libro.ts'
import type { Servicio } from './servicio.ts'

/** What the buyer of an invoice says of it. */
export interface DichoDelAdquiriente {
  readonly codigo: '030' | '031' | '032' | '033'
  /** Bogotá date of the event; today when absent. */
  readonly fecha?: string
  /** Of a claim (tabla conceptoReclamo). */
  readonly concepto?: '01' | '02' | '03' | '04'
}

/** Stands for the software of the buyer, which is not the practice's. */
const pinDelAdquiriente = 'adquiriente'

/**
 * Registers an event as if the buyer of an accepted invoice had sent it: in practice nobody else is there to answer. It is not judged.
 * @throws Error when practice never accepted that invoice
 */
export async function registrarDelAdquiriente(
  { libro, clock, ids, firmante }: Servicio,
  cufe: string,
  dicho: DichoDelAdquiriente,
): Promise<EventoAceptado> {
  const factura = libro.porCufe(cufe)
  if (!factura) throw new Error('the practice DIAN never accepted that invoice')
  const ahora = clock.now()
  const numero = `CLI${libro.eventos.length + 1}`
  const { xml, cude } = redactar(leerXml(factura.xml), {
    ...dicho,
    cufe,
    numero,
    referida: factura.numero,
    fecha: dicho.fecha ?? fechaBogota(ahora),
  })
  const evento: EventoAceptado = {
    cude,
    numero,
    codigo: dicho.codigo,
    cufe,
    archivo: '',
    xml,
    applicationResponse: redactarApplicationResponse({
      veredicto: {
        aceptado: true,
        hallazgos: [],
        cufe: cude,
        numero,
        tipo: 'ApplicationResponse',
        documento: leerXml(xml),
      },
      consecutivo: libro.documentos.length + libro.eventos.length + 1,
      ahora,
      ids,
      firmante,
    }),
    aceptadoEn: ahora.toISOString(),
  }
  await libro.aceptarEvento(evento)
  return evento
}

/** The buyer by NIT of an invoice on credit says, dated as it, that it and the service arrived; once, and nothing more. */
export async function contestarCredito(servicio: Servicio, cufe: string): Promise<void> {
  const aceptada = servicio.libro.porCufe(cufe)
  if (!aceptada || servicio.libro.eventosDe(cufe).length > 0) return
  const factura = leerXml(aceptada.xml)
  const nit = en(factura, 'AccountingCustomerParty/Party/PartyTaxScheme/CompanyID')
  if (texto(factura, 'PaymentMeans/ID') !== '2' || nit?.atributos.schemeName !== '31') return
  for (const codigo of ['030', '032'] as const)
    await registrarDelAdquiriente(servicio, cufe, { codigo, fecha: aceptada.fecha })
}

interface PorRedactar extends DichoDelAdquiriente {
  readonly cufe: string
  readonly numero: string
  readonly referida: string
  readonly fecha: string
}

function redactar(factura: Nodo, evento: PorRedactar): { xml: string; cude: string } {
  const emisor = en(factura, 'AccountingSupplierParty/Party/PartyTaxScheme')
  const adquiriente = en(factura, 'AccountingCustomerParty/Party/PartyTaxScheme')
  const hora = '10:00:00-05:00'
  const tipo = texto(factura, 'InvoiceTypeCode')
  const cude = cudeDeRespuesta({
    id: evento.numero,
    fecha: evento.fecha,
    hora,
    emisor: texto(adquiriente, 'CompanyID'),
    receptor: texto(emisor, 'CompanyID'),
    codigo: evento.codigo,
    numero: evento.referida,
    tipo,
    pin: pinDelAdquiriente,
  })
  const reclamo =
    evento.concepto === undefined
      ? ''
      : ` name="${nombreDelConcepto(evento.concepto)}" listID="${evento.concepto}"`
  const xml =
    '<?xml version="1.0" encoding="utf-8" standalone="no"?>' +
    '<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" ' +
    'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
    'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">' +
    '<cbc:UBLVersionID>UBL 2.1</cbc:UBLVersionID><cbc:CustomizationID>1</cbc:CustomizationID>' +
    `<cbc:ID>${evento.numero}</cbc:ID><cbc:UUID schemeID="2" schemeName="CUDE-SHA384">${cude}</cbc:UUID>` +
    `<cbc:IssueDate>${evento.fecha}</cbc:IssueDate><cbc:IssueTime>${hora}</cbc:IssueTime>` +
    parte('SenderParty', adquiriente) +
    parte('ReceiverParty', emisor) +
    `<cac:DocumentResponse><cac:Response><cbc:ResponseCode${reclamo}>${evento.codigo}</cbc:ResponseCode>` +
    `<cbc:Description>${escapeXml(nombreDelEvento(evento.codigo) ?? '')}</cbc:Description></cac:Response>` +
    `<cac:DocumentReference><cbc:ID>${escapeXml(evento.referida)}</cbc:ID><cbc:UUID>${evento.cufe}</cbc:UUID>` +
    `<cbc:DocumentTypeCode>${tipo}</cbc:DocumentTypeCode></cac:DocumentReference></cac:DocumentResponse></ApplicationResponse>`
  return { xml, cude }
}

function parte(elemento: string, quien: Nodo | undefined): string {
  const nit = texto(quien, 'CompanyID')
  return (
    `<cac:${elemento}><cac:PartyTaxScheme><cbc:RegistrationName>${escapeXml(texto(quien, 'RegistrationName'))}</cbc:RegistrationName>` +
    `<cbc:CompanyID schemeID="${dvDeNit(nit)}" schemeName="31">${escapeXml(nit)}</cbc:CompanyID>` +
    `<cac:TaxScheme><cbc:ID>01</cbc:ID><cbc:Name>IVA</cbc:Name></cac:TaxScheme></cac:PartyTaxScheme></cac:${elemento}>`
  )
}
