import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import forge from 'node-forge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openP12 } from '../../../src-main/core/crypto/p12.ts'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { getCertificado } from '../../../src-main/domains/configuracion/api.ts'
import { observarCertificado } from '../../../src-main/domains/configuracion/observar-certificado.ts'
import { crearCertificadoPractica, crearIdentidadPractica } from '../../../src-main/practice/certificado.ts'
import { testClock } from '../../fixtures/core.ts'
import {
  abrirConfiguracion,
  type Configuracion,
  commandId,
  FACTURA_ELECTRONICA,
  PRESTADOR,
  rechazo,
} from './configuracion-harness.ts'

let app: Configuracion
beforeEach(async () => {
  app = await abrirConfiguracion()
})
afterEach(() => app.cerrar())

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

function certificado(datos: { nit?: string; desde?: string; hasta?: string } = {}) {
  return crearCertificadoPractica({
    nit: datos.nit ?? PRESTADOR.nit,
    nombre: 'Consultorio de prueba',
    desde: new Date(datos.desde ?? '2026-01-01T00:00:00-05:00'),
    hasta: new Date(datos.hasta ?? '2028-01-01T00:00:00-05:00'),
    ids: createIds(testClock()),
  })
}

const importar = (p12: Uint8Array, clave: string) =>
  app.medico.importarCertificado({ commandId: commandId(), archivo: base64(p12), clave })
const guardarPrestador = (nit: string, dv: string) =>
  app.medico.guardarPrestador({
    commandId: commandId(),
    prestador: { ...PRESTADOR, responsabilidades: ['R-99-PN'], nit, dv },
    obligacion: FACTURA_ELECTRONICA,
  })

