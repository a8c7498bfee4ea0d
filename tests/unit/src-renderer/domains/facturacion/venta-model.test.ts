import { describe, expect, it } from 'vitest'
import {
  ajusteVacio,
  type BorradorVenta,
  borradorDe,
  borradorVentaSchema,
  conArticulo,
  conLineaVacia,
  estaVacia,
  type LineaBorrador,
  leerLinea,
  leerVenta,
  lineaVacia,
  retencionVacia,
  totalDeLinea,
  ventaVacia,
} from '../../../../../src-renderer/domains/facturacion/venta-model.ts'

const linea = (cambios: Partial<LineaBorrador> = {}): LineaBorrador => ({
  ...conArticulo(lineaVacia(), {
    codigo: 'CREMA',
    estandar: '999',
    nombre: 'Crema',
    unidad: '94',
    precio: 5_000_000,
    incluyeImpuesto: true,
    impuesto: { clase: 'gravado', tributo: '01', tarifa: 1900 },
  }),
  ...cambios,
})

const borrador = (cambios: Partial<BorradorVenta> = {}): BorradorVenta => ({
  ...ventaVacia(),
  cliente: {
    ref: { tipo: 'consumidor-final' },
    nombre: 'Consumidor final',
    documento: '222222222222',
    plazoDias: null,
  },
  lineas: conLineaVacia([linea()]),
  ...cambios,
})

describe('lo que se escribe en una línea', () => {
  it.each<[string, Partial<LineaBorrador>, number]>([
    ['la cantidad con coma', { cantidad: '1,5' }, 7_500_000],
    ['la cantidad con punto', { cantidad: '0.125' }, 625_000],
    ['un descuento en porcentaje', { descuento: '10 %' }, 4_500_000],
    ['un descuento con decimales', { descuento: '12,5%' }, 4_375_000],
    ['un descuento en pesos, con el impuesto', { descuento: '5.000' }, 4_500_000],
    ['un descuento mayor que la línea', { descuento: '99.000' }, 0],
  ])('entiende %s', (_, cambios, total) => {
    expect(leerLinea(linea(cambios)).problema).toBeNull()
    expect(totalDeLinea(linea(cambios))).toBe(total)
  })

  it.each<[string, Partial<LineaBorrador>, RegExp]>([
    ['una cantidad que no es número', { cantidad: 'dos' }, /cantidad/],
    ['una cantidad en cero', { cantidad: '0' }, /cantidad/],
    ['sin precio', { precio: null }, /precio/],
    ['un precio que no se entiende', { precio: Number.NaN }, /precio/],
    ['más del cien por ciento', { descuento: '120%' }, /descuento/],
    ['una muestra sin valor', { precio: null, muestra: true }, /muestra/],
  ])('dice qué corregir: %s', (_, cambios, problema) => {
    expect(leerLinea(linea(cambios))).toEqual({ linea: null, problema: expect.stringMatching(problema) })
    expect(leerVenta(borrador({ lineas: [linea(cambios)] })).venta).toBeNull()
  })
})

describe('la venta entera', () => {
  it('dice lo primero que falta, en orden', () => {
    expect(leerVenta(ventaVacia()).falta).toBe('Escriba qué se vende.')
    expect(leerVenta(borrador({ cliente: null })).falta).toMatch(/quién compra/)
    expect(leerVenta(borrador({ forma: '2' })).falta).toMatch(/vence/)
    expect(leerVenta(borrador({ retenciones: [retencionVacia()] })).falta).toMatch(/tarifa/)
    expect(leerVenta(borrador()).falta).toBeNull()
  })

  it('la base de una retención es la usual mientras no se escriba otra', () => {
    const con = (base: number | null) =>
      leerVenta(borrador({ retenciones: [{ ...retencionVacia(), tarifa: '0,966', base }] })).venta
        ?.retencionesCliente
    expect(con(null)).toEqual([{ tributo: '06', tarifa: 966, base: 4_201_681 }])
    expect(con(100_000)).toEqual([{ tributo: '06', tarifa: 966, base: 100_000 }])
  })

  it('lo emitido vuelve a la pantalla y se lee igual', () => {
    const escrito = borrador({
      lineas: conLineaVacia([linea({ cantidad: '2,5', descuento: '10%' }), linea({ muestra: true })]),
      ajustes: [
        { ...ajusteVacio(), valor: 100_000, razon: 'Convenio' },
        { ...ajusteVacio(), codigo: '02', valor: 50_000, razon: 'Domicilio' },
      ],
      retenciones: [{ ...retencionVacia(), tarifa: '2,5', base: 100_000 }],
      nota: 'Gracias',
    })
    const { venta } = leerVenta(escrito)
    if (!venta) throw new Error('the sale cannot be read')
    const vuelta = borradorDe(venta, { nombre: 'Consumidor final', documento: '222222222222' })
    expect(leerVenta(vuelta).venta).toEqual(venta)
    expect(borradorVentaSchema.parse(JSON.parse(JSON.stringify(vuelta)))).toEqual(vuelta)
  })

  it('siempre espera una línea vacía, y una sola; vacía del todo no hay nada que guardar', () => {
    expect(conLineaVacia([linea()]).map(({ articulo }) => articulo?.codigo)).toEqual(['CREMA', undefined])
    expect(conLineaVacia([linea(), lineaVacia()])).toHaveLength(2)
    expect([estaVacia(ventaVacia()), estaVacia(borrador())]).toEqual([true, false])
  })
})
