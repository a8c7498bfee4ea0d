import type { FacturaRecibida } from '../../../../src-shared/domains/finanzas/recibida.ts'
import { facturaRecibidaSchema } from '../../../../src-shared/domains/finanzas/recibida.ts'
import { decimalToCentavos, sumCentavos } from '../../../../src-shared/kernel/money.ts'
import { err, ok, type Result } from '../../../../src-shared/kernel/result.ts'
import { withXmlDocument } from '../../../core/xml/read.ts'
import { NS } from '../namespaces.ts'
import { queryUbl } from '../ubl-query.ts'

/** What the screens and the events need of an invoice that another issued. @returns it, or in words which part is missing or unreadable */
export function leerFactura(xml: Uint8Array): Result<FacturaRecibida, string> {
  const read = withXmlDocument(xml, (doc) => {
    if (doc.root.namespaceUri !== NS.invoice) return undefined
    const { text, elements } = queryUbl(doc)
    const supplier = '/*/cac:AccountingSupplierParty'
    const tax = 'cac:Party/cac:PartyTaxScheme'
    const total = '/*/cac:LegalMonetaryTotal'
    return {
      cufe: text('/*/cbc:UUID').toLowerCase(),
      numero: text('/*/cbc:ID'),
      tipo: text('/*/cbc:InvoiceTypeCode'),
      ambiente: text('/*/cbc:ProfileExecutionID'),
      moneda: text('/*/cbc:DocumentCurrencyCode'),
      fecha: text('/*/cbc:IssueDate'),
      vence: text('/*/cac:PaymentMeans/cbc:PaymentDueDate') || text('/*/cbc:DueDate') || null,
      forma: text('/*/cac:PaymentMeans/cbc:ID'),
      proveedor: {
        tipoPersona: text(`${supplier}/cbc:AdditionalAccountID`),
        numero: text(`${supplier}/${tax}/cbc:CompanyID`),
        nombre: text(`${supplier}/${tax}/cbc:RegistrationName`),
      },
      comprador: text(`/*/cac:AccountingCustomerParty/${tax}/cbc:CompanyID`),
      subtotal: centavos(text(`${total}/cbc:LineExtensionAmount`)),
      impuestos: sumaDe(elements('/*/cac:TaxTotal/cbc:TaxAmount').map(({ content }) => content.trim())),
      total: centavos(text(`${total}/cbc:PayableAmount`)),
      lineas: elements('/*/cac:InvoiceLine').map((line) => ({
        descripcion: text('cac:Item/cbc:Description', line),
        valor: centavos(text('cbc:LineExtensionAmount', line)),
      })),
    }
  })
  if (!read.ok) return err(read.error.mensaje)
  if (read.value === undefined)
    return err('El documento que trae adentro no es una factura de venta. Las notas no se importan por aquí.')
  const parsed = facturaRecibidaSchema.safeParse(read.value)
  if (parsed.success) return ok(parsed.data)
  const causas = [...new Set(parsed.error.issues.map(({ message }) => message))]
  return err(`A la factura le falta algo que toda factura electrónica lleva: ${causas.join('; ')}.`)
}

/** NaN is what its schema refuses: an unreadable amount is told, never dropped. */
function centavos(text: string): number {
  try {
    return decimalToCentavos(text)
  } catch {
    return Number.NaN
  }
}

function sumaDe(texts: readonly string[]): number {
  const values = texts.map(centavos)
  return values.some(Number.isNaN) ? Number.NaN : sumCentavos(values)
}
