import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseApplicationResponse } from '../../../../../src-main/integrations/dian/application-response.ts'
import {
  buildAttachedDocument,
  openAttachedDocument,
} from '../../../../../src-main/integrations/dian/attached-document.ts'
import { cufeFromXml } from '../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { buildSignedFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import { xmlsecVerify, xsdErrors } from '../../../../fixtures/dian/external-tools.ts'
import { AHORA, facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

const signer = testSigner()
const documento = facturaParticular()
const factura = buildSignedFactura(documento, signer, AHORA)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What the samples carry inside: [invoice, ApplicationResponse] of a real container with its data replaced. */
function anonimizado() {
  const opened = openAttachedDocument(
    readFileSync(referencePath('dian', 'samples', 'attached-document-anonimizado.xml')),
  )
  if (!opened.ok || !opened.value.applicationResponse) throw new Error('sample without documents')
  return { facturaXml: opened.value.facturaXml, applicationResponse: opened.value.applicationResponse }
}

describe.skipIf(!hasReference())('contenedor de la factura (AttachedDocument)', () => {
  const build = (applicationResponse?: Uint8Array, xml: Uint8Array = factura.xml): Uint8Array =>
    buildAttachedDocument({
      documento,
      codigo: { nombre: 'CUFE', valor: factura.cufe },
      xml,
      ...(applicationResponse && { applicationResponse }),
      id: '0193',
      signer,
      ahora: AHORA,
    })

  it('cumple el esquema oficial y su firma es íntegra por fuera y por dentro', () => {
    const { applicationResponse } = anonimizado()
    const contenedor = build(applicationResponse)
    expect(xsdErrors(contenedor, 'AttachedDocument')).toBe('')
    expect(xmlsecVerify(contenedor)).toMatchObject({ ok: true, references: 3 })
    expect(verifyXmlSignature(contenedor, AHORA)).toMatchObject({ ok: true, value: { integra: true } })
    const abierto = openAttachedDocument(contenedor)
    expect(abierto.ok && abierto.value.facturaXml).toEqual(new Uint8Array(factura.xml))
    expect(abierto.ok && abierto.value.applicationResponse).toEqual(applicationResponse)
    expect(abierto.ok && verifyXmlSignature(abierto.value.facturaXml, AHORA)).toMatchObject({
      value: { integra: true },
    })
  })

  it('lleva los documentos en CDATA y lo que dice la validación de la DIAN', () => {
    const texto = new TextDecoder().decode(build(anonimizado().applicationResponse))
    expect(texto).toContain('<cbc:Description><![CDATA[<?xml')
    expect(texto).toContain(
      '<cbc:ValidationResultCode>02</cbc:ValidationResultCode><cbc:ValidationDate>2022-04-05</cbc:ValidationDate><cbc:ValidationTime>10:03:08-05:00</cbc:ValidationTime>',
    )
  })

  it('aguanta respuestas con saltos de línea de Windows, BOM y fin de CDATA adentro', () => {
    const { applicationResponse } = anonimizado()
    const rara = new TextDecoder()
      .decode(applicationResponse)
      .replaceAll('\n', '\r\n')
      .replace('NC-424', '<![CDATA[NC-424]]>')
    const contenedor = build(utf8(`\ufeff${rara}`))
    expect(xmlsecVerify(contenedor)).toMatchObject({ ok: true, references: 3 })
    const abierto = openAttachedDocument(contenedor)
    expect(abierto.ok && new TextDecoder().decode(abierto.value.applicationResponse)).toBe(
      rara.replaceAll('\r\n', '\n'),
    )
  })

  it('en contingencia tipo 04 se entrega sin la respuesta de la DIAN', () => {
    const contenedor = build()
    expect(xsdErrors(contenedor, 'AttachedDocument')).toBe('')
    const abierto = openAttachedDocument(contenedor)
    expect(abierto.ok && 'applicationResponse' in abierto.value).toBe(false)
  })

  it('abre el contenedor real anonimizado y el CUFE de su factura sale de su XML', () => {
    expect(cufeFromXml(anonimizado().facturaXml, 'fc8eac422eba16e22ffd8c6f94b3f40a6e38162c')).toMatchObject({
      ok: true,
      value: { igual: true, calculado: expect.stringMatching(/^2a77d570/) },
    })
  })

  it('una factura suelta no es un contenedor, y lo dice', () => {
    expect(openAttachedDocument(factura.xml)).toMatchObject({
      ok: false,
      error: { codigo: 'NO_ES_CONTENEDOR' },
    })
  })
})

describe.skipIf(!hasReference())('respuesta de la DIAN (ApplicationResponse)', () => {
  it('validada sin observaciones', () => {
    expect(parseApplicationResponse(anonimizado().applicationResponse)).toEqual({
      ok: true,
      value: {
        codigo: '02',
        descripcion: 'Documento validado por la DIAN',
        validado: true,
        id: '18680564',
        cude: '0'.repeat(96),
        fecha: '2022-04-05',
        hora: '10:03:08-05:00',
        documento: {
          numero: 'NC424',
          cufe: '2a77d57037d6a0cf6a3bea7e5364416891e9621e1c801ebdf361f898504a0712dde1b3e5ec73d5692591dc39c428f154',
        },
        reglas: [],
        autorizacion: 'La Factura electrónica NC-424, ha sido autorizada.',
      },
    })
  })

  it('validada con notificaciones, en el ejemplo oficial de salud', () => {
    const opened = openAttachedDocument(
      readFileSync(referencePath('dian', 'samples', 'salud-attached-document-res948.xml')),
    )
    const respuesta =
      opened.ok && opened.value.applicationResponse
        ? parseApplicationResponse(opened.value.applicationResponse)
        : undefined
    expect(respuesta).toMatchObject({ ok: true, value: { validado: true } })
    expect(respuesta?.ok && respuesta.value.reglas.map((linea) => linea.regla)).toEqual([
      'FAJ44b',
      'FAJ43b',
      'RUT01',
      'RUT01',
    ])
  })
})
