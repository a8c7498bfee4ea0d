import { createHash } from 'node:crypto'
import {
  atributo,
  type Contenedor,
  type Elemento,
  lista,
  type RaizDocumento,
  texto,
  uno,
} from './contenedor.ts'
import { notificado, type ResultadoValidacion, rechazado } from './hallazgo-muv.ts'
import type { RegistroMuv } from './registro-muv.ts'

/** What the RIPS rules need of the document. Amounts in cents. */
export interface DatosDocumento {
  readonly numero: string
  readonly nit: string
  readonly fecha: string
  readonly adquiriente: string
  readonly periodo: { readonly inicio: string; readonly fin: string }
  readonly modalidad: { readonly codigo: string; readonly nombre: string }
  readonly cobertura: string
  readonly codigoPrestador: string
  /** Value before the payments of the user. */
  readonly valor: number
  /** Payments of the user: concepts 01, 02 and 03. */
  readonly recaudos: number
  /** Number of the invoice that a note refers to. */
  readonly facturaReferida: string
}

const operaciones: Readonly<Record<RaizDocumento, readonly string[]>> = {
  Invoice: ['SS-CUFE', 'SS-CUDE', 'SS-POS', 'SS-SNum', 'SS-Reporte', 'SS-SinAporte'],
  CreditNote: ['20'],
  DebitNote: ['30'],
}
const modalidades = ['01', '02', '03', '04']
const coberturas = [
  '01',
  '02',
  '03',
  '04',
  '05',
  '06',
  '07',
  '08',
  '09',
  '10',
  '11',
  '12',
  '13',
  '14',
  '15',
  '16',
  '17',
]

/** Cents of a decimal text; 0 when it is not one. */
export function centavos(valor: string): number {
  return /^\d+(\.\d+)?$/.test(valor) ? Math.round(Number(valor) * 100) : 0
}

/** Judges the electronic document and DIAN's answer to it: AAR, GI, VFE, FED (VCN, CND in credit notes; VDN, DND in debit notes). */
export function reglasDelDocumento(
  contenedor: Contenedor,
  raiz: RaizDocumento,
  registro: RegistroMuv,
  aprobado: ((cufe: string) => string | undefined) | undefined,
): { readonly datos: DatosDocumento; readonly hallazgos: readonly ResultadoValidacion[] } {
  const { documento, fuente } = contenedor
  const datos = leerDatos(documento)
  const hallazgos: ResultadoValidacion[] = []
  const exigir = (cumple: boolean, codigo: string, descripcion: string, observaciones = '') => {
    if (!cumple) hallazgos.push(rechazado(conLetras(codigo, raiz), descripcion, { observaciones, fuente }))
  }
  const presente = (ruta: string, codigo: string) =>
    exigir(
      texto(documento, ruta) !== '',
      codigo,
      `[${ruta.replaceAll('/', '.')}] El apartado no existe o no tiene valor en el Xml del documento electrónico`,
    )

  reglasDeLaDian(contenedor, aprobado, exigir)
  const total = raiz === 'DebitNote' ? 'RequestedMonetaryTotal' : 'LegalMonetaryTotal'
  presente('CustomizationID', 'FED001')
  presente('ID', 'FED003')
  presente('UUID', 'FED004')
  presente('IssueDate', 'FED005')
  presente(`${total}/PayableAmount`, 'FED017')
  presente('AccountingSupplierParty/Party/PartyTaxScheme/CompanyID', 'FED021')
  presente('AccountingCustomerParty/Party/PartyTaxScheme/CompanyID', 'FED034')
  presente('AccountingCustomerParty/Party/PartyTaxScheme/RegistrationName', 'FED036')
  presente('InvoicePeriod/StartDate', 'FED100')
  presente('InvoicePeriod/EndDate', 'FED101')
  if (raiz === 'Invoice') {
    presente('InvoiceTypeCode', 'FED008')
    exigir(
      ['01', '02', '03', '04'].includes(texto(documento, 'InvoiceTypeCode')),
      'VFE002',
      'El tipo de documento no es válido para una factura.',
    )
  }

  exigir(
    operaciones[raiz].includes(texto(documento, 'CustomizationID')),
    'VFE003',
    'El tipo de operación no corresponde al sector salud.',
  )
  exigir(
    /^[A-Za-z0-9]+$/.test(datos.numero),
    'VFE005',
    'El número del documento está vacío o tiene caracteres no válidos.',
  )
  const uuid = texto(documento, 'UUID')
  exigir(/^[0-9a-f]{96}$/.test(uuid), 'VFE006', 'El CUFE está vacío o tiene caracteres no válidos.')
  exigir(uuid === calcularClave(documento, raiz, registro), 'VFE007', 'El CUFE no corresponde al documento.')

  const emisor = 'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID'
  exigir(
    atributo(documento, emisor, 'schemeName') === '31',
    'VFE011',
    'El tipo de identificación del emisor debe ser 31.',
  )
  exigir(
    !!atributo(documento, emisor, 'schemeID'),
    'VFE012',
    'El dígito de verificación del emisor es obligatorio.',
  )
  exigir(datos.periodo.inicio !== '', 'VFE020', 'La fecha inicial del periodo es obligatoria.')
  exigir(datos.periodo.fin !== '', 'VFE021', 'La fecha final del periodo es obligatoria.')
  exigir(
    datos.periodo.inicio >= '2024-10-01',
    'RVG018',
    'El periodo de atención es anterior a la fecha de obligatoriedad.',
  )

  reglasDeRecaudo(documento, exigir)
  hallazgos.push(...reglasDeExtension(contenedor, raiz))
  if (raiz !== 'Invoice') {
    const sinReferencia = raiz === 'CreditNote' ? 'PNC012' : 'PDN012'
    exigir(datos.facturaReferida !== '', sinReferencia, 'La nota no referencia una factura.')
  }
  return { datos, hallazgos }
}

