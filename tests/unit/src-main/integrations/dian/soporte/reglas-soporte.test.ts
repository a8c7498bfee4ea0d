import { describe, expect, it } from 'vitest'
import {
  explicarRegla,
  REGLAS_DIAN,
  REGLAS_SOPORTE,
  reglaDian,
} from '../../../../../../src-main/integrations/dian/reglas.ts'
import {
  buildSignedAjuste,
  buildSignedSoporte,
} from '../../../../../../src-main/integrations/dian/soporte/emitir-soporte.ts'
import { type OpcionesValidar, validarXml } from '../../../../../../src-main/integrations/dian/validar.ts'
import { AHORA } from '../../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../../fixtures/dian/signer.ts'
import { notaDeAjuste, soporte, soportes } from '../../../../../fixtures/dian/soporte.ts'

const signer = testSigner()
const PIN = '20191'
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)
/** The one with IVA and both withholdings, so that every rule has something to bite. */
const COMPLETO = textoDe(buildSignedSoporte(soporte(soportes[2]?.[1]), signer, AHORA).xml)
const EXTERIOR = textoDe(buildSignedSoporte(soporte(soportes[3]?.[1]), signer, AHORA).xml)
const NOTA = textoDe(buildSignedAjuste(notaDeAjuste(), signer, AHORA).xml)

const hallar = (xml: string, opciones: OpcionesValidar = {}): string[] => {
  const result = validarXml(new TextEncoder().encode(xml), { ...opciones, sinFirma: true, tolerancia: 0 })
  if (!result.ok) throw new Error(result.error.codigo)
  return [...new Set(result.value.map(({ regla }) => regla))].sort()
}

type Danio = readonly [regla: string, antes: string | RegExp, despues: string]

