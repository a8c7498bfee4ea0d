import { sumarDiasHabiles } from '../dias-habiles.ts'
import { dvDeNit } from '../nit.ts'
import { en, leerXml, type Nodo, texto, XmlInvalido } from './arbol.ts'
import { cudeDeRespuesta } from './clave-unica.ts'
import { juzgarFirma } from './firma-xades.ts'
import { type Hallazgo, hayRechazo, rechazo } from './hallazgo.ts'
import { reglasDeEstructura } from './orden-ubl.ts'
import type { RegistroDian } from './registro.ts'
import { reglasDeControl } from './reglas-control.ts'

/** Events of the acquirer and of the issuer, with the name each must carry (tabla eventos). */
const nombres: Readonly<Record<string, string>> = {
  '030': 'Acuse de recibo de Factura Electrónica de Venta',
  '031': 'Reclamo de la Factura Electrónica de Venta',
  '032': 'Recibo del bien o prestación del servicio',
  '033': 'Aceptación expresa',
  '034': 'Aceptación Tácita',
}
/** Reasons of a claim (tabla conceptoReclamo). */
const conceptosDeReclamo: Readonly<Record<string, string>> = {
  '01': 'Documento con inconsistencias',
  '02': 'Mercancía no entregada',
  '03': 'Mercancía entregada parcialmente',
  '04': 'Servicio no prestado',
}
/** Business days after the receipt (032) in which the acquirer may still answer. */
const diasParaResponder = 3
const nitDian = '800197268'

/** What must be registered before each event, and what leaves no room for it. */
const orden: Readonly<Record<string, { readonly antes?: string; readonly excluye: readonly string[] }>> = {
  '030': { excluye: [] },
  '032': { antes: '030', excluye: [] },
  '031': { antes: '032', excluye: ['033', '034'] },
  '033': { antes: '032', excluye: ['031', '034'] },
  '034': { antes: '032', excluye: ['031', '033'] },
}

export interface VeredictoEvento {
  readonly hallazgos: readonly Hallazgo[]
  readonly aceptado: boolean
  /** Absent when the bytes are not an ApplicationResponse. */
  readonly documento: Nodo | undefined
  readonly cude: string
  readonly numero: string
  readonly codigo: string
  /** CUFE of the invoice it speaks of. */
  readonly cufe: string
}

/** The two of an invoice that DIAN validated, by their number of document. */
export interface PartesFactura {
  readonly emisor: string
  readonly adquiriente: string
}

/** What DIAN holds of events. */
export interface AntecedentesEvento {
  /** Registered for the invoice; `fecha` is the one each event carries. */
  registrados(cufe: string): readonly { readonly codigo: string; readonly fecha: string }[]
  /** Undefined when DIAN never validated that invoice. */
  partesDe(cufe: string): PartesFactura | undefined
  numeroUsado(numero: string): boolean
}

export function nombreDelEvento(codigo: string): string | undefined {
  return nombres[codigo]
}

export function nombreDelConcepto(concepto: string): string | undefined {
  return conceptosDeReclamo[concepto]
}

/**
 * Judges an event as it arrived. The invoice need not be one the practice DIAN knows, for somebody else issued it; but for the tacit
 * acceptance (034), which only its issuer declares. Of the rule codes only
 * LGC01 and AAH03 come in our sources; the others carry the letters of the mirrored rule of the invoice (FAD06 → AAD06).
 */
export function juzgarEvento(
  xml: string,
  registro: RegistroDian,
  antecedentes: AntecedentesEvento,
): VeredictoEvento {
  const documento = leer(xml)
  if ('regla' in documento)
    return {
      hallazgos: [documento],
      aceptado: false,
      documento: undefined,
      cude: '',
      numero: '',
      codigo: '',
      cufe: '',
    }
  const respuesta = en(documento, 'DocumentResponse')
  const evento = {
    documento,
    cude: texto(documento, 'UUID'),
    numero: texto(documento, 'ID'),
    codigo: texto(respuesta, 'Response/ResponseCode'),
    cufe: texto(respuesta, 'DocumentReference/UUID'),
  }
  const dictar = (hallazgos: readonly Hallazgo[]): VeredictoEvento => ({
    ...evento,
    hallazgos: hallazgos.map((hallazgo) => ({
      ...hallazgo,
      regla: hallazgo.regla.replace(/^FA(?=[BD])/, 'AA'),
    })),
    aceptado: !hayRechazo(hallazgos),
  })
  const firma = juzgarFirma(xml, documento, registro.nit)
  // Nothing else can be trusted in a document whose shape or signature is wrong.
  const previas = [...reglasDeEstructura(documento), ...firma.hallazgos]
  if (previas.length > 0) return dictar(previas)
  return dictar([
    ...reglasDeControl({ documento, registro, numero: evento.numero, tipo: 'ApplicationResponse' }),
    ...reglasDeCabeza(documento, registro, firma.fechaDeFirma),
    ...reglasDePartes(documento, registro.nit, evento.codigo),
    ...reglasDeQuienPuede(documento, evento, antecedentes.partesDe(evento.cufe)),
    ...reglasDeRespuesta(respuesta, evento.codigo),
    ...reglasDeOrden({ ...evento, fecha: texto(documento, 'IssueDate') }, antecedentes),
  ])
}

