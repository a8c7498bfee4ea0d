import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AmbitoFecha,
  addDays,
  addMonths,
  bogotaDate,
  bogotaInstant,
  bogotaTime,
  diasEntre,
  edadEn,
  formatDiaSemana,
  formatFecha,
  formatFechaHora,
  formatHora,
  isLocalDate,
  isoWeekday,
  parseFecha,
} from '../../../../src-shared/kernel/dates.ts'

const HOY = '2026-11-21'

/** Any date of the years given, drawn through the platform's own calendar. */
function fechas(from: string, to: string) {
  return fc
    .date({ min: new Date(`${from}T00:00:00Z`), max: new Date(`${to}T00:00:00Z`), noInvalidDate: true })
    .map((d) => d.toISOString().slice(0, 10))
}
const fecha = fechas('1850-01-01', '2199-12-31')

describe('Bogotá', () => {
  it('is five hours behind UTC, all year', () => {
    expect(bogotaDate(new Date('2026-11-21T04:59:59Z'))).toBe('2026-11-20')
    expect(bogotaDate(new Date('2026-11-21T05:00:00Z'))).toBe('2026-11-21')
    expect(bogotaTime(new Date('2026-07-01T04:59:59.999Z'))).toBe('23:59:59')
    expect(bogotaTime(new Date('2026-01-01T05:00:00Z'))).toBe('00:00:00')
  })

  it('agrees with the time zone database of the platform', () => {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'America/Bogota',
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    const instants = fc.date({
      min: new Date('1994-01-01T00:00:00Z'),
      max: new Date('2100-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, (d) => {
        expect(`${bogotaDate(d)} ${bogotaTime(d)}`).toBe(format.format(d))
      }),
    )
  })

  it('turns a date and a time into the instant, and back', () => {
    expect(bogotaInstant('2026-11-21', '10:42').toISOString()).toBe('2026-11-21T15:42:00.000Z')
    expect(bogotaInstant('2026-12-31', '23:59:59').toISOString()).toBe('2027-01-01T04:59:59.000Z')
    fc.assert(
      fc.property(fecha, fc.nat(86_399), (f, seconds) => {
        const hora = new Date(seconds * 1000).toISOString().slice(11, 19)
        const instant = bogotaInstant(f, hora)
        expect([bogotaDate(instant), bogotaTime(instant)]).toEqual([f, hora])
      }),
    )
  })

  it.each(['24:00', '9:00', '10:60', '10:42:60', '', '10:42Z'])('refuses the time "%s"', (hora) => {
    expect(() => bogotaInstant(HOY, hora)).toThrow(RangeError)
  })
})

