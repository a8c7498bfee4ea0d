import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  digitoVerificacion,
  isTipoDocumento,
  nombreTipoDocumento,
  TIPO_DOCUMENTO_DIAN,
  TIPOS_DOCUMENTO,
  TIPOS_SIN_CODIGO_DIAN,
  validateCodigoHabilitacion,
  validateDocumento,
  validateNit,
} from '../../../../src-shared/kernel/identifiers.ts'
import { hasReference, referencePath } from '../../../fixtures/reference.ts'

const digits = (minLength: number, maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })
    .filter((s) => !s.startsWith('0'))

describe('dígito de verificación', () => {
  it.each([
    ['800197268', '4'],
    ['900108281', '3'],
    ['900390126', '6'],
    ['837000084', '5'],
    ['901210113', '3'],
    ['900508908', '9'],
    ['860002964', '4'],
    ['890903938', '8'],
    ['899999001', '7'],
    ['530520110', '6'],
  ])('el de %s es %s', (nit, dv) => {
    expect(digitoVerificacion(nit)).toBe(dv)
  })

  it('is one digit, and leading zeros do not change it', () => {
    fc.assert(
      fc.property(digits(1, 12), fc.nat(3), (nit, zeros) => {
        expect(digitoVerificacion(nit)).toMatch(/^\d$/)
        expect(digitoVerificacion(nit.padStart(nit.length + zeros, '0'))).toBe(digitoVerificacion(nit))
      }),
    )
  })

  it('changes with any single wrong digit, unless the rest is 0 or 1', () => {
    fc.assert(
      fc.property(digits(9, 10), fc.nat(8), fc.integer({ min: 1, max: 9 }), (nit, at, shift) => {
        const wrong = nit.slice(0, at) + ((Number(nit[at]) + shift) % 10) + nit.slice(at + 1)
        const [a, b] = [digitoVerificacion(nit), digitoVerificacion(wrong)]
        expect(a !== b || a === '0' || a === '1').toBe(true)
      }),
    )
  })

  it.each(['', '900.108.281', '900108281-3', '1234567890123456', 'x'])('refuses "%s"', (nit) => {
    expect(() => digitoVerificacion(nit)).toThrow(RangeError)
  })
})

describe('NIT', () => {
  it.each([
    ['900108281', '900108281', '3'],
    ['900.108.281-3', '900108281', '3'],
    ['900 108 281 - 3', '900108281', '3'],
    ['9001082813', '900108281', '3'],
    ['NIT 900.108.281-3', '900108281', '3'],
    ['Nit: 900108281', '900108281', '3'],
    ['1020304050', '1020304050', digitoVerificacion('1020304050')],
    [`79456123-${digitoVerificacion('79456123')}`, '79456123', digitoVerificacion('79456123')],
  ])('entiende %s', (text, nit, dv) => {
    expect(validateNit(text)).toEqual({ ok: true, value: { nit, dv } })
  })

  it('avisa cuál es el dígito correcto cuando el escrito no lo es', () => {
    const message =
      'El dígito de verificación del NIT 900108281 es 3 y no 4. Revise si algún dígito quedó cambiado.'
    expect(validateNit('900108281-4')).toEqual({ ok: false, error: message })
    expect(validateNit('9001082814')).toEqual({ ok: false, error: message })
  })

  it.each(['', 'NIT'])('pide el NIT cuando falta («%s»)', (text) => {
    expect(validateNit(text)).toEqual({ ok: false, error: 'Falta el NIT. Escríbalo como 900108281-3.' })
  })

  it.each(['1234', '12345678901', '900108281-33', 'A00108281', '000000000', '900-108-281'])(
    'rechaza %s con remedio',
    (text) => {
      expect(validateNit(text)).toEqual({
        ok: false,
        error: expect.stringContaining('Escriba entre 5 y 10 dígitos'),
      })
    },
  )

  it('acepta todo NIT con su dígito, y ninguno con otro', () => {
    fc.assert(
      fc.property(digits(5, 10), fc.integer({ min: 1, max: 9 }), (nit, shift) => {
        fc.pre(!/^[89]\d{9}$/.test(nit))
        const dv = digitoVerificacion(nit)
        expect(validateNit(`${nit}-${dv}`)).toEqual({ ok: true, value: { nit, dv } })
        expect(validateNit(`${nit}-${(Number(dv) + shift) % 10}`).ok).toBe(false)
      }),
    )
  })
})

