import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sumarDiasHabiles } from '../../../../../src-main/practice/autoridades/dias-habiles.ts'
import { addDiasHabiles } from '../../../../../src-shared/kernel/business-days.ts'
import { addDays } from '../../../../../src-shared/kernel/dates.ts'

it('los días hábiles de la práctica, contados aparte, son los del programa', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_500 }), fc.integer({ min: 1, max: 15 }), (dias, n) => {
      const fecha = addDays('1985-01-01', dias)
      expect(sumarDiasHabiles(fecha, n)).toBe(addDiasHabiles(fecha, n))
    }),
    { numRuns: 3000 },
  )
})