/** A container with a key too short for DIAN. */
function debil(): { p12: Uint8Array; clave: string } {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
  const cert = forge.pki.createCertificate()
  cert.publicKey = forge.pki.setRsaPublicKey(key.n, key.e)
  cert.serialNumber = '01'
  cert.validity.notBefore = new Date('2026-01-01')
  cert.validity.notAfter = new Date('2028-01-01')
  cert.setSubject([{ name: 'commonName', value: 'Débil' }])
  cert.setIssuer([{ name: 'commonName', value: 'Débil' }])
  cert.sign(key, forge.md.sha256.create())
  const asn1 = forge.pkcs12.toPkcs12Asn1(key, [cert], 'abcd', { algorithm: 'aes256' })
  return { p12: Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1'), clave: 'abcd' }
}

describe('importar el certificado digital', () => {
  it('se guarda, sirve para firmar y ni el archivo ni la contraseña vuelven a salir', async () => {
    await guardarPrestador(PRESTADOR.nit, PRESTADOR.dv)
    const { p12, clave } = await certificado()
    const info = await importar(p12, clave)
    expect(info).toMatchObject({ nit: PRESTADOR.nit, hasta: '2028-01-01T05:00:00.000Z' })
    expect(Object.keys(info).sort()).toEqual([
      'desde',
      'emisor',
      'hasta',
      'id',
      'nit',
      'nombre',
      'observaciones',
      'serie',
    ])
    expect(await app.medico.certificado()).toEqual(info)
    const guardado = await getCertificado(app.db)
    expect(openP12(guardado!.p12, guardado!.clave).ok).toBe(true)
    const comandos = await app.db.selectFrom('commands').select('result').execute()
    expect(JSON.stringify(comandos)).not.toContain(clave)
  })

  it('contraseña errada: lo dice y dónde corregirla', async () => {
    const { p12 } = await certificado()
    expect(await rechazo(importar(p12, 'otra'))).toEqual({
      code: 'CERTIFICADO_CLAVE_ERRADA',
      message: 'La contraseña del certificado no es correcta.',
      remedio: 'Escríbala como la recibió de la entidad que lo emitió, con mayúsculas y minúsculas.',
      campo: 'clave',
    })
    expect(await app.medico.certificado()).toBeNull()
  })

  it('vencido: dice desde cuándo y que pida la renovación', async () => {
    const { p12, clave } = await certificado({ hasta: '2026-10-31T12:00:00-05:00' })
    expect(await rechazo(importar(p12, clave))).toMatchObject({
      code: 'CERTIFICADO_VENCIDO',
      message: 'El certificado venció el 31 oct 2026.',
      remedio: expect.stringContaining('renovación'),
    })
  })

  it('todavía no vigente: dice desde qué día sirve', async () => {
    const { p12, clave } = await certificado({ desde: '2026-12-01T00:00:00-05:00' })
    expect(await rechazo(importar(p12, clave))).toMatchObject({
      code: 'CERTIFICADO_AUN_NO_VIGENTE',
      message: 'El certificado empieza a servir el 1 dic 2026 y hoy es 21 nov 2026.',
    })
  })

  it('de otro NIT: muestra los dos números', async () => {
    await guardarPrestador(PRESTADOR.nit, PRESTADOR.dv)
    const { p12, clave } = await certificado({ nit: '800197268' })
    expect(await rechazo(importar(p12, clave))).toMatchObject({
      code: 'CERTIFICADO_OTRO_NIT',
      message: 'El certificado es del NIT 800197268 y el prestador es el 900373115-3.',
    })
  })

  it('con el dígito de verificación pegado al NIT es el mismo titular', async () => {
    await guardarPrestador(PRESTADOR.nit, PRESTADOR.dv)
    const { p12, clave } = await certificado({ nit: '9003731153' })
    await importar(p12, clave)
  })

  it('un archivo cualquiera o una clave corta no sirven y dice qué pedir', async () => {
    expect(await rechazo(importar(Buffer.from('%PDF-1.7 no soy un certificado'), 'x'))).toMatchObject({
      code: 'CERTIFICADO_ILEGIBLE',
      campo: 'archivo',
    })
    const { p12, clave } = debil()
    expect(await rechazo(importar(p12, clave))).toMatchObject({
      code: 'CERTIFICADO_DEBIL',
      message: expect.stringContaining('2048'),
    })
  })

  it('al importar el nuevo se borra la clave del anterior', async () => {
    const uno = await certificado({ hasta: '2026-12-15T12:00:00-05:00' })
    const dos = await certificado()
    await importar(uno.p12, uno.clave)
    await importar(dos.p12, dos.clave)
    const filas = await app.db.selectFrom('certificados').selectAll().orderBy('id').execute()
    expect(filas.map((f) => [f.activo, f.p12.length > 0, f.clave !== ''])).toEqual([
      [0, false, false],
      [1, true, true],
    ])
  })

  it('a 30 días de vencer avisa la fecha; si el NIT del prestador cambia, queda pendiente', async () => {
    await guardarPrestador(PRESTADOR.nit, PRESTADOR.dv)
    const { p12, clave } = await certificado({ hasta: '2026-12-21T12:00:00-05:00' })
    await importar(p12, clave)
    expect((await app.medico.estado()).avisos).toMatchObject([
      {
        codigo: 'certificado-por-vencer',
        mensaje: 'Su certificado digital vence en 30 días, el 21 dic 2026.',
      },
    ])
    await guardarPrestador('800197268', '4')
    expect((await app.medico.estado()).pendientes.find((p) => p.paso === 'certificado')).toMatchObject({
      impide: 'facturar',
      mensaje: 'El certificado es del NIT 900373115 y el prestador es el 800197268-4.',
    })
  })

  it('solo se importa en el equipo principal', async () => {
    const { p12, clave } = await certificado()
    await expect(
      app
        .como('administrador', 'lan')
        .importarCertificado({ commandId: commandId(), archivo: base64(p12), clave }),
    ).rejects.toMatchObject({ code: 'SIN_PERMISO' })
  })
})

describe('lo que se nota del certificado al importarlo', () => {
  const IDENTIDAD = {
    nit: PRESTADOR.nit,
    nombre: 'Consultorio de prueba',
    desde: new Date('2026-01-01T00:00:00-05:00'),
    hasta: new Date('2028-01-01T00:00:00-05:00'),
  }
  const identidad = (cambios: Partial<typeof IDENTIDAD> = {}) =>
    crearIdentidadPractica({ ...IDENTIDAD, ...cambios, ids: createIds(testClock()) })
  const empacar = (clavePrivada: KeyObject, pems: readonly string[]) => {
    const asn1 = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(clavePrivada.export({ type: 'pkcs1', format: 'pem' }).toString()),
      pems.map((pem) => forge.pki.certificateFromPem(pem)),
      'abcd',
      { algorithm: 'aes256', count: 2048 },
    )
    return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1')
  }
  /** A leaf of its own with the extensions of the case, signed by itself. */
  const propio = (extensiones: object[]) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString())
    const cert = forge.pki.createCertificate()
    cert.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }).toString())
    cert.serialNumber = '01'
    cert.validity.notBefore = IDENTIDAD.desde
    cert.validity.notAfter = IDENTIDAD.hasta
    cert.setSubject([{ name: 'commonName', value: 'Propio' }])
    cert.setIssuer([{ name: 'commonName', value: 'Propio' }])
    cert.setExtensions(extensiones)
    cert.sign(key, forge.md.sha256.create())
    return empacar(privateKey, [forge.pki.certificateToPem(cert)])
  }

  it('con su cadena completa y su uso de firma no hay nada que decir', async () => {
    const { p12, clave } = await certificado()
    expect((await importar(p12, clave)).observaciones).toEqual([])
  })

  it('sin el certificado de quien lo emitió se acepta, y dice qué falta', async () => {
    const { clavePrivada, certificadoPem } = await identidad()
    const { observaciones } = await importar(empacar(clavePrivada, [certificadoPem]), 'abcd')
    expect(observaciones).toEqual([
      expect.stringContaining('no trae el certificado de «CA DE PRÁCTICA PRUEBAS SIN VALIDEZ»'),
    ])
    expect((await app.medico.certificado())?.observaciones).toEqual(observaciones)
  })

  it('si el que trae como emisor no lo firmó, lo dice', async () => {
    const { clavePrivada, certificadoPem } = await identidad()
    const otra = await identidad()
    const { observaciones } = await importar(
      empacar(clavePrivada, [certificadoPem, otra.autoridadPem]),
      'abcd',
    )
    expect(observaciones).toEqual([expect.stringContaining('que no es el que firmó este')])
  })

  it('si quien lo emitió ya no está vigente, lo dice con su fecha', async () => {
    const corta = await identidad({ hasta: new Date('2026-11-23T00:00:00-05:00') })
    const p12 = empacar(corta.clavePrivada, [corta.certificadoPem, corta.autoridadPem])
    const abierto = openP12(p12, 'abcd')
    if (!abierto.ok) throw new Error(abierto.error.codigo)
    expect(observarCertificado(abierto.value, new Date('2026-12-01T00:00:00Z'))).toEqual([
      expect.stringContaining('no está vigente (vence el 23 nov 2026)'),
    ])
  })

  it('uno que dice no ser para firmar, o ser para una página web, se nota', async () => {
    const cifrado = propio([{ name: 'keyUsage', keyEncipherment: true, critical: true }])
    expect((await importar(cifrado, 'abcd')).observaciones).toEqual([
      expect.stringContaining('no es para firmar documentos'),
    ])
    const web = propio([
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
    ])
    expect((await importar(web, 'abcd')).observaciones).toEqual([expect.stringContaining('una página web')])
  })
})

