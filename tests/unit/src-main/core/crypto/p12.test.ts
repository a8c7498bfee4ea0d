import { execFileSync } from 'node:child_process'
import { verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCertificateNames, toRfc2253 } from '../../../../../src-main/core/crypto/distinguished-name.ts'
import { matchesNit, nitFromSubject } from '../../../../../src-main/core/crypto/nit-from-subject.ts'
import { certificateStatus, openP12 } from '../../../../../src-main/core/crypto/p12.ts'
import { certificatePath, keyPath, testSigner } from '../../../../fixtures/dian/signer.ts'
import { conVueltasEnormes, conVueltasEscondidas } from '../../../../fixtures/p12-hostil.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

let folder = ''
const at = (name: string): string => join(folder, name)
const openssl = (...args: string[]): void => {
  execFileSync('openssl', args, { stdio: 'pipe' })
}

/** A .p12 as an authority delivers it, made by OpenSSL and not by the library that reads it. */
function p12(name: string, ...args: string[]): Uint8Array {
  openssl('pkcs12', '-export', '-out', at(name), '-passout', 'pass:clave ñ 1', ...args)
  return readFileSync(at(name))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consultorio-p12-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('certificado digital (.p12)', () => {
  const propio = (): string[] => ['-inkey', keyPath, '-in', certificatePath]

  it.each([
    ['con el cifrado actual (AES)', []],
    [
      'con el cifrado antiguo (3DES)',
      ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ],
  ])('se abre %s y firma de verdad', (_caso, args) => {
    const opened = openP12(p12('bueno.p12', ...propio(), ...args), 'clave ñ 1')
    if (!opened.ok) throw new Error(opened.error.codigo)
    const original = new X509Certificate(readFileSync(certificatePath))
    expect(Buffer.from(opened.value.certificateDer).equals(original.raw)).toBe(true)
    expect(opened.value).toMatchObject({
      subject: { nombre: 'MÉDICA DE PRUEBAS SIN VALIDEZ', nit: '52123456' },
      serial: '7785324499979575522',
      chain: [],
      notBefore: new Date('2026-01-01T05:00:00Z'),
      notAfter: new Date('2046-01-01T05:00:00Z'),
    })
    expect(opened.value.issuer).toMatch(/^C=CO,L=Bogota D\.C\.,O=Consultorio,/)
    const signature = opened.value.signer.sign('texto')
    expect(verify('sha256', Buffer.from('texto'), original.publicKey, signature)).toBe(true)
  })

  it('trae también los demás certificados de la cadena', () => {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      at('ca.key'),
      '-out',
      at('ca.pem'),
      '-days',
      '10',
      '-subj',
      '/CN=Otra CA',
    )
    const opened = openP12(p12('cadena.p12', ...propio(), '-certfile', at('ca.pem')), 'clave ñ 1')
    expect(opened.ok && opened.value.chain).toHaveLength(1)
    expect(opened.ok && opened.value.subject.nit).toBe('52123456')
  })

  it('no deja ver la clave de ninguna forma', () => {
    const opened = openP12(p12('secreto.p12', ...propio()), 'clave ñ 1')
    const privado = readFileSync(keyPath, 'utf8')
      .replace(/-----.*?-----|\s/g, '')
      .slice(40, 120)
    expect(inspect(opened, { depth: 10, showHidden: true })).not.toContain('PRIVATE')
    expect(JSON.stringify(opened)).not.toContain(privado)
    expect(
      Object.values(opened.ok ? opened.value.signer : {}).some(
        (value) => typeof value === 'object' && 'type' in value && value.type === 'private',
      ),
    ).toBe(false)
  })

  it('dice qué pasa cuando no sirve', () => {
    const errores = (bytes: Uint8Array, clave = 'clave ñ 1') => {
      const result = openP12(bytes, clave)
      return result.ok ? undefined : result.error
    }
    const bueno = p12('otro.p12', ...propio())
    openssl('genrsa', '-out', at('corta.key'), '1024')
    openssl(
      'req',
      '-x509',
      '-key',
      at('corta.key'),
      '-out',
      at('corta.pem'),
      '-days',
      '10',
      '-subj',
      '/CN=Corta',
    )
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('ec.key'))
    openssl('req', '-x509', '-key', at('ec.key'), '-out', at('ec.pem'), '-days', '10', '-subj', '/CN=Curva')
    const casos = [
      [errores(bueno, 'otra'), 'CLAVE_ERRADA'],
      [errores(bueno, ''), 'CLAVE_ERRADA'],
      [errores(new TextEncoder().encode('hola, soy un pdf')), 'NO_ES_P12'],
      [errores(new Uint8Array()), 'NO_ES_P12'],
      [errores(bueno.slice(0, bueno.length - 100)), 'NO_ES_P12'],
      [errores(new Uint8Array(new X509Certificate(readFileSync(certificatePath)).raw)), 'NO_ES_P12'],
      [errores(p12('sinclave.p12', '-nokeys', '-in', certificatePath)), 'SIN_CLAVE'],
      [errores(p12('corta.p12', '-inkey', at('corta.key'), '-in', at('corta.pem'))), 'CLAVE_NO_ADMITIDA'],
      [errores(p12('ec.p12', '-inkey', at('ec.key'), '-in', at('ec.pem'))), 'CLAVE_NO_ADMITIDA'],
    ] as const
    expect(casos.map(([error]) => error?.codigo)).toEqual(casos.map(([, codigo]) => codigo))
    for (const [error] of casos) expect(error?.mensaje).toMatch(/\. .+\.$|, .+\. .+\.$/)
  })

  it('no abre el que pide miles de millones de vueltas, ni a la vista ni escondidas dentro de lo cifrado', () => {
    const pide = (bytes: Uint8Array) => {
      const opened = openP12(bytes, 'clave ñ 1')
      return opened.ok ? 'abre' : opened.error.codigo
    }
    const bueno = p12('vueltas.p12', ...propio(), '-iter', '7777')
    expect(pide(bueno)).toBe('abre')
    const hostiles = conVueltasEnormes(bueno, 7777)
    expect(hostiles).toHaveLength(3)
    expect(hostiles.map(pide)).toEqual(hostiles.map(() => 'TRABAJO_DESMEDIDO'))
    const escondido = (enorme: boolean) => openP12(conVueltasEscondidas('clave', enorme), 'clave')
    expect(escondido(false).ok).toBe(true)
    expect(escondido(true)).toMatchObject({ error: { codigo: 'TRABAJO_DESMEDIDO' } })
  })

  it('avisa antes de vencer, cuando vence y cuando aún no empieza', () => {
    const certificado = {
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2028-01-01T00:00:00Z'),
    }
    const estado = (ahora: string) => certificateStatus(certificado, new Date(ahora))
    expect(estado('2025-12-31T00:00:00Z').estado).toBe('aun-no-vigente')
    expect(estado('2026-06-01T00:00:00Z')).toEqual({ estado: 'vigente', dias: 579 })
    expect(estado('2027-12-12T00:00:00Z')).toEqual({ estado: 'por-vencer', dias: 20 })
    expect(estado('2028-01-02T00:00:00Z')).toEqual({ estado: 'vencido', dias: -1 })
  })
})

