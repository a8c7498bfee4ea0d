import { numeroCompleto, type TotalesFactura } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { centavosToDecimal } from '../../../../src-shared/kernel/money.ts'
import { cufe } from '../cufe.ts'
import { qrImpreso } from '../qr.ts'

/** What invoices and notes have in common and their hash covers. */
type DatosHuella = Pick<DocumentoFactura, 'ambiente' | 'numero' | 'emision' | 'emisor' | 'adquiriente'>

/** As it goes in the XML and in the hash. */
export function horaConZona({ emision }: Pick<DocumentoFactura, 'emision'>): string {
  return `${emision.hora}-05:00`
}

/** CUFE, or CUDE when `clave` is the PIN of the software (annex 1.9 §11.1.2). */
export function huellaDe(doc: DatosHuella, totales: TotalesFactura, clave: string): string {
  return cufe({
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora: horaConZona(doc),
    valor: centavosToDecimal(totales.subtotal),
    iva: centavosToDecimal(impuesto(totales, '01')),
    inc: centavosToDecimal(impuesto(totales, '04')),
    ica: '0.00',
    total: centavosToDecimal(totales.aPagar),
    nitEmisor: doc.emisor.numero,
    numeroAdquiriente: doc.adquiriente.numero,
    clave,
    ambiente: doc.ambiente,
  })
}

/** Text of the printed QR. */
export function textoQr(
  doc: DatosHuella,
  totales: TotalesFactura,
  codigo: { readonly nombre: 'CUFE' | 'CUDE'; readonly valor: string },
): string {
  return qrImpreso({
    ambiente: doc.ambiente,
    numero: numeroCompleto(doc.numero),
    fecha: doc.emision.fecha,
    hora: horaConZona(doc),
    nitEmisor: doc.emisor.numero,
    numeroAdquiriente: doc.adquiriente.numero,
    subtotal: totales.subtotal,
    iva: impuesto(totales, '01'),
    otrosImpuestos: impuesto(totales, '04'),
    aPagar: totales.aPagar,
    codigo,
  })
}

function impuesto(totales: TotalesFactura, tributo: '01' | '04'): number {
  return totales.impuestos.find((grupo) => grupo.tributo === tributo)?.valor ?? 0
}
