import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cufeFromXml } from '../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { DocumentoNoEmitible } from '../../../../../src-main/integrations/dian/emitir-documento.ts'
import { buildSignedFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import type { DocumentoFactura } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { xmlsecVerify } from '../../../../fixtures/dian/external-tools.ts'
import {
  AHORA,
  CLAVE_TECNICA,
  consulta,
  facturaParticular,
  pagador,
  salud,
  variantes,
} from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

const signer = testSigner()
const emitir = (cambios: Partial<DocumentoFactura> = {}) =>
  buildSignedFactura(facturaParticular(cambios), signer, AHORA)
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)

describe('factura de venta firmada', () => {
  it('con el mismo reloj y el mismo certificado es siempre el mismo archivo', () => {
    const golden = readFileSync(new URL('../../../../fixtures/dian/factura-particular.xml', import.meta.url))
    expect(textoDe(emitir().xml)).toBe(golden.toString('utf8'))
  })

  it('declara al paciente particular como lo pide el ministerio: excluida, sin aporte y sin contrato', () => {
    const texto = textoDe(emitir().xml)
    expect(texto).toContain('<cbc:CustomizationID>SS-SinAporte</cbc:CustomizationID>')
    expect(texto).not.toContain('cac:TaxTotal')
    expect(texto).toContain('<cbc:TaxExclusiveAmount currencyID="COP">0.00</cbc:TaxExclusiveAmount>')
    expect(texto).toContain('<cbc:PayableAmount currencyID="COP">120000.00</cbc:PayableAmount>')
    expect(texto).toContain(
      '<cbc:ID schemeID="05">1</cbc:ID><cbc:PaidAmount currencyID="COP">0.00</cbc:PaidAmount>',
    )
    expect(texto).toContain(
      '<Name>FACTURA_SIN_CONTRATO</Name><Value schemeID="07" schemeName="salud_cobertura.gc">Servicio a paciente particular</Value>',
    )
    expect(texto).toContain('<Value>Resolución 948:2026</Value>')
  })

  it.each(variantes)('%s: su CUFE sale de su propio XML y su firma es íntegra', (_nombre, cambios) => {
    const factura = emitir(cambios)
    const clave = cambios.tipo === '03' ? '20191' : CLAVE_TECNICA
    expect(cufeFromXml(factura.xml, clave)).toMatchObject({
      ok: true,
      value: { igual: true, calculado: factura.cufe },
    })
    const firma = verifyXmlSignature(factura.xml, AHORA)
    expect(firma).toMatchObject({
      ok: true,
      value: { integra: true, valorFirma: true, fechaFirma: '2026-11-21T09:15:23-05:00', rol: 'supplier' },
    })
    expect(factura.qr).toContain(`${cambios.tipo === '03' ? 'CUDE' : 'CUFE'}: ${factura.cufe}`)
  })

  it('xmlsec1 no confirma una factura a la que se le cambió un peso', () => {
    const alterada = textoDe(emitir().xml).replaceAll('>120000.00<', '>120001.00<')
    expect(xmlsecVerify(new TextEncoder().encode(alterada)).ok).toBe(false)
  })

  it('resta los anticipos en SS-CUFE y no los resta en SS-Reporte', () => {
    const credito = textoDe(emitir(variantes[1]?.[1]).xml)
    expect(credito).toContain(
      '<cbc:PrepaidAmount currencyID="COP">19600.50</cbc:PrepaidAmount><cbc:PayableAmount currencyID="COP">100399.50<',
    )
    expect(credito.match(/<cac:PrepaidPayment>/g)).toHaveLength(2)
    const reporte = textoDe(emitir(variantes[2]?.[1]).xml)
    expect(reporte).toContain(
      '<cbc:PrepaidAmount currencyID="COP">5000.00</cbc:PrepaidAmount><cbc:PayableAmount currencyID="COP">120000.00<',
    )
  })

  it.each<[string, Partial<DocumentoFactura>, string]>([
    ['un número por fuera del rango', { numero: { prefijo: 'SETP', consecutivo: 995000001 } }, 'FAD05c'],
    ['un prefijo que no es el del rango', { numero: { prefijo: 'OTRO', consecutivo: 990000001 } }, 'FAD05e'],
    ['una fecha distinta a la de la firma', { emision: { fecha: '2026-11-20', hora: '09:15:23' } }, 'FAD09e'],
    [
      'una numeración vencida',
      { resolucion: { ...facturaParticular().resolucion, vigenciaHasta: '2026-11-20' } },
      'FAD09b',
    ],
    ['un DV errado del consultorio', { emisor: { ...facturaParticular().emisor, dv: '0' } }, 'FAJ24'],
    ['un DV errado de quien paga', { adquiriente: { ...pagador, dv: '5' } }, 'FAK24'],
    [
      'el consultorio sin dirección',
      { emisor: { ...facturaParticular().emisor, direccion: undefined } },
      'FAJ08',
    ],
    ['una factura de salud sin sus datos', { salud: undefined }, 'FED060'],
    [
      'una cobertura que ya no se usa',
      { salud: salud({ coberturaPlan: '01', numeroContrato: 'X' }) },
      'FED134',
    ],
    [
      'un periodo que termina antes de empezar',
      { periodo: { inicio: '2026-11-21', fin: '2026-11-20' } },
      'VFE020',
    ],
    [
      'un descuento mayor que el servicio',
      { lineas: [{ ...consulta, descuento: { valor: 12_000_001, razon: 'x' } }] },
      'VLR01',
    ],
    [
      'un anticipo mayor que la factura',
      { operacion: 'SS-CUFE', recaudos: [{ concepto: '01', valor: 12_000_001, fecha: '2026-11-21' }] },
      'VLR01',
    ],
    [
      'una tarifa de IVA que no existe',
      { lineas: [{ ...consulta, impuesto: { clase: 'gravado', tributo: '01', tarifa: 1234 } }] },
      'FAY10',
    ],
    ['crédito sin vencimiento', { pago: { forma: '2', medio: '10' } }, 'FAN02'],
  ])('no se emite con %s', (_nombre, cambios, regla) => {
    let error: unknown
    try {
      emitir(cambios)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(DocumentoNoEmitible)
    const hallazgos = error instanceof DocumentoNoEmitible ? error.hallazgos : []
    expect(hallazgos.map((hallazgo) => hallazgo.regla)).toContain(regla)
    for (const hallazgo of hallazgos) {
      expect(hallazgo.remedio).not.toBe('')
      expect(hallazgo.mensaje).toMatch(/\.$/)
    }
  })
})
