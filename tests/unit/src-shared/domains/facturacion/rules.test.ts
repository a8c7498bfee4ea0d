import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anticiposRestan,
  llevaExtensionSalud,
  operacionDe,
  recaudosPorConcepto,
  totalesFactura,
} from '../../../../../src-shared/domains/facturacion/rules.ts'
import {
  type LineaFactura,
  lineaFacturaSchema,
  operacionSchema,
  type Recaudo,
} from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { percentOf, sumCentavos } from '../../../../../src-shared/kernel/money.ts'

const linea = (cambios: Partial<LineaFactura> = {}): LineaFactura =>
  lineaFacturaSchema.parse({
    codigo: '890201',
    estandar: '999',
    descripcion: 'Consulta',
    cantidad: 1000,
    precioUnitario: 12_000_000,
    impuesto: { clase: 'excluido', tributo: '01', tarifa: 0 },
    ...cambios,
  })

const impuesto = fc.oneof(
  fc.constant({ clase: 'excluido', tributo: '01', tarifa: 0 } as const),
  fc.constant({ clase: 'exento', tributo: '01', tarifa: 0 } as const),
  fc.record({
    clase: fc.constant('gravado' as const),
    tributo: fc.constantFrom('01' as const, '04' as const),
    tarifa: fc.constantFrom(500, 800, 1600, 1900, 1),
  }),
)
const lineas = fc.array(
  fc
    .record({
      cantidad: fc.integer({ min: 1, max: 5_000_000 }),
      precioUnitario: fc.integer({ min: 0, max: 99_999_999 }),
      impuesto,
      parte: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ parte, ...resto }) => {
      const completa = linea(resto)
      const bruto = totalesFactura({ operacion: '10', recaudos: [], lineas: [completa] }).subtotal
      return { ...completa, descuento: { valor: Math.floor((bruto * parte) / 100), razon: 'Descuento' } }
    }),
  { minLength: 1, maxLength: 30 },
)

describe('totales de la factura', () => {
  it('no se pierde ni un centavo: la cabecera es la suma de las líneas', () => {
    fc.assert(
      fc.property(lineas, (lista) => {
        const totales = totalesFactura({ operacion: '10', recaudos: [], lineas: lista })
        expect(totales.subtotal).toBe(sumCentavos(totales.lineas.map((item) => item.bruto - item.descuento)))
        expect(totales.baseGravable).toBe(sumCentavos(totales.lineas.map((item) => item.base)))
        expect(totales.totalImpuestos).toBe(sumCentavos(totales.lineas.map((item) => item.impuesto)))
        expect(totales.total).toBe(totales.subtotal + totales.totalImpuestos)
        expect(totales.aPagar).toBe(totales.total)
        for (const tributo of totales.impuestos) {
          expect(tributo.valor).toBe(sumCentavos(tributo.tarifas.map((tarifa) => tarifa.valor)))
          for (const tarifa of tributo.tarifas)
            expect(tarifa.valor).toBe(percentOf(tarifa.base, tarifa.tarifa))
        }
      }),
    )
  })

  it('el impuesto de cada línea es su base por la tarifa, con un centavo de diferencia a lo sumo', () => {
    fc.assert(
      fc.property(lineas, (lista) => {
        const totales = totalesFactura({ operacion: '10', recaudos: [], lineas: lista })
        totales.lineas.forEach((item, index) => {
          const tarifa = lista[index]?.impuesto.clase === 'gravado' ? lista[index].impuesto.tarifa : 0
          expect(Math.abs(item.impuesto - (item.base * tarifa) / 10_000)).toBeLessThanOrEqual(1)
        })
      }),
    )
  })

  it('el orden de las líneas no cambia los totales', () => {
    fc.assert(
      fc.property(lineas, (lista) => {
        const { lineas: _a, ...directo } = totalesFactura({ operacion: '10', recaudos: [], lineas: lista })
        const { lineas: _b, ...alReves } = totalesFactura({
          operacion: '10',
          recaudos: [],
          lineas: lista.toReversed(),
        })
        expect(alReves.subtotal).toBe(directo.subtotal)
        expect(alReves.totalImpuestos).toBe(directo.totalImpuestos)
        expect(alReves.baseGravable).toBe(directo.baseGravable)
      }),
    )
  })

  it('los servicios excluidos no suman base ni producen grupo de impuesto (art. 476 ET)', () => {
    expect(totalesFactura({ operacion: '10', recaudos: [], lineas: [linea(), linea()] })).toMatchObject({
      subtotal: 24_000_000,
      baseGravable: 0,
      impuestos: [],
      total: 24_000_000,
    })
  })

  it('lo exento suma base con tarifa cero', () => {
    const lineas = [linea({ impuesto: { clase: 'exento', tributo: '01', tarifa: 0 } })]
    expect(totalesFactura({ operacion: '10', recaudos: [], lineas })).toMatchObject({
      baseGravable: 12_000_000,
      impuestos: [{ tributo: '01', valor: 0, tarifas: [{ tarifa: 0, base: 12_000_000, valor: 0 }] }],
    })
  })

  it.each(operacionSchema.options)('%s: los anticipos restan solo donde la norma lo dice', (operacion) => {
    const recaudos: Recaudo[] = [{ concepto: '01', valor: 3_300_400, fecha: '2026-11-21' }]
    const totales = totalesFactura({ operacion, recaudos, lineas: [linea({ precioUnitario: 33_300_400 })] })
    const resta = ['SS-CUFE', 'SS-CUDE', 'SS-POS', 'SS-SNum'].includes(operacion)
    expect(anticiposRestan(operacion)).toBe(resta)
    expect(totales).toMatchObject({ anticipos: 3_300_400, aPagar: resta ? 30_000_000 : 33_300_400 })
  })
})