describe('alarmas de vencimiento', () => {
  it.each([
    [61, undefined],
    [60, 'hay tiempo'],
    [31, 'hay tiempo'],
    [30, 'Pida la renovación'],
    [8, 'Pida la renovación'],
    [7, 'Impórtelo ya renovado'],
    [1, 'Impórtelo ya renovado'],
  ])('a %i días de vencer', async (dias, remedio) => {
    const hasta = new Date(app.clock.now().getTime() + dias * 86_400_000).toISOString()
    const { p12, clave } = await certificado({ hasta })
    await importar(p12, clave)
    const { avisos } = await app.medico.estado()
    const cuando = dias === 1 ? 'mañana' : `en ${dias} días`
    expect(avisos.map(({ codigo, mensaje, remedio }) => ({ codigo, mensaje, remedio }))).toEqual(
      remedio === undefined
        ? []
        : [
            {
              codigo: 'certificado-por-vencer',
              mensaje: expect.stringContaining(`vence ${cuando}, el`),
              remedio: expect.stringContaining(remedio),
            },
          ],
    )
  })

  it('si la DIAN dice que está revocado, se avisa hasta que se importe otro', async () => {
    const uno = await certificado()
    await importar(uno.p12, uno.clave)
    app.observacion.anotar({ desfaseSegundos: 0, certificado: 'revocado' })
    await expect
      .poll(async () => (await app.medico.estado()).avisos)
      .toMatchObject([
        {
          codigo: 'certificado-observado',
          mensaje: 'La DIAN dice que su certificado digital está revocado.',
        },
      ])
    const dos = await certificado()
    await importar(dos.p12, dos.clave)
    expect((await app.medico.estado()).avisos).toEqual([])
  })
})