describe('NIT del titular', () => {
  const con = (oid: string, value: string) => nitFromSubject([[{ oid, value, der: '' }]])

  it('se encuentra donde cada entidad lo pone', () => {
    expect(con('1.3.6.1.4.1.4710.1.3.2', '800197268')).toBe('800197268')
    expect(con('1.3.6.1.4.1.23267.2.3', '900.508.908')).toBe('900508908')
    expect(con('2.5.4.5', '52123456')).toBe('52123456')
    expect(con('2.5.4.11', 'Emitido a NIT: 900.508.908')).toBe('900508908')
    expect(con('2.5.4.3', 'MARÍA PEÑA')).toBeUndefined()
  })

  it('se compara con o sin dígito de verificación', () => {
    expect(matchesNit('8001972684', '800197268', '4')).toBe(true)
    expect(matchesNit('800197268', '800197268', '4')).toBe(true)
    expect(matchesNit('8001972685', '800197268', '4')).toBe(false)
  })

  it.skipIf(!hasReference())('el certificado de los ejemplos oficiales se nombra como en su firma', () => {
    const xml = readFileSync(referencePath('dian', 'samples', 'factura-generica-firmada.xml'), 'utf8')
    const der = Buffer.from(/<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '', 'base64')
    const names = readCertificateNames(der)
    expect(toRfc2253(names.issuer)).toBe(/<ds:X509IssuerName>([^<]+)</.exec(xml)?.[1])
    expect(nitFromSubject(names.subject)).toBe('11111111')
  })

  it.skipIf(!hasReference())('el certificado de la DIAN trae su NIT', () => {
    const xml = readFileSync(referencePath('dian', 'samples', 'salud-attached-document-res948.xml'), 'utf8')
    const der = Buffer.from(/<ds:X509Certificate>([^<]+)</.exec(xml)?.[1] ?? '', 'base64')
    // The publisher cut the certificate in the middle; its names come before the cut.
    expect(der.includes(Buffer.from('800197268'))).toBe(true)
  })
})

describe('firmante', () => {
  it('da el serial en decimal y la huella del certificado que van en la firma', () => {
    const signer = testSigner()
    expect(signer.serialDecimal).toBe('7785324499979575522')
    expect(signer.certificateSha256).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  })
})
