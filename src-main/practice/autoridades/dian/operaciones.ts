import type { Peticion, Respuesta } from '../servidor.ts'
import { contestarCredito } from './adquiriente.ts'
import { mensajeDeAutorizacion, redactarApplicationResponse } from './application-response.ts'
import { texto } from './arbol.ts'
import { ArchivoInvalido, type ArchivoXml, abrirZip } from './archivo-zip.ts'
import { eventosDeFactura, registrarEvento, respuestaDeEvento } from './eventos.ts'
import { comoMensaje, rechazo } from './hallazgo.ts'
import { juzgarDocumento, type Veredicto } from './juicio.ts'
import type { DocumentoAceptado } from './libro.ts'
import { errores, procesado, respuestaSinDocumento } from './respuestas.ts'
import type { Servicio } from './servicio.ts'
import {
  type DianResponse,
  sobreAdquiriente,
  sobreCarga,
  sobreCorreos,
  sobreDianResponse,
  sobreListaDianResponse,
  sobreRangos,
  sobreXml,
} from './sobre-salida.ts'

type Parametros = ReadonlyMap<string, string>

/** Operations of the real service that practice offers; the others answer with a fault. */
export const operacionesConocidas: ReadonlySet<string> = new Set([
  'SendBillSync',
  'SendBillAsync',
  'SendTestSetAsync',
  'SendEventUpdateStatus',
  'GetStatusEvent',
  'GetStatus',
  'GetStatusZip',
  'GetNumberingRange',
  'GetXmlByDocumentKey',
  'GetAcquirer',
  'GetReferenceNotes',
  'GetExchangeEmails',
])

/** Runs one known operation. The caller lets only one in at a time. */
export async function atenderOperacion(
  operacion: string,
  parametros: Parametros,
  pedido: Peticion['rechazo'],
  servicio: Servicio,
): Promise<Respuesta> {
  const ahora = servicio.clock.now()
  const trackId = parametros.get('trackId') ?? ''
  switch (operacion) {
    case 'SendBillSync':
      return sobreDianResponse(operacion, await enviarUno(parametros, pedido, servicio), ahora)
    case 'SendBillAsync':
    case 'SendTestSetAsync':
      return enviarLote(operacion, parametros, pedido, servicio)
    case 'SendEventUpdateStatus':
      return sobreDianResponse(operacion, await registrarEvento(parametros, pedido, servicio), ahora)
    case 'GetStatusEvent':
      if (servicio.adquirienteContesta) await contestarCredito(servicio, trackId)
      return sobreDianResponse(operacion, eventosDeFactura(servicio, trackId), ahora)
    case 'GetStatus':
      return sobreDianResponse(operacion, estadoDe(servicio, trackId), ahora)
    case 'GetStatusZip':
      return sobreListaDianResponse(operacion, estadoDelLote(servicio, trackId), ahora)
    case 'GetNumberingRange':
      return consultarRangos(parametros, servicio)
    case 'GetXmlByDocumentKey': {
      const documento = servicio.libro.porCufe(trackId)
      return documento
        ? sobreXml('100', 'Accion completada OK', documento.xml, ahora)
        : sobreXml('404', 'Xml no encontrado', null, ahora)
    }
    case 'GetReferenceNotes':
      return sobreDianResponse(operacion, notasDe(servicio, trackId), ahora)
    case 'GetExchangeEmails':
      return sobreCorreos('0', null, correosDe(servicio), ahora)
    default:
      return consultarAdquiriente(parametros, servicio)
  }
}

async function enviarUno(
  parametros: Parametros,
  pedido: Peticion['rechazo'],
  servicio: Servicio,
): Promise<DianResponse> {
  try {
    const [archivo] = abrir(parametros, servicio, true)
    if (!archivo) throw new ArchivoInvalido('El archivo ZIP está vacío')
    return await procesar(archivo, pedido, servicio)
  } catch (error) {
    if (!(error instanceof ArchivoInvalido)) throw error
    return respuestaSinDocumento(rechazo('ZB01', `${error.message}.`))
  }
}

