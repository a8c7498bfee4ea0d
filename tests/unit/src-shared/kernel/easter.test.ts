import { describe, expect, it } from 'vitest'
import { isoWeekday } from '../../../../src-shared/kernel/dates.ts'
import { easterSunday } from '../../../../src-shared/kernel/easter.ts'

describe('easterSunday', () => {
  it.each([
    '1818-03-22',
    '1943-04-25',
    '1961-04-02',
    '1984-04-22',
    '2000-04-23',
    '2008-03-23',
    '2019-04-21',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
    '2285-03-22',
  ])('is %s', (date) => {
    expect(easterSunday(Number(date.slice(0, 4)))).toBe(date)
  })

  it('agrees with the computation by golden number and epact (Knuth, TAOCP 1.3.2, exercise 14)', () => {
    for (let anio = 1583; anio <= 4099; anio += 1) {
      expect(easterSunday(anio)).toBe(byEpact(anio))
      expect(isoWeekday(easterSunday(anio))).toBe(7)
    }
  })
})

function byEpact(year: number): string {
  const golden = (year % 19) + 1
  const century = Math.floor(year / 100) + 1
  const skippedLeapDays = Math.floor((3 * century) / 4) - 12
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5
  const sunday = Math.floor((5 * year) / 4) - skippedLeapDays - 10
  let epact = (11 * golden + 20 + moonCorrection - skippedLeapDays) % 30
  if (epact < 0) epact += 30
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1
  let fullMoon = 44 - epact
  if (fullMoon < 21) fullMoon += 30
  const day = fullMoon + 7 - ((sunday + fullMoon) % 7)
  const [month, dayOfMonth] = day > 31 ? [4, day - 31] : [3, day]
  return `${year}-0${month}-${String(dayOfMonth).padStart(2, '0')}`
}
