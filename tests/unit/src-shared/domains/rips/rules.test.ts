import { describe, expect, test } from 'vitest'
import {
  causasPara,
  coberturaAdmiteTipoUsuario,
  conceptoAdmitido,
  documentoPorEdad,
  edadAcordeConDocumento,
  esCuv,
  finalidadesPara,
  limiteRadicacion,
  limiteRipsSinFactura,
  obligacionRips,
  recaudosDelRips,
  tiposUsuarioDe,
} from '../../../../../src-shared/domains/rips/rules.ts'

describe('Cobertura y tipo de usuario', () => {
  test.each([
    ['16', '01', true],
    ['16', '04', false],
    ['17', '04', true],
    ['15', '12', true],
    ['15', '01', false],
    ['04', '10', true],
    ['05', '09', true],
    ['11', '11', true],
    ['14', '08', true],
    ['03', '12', true],
    ['06', '05', true],
  ])('cobertura %s con tipo de usuario %s: %s', (cobertura, tipo, admitido) => {
    expect(coberturaAdmiteTipoUsuario(cobertura, tipo)).toBe(admitido)
  })

  test('la cobertura sin regla publicada no restringe', () => {
    expect(tiposUsuarioDe('06')).toBeUndefined()
    expect(tiposUsuarioDe('16')).toEqual(['01', '02', '03'])
  })
})

test('un paciente particular no tiene copago y el pago compartido es de planes voluntarios', () => {
  expect(conceptoAdmitido('15', '05')).toBe(true)
  expect(conceptoAdmitido('15', '01')).toBe(false)
  expect(conceptoAdmitido('16', '02')).toBe(true)
  expect(conceptoAdmitido('16', '03')).toBe(false)
  expect(conceptoAdmitido('11', '03')).toBe(true)
})

test('cada grupo de servicios ofrece solo sus finalidades y causas', () => {
  const codigos = (valores: readonly { codigo: string }[]): string[] => valores.map(({ codigo }) => codigo)
  expect(codigos(finalidadesPara('consultas'))).toContain('21')
  expect(codigos(finalidadesPara('consultas'))).not.toContain('14')
  expect(codigos(finalidadesPara('procedimientos'))).toContain('14')
  expect(codigos(finalidadesPara('procedimientos'))).not.toContain('21')
  expect(codigos(causasPara('procedimientos'))).not.toContain('40')
})

describe('Edad y documento', () => {
  test.each([
    ['2019-11-22', 'RC'],
    ['2019-11-21', 'TI'],
    ['2008-11-22', 'TI'],
    ['2008-11-21', 'CC'],
  ])('nacido el %s, el 21 de noviembre de 2026 usa %s', (nacimiento, documento) => {
    expect(documentoPorEdad(nacimiento, '2026-11-21')).toBe(documento)
  })

  test.each([
    ['RC', '2018-11-22', true],
    ['RC', '2018-11-21', false],
    ['TI', '2020-11-20', true],
    ['TI', '2020-11-21', false],
    ['TI', '2007-11-22', true],
    ['TI', '2007-11-21', false],
    ['CC', '2009-11-20', true],
    ['CC', '2009-11-21', false],
    ['CC', '1920-01-01', true],
    ['PA', '2025-01-01', true],
    ['RC', '2027-01-01', true],
  ])('%s de quien nació el %s se tolera: %s', (tipo, nacimiento, tolerado) => {
    expect(edadAcordeConDocumento(tipo, nacimiento, '2026-11-21')).toBe(tolerado)
  })
})

test('los plazos del RIPS sin factura y de la radicación son los de la resolución', () => {
  expect(limiteRipsSinFactura('2026-11-30')).toBe('2026-12-05')
  expect(limiteRipsSinFactura('2026-12-01')).toBe('2027-01-05')
  expect(limiteRadicacion('2026-06-30')).toBe('2026-08-03')
})

test('quien supera 3.500 UVT o factura a pagadores debe facturar; los demás, RIPS sin factura', () => {
  expect(obligacionRips({ superaTopeUvt: false, facturaAPagadores: false })).toBe('rips-sin-factura')
  expect(obligacionRips({ superaTopeUvt: true, facturaAPagadores: false })).toBe('factura-con-rips')
  expect(obligacionRips({ superaTopeUvt: false, facturaAPagadores: true })).toBe('factura-con-rips')
})

test('el anticipo de la factura no llega al RIPS', () => {
  expect(recaudosDelRips([{ concepto: '04' }, { concepto: '01' }, { concepto: '05' }])).toEqual([
    { concepto: '01' },
  ])
})

test('un CUV son 96 caracteres hexadecimales', () => {
  expect(esCuv('a'.repeat(96))).toBe(true)
  expect(esCuv('a'.repeat(95))).toBe(false)
  expect(esCuv('-')).toBe(false)
})