async function enviarLote(
  operacion: string,
  parametros: Parametros,
  pedido: Peticion['rechazo'],
  servicio: Servicio,
): Promise<Respuesta> {
  const { registro, clock, ids, libro } = servicio
  const archivo = parametros.get('fileName') ?? ''
  const rechazar = (mensaje: string) =>
    sobreCarga(operacion, { errores: [{ cufe: null, mensaje, archivo }] }, clock.now())
  const { testSetId } = registro
  if (
    operacion === 'SendTestSetAsync' &&
    testSetId !== undefined &&
    parametros.get('testSetId') !== testSetId
  ) {
    return rechazar('El set de pruebas no existe o no está asociado al software.')
  }
  try {
    const archivos = abrir(parametros, servicio, false)
    const deSetDePruebas = operacion === 'SendTestSetAsync'
    const respuestas: DianResponse[] = []
    for (const cada of archivos) {
      const cerrado = deSetDePruebas && setCompleto(servicio)
      respuestas.push(
        cerrado ? respuestaDeSetCerrado(parametros, cada) : await procesar(cada, pedido, servicio),
      )
    }
    const zipKey = ids.next()
    const listoEn = new Date(clock.now().getTime() + servicio.demoraLoteMs).toISOString()
    await libro.anotarLote({ zipKey, listoEn, respuestas, deSetDePruebas })
    return sobreCarga(operacion, { zipKey }, clock.now())
  } catch (error) {
    if (!(error instanceof ArchivoInvalido)) throw error
    return rechazar(error.message)
  }
}

function setCompleto({ registro: { setDePruebas }, libro }: Servicio): boolean {
  return (
    setDePruebas !== undefined &&
    libro.aceptadosDelSet('fv') >= setDePruebas.facturas &&
    libro.aceptadosDelSet('nc') >= setDePruebas.notasCredito &&
    libro.aceptadosDelSet('nd') >= setDePruebas.notasDebito
  )
}

/** A set that has all it asked for takes nothing more. */
function respuestaDeSetCerrado(parametros: Parametros, archivo: ArchivoXml): DianResponse {
  return {
    mensajes: [],
    valido: false,
    codigo: '2',
    descripcion: `Set de prueba con identificador ${parametros.get('testSetId') ?? ''} se encuentra Aceptado.`,
    mensaje: null,
    applicationResponse: null,
    cufe: null,
    archivo: archivo.nombre,
  }
}

function abrir(parametros: Parametros, { registro }: Servicio, uno: boolean): readonly ArchivoXml[] {
  return abrirZip(parametros.get('fileName') ?? '', parametros.get('contentFile') ?? '', registro.nit, uno)
}

/** Judges a document and, if it passes, keeps it before anybody is told. */
async function procesar(
  archivo: ArchivoXml,
  pedido: Peticion['rechazo'],
  servicio: Servicio,
): Promise<DianResponse> {
  const { registro, libro, clock, ids, firmante } = servicio
  const ahora = clock.now()
  const juzgado = juzgarDocumento(archivo.xml, registro, ahora, libro)
  const veredicto: Veredicto = pedido
    ? { ...juzgado, aceptado: false, hallazgos: [rechazo(pedido.regla, pedido.mensaje)] }
    : juzgado
  const { documento, cufe, numero, tipo, soporte } = veredicto
  const mensajes = veredicto.hallazgos.map(comoMensaje)
  if (!documento) return { ...respuestaSinDocumento(), mensajes, archivo: archivo.nombre }

  const applicationResponse = redactarApplicationResponse({
    veredicto: { ...veredicto, documento },
    consecutivo: libro.documentos.length + 1,
    ahora,
    ids,
    firmante,
  })
  if (!veredicto.aceptado) {
    return { mensajes, valido: false, ...errores, applicationResponse, cufe, archivo: archivo.nombre }
  }
  const aceptado: DocumentoAceptado = {
    cufe,
    numero,
    tipo,
    ...(soporte && { soporte }),
    fecha: texto(documento, 'IssueDate'),
    archivo: archivo.nombre,
    xml: archivo.xml,
    applicationResponse,
    mensajes,
    aceptadoEn: ahora.toISOString(),
  }
  await libro.aceptar(aceptado)
  return respuestaDeAceptado(aceptado)
}