describe('tipo de operación', () => {
  const copago = [{ concepto: '01', valor: 480_000 } as const]

  it.each([
    ['una venta que no es de salud', { sectorSalud: false, esRecaudo: false, recaudos: [] }, '10'],
    ['un paciente particular', { sectorSalud: true, esRecaudo: false, recaudos: [] }, 'SS-SinAporte'],
    [
      'un recaudo en cero',
      { sectorSalud: true, esRecaudo: false, recaudos: [{ concepto: '05', valor: 0 }] },
      'SS-SinAporte',
    ],
    ['el copago que se cobra al usuario', { sectorSalud: true, esRecaudo: true, recaudos: [] }, 'SS-Recaudo'],
    ['copago con factura electrónica', { sectorSalud: true, esRecaudo: false, recaudos: copago }, 'SS-CUFE'],
    [
      'copago con factura de contingencia',
      { sectorSalud: true, esRecaudo: false, recaudos: copago, soporte: 'factura-contingencia' },
      'SS-CUDE',
    ],
    ['copago con POS', { sectorSalud: true, esRecaudo: false, recaudos: copago, soporte: 'pos' }, 'SS-POS'],
    [
      'copago con talonario',
      { sectorSalud: true, esRecaudo: false, recaudos: copago, soporte: 'talonario' },
      'SS-SNum',
    ],
    [
      'copago ya contabilizado',
      { sectorSalud: true, esRecaudo: false, recaudos: copago, soporte: 'solo-informar' },
      'SS-Reporte',
    ],
  ] as const)('%s', (_caso, decision, esperada) => {
    expect(operacionDe({ soporte: 'factura-electronica', ...decision })).toBe(esperada)
  })

  it('la extensión de salud va en todas menos el recaudo y la ordinaria', () => {
    expect(operacionSchema.options.filter((operacion) => !llevaExtensionSalud(operacion))).toEqual([
      '10',
      'SS-Recaudo',
    ])
  })
})

describe('recaudos', () => {
  it('se juntan por concepto, con la última fecha y sin ceros', () => {
    expect(
      recaudosPorConcepto([
        { concepto: '02', valor: 100, fecha: '2026-11-21' },
        { concepto: '01', valor: 5, fecha: '2026-11-19' },
        { concepto: '02', valor: 50, fecha: '2026-11-20' },
        { concepto: '05', valor: 0, fecha: '2026-11-22' },
      ]),
    ).toEqual([
      { concepto: '01', valor: 5, fecha: '2026-11-19' },
      { concepto: '02', valor: 150, fecha: '2026-11-21' },
    ])
  })
})
