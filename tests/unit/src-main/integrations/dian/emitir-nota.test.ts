import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cufeFromXml } from '../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { buildSignedNota } from '../../../../../src-main/integrations/dian/emitir-nota.ts'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import type { DocumentoNota } from '../../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { xmlsecVerify, xsdErrors } from '../../../../fixtures/dian/external-tools.ts'
import { AHORA, consulta } from '../../../../fixtures/dian/factura-particular.ts'
import { notaAnulacion, notas } from '../../../../fixtures/dian/nota-credito.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'
import { hasReference } from '../../../../fixtures/reference.ts'

const signer = testSigner()
const emitir = (cambios: Partial<DocumentoNota> = {}) =>
  buildSignedNota(notaAnulacion(cambios), signer, AHORA)
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)

describe('nota crédito y nota débito firmadas', () => {
  it.skipIf(!hasReference()).each(notas)('nota %s: cumple el esquema oficial', (_nombre, raiz, cambios) => {
    expect(xsdErrors(emitir(cambios).xml, raiz)).toBe('')
  })

  it.each(notas)('nota %s: xmlsec1 confirma las tres referencias de la firma', (_nombre, _raiz, cambios) => {
    expect(xmlsecVerify(emitir(cambios).xml)).toMatchObject({ ok: true, references: 3 })
  })

  it.each(notas)(
    'nota %s: su CUDE sale de su propio XML con el PIN, y su firma es íntegra',
    (_nombre, _raiz, cambios) => {
      const nota = emitir(cambios)
      expect(cufeFromXml(nota.xml, '20191')).toMatchObject({
        ok: true,
        value: { igual: true, calculado: nota.cufe },
      })
      expect(verifyXmlSignature(nota.xml, AHORA)).toMatchObject({
        ok: true,
        value: { integra: true, valorFirma: true, rol: 'supplier' },
      })
      expect(nota.qr).toContain(`CUDE: ${nota.cufe}`)
      expect(textoDe(nota.xml)).not.toContain('sts:InvoiceControl')
    },
  )

  it('la anulación nombra la factura, su CUFE y el motivo con las palabras de la tabla', () => {
    const texto = textoDe(emitir().xml)
    expect(texto).toContain(
      '<cac:DiscrepancyResponse><cbc:ReferenceID>SETP990000001</cbc:ReferenceID><cbc:ResponseCode>2</cbc:ResponseCode><cbc:Description>Anulación de factura electrónica</cbc:Description></cac:DiscrepancyResponse>',
    )
    expect(texto).toContain(`<cbc:UUID schemeName="CUFE-SHA384">${'ab'.repeat(48)}</cbc:UUID>`)
    expect(texto).toContain('<cbc:CreditNoteTypeCode>91</cbc:CreditNoteTypeCode>')
    expect(texto).toContain('<Value>Resolución 948:2026</Value>')
    expect(texto).not.toContain('PrepaidPayment')
    expect(texto).not.toContain('PrepaidAmount')
  })

  it('la nota débito no lleva código de tipo y pide el valor', () => {
    const texto = textoDe(emitir(notas[4]?.[2]).xml)
    expect(texto).not.toContain('TypeCode>9')
    expect(texto).toContain('<cac:RequestedMonetaryTotal>')
    expect(texto).not.toContain('<cac:LegalMonetaryTotal>')
  })

  it('con líneas al azar el encabezado es la suma de las líneas, sin perder un centavo', () => {
    const linea = fc.record({
      precioUnitario: fc.integer({ min: 100, max: 50_000_000 }),
      cantidad: fc.integer({ min: 1, max: 9 }).map((unidades) => unidades * 1000),
      tarifa: fc.constantFrom(0, 500, 1900),
    })
    fc.assert(
      fc.property(fc.array(linea, { minLength: 1, maxLength: 8 }), (lineas) => {
        const { xml, totales } = emitir({
          concepto: '4',
          lineas: lineas.map(({ tarifa, ...resto }) => ({
            ...consulta,
            ...resto,
            impuesto: { clase: tarifa === 0 ? 'exento' : 'gravado', tributo: '01', tarifa },
          })),
        })
        const texto = textoDe(xml)
        const cuerpo = texto.slice(texto.indexOf('<cac:CreditNoteLine>'))
        const suma = (etiqueta: string) =>
          [...cuerpo.matchAll(new RegExp(`<cbc:${etiqueta} currencyID="COP">(\\d+)\\.(\\d\\d)<`, 'g'))]
            .map(([, pesos, centavos]) => Number(pesos) * 100 + Number(centavos))
            .reduce((a, b) => a + b, 0)
        expect(suma('LineExtensionAmount')).toBe(totales.subtotal)
        expect(totales.aPagar).toBe(totales.subtotal + totales.totalImpuestos)
        expect(totales.lineas.reduce((a, b) => a + b.impuesto, 0)).toBe(totales.totalImpuestos)
      }),
      { numRuns: 40 },
    )
  })
})
