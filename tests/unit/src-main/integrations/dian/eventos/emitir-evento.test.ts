import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cudeEvento, softwareSecurityCode } from '../../../../../../src-main/integrations/dian/cufe.ts'
import { cufeFromXml } from '../../../../../../src-main/integrations/dian/cufe-from-xml.ts'
import { DocumentoNoEmitible } from '../../../../../../src-main/integrations/dian/emitir-documento.ts'
import { buildSignedEvento } from '../../../../../../src-main/integrations/dian/eventos/emitir-evento.ts'
import { verifyXmlSignature } from '../../../../../../src-main/integrations/dian/firma/verify.ts'
import type { DocumentoEvento } from '../../../../../../src-shared/domains/finanzas/eventos.ts'
import { acuse, eventos } from '../../../../../fixtures/dian/evento.ts'
import { xmlsecVerify, xsdErrors } from '../../../../../fixtures/dian/external-tools.ts'
import { AHORA } from '../../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../../../../fixtures/reference.ts'

const signer = testSigner()
const emitir = (cambios: Partial<DocumentoEvento> = {}) => buildSignedEvento(acuse(cambios), signer, AHORA)
const textoDe = (xml: Uint8Array): string => new TextDecoder().decode(xml)
const campo = (xml: string, nombre: string): string =>
  new RegExp(`<${nombre}[^>]*>\\s*([^<]*?)\\s*<`).exec(xml)?.[1] ?? ''

describe('eventos de la factura electrónica', () => {
  it.skipIf(!hasReference()).each(eventos)('%s: cumple el esquema oficial', (_nombre, cambios) => {
    expect(xsdErrors(emitir(cambios).xml, 'ApplicationResponse')).toBe('')
  })

  it.each(eventos)('%s: xmlsec1 confirma las tres referencias de la firma', (_nombre, cambios) => {
    expect(xmlsecVerify(emitir(cambios).xml)).toMatchObject({ ok: true, references: 3 })
  })

  it.each(eventos)(
    '%s: su CUDE sale de su propio XML con el PIN, y su firma es íntegra',
    (_nombre, cambios) => {
      const { xml, cude } = emitir(cambios)
      expect(cufeFromXml(xml, '20191')).toMatchObject({
        ok: true,
        value: { clase: 'cude-evento', igual: true, calculado: cude },
      })
      expect(cufeFromXml(xml, '20192')).toMatchObject({ ok: true, value: { igual: false } })
      expect(verifyXmlSignature(xml, AHORA)).toMatchObject({
        ok: true,
        value: { integra: true, valorFirma: true },
      })
      expect(campo(textoDe(xml), 'sts:SoftwareSecurityCode')).toBe(
        softwareSecurityCode('56f2ae4e-9812-4fad-9255-08fcfcd5ccb0', '20191', 'EV1'),
      )
      expect(textoDe(xml)).not.toContain('sts:InvoiceControl')
    },
  )

  it('el acuse dice quién recibió; la aceptación, no', () => {
    expect(textoDe(emitir().xml)).toContain(
      '<cac:IssuerParty><cac:Person><cbc:ID schemeName="13">1020304050</cbc:ID><cbc:FirstName>Ana</cbc:FirstName><cbc:FamilyName>Muñoz</cbc:FamilyName><cbc:JobTitle>Recepción</cbc:JobTitle></cac:Person></cac:IssuerParty>',
    )
    expect(textoDe(emitir({ codigo: '033', quienRecibe: undefined }).xml)).not.toContain('IssuerParty')
  })

  it('el reclamo lleva su código con el nombre de la tabla, y el motivo en una nota', () => {
    const texto = textoDe(emitir(eventos[1]?.[1]).xml)
    expect(texto).toContain(
      '<cbc:ResponseCode listID="04" name="Servicio no prestado">031</cbc:ResponseCode>',
    )
    expect(texto).toContain('<cbc:Note>El mantenimiento no se hizo.</cbc:Note>')
  })

  it('la aceptación tácita va dirigida a la DIAN, con la nota bajo juramento que nombra al adquirente', () => {
    const texto = textoDe(emitir({ codigo: '034', quienRecibe: undefined }).xml)
    expect(texto).toMatch(/<cac:ReceiverParty>.*>800197268<.*<\/cac:ReceiverParty>/)
    expect(texto).toMatch(
      /<cbc:Note>Manifiesto bajo la gravedad de juramento que transcurridos 3 días hábiles .* identificado con NIT 860002964 /,
    )
  })

  it('no se emite lo que no se puede enviar: sin quien recibió, con reclamo donde no va, o con el certificado vencido', () => {
    const falla = (documento: DocumentoEvento, ahora = AHORA) => {
      try {
        buildSignedEvento(documento, signer, ahora)
        return []
      } catch (error) {
        if (!(error instanceof DocumentoNoEmitible)) throw error
        return error.hallazgos.map(({ regla, ruta }) => `${regla} ${ruta}`)
      }
    }
    const base = acuse()
    expect(falla({ ...base, quienRecibe: undefined })).toEqual(['ZB01 quienRecibe'])
    expect(falla({ ...base, reclamo: { concepto: '01' } })).toEqual(['ZB01 reclamo'])
    expect(falla({ ...base, contraparte: { ...base.contraparte, nombre: 'a\u0000b' } })).toEqual([
      'ZB01 contraparte.nombre',
    ])
    expect(falla(base, new Date(signer.notAfter.getTime() + 1000))[0]).toMatch(/^ZE02 /)
  })

  it.skipIf(!hasReference())('recalcula las huellas del acuse oficial desde su XML (vectores 9 y 11)', () => {
    const muestra = readFileSync(referencePath('dian', 'samples', 'evento-030-acuse-recibo.xml'), 'utf8')
    const publicada = campo(muestra, 'cbc:Note')
    // Both NIT were changed when it was published: those that were hashed are kept in its note.
    const [, nitEmisor = '', nitReceptor = ''] = /-05:00(\d{9})(\d{9})030/.exec(publicada) ?? []
    const datos = {
      numero: campo(muestra, 'cbc:ID'),
      fecha: campo(muestra, 'cbc:IssueDate'),
      hora: campo(muestra, 'cbc:IssueTime'),
      nitEmisor,
      nitReceptor,
      evento: campo(muestra, 'cbc:ResponseCode'),
      documentoReferido: campo(muestra.slice(muestra.indexOf('<cac:DocumentReference>')), 'cbc:ID'),
      tipoReferido: campo(muestra, 'cbc:DocumentTypeCode'),
      pin: '20191',
    }
    expect(publicada).toBe(Object.values(datos).join(''))
    expect(cudeEvento(datos)).toBe(campo(muestra, 'cbc:UUID'))
    expect(softwareSecurityCode(campo(muestra, 'sts:SoftwareID'), '20191', datos.numero)).toBe(
      campo(muestra, 'sts:SoftwareSecurityCode'),
    )
  })

  it('recalcula el CUDE del acuse del anexo (vector 4)', () => {
    expect(
      cudeEvento({
        numero: '1',
        fecha: '2019-04-30',
        hora: '19:48:50-05:00',
        nitEmisor: '99998888',
        nitReceptor: '800197268',
        evento: '030',
        documentoReferido: 'FE123',
        tipoReferido: '01',
        pin: '11111',
      }),
    ).toBe('0d91ba25b01f5e7dbda870a11b274501d3a62a73e91932c473c86c93f12a142a2ac45876efcde3e679024a01c0be41f9')
  })
})
