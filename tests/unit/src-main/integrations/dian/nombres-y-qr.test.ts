import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import {
  nombreArchivo,
  nombreContenedor,
  nombreZip,
} from '../../../../../src-main/integrations/dian/nombres-archivo.ts'
import { qrImpreso, qrUrl } from '../../../../../src-main/integrations/dian/qr.ts'
import { zipFiles, zipOne } from '../../../../../src-main/integrations/dian/zip.ts'

describe('nombres de archivo', () => {
  it('tienen el ancho fijo del anexo', () => {
    const datos = { nit: '800197268', anio: 2019, consecutivo: 0x11 }
    expect(nombreArchivo('fv', datos)).toBe('fv08001972680001900000011.xml')
    expect(nombreArchivo('z', datos)).toBe('z08001972680001900000011.zip')
    expect(nombreZip('fv08001972680001900000011.xml')).toBe('z08001972680001900000011.zip')
    expect(nombreContenedor('fv08001972680001900000011.xml')).toBe('ad08001972680001900000011.xml')
    expect(nombreArchivo('nc', { nit: '1', anio: 2026, consecutivo: 0xffff_ffff, proveedor: '123' })).toBe(
      'nc000000000112326FFFFFFFF.xml',
    )
  })

  it('no se forman con datos que no caben', () => {
    const datos = { nit: '800197268', anio: 2026, consecutivo: 1 }
    expect(() => nombreArchivo('fv', { ...datos, consecutivo: 0 })).toThrow(RangeError)
    expect(() => nombreArchivo('fv', { ...datos, nit: '12345678901' })).toThrow(RangeError)
    expect(() => nombreArchivo('fv', { ...datos, proveedor: '12' })).toThrow(RangeError)
  })
})

describe('ZIP', () => {
  it('lleva un solo XML en la raíz y da siempre los mismos bytes', () => {
    const xml = new TextEncoder().encode('<a>ñ</a>'.repeat(100))
    const zip = zipOne('fv1.xml', xml)
    expect(zipOne('fv1.xml', xml)).toEqual(zip)
    expect(Object.keys(unzipSync(zip))).toEqual(['fv1.xml'])
    expect(unzipSync(zip)['fv1.xml']).toEqual(xml)
    expect(zip.length).toBeLessThan(xml.length)
  })
})

describe('ZIP para el cliente', () => {
  it('lleva el contenedor y el PDF en la raíz, comprimidos, byte por byte y siempre igual', () => {
    const xml = new TextEncoder().encode('<a>ñ</a>'.repeat(100))
    const pdf = Uint8Array.from({ length: 3000 }, (_, i) => (i * 31) % 256)
    const zip = zipFiles({ 'ad1.xml': xml, 'SETP1.pdf': pdf })
    expect(zipFiles({ 'ad1.xml': xml, 'SETP1.pdf': pdf })).toEqual(zip)
    expect(unzipSync(zip)).toEqual({ 'ad1.xml': xml, 'SETP1.pdf': pdf })
    // Method of the first entry, at byte 8: 8 is deflate.
    expect(zip[8]).toBe(8)
  })
})

describe('código QR', () => {
  it('impreso lleva las once líneas del anexo', () => {
    const texto = qrImpreso({
      ambiente: '1',
      numero: 'NC424',
      fecha: '2022-04-05',
      hora: '10:02:49-05:00',
      nitEmisor: '900108281',
      numeroAdquiriente: '1000000001',
      subtotal: 106_500_000,
      iva: 0,
      otrosImpuestos: 0,
      aPagar: 106_500_000,
      codigo: { nombre: 'CUFE', valor: 'abc' },
    })
    expect(texto.split('\n')).toEqual([
      'NumFac: NC424',
      'FecFac: 2022-04-05',
      'HorFac: 10:02:49-05:00',
      'NitFac: 900108281',
      'DocAdq: 1000000001',
      'ValFac: 1065000.00',
      'ValIva: 0.00',
      'ValOtroIm: 0.00',
      'ValTolFac: 1065000.00',
      'CUFE: abc',
      'https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=abc',
    ])
    expect(qrUrl('2', 'abc')).toBe('https://catalogo-vpfe-hab.dian.gov.co/document/searchqr?documentkey=abc')
  })
})
