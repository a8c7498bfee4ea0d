import { describe, expect, it } from 'vitest'
import { buildSignedFactura } from '../../../../../src-main/integrations/dian/emitir-factura.ts'
import { type OpcionesValidar, validarXml } from '../../../../../src-main/integrations/dian/validar.ts'
import { AHORA, facturaParticular } from '../../../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../../../fixtures/dian/signer.ts'

const firmada = new TextDecoder().decode(buildSignedFactura(facturaParticular(), testSigner(), AHORA).xml)

function hallar(xml: string, opciones: OpcionesValidar = { ahora: AHORA }) {
  const result = validarXml(new TextEncoder().encode(xml), opciones)
  if (!result.ok) throw new Error(result.error.codigo)
  return result.value
}

describe('la firma, en la revisión', () => {
  it('una factura recién firmada no tiene hallazgos', () => {
    expect(hallar(firmada)).toEqual([])
  })

  it('ZE02: lo firmado cambió, aunque todas las sumas cuadren', () => {
    const [hallazgo, ...otros] = hallar(firmada.replaceAll('>120000.00<', '>120001.00<'))
    expect(otros).toEqual([])
    expect(hallazgo).toMatchObject({
      regla: 'ZE02',
      severidad: 'rechazo',
      destino: 'configuracion/certificado',
    })
    expect(hallazgo?.mensaje).toContain('cambió después de firmado')
  })

  it.each<[parte: string, antes: RegExp, despues: string]>([
    ['CanonicalizationMethod/@Algorithm', /(<ds:CanonicalizationMethod) Algorithm="[^"]+"/, '$1'],
    ['Reference[3]', /<ds:Reference Type=.*?<\/ds:Reference>/, ''],
    ['SignatureValue', /(<ds:SignatureValue[^>]*>)[^<]+/, '$1'],
    ['X509Certificate', /(<ds:X509Certificate>)[^<]+/, '$1'],
    ['SigningTime', /(<xades:SigningTime>)[^<]+/, '$1'],
    ['CertDigest/ds:DigestValue', /(<xades:CertDigest>.*?<ds:DigestValue>)[^<]+/, '$1'],
    ['X509IssuerName', /(<ds:X509IssuerName>)[^<]+/, '$1'],
    ['X509SerialNumber', /(<ds:X509SerialNumber>)[^<]+/, '$1'],
    ['SigPolicyId/xades:Identifier', /(<xades:SigPolicyId><xades:Identifier>)[^<]+/, '$1'],
    ['SigPolicyHash/ds:DigestValue', /(<xades:SigPolicyHash>.*?<ds:DigestValue>)[^<]+/, '$1'],
  ])('DC02: a la firma le falta %s', (parte, antes, despues) => {
    const alterada = firmada.replace(antes, despues)
    expect(alterada).not.toBe(firmada)
    const [hallazgo, ...otros] = hallar(alterada)
    expect(otros).toEqual([])
    expect(hallazgo).toMatchObject({ regla: 'DC02', severidad: 'rechazo' })
    expect(hallazgo?.ruta.endsWith(parte)).toBe(true)
  })

  it('sin decir cuándo se revisa no se verifica: lo que se emite ya se verificó aparte', () => {
    expect(hallar(firmada.replace(/(<ds:SignatureValue[^>]*>)[^<]+/, '$1'), {})).toEqual([])
  })
})
