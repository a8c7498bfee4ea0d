import { dvDeNit } from '../nit.ts'
import { en, hijos, leerXml, type Nodo, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { claveUnicaDeSoporte } from './clave-unica.ts'
import { igualAlCentavo, monto, sumar } from './decimal.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'

/**
 * Rules of the documento soporte (05) and of its nota de ajuste (95) that an invoice has not, or has otherwise (annex 1.1 of Resolución
 * 000167 de 2021). They are written with the letter of the invoice where the number is the same; whoever dictates puts DS or NS.
 */

const perfiles = {
  Invoice: 'DIAN 2.1: documento soporte en adquisiciones efectuadas a no obligados a facturar.',
  CreditNote:
    'DIAN 2.1: Nota de ajuste al documento soporte en adquisiciones efectuadas a sujetos no obligados a expedir factura o documento equivalente',
} as const
const residente = '10'
const responsabilidades = ['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN']
const documentosDelExterior = ['21', '22', '41', '42', '47', '50']
const tributosAdmitidos = ['01', '05', '06']
const formasDeTransmision = ['1', '2']
const conceptosDeAjuste = ['1', '2', '3', '4', '5']

/** Whether its type code is one of the two. */
export function esSoporte(documento: Nodo): boolean {
  return texto(documento, 'InvoiceTypeCode') === '05' || texto(documento, 'CreditNoteTypeCode') === '95'
}

/** Letters with which its rules begin. */
export function letrasDe(tipo: Caso['tipo']): 'DS' | 'NS' {
  return tipo === 'Invoice' ? 'DS' : 'NS'
}

export function reglasDeSoporte(caso: Caso): Hallazgo[] {
  return [
    ...encabezado(caso),
    ...vendedor(caso),
    ...comprador(caso),
    ...lineas(caso),
    ...retenciones(caso),
    ...(caso.tipo === 'CreditNote' ? ajuste(caso) : []),
  ]
}

/** Collects what is broken, in the order asked. */
function exigencias(): {
  readonly hallazgos: Hallazgo[]
  exigir(cumple: boolean, regla: string, mensaje: string): void
} {
  const hallazgos: Hallazgo[] = []
  return {
    hallazgos,
    exigir(cumple, regla, mensaje) {
      if (!cumple) hallazgos.push(rechazo(regla, mensaje))
    },
  }
}

function encabezado({ documento, tipo, numero, registro, fechaDeFirma }: Caso): Hallazgo[] {
  const { hallazgos, exigir } = exigencias()
  const perfil = tipo === 'Invoice' ? perfiles.Invoice : perfiles.CreditNote
  exigir(
    texto(documento, 'UBLVersionID') === 'UBL 2.1',
    'FAD01',
    'UBLVersionID debe contener el literal UBL 2.1.',
  )
  exigir(
    ['10', '11'].includes(texto(documento, 'CustomizationID')),
    'FAD02b',
    'CustomizationID no indica un valor válido para el tipo de operación.',
  )
  exigir(texto(documento, 'ProfileID') === perfil, 'FAD03', `ProfileID debe contener el literal «${perfil}».`)
  exigir(
    texto(documento, 'ProfileExecutionID') === '2',
    'FAD04',
    'El ambiente de destino de esta autoridad de práctica es 2 (pruebas).',
  )
  exigir(/^[A-Za-z0-9]+$/.test(numero), 'FAD05a', 'El número del documento tiene caracteres no permitidos.')
  exigir(
    texto(documento, 'DocumentCurrencyCode') === 'COP',
    'FAD15a',
    'La divisa del documento debe ser COP.',
  )
  exigir(
    texto(documento, 'LineCountNumeric') === String(hijos(documento, `${tipo}Line`).length),
    'FAD16',
    'LineCountNumeric es diferente del número de líneas del documento.',
  )
  exigir(
    /^\d{2}:\d{2}:\d{2}-05:00$/.test(texto(documento, 'IssueTime')),
    'FAD10',
    'La hora de emisión debe tener la forma HH:MM:SS-05:00.',
  )
  exigir(
    texto(documento, 'IssueDate') === fechaDeFirma,
    'FAD09e',
    'La fecha de emisión es diferente de la fecha de la firma del documento.',
  )
  const uuid = en(documento, 'UUID')
  exigir(
    uuid?.atributos.schemeName === 'CUDS-SHA384',
    'FAD08',
    'El algoritmo informado en UUID debe ser CUDS-SHA384.',
  )
  exigir(
    uuid?.atributos.schemeID === texto(documento, 'ProfileExecutionID') &&
      texto(uuid) === claveUnicaDeSoporte(documento, registro.pin),
    'FAD06',
    'Valor del CUDS no está calculado correctamente.',
  )
  return hallazgos
}

/** The one who sells and does not invoice: any seller, known by nobody here. */
function vendedor({ documento }: Caso): Hallazgo[] {
  const { hallazgos, exigir } = exigencias()
  const parte = en(documento, 'AccountingSupplierParty')
  const tributario = en(parte, 'Party/PartyTaxScheme')
  const id = en(tributario, 'CompanyID')
  const direccion = en(parte, 'Party/PhysicalLocation/Address')
  const pais = texto(direccion, 'Country/IdentificationCode')
  exigir(
    ['1', '2'].includes(texto(parte, 'AdditionalAccountID')),
    'FAJ02',
    'El tipo de persona del vendedor no es válido.',
  )
  exigir(texto(tributario, 'RegistrationName') !== '', 'FAJ20', 'No se informó el nombre del vendedor.')
  exigir(texto(id) !== '', 'FAJ21', 'No se informó la identificación del vendedor.')
  if (texto(documento, 'CustomizationID') === residente) {
    const completa = ['ID', 'CityName', 'CountrySubentity', 'CountrySubentityCode', 'AddressLine/Line'].every(
      (ruta) => texto(direccion, ruta) !== '',
    )
    const municipio = texto(direccion, 'ID')
    exigir(
      completa && pais === 'CO',
      'FAJ08a',
      'No fue informado el conjunto de elementos correctos de acuerdo a la procedencia del vendedor.',
    )
    exigir(
      !completa ||
        (/^\d{5}$/.test(municipio) && municipio.startsWith(texto(direccion, 'CountrySubentityCode'))),
      'FAJ09',
      'El municipio no corresponde a un valor válido de la lista.',
    )
    exigir(
      id?.atributos.schemeName === '31',
      'FAJ25a',
      "El contenido de este atributo no corresponde a '31'.",
    )
    exigir(id?.atributos.schemeID === dvDeNit(texto(id)), 'FAJ24b', 'El DV del NIT no es correcto.')
  } else {
    exigir(
      texto(direccion, 'CityName') !== '' && pais !== '' && pais !== 'CO',
      'FAJ08b',
      'No fue informado el conjunto de elementos correctos de acuerdo a la procedencia del vendedor.',
    )
    exigir(
      documentosDelExterior.includes(id?.atributos.schemeName ?? ''),
      'FAJ25b',
      'El tipo de identificación del vendedor no está en la lista.',
    )
  }
  exigir(
    conResponsabilidades(tributario),
    'FAJ26',
    'Responsabilidad informada para el vendedor no válida según lista.',
  )
  if (texto(tributario, 'TaxScheme/ID') !== 'ZZ')
    hallazgos.push(notificacion('FAJ40', 'El tributo del vendedor no corresponde a un contenido válido.'))
  exigir(
    !en(parte, 'Party/PartyLegalEntity') && !en(parte, 'Party/Contact'),
    'FAJ42',
    'El vendedor no lleva datos de registro mercantil ni de contacto.',
  )
  return hallazgos
}

/** The buyer, which is who issues: it must be the one registered. */
function comprador({ documento, registro }: Caso): Hallazgo[] {
  const { hallazgos, exigir } = exigencias()
  const parte = en(documento, 'AccountingCustomerParty')
  const tributario = en(parte, 'Party/PartyTaxScheme')
  const id = en(tributario, 'CompanyID')
  exigir(
    ['1', '2'].includes(texto(parte, 'AdditionalAccountID')),
    'FAK02',
    'El tipo de persona del adquiriente no es válido.',
  )
  exigir(
    texto(id) === registro.nit,
    'FAK21',
    'El NIT del adquiriente no está autorizado a enviar este documento.',
  )
  exigir(id?.atributos.schemeName === '31', 'FAK25', 'El adquiriente debe identificarse con NIT (31).')
  exigir(
    id?.atributos.schemeID === dvDeNit(texto(id)),
    'FAK24b',
    'El DV del NIT del adquiriente no es correcto.',
  )
  exigir(
    conResponsabilidades(tributario),
    'FAK26',
    'Responsabilidad informada para el adquiriente no válida según lista.',
  )
  exigir(
    texto(tributario, 'TaxScheme/ID') !== 'ZZ',
    'FAK40',
    'El tributo del adquiriente no corresponde a un contenido válido.',
  )
  return hallazgos
}

function conResponsabilidades(tributario: Nodo | undefined): boolean {
  return texto(tributario, 'TaxLevelCode')
    .split(';')
    .every((codigo) => responsabilidades.includes(codigo))
}

function lineas({ documento, tipo }: Caso): Hallazgo[] {
  const { hallazgos, exigir } = exigencias()
  for (const linea of hijos(documento, `${tipo}Line`)) {
    const numero = `Línea ${texto(linea, 'ID')}:`
    const periodo = en(linea, 'InvoicePeriod')
    exigir(!!periodo, 'FFC01', `${numero} no se informó el grupo InvoicePeriod.`)
    if (!periodo) continue
    exigir(
      /^\d{4}-\d{2}-\d{2}$/.test(texto(periodo, 'StartDate')),
      'FFC02a',
      `${numero} no se informó la fecha de la compra.`,
    )
    exigir(
      formasDeTransmision.includes(texto(periodo, 'DescriptionCode')),
      'FFC03',
      `${numero} la forma de generación y transmisión no es válida.`,
    )
    const codigos = [...hijos(linea, 'TaxTotal'), ...hijos(linea, 'WithholdingTaxTotal')].flatMap((total) =>
      hijos(total, 'TaxSubtotal').map((subtotal) => texto(subtotal, 'TaxCategory/TaxScheme/ID')),
    )
    exigir(
      codigos.every((codigo) => tributosAdmitidos.includes(codigo)),
      'FAY13',
      `${numero} el tributo reportado no está incluido en la tabla de tributos permitidos.`,
    )
  }
  return hallazgos
}

/** What is withheld at the header is the sum of what is withheld of the lines that say it. */
function retenciones({ documento, tipo }: Caso): Hallazgo[] {
  const deLineas = hijos(documento, `${tipo}Line`).flatMap((linea) => hijos(linea, 'WithholdingTaxTotal'))
  if (deLineas.length === 0) return []
  const suma = (totales: readonly Nodo[]) => sumar(totales.map((total) => monto(texto(total, 'TaxAmount'))))
  return igualAlCentavo(suma(hijos(documento, 'WithholdingTaxTotal')), suma(deLineas))
    ? []
    : [rechazo('FAT02', 'El total retenido es distinto de la suma de lo retenido en las líneas.')]
}

function ajuste({ documento, yaAceptado, aceptadoCon }: Caso): Hallazgo[] {
  const { hallazgos, exigir } = exigencias()
  const motivo = en(documento, 'DiscrepancyResponse')
  exigir(!!motivo, 'FBF01', 'No se informó el motivo de la nota de ajuste.')
  exigir(
    !motivo || conceptosDeAjuste.includes(texto(motivo, 'ResponseCode')),
    'FBF03',
    'El código del motivo no está en la lista.',
  )
  const referido = en(documento, 'BillingReference/InvoiceDocumentReference')
  exigir(!!referido, 'FBG02', 'No se encuentra el grupo InvoiceDocumentReference.')
  if (!referido) return hallazgos
  const cuds = texto(referido, 'UUID')
  exigir(yaAceptado(cuds, texto(referido, 'ID')), 'FBG04', 'CUDS de DS referenciada no existe.')
  const original = aceptadoCon(cuds)
  if (original === undefined) return hallazgos
  const anterior = leerXml(original)
  exigir(
    texto(anterior, 'IssueDate') <= texto(documento, 'IssueDate'),
    'FBG06',
    'Fecha de emisión de la nota es anterior a la fecha de emisión del documento referenciado.',
  )
  exigir(
    monto(texto(documento, 'LegalMonetaryTotal/PayableAmount')) <=
      monto(texto(anterior, 'LegalMonetaryTotal/PayableAmount')),
    'VLR02',
    'Valor de la Nota de Ajuste es superior al valor del documento referenciado.',
  )
  return hallazgos
}
