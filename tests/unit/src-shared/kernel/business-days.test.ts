import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDiasHabiles,
  diasHabilesEntre,
  festivosDe,
  isDiaHabil,
} from '../../../../src-shared/kernel/business-days.ts'
import { addDays, formatDiaSemana, isoWeekday } from '../../../../src-shared/kernel/dates.ts'
import { hasReference, referencePath } from '../../../fixtures/reference.ts'

const fecha = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))

function readTable(name: string): Record<string, string>[] {
  return parse(readFileSync(referencePath('rips', 'tablas', name)), { columns: true, bom: true })
}

describe.skipIf(!hasReference())('tablas de referencia', () => {
  it('los festivos de 2024 a 2030 son los de la tabla, fila por fila', () => {
    const rows = readTable('festivos-colombia.csv')
    const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
    const computed = years
      .flatMap(festivosDe)
      .map(({ fecha, nombre }) => `${fecha} ${formatDiaSemana(fecha)} ${nombre}`)
    const expected = rows.map((row) => `${row.fecha} ${row.dia?.slice(0, 3)} ${row.nombre}`)
    expect(rows.length).toBe(18 * 2 + 19 * 5)
    expect(computed.toSorted()).toEqual(expected.toSorted())
  })

  it('los plazos en días hábiles son los de la tabla', () => {
    const rows = readTable('casos-dias-habiles.csv')
    expect(rows.length).toBeGreaterThan(10)
    for (const { desde = '', dias, vence = '' } of rows) {
      expect(addDiasHabiles(desde, Number(dias)), `${desde} + ${dias}`).toBe(vence)
      expect(diasHabilesEntre(desde, vence)).toBe(Number(dias))
    }
  })
})

describe('festivos', () => {
  it('son 18 al año hasta 2025 y 19 desde 2026 (Ley 2578 de 2026)', () => {
    expect([2000, 2024, 2025].map((anio) => festivosDe(anio).length)).toEqual([18, 18, 18])
    expect([2026, 2027, 2028, 2029, 2030].map((anio) => festivosDe(anio).length)).toEqual([
      19, 19, 19, 19, 19,
    ])
  })

  it('el 9 de julio se traslada al lunes solo desde 2026', () => {
    expect(isDiaHabil('2025-07-14')).toBe(true)
    expect(isDiaHabil('2026-07-09')).toBe(true)
    expect(isDiaHabil('2026-07-13')).toBe(false)
  })

  it('van en orden y los trasladados caen en lunes', () => {
    const fixed = new Set([
      'Año Nuevo',
      'Jueves Santo',
      'Viernes Santo',
      'Día del Trabajo',
      'Día de la Independencia',
      'Batalla de Boyacá',
      'Inmaculada Concepción',
      'Navidad',
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1984, max: 2500 }), (anio) => {
        const festivos = festivosDe(anio)
        expect(festivos.map((f) => f.fecha)).toEqual(festivos.map((f) => f.fecha).toSorted())
        for (const { fecha, nombre } of festivos) {
          expect(fecha.startsWith(`${anio}-`)).toBe(true)
          if (!fixed.has(nombre)) expect(isoWeekday(fecha)).toBe(1)
        }
      }),
    )
  })

  it('dejan 242 días hábiles en 2026 y 245 en 2027', () => {
    expect(diasHabilesEntre('2025-12-31', '2026-12-31')).toBe(242)
    expect(diasHabilesEntre('2026-12-31', '2027-12-31')).toBe(245)
  })

  it.each([1983, 0, 2026.5, Number.NaN])('refuses the year %d', (anio) => {
    expect(() => festivosDe(anio)).toThrow(RangeError)
  })
})

describe('días hábiles', () => {
  it('un plazo nunca vence en festivo, sábado ni domingo', () => {
    fc.assert(
      fc.property(fecha, fc.integer({ min: -120, max: 120 }), (f, n) => {
        const end = addDiasHabiles(f, n)
        const holidays = festivosDe(Number(end.slice(0, 4))).map((festivo) => festivo.fecha)
        expect(isoWeekday(end)).toBeLessThanOrEqual(5)
        expect(holidays).not.toContain(end)
      }),
    )
  })

  it('entre el inicio y el vencimiento hay tantos días hábiles como dice el plazo', () => {
    fc.assert(
      fc.property(fecha, fc.integer({ min: 1, max: 120 }), (f, n) => {
        const end = addDiasHabiles(f, n)
        const days = []
        for (let d = addDays(f, 1); d <= end; d = addDays(d, 1)) if (isDiaHabil(d)) days.push(d)
        expect(days.length).toBe(n)
        expect(diasHabilesEntre(f, end)).toBe(n)
      }),
    )
  })

  it('los plazos se suman y se devuelven', () => {
    fc.assert(
      fc.property(fecha, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (f, n, m) => {
        expect(addDiasHabiles(addDiasHabiles(f, n), m)).toBe(addDiasHabiles(f, n + m))
        const start = addDiasHabiles(f, 0)
        expect(addDiasHabiles(addDiasHabiles(start, n), -n)).toBe(start)
      }),
    )
  })

  it('un plazo de cero días que cae en festivo pasa al siguiente día hábil', () => {
    expect(addDiasHabiles('2026-11-20', 0)).toBe('2026-11-20')
    expect(addDiasHabiles('2026-11-14', 0)).toBe('2026-11-17')
    expect(addDiasHabiles('2026-04-02', 0)).toBe('2026-04-06')
  })

  it('se cuentan también hacia atrás', () => {
    expect(diasHabilesEntre('2026-11-20', '2026-11-20')).toBe(0)
    expect(addDiasHabiles('2026-11-17', -1)).toBe('2026-11-13')
    expect(diasHabilesEntre('2026-11-17', '2026-11-13')).toBe(-1)
  })

  it('refuses half days and what is not a date', () => {
    expect(() => addDiasHabiles('2026-11-20', 1.5)).toThrow(RangeError)
    expect(() => addDiasHabiles('2026-11-31', 0)).toThrow(RangeError)
    expect(() => isDiaHabil('1983-05-02')).toThrow(RangeError)
  })
})
