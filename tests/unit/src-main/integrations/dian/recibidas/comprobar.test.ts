import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { abrirArchivoRecibido } from '../../../../../../src-main/integrations/dian/recibidas/archivo.ts'
import { comprobarRecibida } from '../../../../../../src-main/integrations/dian/recibidas/comprobar.ts'
import { AHORA } from '../../../../../fixtures/dian/factura-particular.ts'
import { type CambiosRecibida, NIT_PROVEEDOR, recibidaDe } from '../../../../../fixtures/dian/recibida.ts'
import { hasReference, referencePath } from '../../../../../fixtures/reference.ts'

const NIT = '52123456'
const recibir = (cambios?: CambiosRecibida) => recibidaDe({ nit: NIT, nombre: 'MARÍA PEÑA' }, AHORA, cambios)
const comprobar = (xml: Uint8Array, nit = NIT) => comprobarRecibida(xml, nit, AHORA)
const cambiado = (xml: Uint8Array, de: string, a: string) => {
  const texto = new TextDecoder().decode(xml)
  expect(texto).toContain(de)
  return new TextEncoder().encode(texto.replace(de, a))
}
const dudas = (resultado: ReturnType<typeof comprobar>) =>
  resultado.ok
    ? resultado.value.comprobaciones.filter(({ resultado: r }) => r === 'duda').map(({ texto }) => texto)
    : []

describe('factura recibida de un proveedor', () => {
  it('una buena se acepta, con sus datos y cada comprobación en palabras', async () => {
    const { xml, cufe } = await recibir()
    const resultado = comprobar(xml)
    expect(resultado).toMatchObject({
      ok: true,
      value: {
        factura: {
          cufe,
          numero: 'SETP990000001',
          proveedor: { tipoPersona: '1', numero: NIT_PROVEEDOR, nombre: 'SUMINISTROS MÉDICOS S.A.S.' },
          fecha: '2026-11-21',
          vence: '2026-11-21',
          subtotal: 12_000_000,
          impuestos: 2_280_000,
          total: 14_280_000,
          lineas: [{ descripcion: 'GUANTES DE NITRILO, CAJA POR 100', valor: 12_000_000 }],
        },
      },
    })
    expect(dudas(resultado)).toEqual(['Es una factura del ambiente de pruebas: no tiene validez.'])
  })

  it.each<[string, CambiosRecibida, RegExp]>([
    ['la DIAN rechazó', { codigo: '04' }, /La DIAN no validó esta factura/],
    ['trae la validación de otra factura', { cufeRespuesta: 'ab'.repeat(48) }, /es de otra factura/],
    ['trae una validación que no firmó la DIAN', { nitDian: '900123456' }, /no la firmó la DIAN/],
  ])('se rechaza la que %s', async (_, cambios, palabras) => {
    const resultado = comprobar((await recibir(cambios)).xml)
    expect(resultado).toMatchObject({ ok: false, error: { que: expect.stringMatching(palabras) } })
  })

  it('se rechaza la de otro comprador, diciendo los dos documentos', async () => {
    expect(comprobar((await recibir()).xml, '900373115')).toMatchObject({
      ok: false,
      error: { que: expect.stringMatching(/52123456.*900373115/) },
    })
  })

  it('se rechaza la que cambió después de firmada, por fuera o por dentro', async () => {
    const { xml } = await recibir()
    expect(comprobar(cambiado(xml, '<cbc:DocumentType>Contenedor', '<cbc:DocumentType>Sobre'))).toMatchObject(
      {
        ok: false,
        error: { que: expect.stringMatching(/envuelve la factura cambió/) },
      },
    )
    const sinFirmaAfuera = new TextEncoder().encode(
      new TextDecoder()
        .decode(xml)
        .replace(/<ds:Signature .*?<\/ds:Signature>/s, '')
        .replace('GUANTES DE', 'GUANTES  DE'),
    )
    expect(comprobar(sinFirmaAfuera)).toMatchObject({
      ok: false,
      error: { que: expect.stringMatching(/La factura SETP990000001 cambió después de firmada/) },
    })
  })

  it('la que llega sin validación de la DIAN se guarda con su observación', async () => {
    const resultado = comprobar((await recibir({ sinRespuesta: true })).xml)
    expect(resultado.ok).toBe(true)
    expect(dudas(resultado)[0]).toMatch(/No trae la validación de la DIAN/)
  })

  it.each([
    ['nada', '', /vacío/],
    ['algo que no es XML', 'hola', /incompleto o dañado/],
    ['un DOCTYPE', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /DOCTYPE/],
    ['otro documento', '<a/>', /no trae una factura adentro/],
  ])('un archivo con %s se rechaza en palabras', (_, texto, palabras) => {
    expect(comprobar(new TextEncoder().encode(texto))).toMatchObject({
      ok: false,
      error: { que: expect.stringMatching(palabras), remedio: expect.stringMatching(/ZIP/) },
    })
  })

  it.skipIf(!hasReference())(
    'el contenedor real anonimizado se lee, y se rechaza porque al publicarlo le quitaron la firma',
    () => {
      const muestra = new Uint8Array(
        readFileSync(referencePath('dian', 'samples', 'attached-document-anonimizado.xml')),
      )
      expect(comprobar(muestra, '1000000001')).toMatchObject({
        ok: false,
        error: { que: 'La factura NC424 no viene firmada.' },
      })
    },
  )

  it('del ZIP se toman el XML y el PDF; sin XML, con dos, o dañado, se dice', async () => {
    const { xml, zip } = await recibir()
    const abierto = abrirArchivoRecibido(zip)
    expect(abierto.ok && Buffer.from(abierto.value.xml).equals(xml)).toBe(true)
    expect(abierto.ok && abierto.value.pdf).toBeDefined()
    const error = (bytes: Uint8Array) => {
      const resultado = abrirArchivoRecibido(bytes)
      return resultado.ok ? '' : resultado.error
    }
    expect(error(zipSync({ 'a.pdf': xml }))).toMatch(/ningún XML/)
    expect(error(zipSync({ 'a.xml': xml, 'b.xml': xml }))).toMatch(/2 archivos XML/)
    expect(error(zip.slice(0, 500))).toMatch(/incompleto o dañado/)
    expect(error(zipSync({ 'a.xml': new Uint8Array(17 * 1024 * 1024) }))).toMatch(/más de 16 MB/)
  })
})