describe('isLocalDate', () => {
  it.each(['2026-11-21', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (s) => {
    expect(isLocalDate(s)).toBe(true)
  })

  it.each([
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '20261121',
    '',
    '2026-11-21T00:00',
    ' 2026-11-21',
  ])('refuses "%s"', (s) => {
    expect(isLocalDate(s)).toBe(false)
  })
})

describe('calendar arithmetic', () => {
  it('adds days and comes back', () => {
    fc.assert(
      fc.property(fecha, fc.integer({ min: -40_000, max: 40_000 }), (f, n) => {
        const moved = addDays(f, n)
        expect(addDays(moved, -n)).toBe(f)
        expect(diasEntre(f, moved)).toBe(n)
      }),
    )
  })

  it('crosses leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(diasEntre('2028-01-01', '2029-01-01')).toBe(366)
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-21', 3, '2027-02-21'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s plus %i months is %s', (f, n, expected) => {
    expect(addMonths(f, n)).toBe(expected)
  })

  it('lands in the month asked, never after the day of origin', () => {
    fc.assert(
      fc.property(fecha, fc.integer({ min: -1200, max: 1200 }), (f, n) => {
        const moved = addMonths(f, n)
        const monthOf = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
        expect(isLocalDate(moved)).toBe(true)
        expect(monthOf(moved) - monthOf(f)).toBe(n)
        expect(Number(moved.slice(8))).toBeLessThanOrEqual(Number(f.slice(8)))
      }),
    )
  })

  it('knows the days of the week', () => {
    expect(
      ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(
        formatDiaSemana,
      ),
    ).toEqual(['lun', 'mar', 'mié', 'jue', 'vie', 'sáb', 'dom'])
    fc.assert(fc.property(fecha, (f) => isoWeekday(f) % 7 === new Date(`${f}T00:00:00Z`).getUTCDay()))
  })

  it('refuses what is not a date, or leaves the calendar', () => {
    for (const wrong of ['2026-02-30', '', 'hoy']) {
      expect(() => addDays(wrong, 1)).toThrow(RangeError)
      expect(() => addMonths(wrong, 1)).toThrow(RangeError)
      expect(() => diasEntre(HOY, wrong)).toThrow(RangeError)
      expect(() => formatFecha(wrong)).toThrow(RangeError)
      expect(() => formatDiaSemana(wrong)).toThrow(RangeError)
    }
    expect(() => addDays(HOY, 0.5)).toThrow(RangeError)
    expect(() => addMonths(HOY, Number.NaN)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError)
    expect(() => addMonths('9999-12-31', 1)).toThrow(RangeError)
  })
})

describe('edad', () => {
  it.each([
    ['1990-05-10', '2026-11-21', 36, 6, 11],
    ['2026-11-21', '2026-11-21', 0, 0, 0],
    ['2026-11-20', '2026-11-21', 0, 0, 1],
    ['2025-11-22', '2026-11-21', 0, 11, 30],
    ['2025-11-21', '2026-11-21', 1, 0, 0],
    ['2008-02-29', '2026-02-27', 17, 11, 29],
    ['2008-02-29', '2026-02-28', 18, 0, 0],
    ['2026-01-31', '2026-02-28', 0, 1, 0],
    ['2026-01-31', '2026-03-30', 0, 1, 30],
  ])('quien nació el %s tiene el %s %i años, %i meses y %i días', (nacimiento, dia, anios, meses, dias) => {
    expect(edadEn(nacimiento, dia)).toEqual({ anios, meses, dias })
  })

  it('suma exactamente lo vivido y nunca retrocede', () => {
    fc.assert(
      fc.property(fecha, fc.nat(45_000), (nacimiento, vividos) => {
        const dia = addDays(nacimiento, vividos)
        const { anios, meses, dias } = edadEn(nacimiento, dia)
        expect(addDays(addMonths(nacimiento, anios * 12 + meses), dias)).toBe(dia)
        expect(meses).toBeLessThan(12)
        expect(dias).toBeLessThan(31)
        const next = edadEn(nacimiento, addDays(dia, 1))
        expect(next.anios * 10_000 + next.meses * 100 + next.dias).toBeGreaterThan(
          anios * 10_000 + meses * 100 + dias,
        )
      }),
    )
  })

  it('refuses a date before the birth', () => {
    expect(() => edadEn('2026-11-22', '2026-11-21')).toThrow(RangeError)
  })
})

describe('fechas y horas en pantalla', () => {
  it('se escriben como en Colombia', () => {
    expect(formatFecha('2026-11-21')).toBe('21 nov 2026')
    expect(formatFecha('2026-01-05')).toBe('5 ene 2026')
    expect(formatFechaHora('2026-11-21T15:42:07.123Z')).toBe('21 nov 2026, 10:42')
    expect(formatFechaHora('2026-11-21T03:00:00Z')).toBe('20 nov 2026, 22:00')
    expect(formatHora('2026-11-21T05:05:00Z')).toBe('00:05')
  })

  it('usan tres letras por mes', () => {
    const months = Array.from({ length: 12 }, (_, i) => formatFecha(addMonths('2026-01-01', i)).slice(2, 5))
    expect(months.join(' ')).toBe('ene feb mar abr may jun jul ago sep oct nov dic')
  })

  it('refuses an instant that is not one', () => {
    expect(() => formatFechaHora('ayer')).toThrow(RangeError)
  })
})

describe('fechas escritas por una persona', () => {
  it.each([
    ['21 nov', '2026-11-21'],
    ['21nov', '2026-11-21'],
    ['21 NOV.', '2026-11-21'],
    ['21-nov-26', '2026-11-21'],
    ['21/nov/2026', '2026-11-21'],
    ['21 noviembre 2026', '2026-11-21'],
    ['21 de noviembre de 2026', '2026-11-21'],
    ['21 de noviembre del 2026', '2026-11-21'],
    ['3 sept 2026', '2026-09-03'],
    ['3 setiembre 2026', '2026-09-03'],
    ['21/11/26', '2026-11-21'],
    ['21-11-2026', '2026-11-21'],
    ['21.11.2026', '2026-11-21'],
    ['21 11 2026', '2026-11-21'],
    ['21/11', '2026-11-21'],
    ['1/2/2026', '2026-02-01'],
    ['21112026', '2026-11-21'],
    ['2026-11-21', '2026-11-21'],
    ['2026/1/5', '2026-01-05'],
    ['  Hoy ', '2026-11-21'],
    ['mañana', '2026-11-22'],
    ['MANANA', '2026-11-22'],
    ['pasado mañana', '2026-11-23'],
    ['ayer', '2026-11-20'],
    ['anteayer', '2026-11-19'],
    ['antier', '2026-11-19'],
    ['+8d', '2026-11-29'],
    ['+ 8 días', '2026-11-29'],
    ['+2s', '2026-12-05'],
    ['+2 semanas', '2026-12-05'],
    ['+3m', '2027-02-21'],
    ['+1 mes', '2026-12-21'],
    ['+1a', '2027-11-21'],
    ['+2 años', '2028-11-21'],
    ['-8d', '2026-11-13'],
    ['-1m', '2026-10-21'],
  ])('entiende «%s»', (text, expected) => {
    expect(parseFecha(text, HOY)).toEqual({ ok: true, value: expected })
  })

  it.each<[string, AmbitoFecha, string]>([
    ['5 abr', {}, '2027-04-05'],
    ['20 oct', {}, '2026-10-20'],
    ['15 ene', {}, '2027-01-15'],
    ['15 ene', { pasado: true }, '2026-01-15'],
    ['22 nov', { pasado: true }, '2025-11-22'],
    ['21 nov', { pasado: true }, '2026-11-21'],
    ['20 nov', { futuro: true }, '2027-11-20'],
    ['21 nov', { futuro: true }, '2026-11-21'],
    ['29 feb', {}, '2028-02-29'],
    ['1/1/46', {}, '2046-01-01'],
    ['1/1/47', {}, '1947-01-01'],
    ['1/1/99', {}, '1999-01-01'],
    ['1/1/00', {}, '2000-01-01'],
    ['1/1/46', { pasado: true }, '1946-01-01'],
    ['20/11/26', { pasado: true }, '2026-11-20'],
    ['22/11/26', { pasado: true }, '1926-11-22'],
    ['21 nov 27', { pasado: true }, '1927-11-21'],
    ['1/1/31', { futuro: true }, '2031-01-01'],
    ['1/1/25', { futuro: true }, '2125-01-01'],
    ['1/1/2031', { pasado: true }, '2031-01-01'],
    ['1/1/2020', { futuro: true }, '2020-01-01'],
  ])('elige el año de «%s» con %o', (text, ambito, expected) => {
    expect(parseFecha(text, HOY, ambito)).toEqual({ ok: true, value: expected })
  })

  it.each([
    ['', /^Falta la fecha\. Escríbala como/],
    ['   ', /^Falta la fecha\. Escríbala como/],
    ['mañanita', /^No se entiende la fecha «mañanita»\. Escríbala como/],
    ['21 nvo', /^No se entiende/],
    ['21/11/026', /^No se entiende/],
    ['21/11-2026', /^No se entiende/],
    ['+8', /^No se entiende/],
    ['+1000d', /^No se entiende/],
    ['+999a', /^El año 3025 no parece correcto\. Escriba un año entre 1850 y 2199\.$/],
    ['21/11/0000', /^El año 0 no parece correcto/],
    ['21/11/1226', /^El año 1226 no parece correcto/],
    ['11/21/2026', /^El mes 21 no existe\. Escriba primero el día y luego el mes/],
    ['21/0/2026', /^El mes 0 no existe/],
    ['32 ene', /^El día 32 no existe\. Escriba un día entre 1 y 31\.$/],
    ['0 ene', /^El día 0 no existe/],
    ['31 abr', /^El 31 de abril no existe: abril de 2026 tiene 30 días\. Revise el día\.$/],
    ['29/02/2027', /^El 29 de febrero no existe: febrero de 2027 tiene 28 días\. Revise el día\.$/],
    ['29/02/27', /^El 29 de febrero no existe en ese año\. Revise el día\.$/],
  ])('rechaza «%s» y dice cómo arreglarlo', (text, message) => {
    expect(parseFecha(text, HOY)).toEqual({ ok: false, error: expect.stringMatching(message) })
  })

  it('lee todo lo que la pantalla muestra y las demás formas completas', () => {
    fc.assert(
      fc.property(
        fecha,
        fecha,
        fc.record({ pasado: fc.boolean(), futuro: fc.boolean() }),
        (f, hoy, ambito) => {
          const [anio, mes, dia] = f.split('-')
          for (const text of [
            formatFecha(f),
            f,
            `${dia}/${mes}/${anio}`,
            `${dia}-${mes}-${anio}`,
            `${dia}${mes}${anio}`,
          ]) {
            expect(parseFecha(text, hoy, ambito)).toEqual({ ok: true, value: f })
          }
        },
      ),
    )
  })

  it('sin año, da la fecha más cercana a hoy; con ámbito, del lado pedido', () => {
    fc.assert(
      fc.property(fechas('1950-01-01', '2090-12-31'), fc.integer({ min: -180, max: 180 }), (hoy, n) => {
        const f = addDays(hoy, n)
        const short = formatFecha(f).replace(/ \d{4}$/, '')
        fc.pre(!short.startsWith('29 feb'))
        expect(parseFecha(short, hoy)).toEqual({ ok: true, value: f })
        expect(parseFecha(short, hoy, n > 0 ? { futuro: true } : { pasado: true })).toEqual({
          ok: true,
          value: f,
        })
      }),
    )
  })

  it('con dos cifras de año, una fecha de nacimiento nunca queda en el futuro', () => {
    fc.assert(
      fc.property(fechas('1950-01-01', '2090-12-31'), fc.nat(36_000), (hoy, edad) => {
        const nacimiento = addDays(hoy, -edad)
        const [anio, mes, dia] = nacimiento.split('-')
        fc.pre(`${mes}-${dia}` !== '02-29')
        expect(parseFecha(`${dia}/${mes}/${anio?.slice(2)}`, hoy, { pasado: true })).toEqual({
          ok: true,
          value: nacimiento,
        })
      }),
    )
  })

  it.each(['__proto__', 'constructor', 'toString'])('«%s» no es una fecha', (text) => {
    expect(parseFecha(text, '2026-11-21')).toMatchObject({ ok: false })
  })

  it('nunca falla y solo da fechas que existen, sea cual sea el texto', () => {
    const piece = fc.constantFrom(
      '21',
      '0',
      '31',
      '99',
      '2026',
      '0000',
      ' ',
      '/',
      '-',
      '+',
      'd',
      'm',
      'a',
      's',
      'nov',
      'feb',
      'de',
      'hoy',
      '.',
      'ñ',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, fecha, (typed, hoy) => {
        const parsed = parseFecha(typed, hoy)
        expect(parsed.ok ? isLocalDate(parsed.value) : parsed.error.length > 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