type Exigir = (cumple: boolean, codigo: string, descripcion: string, observaciones?: string) => void

function reglasDeLaDian(
  contenedor: Contenedor,
  aprobado: ((cufe: string) => string | undefined) | undefined,
  exigir: Exigir,
): void {
  const codigo = texto(contenedor.respuesta, 'DocumentResponse/Response/ResponseCode')
  exigir(
    codigo === '02' || codigo === '04',
    'AAR001',
    'El código de respuesta de la DIAN no existe o no es válido.',
    codigo,
  )
  exigir(codigo !== '04', 'GI010', 'El documento fue rechazado por la DIAN.')
  const cufe = texto(contenedor.documento, 'UUID')
  const validado = texto(contenedor.respuesta, 'DocumentResponse/DocumentReference/UUID')
  exigir(
    cufe === validado,
    'GI011',
    'El documento no es el que aprobó la DIAN.',
    `Documento [${cufe}] DIAN [${validado}]`,
  )
  if (aprobado) {
    exigir(
      aprobado(cufe)?.trim() === contenedor.xmlDocumento.trim(),
      'GI011',
      'El documento no es el que aprobó la DIAN.',
    )
  }
}

function reglasDeRecaudo(documento: Elemento, exigir: Exigir): void {
  const pagos = lista(documento, 'PrepaidPayment')
  const conceptos = pagos.map((pago) => atributo(pago, 'ID', 'schemeID') ?? '')
  exigir(
    new Set(conceptos).size === conceptos.length,
    'FED061',
    'Solo debe existir un registro por concepto de recaudo.',
  )
  exigir(
    conceptos.every((concepto) => /^0[1-5]$/.test(concepto)),
    'FED104',
    'El concepto de recaudo no existe o no es válido.',
  )
  exigir(
    pagos.every((pago) => texto(pago, 'PaidAmount') !== ''),
    'FED105',
    'El valor del recaudo no existe.',
  )
  for (const impuesto of lista(documento, 'InvoiceLine').flatMap((linea) => lista(linea, 'TaxTotal'))) {
    exigir(
      texto(impuesto, 'RoundingAmount') !== '',
      'FED115',
      'La línea con impuestos debe informar RoundingAmount.',
    )
  }
}

