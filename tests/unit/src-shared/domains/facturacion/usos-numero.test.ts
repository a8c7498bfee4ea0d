import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  cuantosDe,
  restarTramos,
  type Tramo,
} from '../../../../../src-shared/domains/facturacion/usos-numero.ts'

const numerosDe = (tramos: readonly Tramo[]) =>
  tramos.flatMap(({ desde, hasta }) => Array.from({ length: hasta - desde + 1 }, (_, i) => desde + i))

/** Stretches that do not overlap, from steps of free and taken numbers. */
const tramos = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })))
  .map((pasos) => {
    let libre = 0
    return pasos.map(([salta, ocupa]): Tramo => {
      const desde = libre + salta
      libre = desde + ocupa
      return { desde, hasta: libre - 1 }
    })
  })

it('restar tramos es restar sus números uno por uno', () => {
  fc.assert(
    fc.property(tramos, tramos, (de, menos) => {
      const quitar = new Set(numerosDe(menos))
      const quedan = restarTramos(de, menos)
      expect(numerosDe(quedan)).toEqual(numerosDe(de).filter((numero) => !quitar.has(numero)))
      expect(cuantosDe(quedan)).toBe(numerosDe(quedan).length)
    }),
  )
})
