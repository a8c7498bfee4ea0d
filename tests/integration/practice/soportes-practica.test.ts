import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  buildSignedAjuste,
  buildSignedSoporte,
} from '../../../src-main/integrations/dian/soporte/emitir-soporte.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import { digitoVerificacion } from '../../../src-shared/kernel/identifiers.ts'
import { AHORA } from '../../fixtures/dian/factura-particular.ts'
import { testSigner } from '../../fixtures/dian/signer.ts'
import { notaDeAjuste, soporte } from '../../fixtures/dian/soporte.ts'
import { enviarFactura } from './cliente-soap.ts'
import { clock, firmar, ids, registro, type Titular, titularDePrueba } from './documentos-de-prueba.ts'

/** Documentos soporte (05) and notas de ajuste (95): each is spoilt, signed again by the tests themselves, and refused with its rule. */

const signer = testSigner()
const { resolucion, software, ...base } = soporte()
const comprador = { ...base.comprador, numero: registro.nit, dv: digitoVerificacion(registro.nit) }
const FACTURAS = { ...resolucion, numero: '18760000009', prefijo: 'SETP', desde: 990000000, hasta: 995000000 }

let carpeta: string
let dian: DianPractica
let titular: Titular
let siguiente = 984000100

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-soportes-'))
  dian = await startDianPractica({
    clock,
    ids,
    journalPath: join(carpeta, 'dian.jsonl'),
    registro: {
      ...registro,
      softwareId: software.id,
      pin: software.pin,
      rangos: [
        { ...resolucion, resolucion: resolucion.numero, tipo: 'soporte' },
        { ...FACTURAS, resolucion: FACTURAS.numero, claveTecnica: 'clave', tipo: 'factura' },
      ],
    },
  })
  titular = await titularDePrueba()
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

/** The text without its signature, as it was before signing. */
const sinFirma = (xml: Uint8Array) =>
  new TextDecoder().decode(xml).replace(/<ds:Signature [\s\S]*<\/ds:Signature>/, '')

function otroSoporte(cambios: Parameters<typeof soporte>[0] = {}) {
  const numero = { prefijo: 'SEDS', consecutivo: siguiente++ }
  const { xml, cufe } = buildSignedSoporte(soporte({ numero, comprador, ...cambios }), signer, AHORA)
  return { xml: sinFirma(xml), cuds: cufe, numero: `${numero.prefijo}${numero.consecutivo}` }
}

function otraNota(referido: { readonly numero: string; readonly cuds: string }) {
  const numero = { prefijo: 'NA', consecutivo: siguiente++ }
  const nota = notaDeAjuste({ numero, comprador, soporte: { ...referido, fecha: '2026-11-21' } })
  const { xml, cufe } = buildSignedAjuste(nota, signer, AHORA)
  return { xml: sinFirma(xml), cuds: cufe }
}

const firmado = (xml: string) => firmar(xml, titular, { momento: '2026-11-21T09:15:23-05:00' })
const enviar = (xml: string) => enviarFactura(dian.url, titular, xml)

async function aceptado() {
  const uno = otroSoporte()
  expect(await enviar(firmado(uno.xml))).toMatchObject({ valido: true, reglas: [], cufe: uno.cuds })
  return uno
}

describe('DIAN de práctica: lo que rechaza de un documento soporte, con la regla', () => {
  it('90: el que ya tiene', async () => {
    const { xml } = await aceptado()
    expect(await enviar(firmado(xml))).toMatchObject({ valido: false, reglas: ['90'] })
  })

  it('DSAD06: un CUDS que no corresponde', async () => {
    const { xml, cuds } = otroSoporte()
    const otro = xml.replaceAll(cuds, 'ab'.repeat(48))
    expect(await enviar(firmado(otro))).toMatchObject({ valido: false, reglas: ['DSAD06'] })
  })

  it.each([
    ['DSAD05b', 'un número antes del rango', 983_999_999],
    ['DSAD05c', 'un número después del rango', 985_000_001],
  ])('%s: %s', async (regla, _, consecutivo) => {
    // The product itself would not sign it: its range is widened, and then told as DIAN has it.
    const ancho = { ...resolucion, desde: 980_000_000, hasta: 989_000_000 }
    const { xml } = otroSoporte({ numero: { prefijo: 'SEDS', consecutivo }, resolucion: ancho })
    const dicho = xml
      .replace('>980000000</sts:From>', `>${resolucion.desde}</sts:From>`)
      .replace('>989000000</sts:To>', `>${resolucion.hasta}</sts:To>`)
    expect(await enviar(firmado(dicho))).toMatchObject({ valido: false, reglas: [regla] })
  })

  it('DSAB05a: un número de un rango de facturas', async () => {
    const numero = { prefijo: 'SETP', consecutivo: 990_000_001 }
    const { xml } = otroSoporte({ numero, resolucion: FACTURAS })
    expect(await enviar(firmado(xml))).toMatchObject({ valido: false, reglas: ['DSAB05a'] })
  })

  it('ZE02: el que cambió después de firmarse', async () => {
    const xml = firmado(otroSoporte().xml)
    const alterado = xml.replace('ROSA ELENA', 'ROSA MARIA')
    expect(alterado).not.toBe(xml)
    expect((await enviar(alterado)).reglas).toContain('ZE02')
  })
})

describe('DIAN de práctica: lo que rechaza de una nota de ajuste, con la regla', () => {
  it('acepta la de un documento soporte que tiene', async () => {
    const nota = otraNota(await aceptado())
    expect(await enviar(firmado(nota.xml))).toMatchObject({ valido: true, reglas: [], cufe: nota.cuds })
  })

  it('NSBG04: la de un documento soporte que no tiene', async () => {
    const { xml } = otraNota(otroSoporte())
    expect(await enviar(firmado(xml))).toMatchObject({ valido: false, reglas: ['NSBG04'] })
  })

  it('NSAD06: un CUDS que no corresponde', async () => {
    const { xml, cuds } = otraNota(await aceptado())
    const otro = xml.replaceAll(cuds, 'ab'.repeat(48))
    expect(await enviar(firmado(otro))).toMatchObject({ valido: false, reglas: ['NSAD06'] })
  })

  it('ZE02: la que cambió después de firmarse', async () => {
    const xml = firmado(otraNota(await aceptado()).xml)
    const alterada = xml.replace('ROSA ELENA', 'ROSA MARIA')
    expect(alterada).not.toBe(xml)
    expect((await enviar(alterada)).reglas).toContain('ZE02')
  })
})