function reglasDeExtension({ documento, fuente }: Contenedor, raiz: RaizDocumento): ResultadoValidacion[] {
  const general = lista(documento, 'UBLExtensions/UBLExtension')
    .map((extension) => uno(extension, 'ExtensionContent/CustomTagGeneral'))
    .find((candidato) => candidato !== undefined)
  const no = (codigo: string, campo: string, observaciones = '') =>
    rechazado(conLetras(codigo, raiz), descripcionDe(campo), { observaciones, fuente })
  if (general === undefined) return [no('FED060', 'CustomTagGeneral')]

  const hallazgos: ResultadoValidacion[] = []
  const aviso = (codigo: string, campo: string) =>
    hallazgos.push(notificado(conLetras(codigo, raiz), descripcionDe(`${campo}.Value`), { fuente }))
  const campo = (nombre: string, grupo: string) => {
    const encontrado = informacion(documento).find((info) => texto(info, 'Name') === nombre)
    if (encontrado === undefined) hallazgos.push(no(grupo, nombre))
    return encontrado
  }

  const prestador = campo('CODIGO_PRESTADOR', 'FED124')
  if (prestador !== undefined && texto(prestador, 'Value') === '') aviso('FED123', 'CODIGO_PRESTADOR')

  const listados = [
    { nombre: 'MODALIDAD_PAGO', grupo: 'FED126', falta: 'FED125', invalido: 'FED133', codigos: modalidades },
    {
      nombre: 'COBERTURA_PLAN_BENEFICIOS',
      grupo: 'FED128',
      falta: 'FED127',
      invalido: 'FED134',
      codigos: coberturas,
    },
  ]
  for (const { nombre, grupo, falta, invalido, codigos } of listados) {
    const info = campo(nombre, grupo)
    if (info === undefined) continue
    const codigo = atributo(info, 'Value', 'schemeID') ?? ''
    if (codigo === '') hallazgos.push(no(falta, nombre))
    else if (!codigos.includes(codigo)) hallazgos.push(no(invalido, nombre, `Dato enviado [${codigo}]`))
  }

  const contrato = texto(campo('NUMERO_CONTRATO', 'FED130'), 'Value')
  const poliza = texto(campo('NUMERO_POLIZA', 'FED132'), 'Value')
  const sinContrato = informacion(documento).find((info) => texto(info, 'Name') === 'FACTURA_SIN_CONTRATO')
  if (contrato !== '' && poliza !== '') {
    aviso('FED129', 'NUMERO_CONTRATO')
    aviso('FED131', 'NUMERO_POLIZA')
  }
  if (contrato === '' && !/^0[1-7]$/.test(atributo(sinContrato, 'Value', 'schemeID') ?? '')) {
    aviso('FED136', 'FACTURA_SIN_CONTRATO')
  }
  return hallazgos
}

function descripcionDe(campo: string): string {
  return `[Interoperabilidad.Group.Collection.AdditionalInformation.${campo}] El apartado no existe o no tiene valor en el Xml del documento electrónico`
}

function informacion(documento: Elemento): readonly Elemento[] {
  return lista(documento, 'UBLExtensions/UBLExtension').flatMap((extension) =>
    lista(
      extension,
      'ExtensionContent/CustomTagGeneral/Interoperabilidad/Group/Collection/AdditionalInformation',
    ),
  )
}