describe('documentos de identidad', () => {
  it.each([
    ['CC', '1.020.304.050', '1020304050'],
    ['CC', ' 79 456 123 ', '79456123'],
    ['TI', '1020304050', '1020304050'],
    ['TI', '95010112345', '95010112345'],
    ['RC', 'a1b-0250001', 'A1B0250001'],
    ['CE', '456.789', '456789'],
    ['PT', '5123456', '5123456'],
    ['PE', '912345678901234', '912345678901234'],
    ['PA', 'ax 123456', 'AX123456'],
    ['AS', '05001A0001', '05001A0001'],
    ['MS', '05001m000001', '05001M000001'],
    ['CN', '123456789', '123456789'],
    ['NI', '900.108.281-3', '900108281'],
  ])('acepta %s %s', (tipo, numero, clean) => {
    expect(validateDocumento(tipo, numero)).toEqual({ ok: true, value: clean })
  })

  it.each([
    ['CC', '', /^Falta el número de documento \(cédula de ciudadanía\)\./],
    ['CC', ' . ', /^Falta el número/],
    ['CC', '10203O4050', /lleva solo dígitos\. Quite las letras/],
    ['CC', '123', /debe tener entre 4 y 10 caracteres y este tiene 3\. Revise el número o el tipo/],
    ['CC', '12345678901', /debe tener entre 4 y 10 caracteres y este tiene 11/],
    ['CC', '00000', /no puede ser solo ceros/],
    ['CE', '1234567', /\(cédula de extranjería\) debe tener entre 4 y 6/],
    ['CN', '12345678', /debe tener entre 9 y 20/],
    ['PA', 'AX/123', /solo letras y dígitos/],
    ['PA', 'AÑ123', /solo letras y dígitos/],
    ['NI', '900108281-4', /es 3 y no 4/],
    ['XX', '1234', /^Falta el tipo de documento\. Elíjalo/],
    ['', '1234', /^Falta el tipo de documento/],
  ])('rechaza %s «%s» y dice por qué', (tipo, numero, message) => {
    expect(validateDocumento(tipo, numero)).toEqual({ ok: false, error: expect.stringMatching(message) })
  })

  it('limpiar dos veces es limpiar una', () => {
    const tipo = fc.constantFrom(...TIPOS_DOCUMENTO.map(({ codigo }) => codigo))
    const numero = fc.string({ unit: fc.constantFrom(...'0123456789. -AÑz'), maxLength: 22 })
    fc.assert(
      fc.property(tipo, numero, (t, n) => {
        const once = validateDocumento(t, n)
        fc.pre(once.ok && t !== 'NI')
        if (once.ok) expect(validateDocumento(t, once.value)).toEqual(once)
      }),
    )
  })

  it('each type has a name and a DIAN code', () => {
    const codes = TIPOS_DOCUMENTO.map(({ codigo }) => codigo)
    expect(new Set(codes).size).toBe(16)
    expect(Object.keys(TIPO_DOCUMENTO_DIAN).sort()).toEqual(codes.toSorted())
    expect(codes.filter((c) => TIPO_DOCUMENTO_DIAN[c] === '42' && c !== 'DE').sort()).toEqual(
      [...TIPOS_SIN_CODIGO_DIAN].sort(),
    )
    expect(nombreTipoDocumento('CC')).toBe('Cédula de ciudadanía')
    expect(nombreTipoDocumento('ZZ')).toBe('ZZ')
    expect([isTipoDocumento('CC'), isTipoDocumento('cc'), isTipoDocumento('')]).toEqual([true, false, false])
  })

  it.skipIf(!hasReference())('are those of the ministry, with its lengths', () => {
    const { tablas } = JSON.parse(readFileSync(referencePath('rips', 'tablas', 'tablas-rips.json'), 'utf8'))
    const table = tablas.tipoDocumentoIdentificacion as {
      valores: { codigo: string }[]
      longitudes: Record<string, string>
    }
    expect(TIPOS_DOCUMENTO.map(({ codigo }) => codigo).toSorted()).toEqual(
      table.valores.map((v) => v.codigo).toSorted(),
    )
    for (const [tipo, range] of Object.entries(table.longitudes)) {
      const [min = 0, max = 0] = range.split('-').map(Number)
      const accepted = Array.from({ length: 25 }, (_, i) => i).filter(
        (n) => validateDocumento(tipo, '1'.repeat(n)).ok,
      )
      expect([tipo, accepted[0], accepted.at(-1), accepted.length]).toEqual([tipo, min, max, max - min + 1])
    }
  })

  it.skipIf(!hasReference())('the DIAN codes exist in its table 13.2.1', () => {
    const tables = JSON.parse(readFileSync(referencePath('dian', 'tablas-1.9.json'), 'utf8'))
    const codes = Object.keys(tables.tipoDocumentoIdentidad)
    for (const code of Object.values(TIPO_DOCUMENTO_DIAN)) expect(codes).toContain(code)
  })
})

describe('código de habilitación', () => {
  it.each([
    ['1100112345', '1100112345'],
    ['110011234501', '110011234501'],
    ['05 001 12345 - 01', '050011234501'],
  ])('acepta %s', (text, clean) => {
    expect(validateCodigoHabilitacion(text)).toEqual({ ok: true, value: clean })
  })

  it.each([
    ['', /^Falta el código de habilitación\. Búsquelo en su certificado del REPS\.$/],
    ['11001', /tiene 10 dígitos, o 12 con la sede\. Cópielo/],
    ['11001123450', /tiene 10 dígitos, o 12 con la sede/],
    ['11001A2345', /tiene 10 dígitos/],
    ['1200112345', /empieza por 12, que no es un departamento\. Revise los dos primeros dígitos/],
    ['0000000000', /empieza por 00/],
  ])('rechaza «%s» y dice por qué', (text, message) => {
    expect(validateCodigoHabilitacion(text)).toEqual({ ok: false, error: expect.stringMatching(message) })
  })

  it.skipIf(!hasReference())('conoce los departamentos de DIVIPOLA y solo esos', () => {
    const rows: { codigo: string }[] = parse(
      readFileSync(referencePath('rips', 'tablas', 'divipola-municipios.csv')),
      {
        columns: true,
        bom: true,
      },
    )
    const departments = new Set(rows.map(({ codigo }) => codigo.slice(0, 2)))
    const accepted = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0')).filter(
      (code) => validateCodigoHabilitacion(`${code}00112345`).ok,
    )
    expect(accepted).toEqual([...departments].sort())
  })
})
