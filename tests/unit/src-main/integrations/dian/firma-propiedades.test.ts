import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withXmlDocument } from '../../../../../src-main/core/xml/read.ts'
import { verifyXmlSignature } from '../../../../../src-main/integrations/dian/firma/verify.ts'
import { seeded } from '../../../../../src-main/practice/demo-patients.ts'
import { type Emitido, emitidos } from '../../../../fixtures/dian/emitidos.ts'
import { xmlsecVerify } from '../../../../fixtures/dian/external-tools.ts'
import { AHORA } from '../../../../fixtures/dian/factura-particular.ts'

const documento = fc.constantFrom(...emitidos)
const integra = (xml: Uint8Array): boolean => {
  const result = verifyXmlSignature(xml, AHORA)
  return result.ok && result.value.integra
}

/**
 * The same document as another program may write it: attributes and namespaces of every element in another order, spaces between them,
 * other quotes, empty elements closed at once. What is inside CDATA is text and stays.
 */
function reescrito(xml: Uint8Array, semilla: number): Uint8Array {
  const random = seeded(semilla)
  const partes = new TextDecoder().decode(xml).split(/(<!\[CDATA\[.*?\]\]>)/s)
  const otro = partes.map((parte) =>
    parte.startsWith('<![CDATA[')
      ? parte
      : parte.replace(/<([\w:]+)((?: [\w:]+="[^"]*")+)>/g, (_todo, nombre: string, atributos: string) => {
          const sueltos = [...atributos.matchAll(/[\w:]+="[^"]*"/g)]
            .map(([atributo]) =>
              random() < 0.5 && !atributo.includes("'") ? atributo.replaceAll('"', "'") : atributo,
            )
            .map((atributo) => ({ atributo, orden: random() }))
            .toSorted((a, b) => a.orden - b.orden)
          return `<${nombre}${sueltos.map(({ atributo }) => `${random() < 0.3 ? '\n  ' : ' '}${atributo}`).join('')}${random() < 0.2 ? ' ' : ''}>`
        }),
  )
  return new TextEncoder().encode(otro.join(''))
}

/**
 * What a signature protects: the document without it (XMLDSig 6.6.4), and of itself only SignedInfo and the two parts it names. The
 * attributes of <ds:Signature> and what hangs loose inside are signed by nobody.
 */
function protegido(xml: Uint8Array): string[] {
  const read = withXmlDocument(xml, (doc) => doc.canonicalizeToString())
  const firma = /<ds:Signature[ >].*<\/ds:Signature>/s
  const firmado = /<(ds:SignedInfo|ds:KeyInfo|xades:SignedProperties)[ >].*?<\/\1>/gs
  return read.ok ? [read.value.replace(firma, ''), ...(firma.exec(read.value)?.[0].match(firmado) ?? [])] : []
}

describe('qué aguanta y qué no aguanta una firma', () => {
  it('el mismo documento escrito de otra manera sigue íntegro', () => {
    fc.assert(
      fc.property(documento, fc.nat(), ({ xml }, semilla) => {
        const otro = reescrito(xml, semilla)
        expect(Buffer.from(otro).equals(xml)).toBe(false)
        expect(integra(otro)).toBe(true)
      }),
      { numRuns: 120 },
    )
  })

  it.each(emitidos)('$titulo, escrito de otra manera: xmlsec1 opina lo mismo', ({ xml }: Emitido) => {
    expect(xmlsecVerify(reescrito(xml, 7))).toMatchObject({ ok: true, references: 3 })
  })

  it('leído y vuelto a escribir por otro programa, sigue íntegro', () => {
    fc.assert(
      fc.property(documento, ({ xml }) => {
        const otro = withXmlDocument(xml, (doc) => doc.toString({ format: false }))
        expect(otro.ok && integra(new TextEncoder().encode(otro.value))).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('ya no es íntegro si cambia cualquier byte de lo que dice', () => {
    fc.assert(
      fc.property(documento, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ xml }, donde, mascara) => {
        // The texts of the document itself, the signature aside.
        const fin = Buffer.from(xml).indexOf('<ds:Signature ')
        const desde = Buffer.from(xml).indexOf('</ds:Signature>')
        const textos = [...new TextDecoder('latin1').decode(xml).matchAll(/>([^<]+)</g)]
          .map(({ index, 1: texto = '' }) => ({ inicio: index + 1, largo: texto.length }))
          .filter(({ inicio }) => (inicio < fin || inicio > desde) && inicio > 60)
        const bytes = textos.flatMap(({ inicio, largo }) =>
          Array.from({ length: largo }, (_, i) => inicio + i),
        )
        const alterado = Uint8Array.from(xml)
        const posicion = bytes[donde % bytes.length] ?? 0
        alterado[posicion] = (alterado[posicion] ?? 0) ^ mascara
        expect(integra(alterado)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('dañado en cualquier byte o cortado en cualquier parte: nunca falla el programa ni se da por íntegro otro documento', () => {
    for (const { xml } of emitidos) expect(protegido(xml)).toHaveLength(4)
    fc.assert(
      fc.property(documento, fc.nat(), fc.nat(255), fc.boolean(), ({ xml }, donde, byte, cortar) => {
        const posicion = donde % xml.length
        const alterado = Uint8Array.from(xml)
        alterado[posicion] = byte
        const bytes = cortar ? alterado.slice(0, posicion) : alterado
        if (integra(bytes)) expect(protegido(bytes)).toEqual(protegido(xml))
      }),
      { numRuns: 500 },
    )
  })
})
