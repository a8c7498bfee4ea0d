import type { Ambiente } from '../../../src-shared/domains/facturacion/schemas.ts'
import { type Centavos, centavosToDecimal } from '../../../src-shared/kernel/money.ts'

const CATALOGO: Readonly<Record<Ambiente, string>> = {
  '1': 'https://catalogo-vpfe.dian.gov.co',
  '2': 'https://catalogo-vpfe-hab.dian.gov.co',
}

/** Address where anyone checks the document; it is what goes in `sts:QRCode` (FAB36). */
export function qrUrl(ambiente: Ambiente, cufe: string): string {
  return `${CATALOGO[ambiente]}/document/searchqr?documentkey=${cufe}`
}

export interface DatosQr {
  readonly ambiente: Ambiente
  readonly numero: string
  readonly fecha: string
  /** `HH:MM:SS-05:00` */
  readonly hora: string
  readonly nitEmisor: string
  readonly numeroAdquiriente: string
  readonly subtotal: Centavos
  readonly iva: Centavos
  /** INC and ICA together. */
  readonly otrosImpuestos: Centavos
  readonly aPagar: Centavos
  /** CUFE of an invoice, CUDE of a note or a transcription. */
  readonly codigo: { readonly nombre: 'CUFE' | 'CUDE'; readonly valor: string }
}

/** Text of the QR printed on the PDF (annex 1.9 §11.7); `ValTolFac` is spelt so there. At least 2 × 2 cm on paper. */
export function qrImpreso(datos: DatosQr): string {
  return [
    `NumFac: ${datos.numero}`,
    `FecFac: ${datos.fecha}`,
    `HorFac: ${datos.hora}`,
    `NitFac: ${datos.nitEmisor}`,
    `DocAdq: ${datos.numeroAdquiriente}`,
    `ValFac: ${centavosToDecimal(datos.subtotal)}`,
    `ValIva: ${centavosToDecimal(datos.iva)}`,
    `ValOtroIm: ${centavosToDecimal(datos.otrosImpuestos)}`,
    `ValTolFac: ${centavosToDecimal(datos.aPagar)}`,
    `${datos.codigo.nombre}: ${datos.codigo.valor}`,
    qrUrl(datos.ambiente, datos.codigo.valor),
  ].join('\n')
}

export interface DatosQrSoporte
  extends Pick<DatosQr, 'ambiente' | 'numero' | 'fecha' | 'hora' | 'subtotal' | 'iva' | 'aPagar'> {
  readonly numeroVendedor: string
  readonly nitComprador: string
  readonly cuds: string
}

/** Text of the QR printed on a documento soporte or its nota de ajuste (annex 1.1: same shape as that of the invoice, its own labels). */
export function qrSoporte(datos: DatosQrSoporte): string {
  return [
    `NumDS: ${datos.numero}`,
    `FecDS: ${datos.fecha}`,
    `HorDS: ${datos.hora}`,
    `NumSNO: ${datos.numeroVendedor}`,
    `DocAdq: ${datos.nitComprador}`,
    `ValDS: ${centavosToDecimal(datos.subtotal)}`,
    `ValIva: ${centavosToDecimal(datos.iva)}`,
    `ValTolDS: ${centavosToDecimal(datos.aPagar)}`,
    `CUDS: ${datos.cuds}`,
    qrUrl(datos.ambiente, datos.cuds),
  ].join('\n')
}
