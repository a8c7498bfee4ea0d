import { expect, test } from 'vitest'
import { leerFranjas, textoDeFranjas } from '../../../../../src-renderer/domains/agenda/hours-text.ts'

const leer = (texto: string) => {
  const leida = leerFranjas(texto, 2)
  return leida.ok ? leida.value.map(({ desde, hasta }) => `${desde}-${hasta}`) : leida.error
}

test('el horario de un día se escribe como se dice', () => {
  expect(leer('8-12, 14-18')).toEqual(['08:00-12:00', '14:00-18:00'])
  expect(leer('7:30 a 13:00 y 2pm a 5 p. m.')).toEqual(['07:30-13:00', '14:00-17:00'])
  expect(leer('8 a. m. – 12 m')).toContain('No se entiende')
  expect(leer('18:00–24:00')).toEqual(['18:00-24:00'])
  expect(leer('  ')).toEqual([])
})

test('lo que no se entiende se dice con su remedio', () => {
  expect(leer('en la mañana')).toBe('No se entiende «en la mañana». Escríbalo como 8:00–12:00, 14:00–18:00.')
  expect(leer('12-8')).toBe('«12-8» termina antes de empezar.')
  expect(leer('8-10-12')).toContain('No se entiende')
})

test('lo que se lee se vuelve a escribir igual', () => {
  const leida = leerFranjas('8-12, 14-18', 2)
  expect(leida.ok && textoDeFranjas(leida.value, 2)).toBe('08:00–12:00, 14:00–18:00')
  expect(leida.ok && textoDeFranjas(leida.value, 3)).toBe('')
})
