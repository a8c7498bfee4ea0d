import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import { foldText } from '../../../../../src-shared/kernel/text-folding.ts'
import { emitidos } from '../../../../fixtures/dian/emitidos.ts'
import { xmlsecVerify, xsdErrors } from '../../../../fixtures/dian/external-tools.ts'
import { AHORA } from '../../../../fixtures/dian/factura-particular.ts'
import { respuestaDian } from '../../../../fixtures/dian/respuesta-dian.ts'
import { hasReference } from '../../../../fixtures/reference.ts'

/**
 * Golden files, one per kind of document. To write them again after a change that is meant:
 * `npx vitest run --config tests/vitest.config.ts documentos-de-referencia -u`, and read the difference.
 */
const FOLDER = fileURLToPath(new URL('../../../../fixtures/dian/referencia/', import.meta.url))

const archivoDe = (titulo: string): string => `${foldText(titulo).replace(/[^a-z0-9]+/g, '-')}.xml`

/**
 * Every byte of the document, one element to a line so that a difference can be read. What is long and has its own proof goes by its
 * hash: the certificate, the value of the signature and the documents inside a container.
 */
function legible(xml: Uint8Array): string {
  const huella = (largo: string): string => `sha256:${createHash('sha256').update(largo).digest('hex')}`
  const corto = new TextDecoder()
    .decode(xml)
    .replace(/(?<=<!\[CDATA\[).*?(?=\]\]>)/gs, huella)
    .replace(/(?<=<ds:(?:X509Certificate|SignatureValue)[^>]*>)[^<]+/g, huella)
  // A break of its own between elements would be taken for one of ours; only the prologue has one.
  if (/(?<!\?)>\n</.test(corto)) throw new Error('the document has line breaks between elements')
  return `${corto.replaceAll('><', '>\n<')}\n`
}

describe('documentos de referencia', () => {
  it.each(emitidos)(
    '$titulo: con el mismo reloj y el mismo certificado, siempre los mismos bytes',
    async (doc) => {
      await expect(legible(doc.xml)).toMatchFileSnapshot(`${FOLDER}${archivoDe(doc.titulo)}`)
    },
  )

  it('la carpeta no guarda documentos que ya nadie emite', () => {
    expect(readdirSync(FOLDER).toSorted()).toEqual(emitidos.map(({ titulo }) => archivoDe(titulo)).toSorted())
  })

  it.each(emitidos)(
    '$titulo: xmlsec1 confirma las tres referencias y el verificador propio también',
    ({ xml }) => {
      expect(xmlsecVerify(xml)).toMatchObject({ ok: true, references: 3 })
      expect(verifyXmlSignature(xml, AHORA)).toMatchObject({
        ok: true,
        value: { integra: true, errores: [] },
      })
    },
  )

  it.skipIf(!hasReference()).each(emitidos)('$titulo: cumple el esquema oficial', ({ xml, raiz }) => {
    expect(xsdErrors(xml, raiz)).toBe('')
  })

  it.skipIf(!hasReference())('la respuesta que va en los contenedores también lo cumple', () => {
    expect(xsdErrors(respuestaDian('SETP990000001', 'a'.repeat(96)), 'ApplicationResponse')).toBe('')
  })
})
