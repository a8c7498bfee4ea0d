import { describe, expect, it } from 'vitest'
import { cufeFromXml } from '../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { buildSignedNota } from '../../../../../src-main/integrations/dian/emitir-nota.ts'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import type { DocumentoNota } from '../../../../../src-shared/domains/facturacion/nota-schemas.ts'
import { AHORA } from '../../../../fixtures/dian/factura-particular.ts'
import { notaAnulacion, notas } from '../../../../fixtures/dian/nota-credito.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

const signer = testSigner()
const emitir = (cambios: Partial<DocumentoNota> = {}) =>
  buildSignedNota(notaAnulacion(cambios), signer, AHORA)
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)

describe('nota crédito y nota débito firmadas', () => {
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
})
