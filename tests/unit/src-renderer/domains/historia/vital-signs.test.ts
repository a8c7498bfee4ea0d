import { describe, expect, it } from 'vitest'
import {
  readPressure,
  readSign,
  SIGN_FIELDS,
  signsInWords,
  writeImc,
  writeSign,
} from '../../../../../src-renderer/domains/historia/vital-signs.ts'
import { signosVitalesSchema } from '../../../../../src-shared/domains/historia/schemas.ts'

describe('Signos vitales como se escriben', () => {
  it('acepta coma o punto y guarda en la unidad menor', () => {
    expect(readSign('36,5', SIGN_FIELDS.temperaturaDecimas)).toBe(365)
    expect(readSign('36.5', SIGN_FIELDS.temperaturaDecimas)).toBe(365)
    expect(readSign('70,25', SIGN_FIELDS.pesoGramos)).toBe(70_250)
    expect(readSign(' 98 ', SIGN_FIELDS.saturacion)).toBe(98)
  })

  it('la talla se entiende en centímetros o en metros', () => {
    expect(readSign('165', SIGN_FIELDS.tallaMilimetros)).toBe(1650)
    expect(readSign('1,65', SIGN_FIELDS.tallaMilimetros)).toBe(1650)
    expect(readSign('49,5', SIGN_FIELDS.tallaMilimetros)).toBe(495)
  })

  it('vacío es sin dato y lo que no es número no se guarda', () => {
    expect(readSign('', SIGN_FIELDS.saturacion)).toBeNull()
    for (const text of ['alto', '12a', '-3', '1.2.3', '1234'])
      expect(readSign(text, SIGN_FIELDS.frecuenciaCardiaca)).toBeUndefined()
  })

  it('la tensión se puede escribir de una vez', () => {
    expect(readPressure('120/80')).toEqual({ sistolica: 120, diastolica: 80 })
    expect(readPressure('120-80')).toEqual({ sistolica: 120, diastolica: 80 })
    expect(readPressure('120')).toBeUndefined()
  })

  it('se muestra como se escribió', () => {
    expect(writeSign(365, SIGN_FIELDS.temperaturaDecimas)).toBe('36,5')
    expect(writeSign(null, SIGN_FIELDS.saturacion)).toBe('')
    expect(writeImc(257)).toBe('25,7')
    const signos = signosVitalesSchema.parse({ taSistolica: 120, taDiastolica: 80, pesoGramos: 70_000 })
    expect(signsInWords(signos)).toEqual(['TA 120/80 mmHg', 'Peso 70 kg'])
  })
})