function respuestaDeAceptado(documento: DocumentoAceptado): DianResponse {
  return {
    mensajes: documento.mensajes,
    valido: true,
    ...procesado,
    mensaje: mensajeDeAutorizacion(documento),
    applicationResponse: documento.applicationResponse,
    cufe: documento.cufe,
    archivo: documento.archivo,
  }
}

function estadoDe({ libro }: Servicio, trackId: string): DianResponse {
  const documento = libro.porCufe(trackId)
  if (documento) return respuestaDeAceptado(documento)
  const evento = libro.eventoPorCude(trackId)
  if (evento) return respuestaDeEvento(evento)
  return {
    mensajes: [],
    valido: false,
    codigo: '66',
    descripcion: 'TrackId no existe en los registros de la DIAN.',
    mensaje: null,
    applicationResponse: null,
    cufe: trackId,
    archivo: null,
  }
}

/** The notes that name an invoice, in words: no source tells which fields the real one fills. */
function notasDe(servicio: Servicio, cufe: string): DianResponse {
  const { libro } = servicio
  if (!libro.porCufe(cufe)) return estadoDe(servicio, cufe)
  const notas = libro.documentos.filter(({ archivo, xml }) => /^n[cd]/.test(archivo) && xml.includes(cufe))
  return {
    mensajes: [],
    valido: true,
    ...procesado,
    mensaje: notas.map(({ numero }) => numero).join(', '),
    applicationResponse: null,
    cufe,
    archivo: null,
  }
}

/** The sheet of the mail boxes: NIT, name and address of those that practice knows. */
function correosDe({ registro }: Servicio): string {
  const filas = (registro.adquirientes ?? []).map(({ numero, nombre, correo }) => [numero, nombre, correo])
  return [['nit', 'razon_social', 'correo'], ...filas].map((fila) => fila.join(',')).join('\r\n')
}

function estadoDelLote(servicio: Servicio, zipKey: string): readonly DianResponse[] {
  const lote = servicio.libro.lote(zipKey)
  if (!lote) return [estadoDe(servicio, zipKey)]
  if (Date.parse(lote.listoEn) <= servicio.clock.now().getTime()) return lote.respuestas
  return [
    {
      mensajes: [],
      valido: false,
      codigo: '',
      descripcion: 'Batch en proceso de validación.',
      mensaje: null,
      applicationResponse: null,
      cufe: null,
      archivo: null,
    },
  ]
}

function consultarRangos(parametros: Parametros, { registro, clock }: Servicio): Respuesta {
  const cuenta = parametros.get('accountCode') ?? ''
  const proveedor = parametros.get('accountCodeT') ?? ''
  const autorizado =
    cuenta === registro.nit &&
    proveedor === registro.nit &&
    parametros.get('softwareCode') === registro.softwareId
  if (!autorizado) {
    const descripcion = `NIT: ${proveedor} no autorizado para consultar rangos de numeración del NIT: ${cuenta}`
    return sobreRangos('401', descripcion, [], clock.now())
  }
  const rangos = registro.rangos.map((rango) => ({ ...rango, fecha: rango.vigenciaDesde }))
  return sobreRangos('100', 'Acción completada OK.', rangos, clock.now())
}

function consultarAdquiriente(parametros: Parametros, { registro, clock }: Servicio): Respuesta {
  const encontrado = registro.adquirientes?.find(
    (persona) =>
      persona.tipoDocumento === parametros.get('identificationType') &&
      persona.numero === parametros.get('identificationNumber'),
  )
  return encontrado
    ? sobreAdquiriente('200', 'Consulta exitosa', encontrado, clock.now())
    : sobreAdquiriente('404', 'Adquiriente no encontrado', undefined, clock.now())
}
