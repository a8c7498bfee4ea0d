import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import forge from 'node-forge'
import { describe, expect, it } from 'vitest'
import { crearCertificadoPractica } from '../../../src-main/practice/certificado.ts'
import { ids } from './documentos-de-prueba.ts'

const datos = {
  nit: '900373115',
  nombre: 'Consultorio Médico Ñandú y Compañía de Nombre Bastante Largo SAS',
  desde: new Date('2026-01-01T00:00:00Z'),
  hasta: new Date('2028-01-01T00:00:00Z'),
  ids,
}

describe('certificado de práctica', () => {
  it('trae el NIT como los de ONAC, su vigencia y la marca «PRUEBAS SIN VALIDEZ»', async () => {
    const { certificadoPem } = await crearCertificadoPractica(datos)
    const certificado = new X509Certificate(certificadoPem)
    expect(certificado.subject).toMatch(/^serialNumber=900373115$/m)
    const nombre = /^CN=(.*)$/m.exec(certificado.subject)?.[1] ?? ''
    expect(nombre).toMatch(/^Consultorio Médico Ñandú .*PRUEBAS SIN VALIDEZ$/)
    expect(nombre.length).toBeLessThanOrEqual(64)
    expect(certificado.issuer).toMatch(/PRUEBAS SIN VALIDEZ/)
    expect([certificado.validFromDate, certificado.validToDate]).toEqual([datos.desde, datos.hasta])
    expect(certificado.publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 })
    expect(certificado.ca).toBe(false)
  })

  it('el .p12 abre con su clave, en OpenSSL y en forge, y no con otra', async () => {
    const { p12, clave } = await crearCertificadoPractica(datos)
    const pfx = Buffer.from(p12)
    expect(() => createSecureContext({ pfx, passphrase: clave })).not.toThrow()
    expect(() => createSecureContext({ pfx, passphrase: 'otra' })).toThrow()
    const leido = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(pfx.toString('latin1')), clave)
    const { certBag, pkcs8ShroudedKeyBag } = forge.pki.oids
    expect(leido.getBags({ bagType: certBag! })[certBag!]).toHaveLength(2)
    expect(leido.getBags({ bagType: pkcs8ShroudedKeyBag! })[pkcs8ShroudedKeyBag!]).toHaveLength(1)
  })
})
