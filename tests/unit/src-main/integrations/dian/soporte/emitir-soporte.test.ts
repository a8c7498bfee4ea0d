import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { cufeFromXml } from '../../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { DocumentoNoEmitible } from '../../../../../../src-main/integrations/dian/emitir-documento.ts'
import { verifyXmlSignature } from '../../../../../../src-main/integrations/dian/firma/verify.ts'
import {
  buildSignedAjuste,
  buildSignedSoporte,
  revisarSoporte,
} from '../../../../../../src-main/integrations/dian/soporte/emitir-soporte.ts'
import { revisarArchivo } from '../../../../../../src-main/integrations/dian/validar.ts'
import { AHORA } from '../../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../../fixtures/dian/signer.ts'
import {
  ajustes,
  aseadora,
  aseo,
  notaDeAjuste,
  soporte,
  soportes,
} from '../../../../../fixtures/dian/soporte.ts'

const signer = testSigner()
const PIN = '20191'
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)

const emitidos = [
  ...soportes.map(
    ([titulo, cambios]) => [titulo, buildSignedSoporte(soporte(cambios), signer, AHORA)] as const,
  ),
  ...ajustes.map(
    ([titulo, cambios]) =>
      [`nota ${titulo}`, buildSignedAjuste(notaDeAjuste(cambios), signer, AHORA)] as const,
  ),
]

function causaDe(emitir: () => unknown): readonly string[] {
  try {
    emitir()
  } catch (error) {
    if (error instanceof DocumentoNoEmitible) return error.hallazgos.map(({ mensaje }) => mensaje)
    throw error
  }
  return []
}

describe('documento soporte y nota de ajuste firmados', () => {
  it.each(emitidos)(
    '%s: su CUDS sale de su propio XML con el PIN, su firma es íntegra y nada le falta',
    (_titulo, doc) => {
      expect(cufeFromXml(doc.xml, PIN)).toMatchObject({
        ok: true,
        value: { clase: 'cuds', igual: true, calculado: doc.cufe },
      })
      expect(verifyXmlSignature(doc.xml, AHORA)).toMatchObject({
        ok: true,
        value: { integra: true, rol: 'supplier' },
      })
      expect(revisarArchivo(doc.xml, { pin: PIN, ahora: AHORA })).toMatchObject({
        ok: true,
        value: { hallazgos: [] },
      })
      expect(doc.qr).toContain(`CUDS: ${doc.cufe}`)
    },
  )

  it('quien vende va donde la factura pone al emisor, y el consultorio donde pone a quien paga', () => {
    const { Invoice } = new XMLParser({ removeNSPrefix: true, parseTagValue: false }).parse(
      textoDe(buildSignedSoporte(soporte(), signer, AHORA).xml),
    )
    expect(Invoice.AccountingSupplierParty.Party.PartyTaxScheme).toMatchObject({
      CompanyID: aseadora.numero,
      TaxScheme: { ID: 'ZZ' },
    })
    expect(Invoice.AccountingCustomerParty.Party.PartyTaxScheme).toMatchObject({
      CompanyID: soporte().comprador.numero,
    })
    expect(Object.keys(Invoice.AccountingCustomerParty.Party)).toEqual(['PartyTaxScheme'])
    expect(Invoice.InvoiceLine.InvoicePeriod).toEqual({
      StartDate: '2026-11-20',
      DescriptionCode: '1',
      Description: 'Por operación',
    })
  })

  it('lo retenido se informa en el encabezado y en sus líneas, y no baja el valor a pagar', () => {
    const cambios = soportes[2]?.[1] ?? {}
    const { Invoice } = new XMLParser({
      removeNSPrefix: true,
      parseTagValue: false,
      isArray: (name) => name === 'WithholdingTaxTotal',
    }).parse(textoDe(buildSignedSoporte(soporte(cambios), signer, AHORA).xml))
    const centavos = (texto: string) => Number(texto.replace('.', ''))
    const suma = (lista: readonly { TaxAmount: string }[]) =>
      lista.reduce((total, { TaxAmount }) => total + centavos(TaxAmount), 0)
    const deLineas = Invoice.InvoiceLine.flatMap(
      (linea: { WithholdingTaxTotal: { TaxAmount: string }[] }) => linea.WithholdingTaxTotal,
    )
    expect(Invoice.WithholdingTaxTotal).toHaveLength(2)
    expect(suma(Invoice.WithholdingTaxTotal)).toBe(suma(deLineas))
    expect(Invoice.LegalMonetaryTotal.PayableAmount).toBe(Invoice.LegalMonetaryTotal.TaxInclusiveAmount)
  })

  it('la nota nombra el documento que ajusta con su CUDS, y no lleva rango ni retenciones', () => {
    const texto = textoDe(buildSignedAjuste(notaDeAjuste(), signer, AHORA).xml)
    expect(texto).toContain(`<cbc:UUID schemeName="CUDS-SHA384">${'cd'.repeat(48)}</cbc:UUID>`)
    expect(texto).toContain('<cbc:CreditNoteTypeCode>95</cbc:CreditNoteTypeCode>')
    expect(texto).not.toContain('sts:InvoiceControl')
    expect(texto).not.toContain('WithholdingTaxTotal')
  })

  it('lo que no se puede escribir no se emite, y dice por qué', () => {
    const iva = (tarifa: number) => ({
      ...aseo,
      impuesto: { clase: 'gravado' as const, tributo: '01' as const, tarifa },
    })
    const dos = { ...soporte(), lineas: [iva(1900), iva(500)] }
    expect(causaDe(() => buildSignedSoporte(dos, signer, AHORA)).join()).toContain(
      'haga un documento por cada una',
    )
    const sinDireccion = { ...soporte(), vendedor: { ...aseadora, direccion: undefined } }
    expect(causaDe(() => buildSignedSoporte(sinDireccion, signer, AHORA)).join()).toContain(
      'Falta la dirección del vendedor',
    )
    const letras = { ...soporte(), vendedor: { ...aseadora, numero: 'AB123' } }
    expect(causaDe(() => buildSignedSoporte(letras, signer, AHORA)).join()).toContain('solo números')
  })

  it('fuera del rango o de su vigencia la regla lo dice antes de que haya firma', () => {
    const fuera = soporte({ numero: { prefijo: 'SEDS', consecutivo: 985000001 } })
    expect(revisarSoporte(fuera).map(({ regla }) => regla)).toEqual(['DSAD05c'])
    const vencida = soporte({ resolucion: { ...soporte().resolucion, vigenciaHasta: '2026-11-20' } })
    expect(revisarSoporte(vencida).map(({ regla }) => regla)).toEqual(['DSAD09b'])
    expect(revisarSoporte(soporte())).toEqual([])
  })
})
