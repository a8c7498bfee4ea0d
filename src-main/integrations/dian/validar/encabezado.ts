import { operacionSchema } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { Revision } from './revision.ts'

/** Operations of tabla 13.1.5.1 that this program does not issue but are valid. */
const OTRAS_OPERACIONES = ['09', '11', '12', '14', '15', '16']

/** FAD01–FAD16: header literals and codes. */
export function revisarEncabezado({ xml, hallar }: Revision): void {
  if (xml.text('/*/cbc:UBLVersionID') !== 'UBL 2.1') hallar('FAD01', '/Invoice/cbc:UBLVersionID')
  const operacion = xml.text('/*/cbc:CustomizationID')
  if (!operacionSchema.safeParse(operacion).success && !OTRAS_OPERACIONES.includes(operacion))
    hallar('FAD02', '/Invoice/cbc:CustomizationID', `Dice «${operacion}».`)
  if (xml.text('/*/cbc:ProfileID') !== 'DIAN 2.1: Factura Electrónica de Venta')
    hallar('FAD03', '/Invoice/cbc:ProfileID')
  const ambiente = xml.text('/*/cbc:ProfileExecutionID')
  if (ambiente !== '1' && ambiente !== '2') hallar('FAD04', '/Invoice/cbc:ProfileExecutionID')
  const tipo = xml.text('/*/cbc:InvoiceTypeCode')
  if (!['01', '02', '03', '04'].includes(tipo)) hallar('FAD12', '/Invoice/cbc:InvoiceTypeCode')
  if (xml.text('/*/cbc:UUID/@schemeName') !== (tipo === '03' ? 'CUDE-SHA384' : 'CUFE-SHA384'))
    hallar('FAD08', '/Invoice/cbc:UUID/@schemeName')
  if (xml.text('/*/cbc:UUID/@schemeID') !== ambiente)
    hallar('FAD06', '/Invoice/cbc:UUID/@schemeID', 'El ambiente del código no es el de la factura.')
  if (xml.text('/*/cbc:DocumentCurrencyCode') !== 'COP') hallar('FAD15a', '/Invoice/cbc:DocumentCurrencyCode')
  const lineas = xml.elements('/*/cac:InvoiceLine').length
  if (xml.text('/*/cbc:LineCountNumeric') !== String(lineas)) hallar('FAD16', '/Invoice/cbc:LineCountNumeric')
}
