import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_LINEAS, repartirCuenta } from '../../../../../src-shared/domains/facturacion/cuenta.ts'
import {
  explicarMezcla,
  soporteComun,
  soporteDeFactura,
  soporteRegistradoSchema,
} from '../../../../../src-shared/domains/facturacion/recaudos.ts'
import { recaudosPorConcepto } from '../../../../../src-shared/domains/facturacion/rules.ts'
import type { Recaudo } from '../../../../../src-shared/domains/facturacion/schemas.ts'
import { repartirRecaudos } from '../../../../../src-shared/domains/rips/reparto-recaudos.ts'

const fecha = fc.constantFrom('2026-11-01', '2026-11-10', '2026-11-21', '2026-11-30')
const pago = fc.record({
  concepto: fc.constantFrom('01' as const, '02' as const, '03' as const),
  valor: fc.integer({ min: 1, max: 50_000_000 }),
  fecha,
  numeroFactura: fc.option(fc.stringMatching(/^SETP[0-9]{3}$/), { nil: null }),
})
const suma = (valores: readonly number[]) => valores.reduce((a, b) => a + b, 0)
const porConcepto = (pagos: readonly { concepto: string; valor: number }[], concepto: string) =>
  suma(pagos.filter((uno) => uno.concepto === concepto).map(({ valor }) => valor))

describe('reparto de lo que pagó un usuario entre sus registros del RIPS', () => {
  it('no se pierde un centavo: por concepto suma lo mismo que lo pagado y que la factura', () => {
    fc.assert(
      fc.property(
        fc.array(pago, { maxLength: 8 }),
        fc.array(fecha, { minLength: 1, maxLength: 6 }),
        (pagos, fechas) => {
          const reparto = repartirRecaudos(pagos, fechas)
          const conceptos = new Set(pagos.map(({ concepto }) => concepto))
          if (!reparto.ok) {
            expect(conceptos.size).toBeGreaterThan(fechas.length)
            return
          }
          expect(reparto.value).toHaveLength(fechas.length)
          const registros = reparto.value.filter((uno) => uno !== null)
          const enFactura = recaudosPorConcepto(pagos as Recaudo[])
          for (const concepto of ['01', '02', '03']) {
            expect(porConcepto(registros, concepto)).toBe(porConcepto(pagos, concepto))
            expect(porConcepto(registros, concepto)).toBe(porConcepto(enFactura, concepto))
          }
        },
      ),
    )
  })

  it('cada pago va en un solo registro, el del día más cercano', () => {
    const uno = { concepto: '02' as const, valor: 4_700, fecha: '2026-11-20', numeroFactura: 'A1' }
    expect(repartirRecaudos([uno], ['2026-11-02', '2026-11-21'])).toEqual({ ok: true, value: [null, uno] })
  })

  it('más pagos que servicios: los de un concepto van juntos, con el número del primero', () => {
    const pagos = ['A1', 'A2'].map((numeroFactura) => ({
      concepto: '02' as const,
      valor: 4_700,
      fecha: '2026-11-20',
      numeroFactura,
    }))
    expect(repartirRecaudos(pagos, ['2026-11-20'])).toMatchObject({
      ok: true,
      value: [{ valor: 9_400, numeroFactura: 'A1' }],
    })
  })

  it('dos conceptos y un solo servicio: se dice, no se esconde', () => {
    const pagos = (['01', '02'] as const).map((concepto) => ({
      concepto,
      valor: 100,
      fecha: '2026-11-20',
      numeroFactura: null,
    }))
    expect(repartirRecaudos(pagos, ['2026-11-20'])).toMatchObject({
      ok: false,
      error: expect.stringContaining('2 conceptos y tiene un solo servicio'),
    })
  })
})

describe('soporte de los pagos', () => {
  it.each([
    ['01', 'factura-electronica'],
    ['04', 'factura-electronica'],
    ['03', 'factura-contingencia'],
  ])('el de una factura tipo %s es %s', (tipo, soporte) => {
    expect(soporteDeFactura(tipo)).toBe(soporte)
  })

  it('el anticipo sigue a los demás, y solo va como lo soportado con factura electrónica', () => {
    expect(soporteComun([{ soporte: 'recibo' }, { soporte: 'pos' }])).toEqual({ ok: true, value: 'pos' })
    expect(soporteComun([{ soporte: 'recibo' }])).toEqual({ ok: true, value: 'factura-electronica' })
  })

  it('dos clases se explican en palabras', () => {
    const mezcla = soporteComun([{ soporte: 'talonario' }, { soporte: 'pos' }])
    expect(mezcla).toEqual({ ok: false, error: ['pos', 'talonario'] })
    expect(explicarMezcla(['pos', 'talonario']).mensaje).toContain('con tiquete POS y con talonario')
  })
})

describe('reparto de una cuenta entre facturas', () => {
  const paciente = fc.constantFrom('p1', 'p2', 'p3', 'p4')
  const servicios = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      pacienteId: paciente,
      poliza: fc.constantFrom(null, 'A', 'B'),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 20 },
  )
  const recaudos = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      pacienteId: paciente,
      soporte: fc.constantFrom(...soporteRegistradoSchema.options),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  )

  it('todo servicio va en una factura y solo una, con una póliza y una clase de soporte', () => {
    fc.assert(
      fc.property(servicios, recaudos, fc.boolean(), (lista, pagos, conContrato) => {
        const { facturas, sinLugar } = repartirCuenta(lista, pagos, conContrato)
        expect(facturas.flatMap(({ servicioIds }) => servicioIds).sort()).toEqual(
          lista.map(({ id }) => id).sort(),
        )
        expect([...facturas.flatMap(({ recaudoIds }) => recaudoIds), ...sinLugar].sort()).toEqual(
          pagos.map(({ id }) => id).sort(),
        )
        for (const factura of facturas) {
          const propios = lista.filter(({ id }) => factura.servicioIds.includes(id))
          expect(new Set(propios.map(({ poliza }) => (conContrato ? null : poliza)))).toEqual(
            new Set([factura.poliza]),
          )
          const suyos = pagos.filter(({ id }) => factura.recaudoIds.includes(id))
          expect(soporteComun(suyos)).toEqual({ ok: true, value: factura.soporte ?? 'factura-electronica' })
          // Who paid has a service in the same invoice: the RIPS needs a record to say it in.
          for (const { pacienteId } of suyos)
            expect(propios.some((servicio) => servicio.pacienteId === pacienteId)).toBe(true)
        }
      }),
    )
  })

  it('más servicios de los que admite la DIAN se parten sin separar a un paciente', () => {
    const lista = Array.from({ length: 2000 }, (_, i) => ({
      id: `s${i}`,
      pacienteId: `p${Math.floor(i / 4)}`,
      poliza: null,
    }))
    const { facturas } = repartirCuenta(lista, [], true)
    expect(facturas.map(({ servicioIds }) => servicioIds.length)).toEqual([MAX_LINEAS, 500])
  })
})
