import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openAttachedDocument } from '../../../../../src-main/integrations/dian/attached-document.ts'
import { DocumentoNoEmitible } from '../../../../../src-main/integrations/dian/emitir-documento.ts'
import {
  buildSignedFactura,
  revisarFactura,
} from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { type OpcionesValidar, validarXml } from '../../../../../src-main/integrations/dian/validar.ts'
import {
  AHORA,
  CLAVE_TECNICA,
  consulta,
  facturaParticular,
} from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

const signer = testSigner()
const texto = new TextDecoder().decode(buildSignedFactura(facturaParticular(), signer, AHORA).xml)
const gravada = new TextDecoder().decode(
  buildSignedFactura(
    facturaParticular({
      lineas: [{ ...consulta, impuesto: { clase: 'gravado', tributo: '01', tarifa: 1900 } }],
    }),
    signer,
    AHORA,
  ).xml,
)
const completas: OpcionesValidar = { clave: CLAVE_TECNICA, pin: '20191', hoy: '2026-11-21' }

function reglas(xml: string | Uint8Array, opciones: OpcionesValidar = completas): string[] {
  const result = validarXml(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml, opciones)
  if (!result.ok) throw new Error(result.error.codigo)
  return result.value.map((hallazgo) => hallazgo.regla)
}

