import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { writeCsv } from '../../../../../src-main/core/csv/write-csv.ts'

it('otro lector encuentra lo mismo que se escribió, con comillas, puntos y coma y renglones dentro', () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r\ufeff]/.test(text))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = parse(Buffer.from(writeCsv(['a', 'b'], rows)), { bom: true, delimiter: ';' })
      expect(read).toEqual([['a', 'b'], ...rows])
    }),
  )
})

it('un texto que parece fórmula queda como texto, y los decimales van con coma', () => {
  const text = Buffer.from(writeCsv(['x'], [['=HYPERLINK("http://x")'], ['+57'], [-12.5], [null]])).toString(
    'utf8',
  )
  expect(text).toBe('\ufeffx\r\n"\'=HYPERLINK(""http://x"")"\r\n\'+57\r\n-12,5\r\n\r\n')
})