function leer(xml: string): Nodo | Hallazgo {
  try {
    const documento = leerXml(xml)
    if (documento.nombre === 'ApplicationResponse') return documento
    return rechazo('ZB01', `Fallo en el esquema XML del archivo: ${documento.nombre} no es un evento.`)
  } catch (error) {
    if (!(error instanceof XmlInvalido)) throw error
    return rechazo('ZB01', `Fallo en el esquema XML del archivo: ${error.message}`)
  }
}

function reglasDeCabeza(documento: Nodo, registro: RegistroDian, fechaDeFirma: string): Hallazgo[] {
  const uuid = en(documento, 'UUID')
  return faltas([
    [texto(documento, 'UBLVersionID') === 'UBL 2.1', 'AAD01', 'UBLVersionID debe ser UBL 2.1.'],
    [texto(documento, 'CustomizationID') === '1', 'AAD02', 'CustomizationID debe ser 1.'],
    [
      /^DIAN 2\.1: ApplicationResponse de (la )?Factura Electrónica de Venta$/.test(
        texto(documento, 'ProfileID'),
      ),
      'AAD03',
      'ProfileID no contiene el literal del evento.',
    ],
    [
      texto(documento, 'ProfileExecutionID') === '2',
      'AAD04',
      'El ambiente de destino de esta autoridad de práctica es 2 (pruebas).',
    ],
    [
      /^[A-Za-z0-9]+$/.test(texto(documento, 'ID')),
      'AAD05a',
      'El número del evento tiene caracteres no permitidos.',
    ],
    [
      texto(uuid) === cude(documento, registro.pin),
      'AAD06',
      'Valor del CUDE no está calculado correctamente.',
    ],
    [
      uuid?.atributos.schemeName === 'CUDE-SHA384' && uuid.atributos.schemeID === '2',
      'AAD08',
      'UUID debe llevar schemeName CUDE-SHA384 y el ambiente en schemeID.',
    ],
    [
      texto(documento, 'IssueDate') === fechaDeFirma,
      'AAD09e',
      'La fecha del evento no es la fecha de su firma.',
    ],
    [
      /^\d{2}:\d{2}:\d{2}-05:00$/.test(texto(documento, 'IssueTime')),
      'AAD10',
      'IssueTime no tiene la forma HH:MM:SS-05:00.',
    ],
  ])
}

function cude(documento: Nodo, pin: string): string {
  const referencia = en(documento, 'DocumentResponse/DocumentReference')
  return cudeDeRespuesta({
    id: texto(documento, 'ID'),
    fecha: texto(documento, 'IssueDate'),
    hora: texto(documento, 'IssueTime'),
    emisor: texto(documento, 'SenderParty/PartyTaxScheme/CompanyID'),
    receptor: texto(documento, 'ReceiverParty/PartyTaxScheme/CompanyID'),
    codigo: texto(documento, 'DocumentResponse/Response/ResponseCode'),
    numero: texto(referencia, 'ID'),
    tipo: texto(referencia, 'DocumentTypeCode'),
    pin,
  })
}

function reglasDePartes(documento: Nodo, nit: string, codigo: string): Hallazgo[] {
  const remitente = en(documento, 'SenderParty/PartyTaxScheme/CompanyID')
  const receptor = en(documento, 'ReceiverParty/PartyTaxScheme/CompanyID')
  const conDv = (nodo: Nodo | undefined) =>
    nodo?.atributos.schemeName === '31' && nodo.atributos.schemeID === dvDeNit(texto(nodo))
  return faltas([
    [texto(remitente) === nit, 'AAF01', 'El remitente del evento no es el titular del certificado.'],
    [conDv(remitente), 'AAF02', 'El DV del NIT del remitente no está informado o no es correcto.'],
    [conDv(receptor), 'AAG02', 'El DV del NIT del receptor no está informado o no es correcto.'],
    codigo === '034'
      ? [texto(receptor) === nitDian, 'AAG01', 'El receptor de la aceptación tácita es la DIAN.']
      : [texto(receptor) !== nit, 'AAG01', 'El receptor del evento es el facturador, no quien lo envía.'],
    [
      codigo !== '034' || texto(documento, 'Note').includes('bajo la gravedad de juramento'),
      'AAD11',
      'La aceptación tácita lleva una nota bajo la gravedad de juramento.',
    ],
  ])
}

