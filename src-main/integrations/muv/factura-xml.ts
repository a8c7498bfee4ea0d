import type { XmlElement } from 'libxml2-wasm'
import { isLocalDate, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { type Centavos, decimalToCentavos } from '../../../src-shared/kernel/money.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { childElement, childElements, withXmlDocument, type XmlReadError } from '../../core/xml/read.ts'

/**
 * What the ministry reads of an electronic invoice or note with the health extension (Documento Técnico 2 v001). A datum
 * the XML lacks is undefined here: the rules say so, the reader does not invent it.
 */
export interface FacturaXmlDatos {
  readonly tipo: 'factura' | 'nota-credito' | 'nota-debito'
  readonly numero?: string
  readonly cufe?: string
  readonly fechaEmision?: LocalDate
  /** InvoiceTypeCode: 01, 02, 03, 04. */
  readonly tipoDocumento?: string
  /** CustomizationID: SS-CUFE, SS-SinAporte … */
  readonly operacion?: string
  /** NIT of the issuer without verification digit. */
  readonly nit?: string
  readonly digitoVerificacion?: string
  readonly tipoDocumentoEmisor?: string
  readonly adquiriente: {
    readonly numero?: string
    readonly tipoDocumento?: string
    readonly nombre?: string
  }
  /** Value before moderating payments: TaxInclusiveAmount − AllowanceTotalAmount + ChargeTotalAmount. Centavos. */
  readonly total?: Centavos
  /** PayableAmount, centavos. */
  readonly aPagar?: Centavos
  readonly inicioPeriodo?: LocalDate
  readonly finPeriodo?: LocalDate
  /** Only when both dates are there and real. */
  readonly periodo?: { readonly desde: LocalDate; readonly hasta: LocalDate }
  /** PrepaidPayment, one per concept; centavos. */
  readonly recaudos: readonly { readonly concepto?: string; readonly valor?: Centavos }[]
  /** Whether the extension with the group «Sector Salud» is there. */
  readonly sectorSalud: boolean
  /** Names of the AdditionalInformation that are there, also when empty. */
  readonly camposSalud: readonly string[]
  readonly codigoPrestador?: string
  readonly modalidadPago?: string
  readonly coberturaPlan?: string
  readonly numeroContrato?: string
  readonly numeroPoliza?: string
  readonly facturaSinContrato?: string
  /** Number of the invoice a note refers to. */
  readonly facturaReferenciada?: string
  /** Only from an AttachedDocument: DIAN's answer code, `02` when it validated the document. */
  readonly respuestaDian?: string
  readonly contenedor: boolean
}

export type FacturaXmlError =
  | XmlReadError
  | { readonly codigo: 'XML_NO_ES_FACTURA'; readonly mensaje: string; readonly detalle: string }

const NS = {
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  ext: 'urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2',
} as const

/**
 * Reads an Invoice, CreditNote or DebitNote, alone or inside its AttachedDocument.
 * @returns the data, or why the bytes are not one of these; the message is for the user
 */
export function leerFacturaXml(bytes: Uint8Array): Result<FacturaXmlDatos, FacturaXmlError> {
  const leido = withXmlDocument(bytes, ({ root }) =>
    root.name === 'AttachedDocument' ? contenido(root) : { datos: datosDe(root, undefined) },
  )
  if (!leido.ok) return leido
  const { datos, adentro, respuestaDian } = leido.value
  if (datos !== undefined) return ok(datos)
  if (adentro === undefined) return noEsFactura('neither an invoice nor an AttachedDocument with one')
  const factura = withXmlDocument(adentro, ({ root }) => datosDe(root, { respuestaDian }))
  if (!factura.ok) return factura
  return factura.value === undefined ? noEsFactura('the attachment is not an invoice') : ok(factura.value)
}

function noEsFactura(detalle: string): Result<never, FacturaXmlError> {
  return err({
    codigo: 'XML_NO_ES_FACTURA',
    mensaje:
      'El archivo no es una factura ni una nota electrónica. Elija el XML de la factura o su contenedor.',
    detalle,
  })
}

interface Contenido {
  readonly datos?: FacturaXmlDatos | undefined
  readonly adentro?: Uint8Array | undefined
  readonly respuestaDian?: string | undefined
}

function contenido(root: XmlElement): Contenido {
  const documento = descripcion(root)
  const respuesta = descripcion(
    aggregate(aggregate(root, 'ParentDocumentLineReference'), 'DocumentReference'),
  )
  return {
    adentro: documento,
    respuestaDian: respuesta === undefined ? undefined : codigoDeRespuesta(respuesta),
  }
}

/** The document kept as text in Attachment/ExternalReference/Description. */
function descripcion(padre: XmlElement | null): Uint8Array | undefined {
  const texto = basic(aggregate(aggregate(padre, 'Attachment'), 'ExternalReference'), 'Description')
  return texto === undefined ? undefined : new TextEncoder().encode(texto)
}

function codigoDeRespuesta(bytes: Uint8Array): string | undefined {
  const leida = withXmlDocument(bytes, ({ root }) =>
    basic(aggregate(aggregate(root, 'DocumentResponse'), 'Response'), 'ResponseCode'),
  )
  return leida.ok ? leida.value : undefined
}

const TIPOS: Readonly<Record<string, FacturaXmlDatos['tipo']>> = {
  Invoice: 'factura',
  CreditNote: 'nota-credito',
  DebitNote: 'nota-debito',
}

function datosDe(
  root: XmlElement,
  contenedor: { readonly respuestaDian: string | undefined } | undefined,
): FacturaXmlDatos | undefined {
  const tipo = TIPOS[root.name]
  if (tipo === undefined) return undefined
  const emisor = partyTaxScheme(root, 'AccountingSupplierParty')
  const cliente = partyTaxScheme(root, 'AccountingCustomerParty')
  const emisorId = childElement(emisor, NS.cbc, 'CompanyID')
  const clienteId =
    childElement(cliente, NS.cbc, 'CompanyID') ??
    childElement(
      aggregate(aggregate(aggregate(root, 'AccountingCustomerParty'), 'Party'), 'PartyIdentification'),
      NS.cbc,
      'ID',
    )
  const totales = aggregate(root, tipo === 'nota-debito' ? 'RequestedMonetaryTotal' : 'LegalMonetaryTotal')
  const periodo = aggregate(root, 'InvoicePeriod')
  const inicioPeriodo = fecha(periodo, 'StartDate')
  const finPeriodo = fecha(periodo, 'EndDate')
  const salud = camposDeSalud(root)
  return sinIndefinidos({
    tipo,
    numero: basic(root, 'ID'),
    cufe: basic(root, 'UUID'),
    fechaEmision: fecha(root, 'IssueDate'),
    tipoDocumento: basic(root, 'InvoiceTypeCode') ?? basic(root, 'CreditNoteTypeCode'),
    operacion: basic(root, 'CustomizationID'),
    nit: contentOf(emisorId),
    digitoVerificacion: attribute(emisorId, 'schemeID'),
    tipoDocumentoEmisor: attribute(emisorId, 'schemeName'),
    adquiriente: sinIndefinidos({
      numero: contentOf(clienteId),
      tipoDocumento: attribute(clienteId, 'schemeName'),
      nombre: basic(cliente, 'RegistrationName'),
    }),
    total: totalAntesDeRecaudos(totales),
    aPagar: importe(totales, 'PayableAmount'),
    inicioPeriodo,
    finPeriodo,
    periodo:
      inicioPeriodo === undefined || finPeriodo === undefined
        ? undefined
        : { desde: inicioPeriodo, hasta: finPeriodo },
    recaudos: aggregates(root, 'PrepaidPayment').map((pago) =>
      sinIndefinidos({
        concepto: attribute(childElement(pago, NS.cbc, 'ID'), 'schemeID'),
        valor: importe(pago, 'PaidAmount'),
      }),
    ),
    sectorSalud: salud !== undefined,
    camposSalud: [...(salud?.keys() ?? [])],
    codigoPrestador: salud?.get('CODIGO_PRESTADOR')?.texto,
    modalidadPago: salud?.get('MODALIDAD_PAGO')?.codigo,
    coberturaPlan: salud?.get('COBERTURA_PLAN_BENEFICIOS')?.codigo,
    numeroContrato: salud?.get('NUMERO_CONTRATO')?.texto,
    numeroPoliza: salud?.get('NUMERO_POLIZA')?.texto,
    facturaSinContrato: salud?.get('FACTURA_SIN_CONTRATO')?.codigo,
    facturaReferenciada: basic(
      aggregate(aggregate(root, 'BillingReference'), 'InvoiceDocumentReference'),
      'ID',
    ),
    respuestaDian: contenedor?.respuestaDian,
    contenedor: contenedor !== undefined,
  })
}

function partyTaxScheme(root: XmlElement, parte: string): XmlElement | null {
  return aggregate(aggregate(aggregate(root, parte), 'Party'), 'PartyTaxScheme')
}

function totalAntesDeRecaudos(totales: XmlElement | null): Centavos | undefined {
  const conImpuestos = importe(totales, 'TaxInclusiveAmount')
  if (conImpuestos === undefined) return undefined
  return (
    conImpuestos -
    (importe(totales, 'AllowanceTotalAmount') ?? 0) +
    (importe(totales, 'ChargeTotalAmount') ?? 0)
  )
}

interface CampoSalud {
  readonly texto: string | undefined
  readonly codigo: string | undefined
}

/** The AdditionalInformation of the group «Sector Salud». Its elements have no prefix: whatever namespace, only names count. */
function camposDeSalud(root: XmlElement): ReadonlyMap<string, CampoSalud> | undefined {
  for (const extension of childElements(childElement(root, NS.ext, 'UBLExtensions'))) {
    for (const general of named(childElement(extension, NS.ext, 'ExtensionContent'), 'CustomTagGeneral')) {
      const campos = new Map<string, CampoSalud>()
      for (const grupo of named(first(general, 'Interoperabilidad'), 'Group')) {
        for (const coleccion of named(grupo, 'Collection')) {
          for (const informacion of named(coleccion, 'AdditionalInformation')) {
            const nombre = contentOf(first(informacion, 'Name'))
            const valor = first(informacion, 'Value')
            if (nombre !== undefined && !campos.has(nombre)) {
              campos.set(nombre, { texto: contentOf(valor), codigo: attribute(valor, 'schemeID') })
            }
          }
        }
      }
      return campos
    }
  }
  return undefined
}

function* named(padre: XmlElement | null, nombre: string): Generator<XmlElement> {
  for (const hijo of childElements(padre)) if (hijo.name === nombre) yield hijo
}

function first(padre: XmlElement | null, nombre: string): XmlElement | null {
  for (const hijo of named(padre, nombre)) return hijo
  return null
}

function aggregate(padre: XmlElement | null, nombre: string): XmlElement | null {
  return childElement(padre, NS.cac, nombre)
}

function aggregates(padre: XmlElement, nombre: string): XmlElement[] {
  return [...childElements(padre)].filter((hijo) => hijo.name === nombre && hijo.namespaceUri === NS.cac)
}

function basic(padre: XmlElement | null, nombre: string): string | undefined {
  return contentOf(childElement(padre, NS.cbc, nombre))
}

/** Text without surrounding blanks; empty counts as absent. */
function contentOf(elemento: XmlElement | null): string | undefined {
  const contenidoTexto = elemento?.content.trim()
  return contenidoTexto === undefined || contenidoTexto === '' ? undefined : contenidoTexto
}

function attribute(elemento: XmlElement | null, nombre: string): string | undefined {
  const valor = elemento?.attr(nombre)?.value.trim()
  return valor === undefined || valor === '' ? undefined : valor
}

function fecha(padre: XmlElement | null, nombre: string): LocalDate | undefined {
  const valor = basic(padre, nombre)
  return valor !== undefined && isLocalDate(valor) ? valor : undefined
}

function importe(padre: XmlElement | null, nombre: string): Centavos | undefined {
  const valor = basic(padre, nombre)
  return valor !== undefined && /^-?\d{1,13}(\.\d{1,2}0*)?$/.test(valor)
    ? decimalToCentavos(valor)
    : undefined
}

type SinIndefinidos<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

function sinIndefinidos<T extends object>(objeto: T): SinIndefinidos<T> {
  return Object.fromEntries(
    Object.entries(objeto).filter(([, valor]) => valor !== undefined),
  ) as SinIndefinidos<T>
}