function leerDatos(documento: Elemento): DatosDocumento {
  const info = (nombre: string) =>
    informacion(documento).find((candidato) => texto(candidato, 'Name') === nombre)
  const total = uno(documento, 'LegalMonetaryTotal') ?? uno(documento, 'RequestedMonetaryTotal')
  const valor = (nombre: string) => centavos(texto(total, nombre))
  const recaudos = lista(documento, 'PrepaidPayment')
    .filter((pago) => ['01', '02', '03'].includes(atributo(pago, 'ID', 'schemeID') ?? ''))
    .map((pago) => centavos(texto(pago, 'PaidAmount')))
  return {
    numero: texto(documento, 'ID'),
    nit: texto(documento, 'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID'),
    fecha: texto(documento, 'IssueDate'),
    adquiriente: texto(documento, 'AccountingCustomerParty/Party/PartyTaxScheme/CompanyID'),
    periodo: {
      inicio: texto(documento, 'InvoicePeriod/StartDate'),
      fin: texto(documento, 'InvoicePeriod/EndDate'),
    },
    modalidad: {
      codigo: atributo(info('MODALIDAD_PAGO'), 'Value', 'schemeID') ?? '',
      nombre: texto(info('MODALIDAD_PAGO'), 'Value'),
    },
    cobertura: atributo(info('COBERTURA_PLAN_BENEFICIOS'), 'Value', 'schemeID') ?? '',
    codigoPrestador: texto(info('CODIGO_PRESTADOR'), 'Value'),
    valor: valor('TaxInclusiveAmount') - valor('AllowanceTotalAmount') + valor('ChargeTotalAmount'),
    recaudos: recaudos.reduce((suma, pago) => suma + pago, 0),
    facturaReferida: texto(documento, 'BillingReference/InvoiceDocumentReference/ID'),
  }
}

/** CUFE or CUDE of the document, by this validator's own reading of it. */
function calcularClave(documento: Elemento, raiz: RaizDocumento, registro: RegistroMuv): string {
  const numero = texto(documento, 'ID')
  const total = uno(documento, 'LegalMonetaryTotal') ?? uno(documento, 'RequestedMonetaryTotal')
  const impuesto = (codigo: string) => {
    const grupo = lista(documento, 'TaxTotal').find(
      (candidato) => texto(candidato, 'TaxSubtotal/TaxCategory/TaxScheme/ID') === codigo,
    )
    return codigo + (grupo === undefined ? '0.00' : texto(grupo, 'TaxAmount'))
  }
  const rango = registro.rangos.find(
    ({ prefijo }) => numero.startsWith(prefijo) && /^\d+$/.test(numero.slice(prefijo.length)),
  )
  const conPin = raiz !== 'Invoice' || texto(documento, 'InvoiceTypeCode') === '03'
  const cadena = [
    numero,
    texto(documento, 'IssueDate'),
    texto(documento, 'IssueTime'),
    texto(total, 'LineExtensionAmount'),
    impuesto('01'),
    impuesto('04'),
    impuesto('03'),
    texto(total, 'PayableAmount'),
    texto(documento, 'AccountingSupplierParty/Party/PartyTaxScheme/CompanyID'),
    texto(documento, 'AccountingCustomerParty/Party/PartyTaxScheme/CompanyID'),
    conPin ? registro.pin : (rango?.claveTecnica ?? ''),
    texto(documento, 'ProfileExecutionID'),
  ]
  return createHash('sha384').update(cadena.join(''), 'utf8').digest('hex')
}

/** Notes have the rules of invoices under other letters; those of the period also under other numbers. */
function conLetras(codigo: string, raiz: RaizDocumento): string {
  if (raiz === 'Invoice') return codigo
  const nota = raiz === 'CreditNote' ? { fed: 'CND', vfe: 'VCN' } : { fed: 'DND', vfe: 'VDN' }
  const periodo: Readonly<Record<string, string>> =
    raiz === 'CreditNote' ? { VFE020: 'VCN019', VFE021: 'VCN020' } : { VFE020: 'VDN017', VFE021: 'VDN018' }
  return periodo[codigo] ?? codigo.replace(/^FED/, nota.fed).replace(/^VFE/, nota.vfe)
}