/** A small harm to a good document and the rule it must bring, alone. */
const DANIOS: readonly Danio[] = [
  ['DSAB05a', '<sts:InvoiceAuthorization>18760000001<', '<sts:InvoiceAuthorization>12<'],
  ['DSAB07', '<cbc:StartDate>2022-01-01</cbc:StartDate>', ''],
  ['DSAB08', '<cbc:EndDate>2030-12-31</cbc:EndDate>', ''],
  ['DSAB11a', '<sts:From>984000000</sts:From>', ''],
  ['DSAB12a', '<sts:To>985000000</sts:To>', ''],
  ['DSAB22b', /(<sts:ProviderID[^>]*schemeID=")\d/, '$1X'],
  ['DSAB36', /<sts:QRCode>[^<]*/, '<sts:QRCode>'],
  ['DSAD02', '<cbc:CustomizationID>10<', '<cbc:CustomizationID>05<'],
  ['DSAD03', 'facturar.<', 'facturar<'],
  ['DSAD05b', '<cbc:ID>SEDS984000003<', '<cbc:ID>SEDS1<'],
  ['DSAD05e', '<cbc:ID>SEDS984000003<', '<cbc:ID>OTRO1<'],
  ['DSAD08', 'schemeName="CUDS-SHA384"', 'schemeName="CUDE-SHA384"'],
  ['DSAD10', '-05:00</cbc:IssueTime>', '</cbc:IssueTime>'],
  ['DSAD16', '<cbc:LineCountNumeric>2<', '<cbc:LineCountNumeric>3<'],
  ['DSAJ02', /(<cac:AccountingSupplierParty><cbc:AdditionalAccountID>)2/, '$13'],
  ['DSAJ08a', /<cac:AddressLine>.*?<\/cac:AddressLine>/, ''],
  ['DSAJ09', /(<cac:Address><cbc:ID>)11001/, '$1BOGOTA'],
  ['DSAJ12', '<cbc:CountrySubentityCode>11<', '<cbc:CountrySubentityCode>05<'],
  ['DSAJ20', /(<cac:PartyTaxScheme>)<cbc:RegistrationName>[^<]*<\/cbc:RegistrationName>/, '$1'],
  ['DSAJ24b', /(schemeID=")\d(" schemeName="31">1020304050)/, '$1X$2'],
  ['DSAJ25a', 'schemeName="31">1020304050', 'schemeName="13">1020304050'],
  ['DSAJ26', /(1020304050<\/cbc:CompanyID><cbc:TaxLevelCode>)R-99-PN/, '$1O-99'],
  ['DSAJ40', '<cbc:ID>ZZ</cbc:ID><cbc:Name>No aplica', '<cbc:ID>99</cbc:ID><cbc:Name>No aplica'],
  ['DSAJ41', '<cbc:Name>No aplica', '<cbc:Name>Nada'],
  ['DSAJ73', '<cbc:PostalZone>110221<', '<cbc:PostalZone>11<'],
  ['DSAK02', /(<cac:AccountingCustomerParty><cbc:AdditionalAccountID>)2/, '$13'],
  ['DSAK24b', /(<cac:AccountingCustomerParty>.*?schemeID=")\d/, '$1X'],
  ['DSAK25', /(<cac:AccountingCustomerParty>.*?schemeName=")31/, '$113'],
  ['DSAK26', /(<cac:AccountingCustomerParty>.*?<cbc:TaxLevelCode>)R-99-PN/, '$1ZZ'],
  ['DSAK40', /(<cac:AccountingCustomerParty>.*?<cac:TaxScheme><cbc:ID>)01/, '$199'],
  ['DSAK41', /(<cac:AccountingCustomerParty>.*?<cbc:ID>01<\/cbc:ID><cbc:Name>)IVA/, '$1INC'],
  ['DSAN01', /<cac:PaymentMeans>.*?<\/cac:PaymentMeans>/, ''],
  ['DSAN03', '<cbc:PaymentMeansCode>10<', '<cbc:PaymentMeansCode>999<'],
  ['DSAT02', /(<cac:WithholdingTaxTotal><cbc:TaxAmount currencyID="COP">)\d+/, '$11'],
  ['DSAU14', /(<cbc:PayableAmount currencyID="COP">)\d+/, '$11'],
  ['DSAZ02', /<cbc:Description>Charla<\/cbc:Description>/, ''],
  ['DSFC01', /<cac:InvoicePeriod>.*?<\/cac:InvoicePeriod>/, ''],
  ['DSFC02a', '<cbc:StartDate>2026-11-16<', '<cbc:StartDate>2026-11-31<'],
  ['DSFC03', '<cbc:DescriptionCode>2<', '<cbc:DescriptionCode>3<'],
  [
    'DSAY13',
    /(<cac:InvoiceLine>.*<cac:WithholdingTaxTotal>.*<cac:TaxScheme><cbc:ID>)06(<\/cbc:ID><cbc:Name>)ReteRenta/,
    '$107$2ReteICA',
  ],
]

const DE_NOTA: readonly Danio[] = [
  ['NSAD03', 'documento equivalente<', 'documento equivalente.<'],
  ['NSAD08', 'schemeName="CUDS-SHA384"', 'schemeName="CUDE-SHA384"'],
  ['NSAJ25a', 'schemeName="31">1020304050', 'schemeName="13">1020304050'],
  ['NSAK25', /(<cac:AccountingCustomerParty>.*?schemeName=")31/, '$113'],
  ['NSFC01', /<cac:InvoicePeriod>.*?<\/cac:InvoicePeriod>/, ''],
  ['NSAU14', /(<cbc:PayableAmount currencyID="COP">)\d+/, '$11'],
  ['NSBF01', /<cac:DiscrepancyResponse>.*?<\/cac:DiscrepancyResponse>/, ''],
  ['NSBF03', '<cbc:ResponseCode>2<', '<cbc:ResponseCode>6<'],
  ['NSBG02', /<cac:BillingReference>.*?<\/cac:BillingReference>/, ''],
  ['NSBG03', /(<cac:InvoiceDocumentReference>)<cbc:ID>[^<]*<\/cbc:ID>/, '$1'],
  ['NSBG04', 'cd'.repeat(48), 'cd'],
]

describe('reglas del documento soporte', () => {
  it('el documento y la nota que hace el programa no rompen ninguna', () => {
    for (const xml of [COMPLETO, EXTERIOR, NOTA]) expect(hallar(xml, { pin: PIN })).toEqual([])
  })

  it.each([
    ...DANIOS.map((danio) => ({ xml: COMPLETO, danio })),
    ...DE_NOTA.map((danio) => ({ xml: NOTA, danio })),
  ])('$danio.0 se encuentra, y nada más', ({ xml, danio: [regla, antes, despues] }) => {
    const daniado = xml.replace(antes, despues)
    expect(daniado, String(antes)).not.toBe(xml)
    expect(hallar(daniado)).toEqual([regla])
  })

  it('quien vive fuera de Colombia lleva un documento de la lista, su ciudad y su país', () => {
    expect(hallar(EXTERIOR.replace('schemeName="50"', 'schemeName="13"'))).toEqual(['DSAJ25b'])
    expect(hallar(EXTERIOR.replace(/<cbc:CityName>[^<]*<\/cbc:CityName>/, ''))).toEqual(['DSAJ08b'])
    expect(hallar(EXTERIOR.replace('<cbc:IdentificationCode>US<', '<cbc:IdentificationCode>CO<'))).toEqual([
      'DSAJ08b',
    ])
  })

  it('con otro PIN el CUDS y el código de seguridad no salen, y con otro rango lo dice', () => {
    expect(hallar(COMPLETO, { pin: '1' })).toEqual(['DSAB27b', 'DSAD06'])
    const rango = {
      resolucion: '18760000001',
      prefijo: 'SEDS',
      desde: 984000000,
      hasta: 984000002,
      vigenciaDesde: '2022-01-01',
      vigenciaHasta: '2030-12-31',
    }
    expect(hallar(COMPLETO, { rango })).toEqual(['DSAB12b', 'DSAD05d'])
  })

  it('cada código una sola vez, ninguno de la factura, y en palabras llanas', () => {
    const codigos = REGLAS_SOPORTE.map(({ codigo }) => codigo)
    expect(new Set(codigos).size).toBe(codigos.length)
    const ajenos = new Set(REGLAS_DIAN.map(({ codigo }) => codigo))
    expect(codigos.filter((codigo) => ajenos.has(codigo))).toEqual([])
    for (const { codigo, campo, mensaje, remedio } of REGLAS_SOPORTE) {
      expect(mensaje, codigo).toMatch(/^[A-ZÁÉÍÓÚ].+\.$/)
      expect(remedio, codigo).toMatch(/^[A-ZÁÉÍÓÚ].+\.$/)
      expect(`${campo} ${mensaje}`, codigo).not.toMatch(/\bfactura\b|CUFE|XML|UUID|schemeID/)
    }
  })

  it('un mensaje de la DIAN sobre él se explica con su regla', () => {
    expect(explicarRegla('DSAJ24b')?.mensaje).toContain('dígito de verificación del vendedor')
    expect(explicarRegla('NSAD06')?.mensaje).toContain('CUDS')
    expect(explicarRegla('DSAD02b')).toBe(reglaDian('DSAD02'))
  })
})