describe('revisión antes de enviar', () => {
  it('una factura bien hecha no tiene hallazgos', () => {
    expect(reglas(texto)).toEqual([])
    expect(reglas(gravada)).toEqual([])
    expect(revisarFactura(facturaParticular())).toEqual([])
  })

  it.each<[regla: string, antes: string | RegExp, despues: string]>([
    ['FAB03', /<sts:DianExtensions>.*<\/sts:DianExtensions>/, '<otra/>'],
    ['FAC03', /<ds:Signature .*<\/ds:Signature>/, '<nada/>'],
    ['FAB05a', '>18760000001<', '>123<'],
    [
      'FAB10a',
      '<cac:CorporateRegistrationScheme><cbc:ID>SETP<',
      '<cac:CorporateRegistrationScheme><cbc:ID>SETT<',
    ],
    ['FAB19a', /(<sts:ProviderID[^>]*>)52123456/, '$1'],
    ['FAB22a', /(<sts:ProviderID[^>]*) schemeID="2"/, '$1'],
    ['FAB22b', /(<sts:ProviderID[^>]*) schemeID="2"/, '$1 schemeID="3"'],
    ['FAB24a', /(<sts:SoftwareID[^>]*>)[^<]+/, '$1'],
    ['FAB26', /(<sts:SoftwareID schemeAgencyID="195" schemeAgencyName=")CO, /, '$1'],
    ['FAB27b', />8f64fffa/, '>9f64fffa'],
    ['FAB31', '>800197268<', '>800197269<'],
    ['FAB36', /<sts:QRCode>[^<]+/, '<sts:QRCode>'],
    ['FAD01', '>UBL 2.1<', '>UBL 2.0<'],
    ['FAD02', '>SS-SinAporte<', '>SS-Num<'],
    ['FAD03', '>DIAN 2.1: Factura Electrónica de Venta<', '>DIAN 2.1<'],
    ['FAD04', '<cbc:ProfileExecutionID>2', '<cbc:ProfileExecutionID>3'],
    ['FAD05a', '<cbc:ID>SETP990000001<', '<cbc:ID>SETP-990000001<'],
    ['FAD05b', '<cbc:ID>SETP990000001<', '<cbc:ID>SETP980000001<'],
    ['FAD05c', '<cbc:ID>SETP990000001<', '<cbc:ID>SETP999000001<'],
    ['FAD05e', '<cbc:ID>SETP990000001<', '<cbc:ID>OTRO990000001<'],
    ['FAD06', /(<cbc:UUID[^>]*>)./, '$10'],
    ['FAD08', 'CUFE-SHA384', 'CUDE-SHA384'],
    ['FAD09a', '<cbc:StartDate>2019-01-19<', '<cbc:StartDate>2026-11-22<'],
    ['FAD09b', '<cbc:EndDate>2030-01-19<', '<cbc:EndDate>2026-11-20<'],
    ['FAD10', '>09:15:23-05:00<', '>09:15:23<'],
    ['FAD12', '<cbc:InvoiceTypeCode>01<', '<cbc:InvoiceTypeCode>05<'],
    ['FAD15a', '>COP<', '>USD<'],
    ['FAD16', '<cbc:LineCountNumeric>1<', '<cbc:LineCountNumeric>2<'],
    [
      'FAJ02',
      '<cac:AccountingSupplierParty><cbc:AdditionalAccountID>2',
      '<cac:AccountingSupplierParty><cbc:AdditionalAccountID>3',
    ],
    ['FAJ08', /<cac:PhysicalLocation>.*?<\/cac:PhysicalLocation>/, ''],
    ['FAJ09', '<cac:Address><cbc:ID>11001<', '<cac:Address><cbc:ID>1101<'],
    ['FAJ12', '<cbc:CountrySubentityCode>11<', '<cbc:CountrySubentityCode>05<'],
    ['FAJ16', '<cbc:IdentificationCode>CO<', '<cbc:IdentificationCode>US<'],
    ['FAJ26', '>R-99-PN<', '>O-99<'],
    ['FAJ28', /<cac:RegistrationAddress>.*?<\/cac:RegistrationAddress>/, ''],
    ['FAJ40', '<cac:TaxScheme><cbc:ID>ZZ<', '<cac:TaxScheme><cbc:ID>ZY<'],
    ['FAJ41', '>No aplica<', '>No Aplica<'],
    ['FAJ49', /<cac:CorporateRegistrationScheme>.*?<\/cac:CorporateRegistrationScheme>/, ''],
    ['FAK61', /<cac:PartyIdentification>.*?<\/cac:PartyIdentification>/, ''],
    ['FAN01', /<cac:PaymentMeans>.*?<\/cac:PaymentMeans>/, ''],
    ['FAN02', '<cac:PaymentMeans><cbc:ID>1<', '<cac:PaymentMeans><cbc:ID>4<'],
    ['FAN03', '<cbc:PaymentMeansCode>10<', '<cbc:PaymentMeansCode>efectivo<'],
    [
      'FAU02',
      '<cbc:LineExtensionAmount currencyID="COP">120000.00<',
      '<cbc:LineExtensionAmount currencyID="COP">120002.00<',
    ],
    [
      'FAU06',
      '<cbc:TaxInclusiveAmount currencyID="COP">120000.00<',
      '<cbc:TaxInclusiveAmount currencyID="COP">120002.00<',
    ],
    ['FAU12', '<cbc:PrepaidAmount currencyID="COP">0.00<', '<cbc:PrepaidAmount currencyID="COP">500.00<'],
    [
      'FAU14',
      '<cbc:PayableAmount currencyID="COP">120000.00<',
      '<cbc:PayableAmount currencyID="COP">119998.00<',
    ],
    ['FAV01', /<cac:InvoiceLine>.*<\/cac:InvoiceLine>/, ''],
    ['FAV02', '<cac:InvoiceLine><cbc:ID>1<', '<cac:InvoiceLine><cbc:ID>2<'],
    ['FAV04b', '<cbc:InvoicedQuantity unitCode="94">1.00<', '<cbc:InvoicedQuantity unitCode="94">0.00<'],
    ['FAV06', '<cbc:PriceAmount currencyID="COP">120000.00<', '<cbc:PriceAmount currencyID="COP">110000.00<'],
    ['FAZ02', /<cbc:Description>[^<]+/, '<cbc:Description>'],
    ['FAZ09', /<cac:StandardItemIdentification>.*<\/cac:StandardItemIdentification>/, ''],
    ['FBB04', '<cbc:BaseQuantity unitCode="94">', '<cbc:BaseQuantity>'],
    ['FED060', /<CustomTagGeneral>.*<\/CustomTagGeneral>/, '<nada/>'],
    ['FED100', /<cac:InvoicePeriod>.*?<\/cac:InvoicePeriod>/, ''],
    ['FED104', '<cbc:ID schemeID="05">', '<cbc:ID>'],
    ['FED123', '<Value>1100112345</Value>', '<Value>110011234</Value>'],
    ['FED124', '<Name>CODIGO_PRESTADOR</Name>', '<Name>CODIGO</Name>'],
    ['FED133', 'schemeID="04" schemeName="salud_modalidad', 'schemeID="11" schemeName="salud_modalidad'],
    ['FED134', 'schemeID="15" schemeName="salud_cobertura', 'schemeID="18" schemeName="salud_cobertura'],
    ['FED136', 'schemeID="07" ', ''],
    ['VFE011', /(<cac:PartyTaxScheme>.*?<cbc:CompanyID[^>]*)schemeName="31"/, '$1schemeName="13"'],
  ])('%s: se encuentra, con su ruta y su remedio', (regla, antes, despues) => {
    const alterada = texto.replace(antes, despues)
    expect(alterada).not.toBe(texto)
    const result = validarXml(new TextEncoder().encode(alterada), completas)
    const hallazgo = result.ok ? result.value.find((item) => item.regla === regla) : undefined
    expect(hallazgo?.ruta).toMatch(/^\/Invoice\/|^\/\//)
    expect(hallazgo?.mensaje).toMatch(/\.$/)
    expect(hallazgo?.remedio).toMatch(/\.$/)
  })

  it.each<[regla: string, antes: string | RegExp, despues: string]>([
    ['FAS01b', /<cac:TaxTotal>.*?<\/cac:TaxTotal>/, ''],
    [
      'FAS02',
      '<cac:TaxTotal><cbc:TaxAmount currencyID="COP">22800.00<',
      '<cac:TaxTotal><cbc:TaxAmount currencyID="COP">22810.00<',
    ],
    [
      'FAS07',
      /<cbc:TaxAmount currencyID="COP">22800.00<\/cbc:TaxAmount><cac:TaxCategory>/,
      '<cbc:TaxAmount currencyID="COP">20000.00</cbc:TaxAmount><cac:TaxCategory>',
    ],
    ['FAS04', '<cbc:Percent>19.00</cbc:Percent>', ''],
    ['FAS16', '<cbc:Name>IVA</cbc:Name>', '<cbc:Name>INC</cbc:Name>'],
    ['FAX07', /(<cac:InvoiceLine>.*<cbc:TaxableAmount currencyID="COP">)120000/, '$1100000'],
    [
      'FAU04',
      '<cbc:TaxExclusiveAmount currencyID="COP">120000.00<',
      '<cbc:TaxExclusiveAmount currencyID="COP">0.00<',
    ],
    ['FAY10', '<cbc:Percent>19.00<', '<cbc:Percent>18.00<'],
    ['FED114', '<cbc:RoundingAmount currencyID="COP">0.00</cbc:RoundingAmount>', ''],
  ])('%s: se encuentra en una factura con IVA', (regla, antes, despues) => {
    const alterada = gravada.replace(antes, despues)
    expect(alterada).not.toBe(gravada)
    expect(reglas(alterada)).toContain(regla)
  })

  it('la fecha se compara con el día de envío, no con cualquier día', () => {
    expect(reglas(texto, { ...completas, hoy: '2026-11-26' })).toEqual([])
    expect(reglas(texto, { ...completas, hoy: '2026-11-27' })).toEqual(['FAD09c'])
    expect(reglas(texto, { ...completas, hoy: '2026-11-10' })).toEqual(['FAD09d'])
  })

  it('una diferencia de menos de un peso no es rechazo en una factura ajena', () => {
    const casi = texto.replace(
      '<cbc:PayableAmount currencyID="COP">120000.00<',
      '<cbc:PayableAmount currencyID="COP">120000.90<',
    )
    expect(reglas(casi, {})).not.toContain('FAU14')
    expect(reglas(casi, { tolerancia: 0 })).toContain('FAU14')
  })

  it('una transcripción de talonario lleva la fecha del papel y se firma otro día', () => {
    const papel = facturaParticular({
      tipo: '03',
      emision: { fecha: '2026-11-19', hora: '10:00:00' },
      facturaPapel: { numero: 'TAL1', fecha: '2026-11-19' },
    })
    expect(buildSignedFactura(papel, signer, AHORA).advertencias).toEqual([])
  })

  it('un dato que no se puede escribir se dice, sin error interno', () => {
    const conNulo = { ...facturaParticular(), notas: ['hola\u0000'] }
    expect(revisarFactura(conNulo)).toMatchObject([
      { regla: 'ZB01', ruta: 'notas.0', mensaje: expect.stringContaining('«notas › 0»') },
    ])
    expect(() => buildSignedFactura(conNulo, signer, AHORA)).toThrow(DocumentoNoEmitible)
    const nitConLetras = facturaParticular({
      adquiriente: { ...facturaParticular().adquiriente, tipoDocumento: 'NI', numero: 'ABC123' },
    })
    expect(revisarFactura(nitConLetras).map((hallazgo) => hallazgo.regla)).toEqual(['FAK24'])
  })

  it('con el certificado vencido no se emite', () => {
    const vencido = { ...signer, notAfter: new Date('2026-11-20T00:00:00Z') }
    expect(() => buildSignedFactura(facturaParticular(), vencido, AHORA)).toThrow(DocumentoNoEmitible)
  })

  it('un archivo que no es factura lo dice', () => {
    const result = validarXml(new TextEncoder().encode('<carta/>'))
    expect(result).toMatchObject({ ok: false, error: { codigo: 'NO_ES_FACTURA' } })
  })
})

describe.skipIf(!hasReference())('revisión de facturas ajenas', () => {
  const sample = (name: string): Uint8Array => readFileSync(referencePath('dian', 'samples', name))

  it('la factura real anonimizada solo tiene lo que se le quitó: la firma', () => {
    const opened = openAttachedDocument(sample('attached-document-anonimizado.xml'))
    if (!opened.ok) throw new Error(opened.error.codigo)
    expect(reglas(opened.value.facturaXml, { clave: CLAVE_TECNICA, pin: '20191' })).toEqual(['FAC03'])
  })

  it('en el ejemplo de salud encuentra los errores conocidos de su original', () => {
    expect(reglas(sample('factura-salud-ss-cufe.xml'), {})).toEqual(['FAC03', 'FAB22b', 'FAJ24', 'FAU04'])
  })
})
