import type { Peticion } from '../servidor.ts'
import { mensajeDeAutorizacion, redactarApplicationResponse } from './application-response.ts'
import { en, leerXml, texto } from './arbol.ts'
import { ArchivoInvalido, abrirZipEvento } from './archivo-zip.ts'
import { comoMensaje, rechazo } from './hallazgo.ts'
import { juzgarEvento, nombreDelEvento, type PartesFactura } from './juicio-evento.ts'
import type { DocumentoAceptado, EventoAceptado } from './libro.ts'
import { errores, procesado, respuestaSinDocumento } from './respuestas.ts'
import type { Servicio } from './servicio.ts'
import type { DianResponse } from './sobre-salida.ts'

/** SendEventUpdateStatus: judges an event and, if it passes, keeps it before anybody is told. */
export async function registrarEvento(
  parametros: ReadonlyMap<string, string>,
  pedido: Peticion['rechazo'],
  servicio: Servicio,
): Promise<DianResponse> {
  const { registro, libro, clock, ids, firmante } = servicio
  const archivo = abrir(parametros.get('contentFile') ?? '', registro.nit)
  if (typeof archivo === 'string') return respuestaSinDocumento(rechazo('ZB01', `${archivo}.`))
  const ahora = clock.now()
  const juzgado = juzgarEvento(archivo.xml, registro, {
    registrados: (cufe) => libro.eventosDe(cufe).map((evento) => ({ ...evento, fecha: fechaDe(evento) })),
    partesDe: (cufe) => partesDe(libro.porCufe(cufe)),
    numeroUsado: (numero) => libro.eventos.some((evento) => evento.numero === numero),
  })
  const hallazgos = pedido ? [rechazo(pedido.regla, pedido.mensaje)] : juzgado.hallazgos
  const aceptado = juzgado.aceptado && !pedido
  const { documento, cude, numero, codigo, cufe } = juzgado
  const mensajes = hallazgos.map(comoMensaje)
  if (!documento) return { ...respuestaSinDocumento(), mensajes, archivo: archivo.nombre }
  const applicationResponse = redactarApplicationResponse({
    veredicto: { aceptado, hallazgos, cufe: cude, numero, tipo: 'ApplicationResponse', documento },
    consecutivo: libro.documentos.length + libro.eventos.length + 1,
    ahora,
    ids,
    firmante,
  })
  if (!aceptado)
    return { mensajes, valido: false, ...errores, applicationResponse, cufe: cude, archivo: archivo.nombre }
  const evento: EventoAceptado = {
    cude,
    numero,
    codigo,
    cufe,
    archivo: archivo.nombre,
    xml: archivo.xml,
    applicationResponse,
    aceptadoEn: ahora.toISOString(),
  }
  await libro.aceptarEvento(evento)
  return respuestaDeEvento(evento)
}

/**
 * GetStatusEvent: what is registered about an invoice, in words, with the answer to its latest event. No source shows which fields the
 * real one fills.
 */
export function eventosDeFactura({ libro }: Servicio, cufe: string): DianResponse {
  const eventos = libro.eventosDe(cufe)
  const ultimo = eventos.at(-1)
  if (!ultimo)
    return {
      mensajes: [],
      valido: false,
      codigo: '66',
      descripcion: 'No se encontraron eventos registrados para el documento.',
      mensaje: null,
      applicationResponse: null,
      cufe,
      archivo: null,
    }
  return {
    ...respuestaDeEvento(ultimo),
    mensaje: `Eventos registrados: ${eventos.map(enPalabras).join('; ')}`,
    cufe,
  }
}

/** «032 Recibo del bien o prestación del servicio, 2026-11-21, CUDE 0f3a…» */
function enPalabras(evento: EventoAceptado): string {
  const { codigo, cude } = evento
  const concepto = en(leerXml(evento.xml), 'DocumentResponse/Response/ResponseCode')?.atributos.listID
  return [
    `${codigo} ${nombreDelEvento(codigo) ?? ''}`,
    ...(concepto === undefined ? [] : [`concepto ${concepto}`]),
    fechaDe(evento),
    `CUDE ${cude}`,
  ].join(', ')
}

function fechaDe(evento: EventoAceptado): string {
  return texto(leerXml(evento.xml), 'IssueDate')
}

function partesDe(factura: DocumentoAceptado | undefined): PartesFactura | undefined {
  if (!factura) return undefined
  const documento = leerXml(factura.xml)
  const nit = (parte: string) => texto(documento, `${parte}/Party/PartyTaxScheme/CompanyID`)
  return { emisor: nit('AccountingSupplierParty'), adquiriente: nit('AccountingCustomerParty') }
}

export function respuestaDeEvento(evento: EventoAceptado): DianResponse {
  return {
    mensajes: [],
    valido: true,
    ...procesado,
    mensaje: mensajeDeAutorizacion({ tipo: 'ApplicationResponse', numero: evento.numero }),
    applicationResponse: evento.applicationResponse,
    cufe: evento.cude,
    archivo: evento.archivo,
  }
}

/** The file, or why it cannot be opened. */
function abrir(base64: string, nit: string) {
  try {
    return abrirZipEvento(base64, nit)
  } catch (error) {
    if (!(error instanceof ArchivoInvalido)) throw error
    return error.message
  }
}