/** The acquirer answers and the issuer declares the silence: each only of an invoice of theirs. */
function reglasDeQuienPuede(
  documento: Nodo,
  { codigo }: Pick<VeredictoEvento, 'codigo'>,
  partes: PartesFactura | undefined,
): Hallazgo[] {
  const remitente = texto(documento, 'SenderParty/PartyTaxScheme/CompanyID')
  if (codigo === '034')
    return faltas([
      [partes !== undefined, 'AAH07', 'El CUFE del documento referido no existe en la DIAN.'],
      [
        partes === undefined || partes.emisor === remitente,
        'AAF01',
        'La aceptación tácita solo la declara el facturador que emitió la factura.',
      ],
    ])
  return faltas([
    [
      partes === undefined || partes.adquiriente === remitente,
      'AAF01',
      'El remitente del evento no es el adquirente de la factura.',
    ],
  ])
}

function reglasDeRespuesta(respuesta: Nodo | undefined, codigo: string): Hallazgo[] {
  const nombre = nombres[codigo]
  if (nombre === undefined) return [rechazo('AAH03', `El código de evento ${codigo} no está autorizado.`)]
  const referencia = en(respuesta, 'DocumentReference')
  const persona = en(respuesta, 'IssuerParty/Person')
  const concepto = en(respuesta, 'Response/ResponseCode')?.atributos.listID ?? ''
  return faltas([
    [
      texto(respuesta, 'Response/Description') === nombre,
      'AAH04',
      `La descripción del evento ${codigo} debe ser «${nombre}».`,
    ],
    [
      codigo !== '031' || concepto in conceptosDeReclamo,
      'AAH05',
      'El concepto del reclamo no está en la lista.',
    ],
    [texto(referencia, 'ID') !== '', 'AAH06', 'No se informó el número del documento referido.'],
    [
      /^[0-9a-f]{96}$/.test(texto(referencia, 'UUID')),
      'AAH07',
      'El CUFE del documento referido no es válido.',
    ],
    [
      /^0[1-4]$/.test(texto(referencia, 'DocumentTypeCode')),
      'AAH09',
      'El tipo del documento referido no está en la lista.',
    ],
    [
      (codigo !== '030' && codigo !== '032') ||
        ['ID', 'FirstName', 'FamilyName', 'JobTitle'].every((campo) => texto(persona, campo) !== ''),
      'AAH10',
      'El evento debe informar la persona que recibe.',
    ],
  ])
}

/** LGC01: already registered, or not in its turn. */
function reglasDeOrden(
  {
    codigo,
    cufe,
    numero,
    fecha,
  }: Pick<VeredictoEvento, 'codigo' | 'cufe' | 'numero'> & { readonly fecha: string },
  antecedentes: AntecedentesEvento,
): Hallazgo[] {
  const turno = orden[codigo]
  if (turno === undefined) return []
  const previos = antecedentes.registrados(cufe)
  const previo = (otro: string) => previos.find((uno) => uno.codigo === otro)
  if (previo(codigo) || antecedentes.numeroUsado(numero))
    return [rechazo('LGC01', 'Evento registrado previamente.')]
  if (turno.antes !== undefined && !previo(turno.antes))
    return [rechazo('LGC01', `El evento ${codigo} requiere que antes se registre el ${turno.antes}.`)]
  const contrario = turno.excluye.find((otro) => previo(otro))
  if (contrario !== undefined)
    return [rechazo('LGC01', `El evento ${codigo} no se permite: ya se registró el ${contrario}.`)]
  const recibo = codigo === '034' ? previo('032') : undefined
  const limite = recibo && sumarDiasHabiles(recibo.fecha, diasParaResponder)
  return limite !== undefined && fecha <= limite
    ? [
        rechazo(
          'LGC01',
          `El adquirente puede responder hasta el ${limite}: la aceptación tácita es posterior.`,
        ),
      ]
    : []
}

function faltas(reglas: readonly (readonly [cumple: boolean, regla: string, mensaje: string])[]): Hallazgo[] {
  return reglas.filter(([cumple]) => !cumple).map(([, regla, mensaje]) => rechazo(regla, mensaje))
}
