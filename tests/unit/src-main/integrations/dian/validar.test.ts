import { describe, expect, it } from 'vitest'
import { DocumentoNoEmitible } from '../../../../../src-main/integrations/dian/emitir-documento.ts'
import {
  buildSignedFactura,
  revisarFactura,
} from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import {
  type OpcionesValidar,
  revisarArchivo,
  validarXml,
} from '../../../../../src-main/integrations/dian/validar.ts'
import { type Clase, documentoAMano, PIN } from '../../../../fixtures/dian/documentos-a-mano.ts'
import {
  AHORA,
  CLAVE_TECNICA,
  consulta,
  facturaParticular,
} from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

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

const bytes = (xml: string): Uint8Array => new TextEncoder().encode(xml)

function reglas(xml: string | Uint8Array, opciones: OpcionesValidar = completas): string[] {
  const result = validarXml(typeof xml === 'string' ? bytes(xml) : xml, opciones)
  if (!result.ok) throw new Error(result.error.codigo)
  return result.value.map((hallazgo) => hallazgo.regla)
}

describe('revisión antes de enviar', () => {
  it('una factura bien hecha no tiene hallazgos', () => {
    expect(reglas(texto)).toEqual([])
    expect(reglas(gravada)).toEqual([])
    expect(revisarFactura(facturaParticular())).toEqual([])
  })

  it('la ventana de días de envío era de los documentos anteriores al anexo 1.9', () => {
    expect(reglas(texto, { ...completas, hoy: '2027-11-21' })).toEqual([])
    const vieja = texto.replaceAll('2026-11-21', '2024-04-15')
    expect(reglas(vieja, { hoy: '2024-04-20' })).toEqual([])
    expect(reglas(vieja, { hoy: '2024-04-21' })).toEqual(['FAD09c'])
    expect(reglas(vieja, { hoy: '2024-04-04' })).toEqual(['FAD09d'])
  })

  it('un detalle y la duda se dicen después de la causa', () => {
    const result = validarXml(
      bytes(
        gravada.replace(
          '<cbc:PrepaidAmount currencyID="COP">0.00<',
          '<cbc:PrepaidAmount currencyID="COP">9.00<',
        ),
      ),
    )
    expect(result.ok && result.value.find((hallazgo) => hallazgo.regla === 'FAU12')?.mensaje).toBe(
      'El total de anticipos no es la suma de los anticipos. Esta regla no está confirmada: puede que la DIAN no la exija así.',
    )
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

  it('un archivo que no es factura ni nota lo dice', () => {
    expect(validarXml(bytes('<carta/>'))).toMatchObject({
      ok: false,
      error: { codigo: 'NO_ES_FACTURA', mensaje: expect.stringContaining('factura o nota') },
    })
  })

  it('un contenedor se abre y se revisa lo que trae; si no trae factura, lo dice', () => {
    const cdata = (contenido: string) =>
      bytes(
        `<AttachedDocument xmlns="urn:oasis:names:specification:ubl:schema:xsd:AttachedDocument-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cac:Attachment><cac:ExternalReference><cbc:Description><![CDATA[${contenido}]]></cbc:Description></cac:ExternalReference></cac:Attachment></AttachedDocument>`,
      )
    expect(revisarArchivo(cdata(texto), completas)).toEqual({
      ok: true,
      value: { documento: 'factura', numero: 'SETP990000001', contenedor: true, hallazgos: [] },
    })
    expect(revisarArchivo(cdata(documentoAMano('nota-debito')))).toMatchObject({
      ok: true,
      value: { documento: 'nota-debito', numero: 'ND7', contenedor: true, hallazgos: [] },
    })
    expect(revisarArchivo(cdata('<carta/>'))).toMatchObject({ ok: false, error: { codigo: 'NO_ES_FACTURA' } })
    expect(revisarArchivo(cdata('<Invoice'))).toMatchObject({ ok: false, error: { codigo: 'XML_DANIADO' } })
    expect(revisarArchivo(cdata(''))).toMatchObject({ ok: false, error: { codigo: 'NO_ES_FACTURA' } })
    expect(validarXml(cdata(texto))).toMatchObject({ ok: false, error: { codigo: 'NO_ES_FACTURA' } })
  })
})

describe('lo que se acepta escrito de otra forma', () => {
  it.each<
    [caso: string, clase: Clase, cambios: readonly (readonly [antes: string | RegExp, despues: string])[]]
  >([
    ['tipo 04', 'factura', [['>01</cbc:InvoiceTypeCode', '>04</cbc:InvoiceTypeCode']]],
    ['un código UNSPSC de ocho números', 'factura', [['schemeID="999">890201', 'schemeID="001">85121600']]],
    [
      'un código de barras con quien lo asigna',
      'factura',
      [['schemeID="999">', 'schemeID="010" schemeAgencyID="9">']],
    ],
    [
      'de contado, sin vencimiento',
      'nota-debito',
      [
        ['<cbc:ID>2</cbc:ID><cbc:PaymentMeansCode>', '<cbc:ID>1</cbc:ID><cbc:PaymentMeansCode>'],
        [/<cbc:PaymentDueDate>.*?<\/cbc:PaymentDueDate>/, ''],
      ],
    ],
    [
      'una muestra gratis',
      'nota-credito',
      [
        ['<cbc:FreeOfChargeIndicator>false', '<cbc:FreeOfChargeIndicator>true'],
        [/(<cac:InvoiceLine>.*?)>90000\.00<\/cbc:LineExtensionAmount/, '$1>0.00</cbc:LineExtensionAmount'],
        [/(<cac:LegalMonetaryTotal>.*?)>190000\.00</, '$1>100000.00<'],
        [
          '<cbc:TaxInclusiveAmount currencyID="COP">209000.00',
          '<cbc:TaxInclusiveAmount currencyID="COP">119000.00',
        ],
        ['<cbc:PayableAmount currencyID="COP">208500.00', '<cbc:PayableAmount currencyID="COP">118500.00'],
      ],
    ],
    ['una anulación con su factura', 'nota-credito', [['<cbc:ResponseCode>1', '<cbc:ResponseCode>2']]],
    [
      'sin referencia a una factura, con su periodo',
      'nota-credito',
      [
        [/<cbc:CustomizationID>20/, '<cbc:CustomizationID>22'],
        [/<cbc:ReferenceID>.*?<\/cbc:ReferenceID>/, ''],
        [/<cac:BillingReference>.*?<\/cac:BillingReference>/, ''],
      ],
    ],
    [
      'sin referencia a una factura, con su periodo',
      'nota-debito',
      [
        [/<cbc:CustomizationID>30/, '<cbc:CustomizationID>32'],
        [/<cbc:ReferenceID>.*?<\/cbc:ReferenceID>/, ''],
        [/<cac:BillingReference>.*?<\/cac:BillingReference>/, ''],
      ],
    ],
    ['sin datos de salud', 'nota-credito', [[/<CustomTagGeneral>.*<\/CustomTagGeneral>/, '<nada/>']]],
    [
      'sin datos de salud: un descuento sin porcentaje',
      'factura',
      [
        [/<CustomTagGeneral>.*<\/CustomTagGeneral>/, '<nada/>'],
        ['>SS-CUFE<', '>10<'],
        ['<cbc:MultiplierFactorNumeric>10.00</cbc:MultiplierFactorNumeric>', ''],
      ],
    ],
    [
      'un total de impuesto en cero al lado de otro',
      'factura',
      [
        [
          '<cac:WithholdingTaxTotal>',
          '<cac:TaxTotal><cbc:TaxAmount currencyID="COP">0.00</cbc:TaxAmount><cbc:RoundingAmount currencyID="COP">0.00</cbc:RoundingAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="COP">0.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="COP">0.00</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>0.00</cbc:Percent><cac:TaxScheme><cbc:ID>03</cbc:ID><cbc:Name>ICA</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal><cac:WithholdingTaxTotal>',
        ],
      ],
    ],
    [
      'quien paga es una persona con su documento',
      'factura',
      [
        [
          /(<cac:AccountingCustomerParty><cbc:AdditionalAccountID>)1(<\/cbc:AdditionalAccountID><cac:Party>)/,
          '$12$2<cac:PartyIdentification><cbc:ID schemeName="13">1020304050</cbc:ID></cac:PartyIdentification>',
        ],
        [
          /(<cac:AccountingCustomerParty>.*?) schemeID="4" schemeName="31">860002964/,
          '$1 schemeName="13">1020304050',
        ],
      ],
    ],
  ])('%s: %s', (_caso, clase, cambios) => {
    const xml = documentoAMano(clase, (original) =>
      cambios.reduce((texto, [antes, despues]) => {
        expect(texto.replace(antes, despues)).not.toBe(texto)
        return texto.replace(antes, despues)
      }, original),
    )
    expect(reglas(xml, {})).toEqual([])
  })

  it('en una factura que no es de salud, el NIT se exige con la regla de la DIAN', () => {
    const comun = texto
      .replace('>SS-SinAporte<', '>10<')
      .replace(/<CustomTagGeneral>.*<\/CustomTagGeneral>/, '<nada/>')
    const cedula = /(<cac:AccountingSupplierParty>.*?<cac:PartyTaxScheme>.*?)schemeName="31"/
    expect(reglas(comun.replace(cedula, '$1schemeName="13"'), {})).toEqual(['FAJ25'])
    expect(reglas(texto.replace(cedula, '$1schemeName="13"'), {})).toEqual(['VFE011'])
  })
})

describe('lo que una clase de documento no tiene', () => {
  const anticipo =
    '<cac:PrepaidPayment><cbc:ID>1</cbc:ID><cbc:PaidAmount currencyID="COP">1.00</cbc:PaidAmount></cac:PrepaidPayment>'
  const retencion =
    '<cac:WithholdingTaxTotal><cbc:TaxAmount currencyID="COP">1.00</cbc:TaxAmount></cac:WithholdingTaxTotal>'

  it.each<[caso: string, clase: Clase, antes: string | RegExp, despues: string, ruta: string]>([
    [
      'vencimiento',
      'nota-credito',
      '<cbc:Note>',
      '<cbc:DueDate>2026-12-21</cbc:DueDate><cbc:Note>',
      'DueDate',
    ],
    [
      'anticipos',
      'nota-credito',
      '<cac:PaymentExchangeRate>',
      `${anticipo}<cac:PaymentExchangeRate>`,
      'PrepaidPayment',
    ],
    [
      'retenciones',
      'nota-credito',
      '<cac:LegalMonetaryTotal>',
      `${retencion}<cac:LegalMonetaryTotal>`,
      'WithholdingTaxTotal',
    ],
    [
      'retenciones',
      'nota-debito',
      '<cac:LegalMonetaryTotal>',
      `${retencion}<cac:LegalMonetaryTotal>`,
      'WithholdingTaxTotal',
    ],
    [
      'código de tipo',
      'nota-debito',
      '<cbc:Note>',
      '<cbc:CreditNoteTypeCode>91</cbc:CreditNoteTypeCode><cbc:Note>',
      'CreditNoteTypeCode',
    ],
    [
      'motivo de nota',
      'factura',
      '<cac:AdditionalDocumentReference>',
      '<cac:DiscrepancyResponse><cbc:ResponseCode>1</cbc:ResponseCode></cac:DiscrepancyResponse><cac:AdditionalDocumentReference>',
      'DiscrepancyResponse',
    ],
    [
      'descuento de línea antes del impuesto',
      'nota-credito',
      /(<cac:InvoiceLine><cbc:ID>2<.*?)(<cac:TaxTotal>)/,
      '$1<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:MultiplierFactorNumeric>0.00</cbc:MultiplierFactorNumeric><cbc:Amount currencyID="COP">0.00</cbc:Amount><cbc:BaseAmount currencyID="COP">0.00</cbc:BaseAmount></cac:AllowanceCharge>$2',
      'CreditNoteLine/TaxTotal',
    ],
  ])('%s en una %s es de la estructura', (_caso, clase, antes, despues, ruta) => {
    const result = validarXml(bytes(documentoAMano(clase, (xml) => xml.replace(antes, despues))))
    expect(
      result.ok &&
        result.value.map(({ regla, ruta: donde }) => `${regla} ${donde.replaceAll(/c[ab]c:/g, '')}`),
    ).toEqual([expect.stringMatching(new RegExp(`^ZB01 .*${ruta}$`))])
  })

  it('en una nota la clave es el PIN, se dé como PIN o como clave', () => {
    for (const clase of ['nota-credito', 'nota-debito'] as const) {
      const nota = documentoAMano(clase)
      expect(reglas(nota, { pin: PIN })).toEqual([])
      expect(reglas(nota, { clave: PIN })).toEqual([])
      expect(reglas(nota, { clave: CLAVE_TECNICA, pin: PIN })).toEqual([])
      expect(reglas(nota, { clave: CLAVE_TECNICA })).toEqual([clase === 'nota-credito' ? 'CAD06' : 'DAD06'])
    }
  })
})
