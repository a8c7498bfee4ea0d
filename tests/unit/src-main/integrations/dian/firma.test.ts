import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildSignedFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { POLICY } from '../../../../../src-main/integrations/dian/firma/algorithms.ts'
import {
  type InformeFirma,
  verifyXmlSignature,
} from '../../../../../src-main/integrations/dian/firma/verify.ts'
import { AHORA, facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

function informe(xml: Uint8Array | string, ahora = AHORA): InformeFirma {
  const result = verifyXmlSignature(typeof xml === 'string' ? new TextEncoder().encode(xml) : xml, ahora)
  if (!result.ok) throw new Error(result.error.detalle)
  return result.value
}

describe.skipIf(!hasReference())('firma de los ejemplos oficiales', () => {
  it.each(['factura-generica-firmada.xml', 'nota-credito-firmada.xml'])(
    '%s: 3 de 3 referencias y el valor de la firma',
    (name) => {
      const result = informe(readFileSync(referencePath('dian', 'samples', name)))
      expect(result.errores).toEqual([])
      expect(result.integra).toBe(true)
      expect(result.referencias.map(({ cubre, correcta }) => [cubre, correcta])).toEqual([
        ['documento', true],
        ['certificado', true],
        ['propiedades', true],
      ])
      expect(result.politica).toMatchObject({ correcta: true })
      expect(result.firmante).toMatchObject({
        nombre: 'Usuario de Pruebas Persona Juridica',
        nit: '11111111',
      })
      expect(result.advertencias.join(' ')).toContain('ya venció')
    },
  )

  it('la factura que se editó después de firmada no es íntegra, y dice qué parte cambió', () => {
    const result = informe(readFileSync(referencePath('dian', 'samples', 'factura-excluida-iva.xml')))
    expect(result.integra).toBe(false)
    expect(result.errores.join(' ')).toContain('documento')
  })

  it('un documento sin firma lo dice', () => {
    const result = informe(readFileSync(referencePath('dian', 'samples', 'evento-030-acuse-recibo.xml')))
    expect(result).toMatchObject({ integra: false, errores: ['El documento no tiene firma.'] })
  })
})

describe('firma propia', () => {
  const { xml } = buildSignedFactura(facturaParticular(), testSigner(), AHORA)
  const texto = new TextDecoder().decode(xml)

  it('dice quién firmó, cuándo, con qué política y rol', () => {
    expect(informe(xml)).toMatchObject({
      integra: true,
      politica: { identificador: POLICY.url, correcta: true },
      firmante: {
        nombre: 'MÉDICA DE PRUEBAS SIN VALIDEZ',
        nit: '52123456',
        emisorCertificado: 'CA DE PRUEBAS, SIN VALIDEZ',
        serial: '7785324499979575522',
      },
      fechaFirma: '2026-11-21T09:15:23-05:00',
      rol: 'supplier',
    })
  })

  it('identifica al emisor del certificado como lo escribe Java (RFC 2253)', () => {
    expect(texto).toContain(
      '<ds:X509IssuerName>C=CO,L=Bogota D.C.,O=Consultorio,OU=División de pruebas,CN=CA DE PRUEBAS\\, SIN VALIDEZ,1.2.840.113549.1.9.1=#131370727565626173406578616d706c652e636f6d</ds:X509IssuerName>',
    )
  })

  it.each([
    ['un valor', '>120000.00<', '>120000.01<', 'documento'],
    ['un espacio entre elementos', '</cbc:UBLVersionID>', '</cbc:UBLVersionID> ', 'documento'],
    ['la fecha de la firma', 'T09:15:23-05:00', 'T09:15:24-05:00', 'propiedades'],
    ['el rol', '>supplier<', '>third party<', 'propiedades'],
  ])('se rompe si cambia %s', (_caso, antes, despues, parte) => {
    const result = informe(texto.replace(antes, despues))
    expect(result.integra).toBe(false)
    expect(
      result.referencias.filter((reference) => !reference.correcta).map((reference) => reference.cubre),
    ).toEqual([parte])
  })

  it('se rompe si cambia una letra del valor de la firma', () => {
    const roto = texto.replace(
      /(<ds:SignatureValue[^>]*>)(.)/,
      (_todo, tag: string, letra: string) => tag + (letra === 'A' ? 'B' : 'A'),
    )
    expect(informe(roto)).toMatchObject({ integra: false, valorFirma: false })
  })

  it('no acepta otra firma ni un Id repetido que suplante lo firmado', () => {
    const firma = /<ds:Signature .*<\/ds:Signature>/.exec(texto)?.[0] ?? ''
    expect(informe(texto.replace(firma, firma + firma)).integra).toBe(false)
    const id = /<ds:KeyInfo Id="([^"]+)"/.exec(texto)?.[1] ?? ''
    expect(informe(texto.replace('<cbc:UBLVersionID>', `<cbc:UBLVersionID Id="${id}">`)).integra).toBe(false)
  })

  it('dice que no se puede comprobar un documento que no admite forma canónica', () => {
    const result = informe(texto.replace('<cbc:UBLVersionID>', '<cbc:UBLVersionID xmlns:q="relativo">'))
    expect(result.integra).toBe(false)
    expect(result.errores.join(' ')).toMatch(/dañado/)
  })

  it('no acepta una firma que no cubre el documento completo', () => {
    const sinDocumento = texto.replace(/<ds:Reference Id="[^"]+-ref0".*?<\/ds:Reference>/, '')
    const result = informe(sinDocumento)
    expect(result.integra).toBe(false)
    expect(result.errores).toContain('La firma no cubre el documento completo.')
  })

  it('sigue íntegra con el certificado vencido, y lo advierte', () => {
    const result = informe(xml, new Date('2050-01-01T00:00:00Z'))
    expect(result.integra).toBe(true)
    expect(result.advertencias.join(' ')).toContain('ya venció')
  })
})
