import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leerFacturaXml } from '../../../../../src-main/integrations/muv/factura-xml.ts'
import { revisarFactura } from '../../../../../src-main/integrations/muv/validacion/factura.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

const leer = (archivo: string) => leerFacturaXml(readFileSync(referencePath('dian/samples', archivo)))
const texto = (xml: string) => leerFacturaXml(new TextEncoder().encode(xml))

describe.skipIf(!hasReference())('Lectura de la factura de salud', () => {
  test('la factura oficial de la Resolución 948, dentro de su contenedor', () => {
    const leida = leer('salud-attached-document-res948.xml')
    expect(leida).toMatchObject({
      ok: true,
      value: {
        tipo: 'factura',
        numero: 'PDD0019',
        nit: '530520110',
        operacion: 'SS-CUFE',
        total: 10_347_000,
        aPagar: 10_347_000,
        periodo: { desde: '2025-01-01', hasta: '2025-10-20' },
        recaudos: [{ concepto: '05', valor: 0 }],
        codigoPrestador: '1920304050',
        modalidadPago: '04',
        coberturaPlan: '16',
        facturaSinContrato: '07',
        respuestaDian: '02',
        contenedor: true,
      },
    })
    if (!leida.ok) return
    // Its publisher replaced the CUFE by another text.
    expect([...revisarFactura(leida.value)].map(({ regla }) => regla)).toEqual(['VFE006'])
  })

  test('la factura de 2024 con cuota moderadora, sola', () => {
    const leida = leer('factura-salud-ss-cufe.xml')
    expect(leida).toMatchObject({
      ok: true,
      value: {
        numero: '1SE2',
        total: 33_300_400,
        aPagar: 30_000_000,
        recaudos: [{ concepto: '02', valor: 3_300_400 }],
        adquiriente: { numero: '837000084' },
        coberturaPlan: '11',
        contenedor: false,
      },
    })
    if (leida.ok) expect([...revisarFactura(leida.value)]).toEqual([])
  })

  test('una nota crédito dice su factura', () => {
    expect(leer('nota-credito-firmada.xml')).toMatchObject({
      ok: true,
      value: {
        tipo: 'nota-credito',
        numero: 'NC3',
        facturaReferenciada: 'SETP990000015',
        sectorSalud: false,
      },
    })
  })

  test.each(['evento-030-acuse-recibo.xml', 'evento-034-aceptacion-tacita.xml'])(
    '%s no es una factura',
    (archivo) => {
      expect(leer(archivo)).toMatchObject({ ok: false, error: { codigo: 'XML_NO_ES_FACTURA' } })
    },
  )
})

describe('Archivos que no se leen', () => {
  test('un XML con DOCTYPE se rechaza', () => {
    expect(
      texto('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Invoice>&x;</Invoice>'),
    ).toMatchObject({
      ok: false,
      error: { codigo: 'XML_CON_DTD' },
    })
  })

  test('vacío, dañado y ajeno se distinguen', () => {
    expect(texto('')).toMatchObject({ ok: false, error: { codigo: 'XML_VACIO' } })
    expect(texto('<Invoice>')).toMatchObject({ ok: false, error: { codigo: 'XML_DANIADO' } })
    expect(texto('<nota/>')).toMatchObject({ ok: false, error: { codigo: 'XML_NO_ES_FACTURA' } })
    expect(texto('<AttachedDocument/>')).toMatchObject({ ok: false, error: { codigo: 'XML_NO_ES_FACTURA' } })
  })

  test('una factura sin datos se lee y sus faltas se nombran', () => {
    const leida = texto('<Invoice/>')
    expect(leida).toMatchObject({ ok: true, value: { tipo: 'factura', sectorSalud: false, recaudos: [] } })
    if (leida.ok) expect([...revisarFactura(leida.value)].map(({ regla }) => regla)).toContain('FED060')
  })
})
