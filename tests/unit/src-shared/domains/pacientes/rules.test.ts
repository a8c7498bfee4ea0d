import { describe, expect, test } from 'vitest'
import { puedeSerElMismoNombre } from '../../../../../src-shared/domains/pacientes/names.ts'
import { normalizarTelefono, telefonoLegible } from '../../../../../src-shared/domains/pacientes/phone.ts'
import {
  advertenciasPaciente,
  completarDatos,
  datosFaltantes,
  edadLegible,
  fusionarCambios,
  revisarDatos,
} from '../../../../../src-shared/domains/pacientes/rules.ts'
import type { PacienteNuevo } from '../../../../../src-shared/domains/pacientes/schemas.ts'

const HOY = '2026-11-21'
const datos = (more: Partial<PacienteNuevo> = {}) =>
  completarDatos({ primerNombre: 'Ana', primerApellido: 'Muñoz', telefono: '3001234567', ...more })

describe('teléfono', () => {
  test.each([
    ['300 123 4567', '+573001234567'],
    ['(300) 123-4567', '+573001234567'],
    ['57 300.123.4567', '+573001234567'],
    ['+57 604 123 4567', '+576041234567'],
    ['0034 612 345 678', '+34612345678'],
    ['+1 305 555 0100', '+13055550100'],
  ])('%s se guarda como %s', (typed, kept) => {
    expect(normalizarTelefono(typed)).toEqual({ ok: true, value: kept })
  })

  test.each(['1234567', '300123456', '+57 123', 'casa', '200 123 4567'])(
    '%s se rechaza con remedio',
    (typed) => {
      const result = normalizarTelefono(typed)
      expect(result.ok).toBe(false)
      if (!result.ok) expect(result.error).toMatch(/Escriba|Revise/)
    },
  )

  test('se lee en grupos', () => {
    expect(telefonoLegible('+573001234567')).toBe('300 123 4567')
    expect(telefonoLegible('+34612345678')).toBe('+34612345678')
  })
})

describe('documento y edad', () => {
  test.each([
    ['RC', '2020-11-22', 0],
    ['RC', '2019-11-21', 1],
    ['TI', '2008-11-22', 0],
    ['TI', '2008-11-21', 1],
    ['TI', '2021-01-01', 1],
    ['CC', '2010-01-01', 1],
    ['CC', '1990-01-01', 0],
    ['MS', '2000-01-01', 1],
    ['AS', '2015-01-01', 1],
    ['CN', '2026-11-01', 0],
    ['CN', '2025-01-01', 1],
    ['PT', '2020-01-01', 0],
  ] as const)('%s nacido %s: %i advertencias', (tipoDocumento, fechaNacimiento, cuantas) => {
    expect(advertenciasPaciente(datos({ tipoDocumento, fechaNacimiento }), HOY)).toHaveLength(cuantas)
  })

  test('dice hasta cuándo lo acepta el RIPS (un año menos un día)', () => {
    expect(advertenciasPaciente(datos({ tipoDocumento: 'TI', fechaNacimiento: '2008-11-21' }), HOY)).toEqual([
      'Ya cumplió 18 años: pida la cédula de ciudadanía. El RIPS acepta el documento anterior hasta el 20 nov 2027.',
    ])
    expect(
      advertenciasPaciente(datos({ tipoDocumento: 'TI', fechaNacimiento: '2000-01-01' }), HOY)[0],
    ).toContain('notificación')
  })
})

describe('revisar', () => {
  const campoDe = (more: Partial<PacienteNuevo>) => {
    const result = revisarDatos(datos(more), HOY)
    return result.ok ? undefined : result.error.campo
  }

  test.each([
    [{ telefono: null }, 'telefono'],
    [{ tipoDocumento: 'CC' as const }, 'numeroDocumento'],
    [{ numeroDocumento: '123456' }, 'tipoDocumento'],
    [{ fechaNacimiento: '2026-11-22' }, 'fechaNacimiento'],
    [{ fechaNacimiento: '1890-01-01' }, 'fechaNacimiento'],
    [{ fechaNacimiento: '2015-01-01' }, 'responsable'],
    [{ alergias: { estado: 'tiene' as const, sustancias: [] } }, 'alergias'],
    [{ telefonoAlterno: '12' }, 'telefonoAlterno'],
  ])('%o señala %s', (more, campo) => {
    expect(campoDe(more)).toBe(campo)
  })

  test('quien vive fuera de Colombia no lleva municipio ni zona', () => {
    const result = revisarDatos(datos({ paisResidencia: '862', municipio: '05001', zona: '02' }), HOY)
    expect(result).toMatchObject({ ok: true, value: { municipio: null, zona: null } })
  })
})

describe('faltantes', () => {
  test('quien vive fuera no necesita municipio para el RIPS', () => {
    const fuera = datos({
      tipoDocumento: 'PA',
      numeroDocumento: 'AB1234',
      fechaNacimiento: '1990-01-01',
      sexo: 'M',
      tipoUsuario: '12',
      paisResidencia: '862',
    })
    expect(datosFaltantes(fuera, 'rips', HOY)).toEqual([])
  })

  test('una dirección sin municipio detiene la factura', () => {
    const incompleta = datos({ tipoDocumento: 'CC', numeroDocumento: '41234567', direccion: 'Calle 1' })
    expect(datosFaltantes(incompleta, 'factura', HOY).map((f) => f.campo)).toEqual(['municipio'])
  })

  test('un documento que la DIAN no conoce pide a quién facturar', () => {
    const sin = datos({ tipoDocumento: 'SC', numeroDocumento: 'SC1234' })
    expect(datosFaltantes(sin, 'factura', HOY).map((f) => f.campo)).toEqual(['responsable'])
  })
})

describe('mismo nombre', () => {
  const n = (
    primerNombre: string,
    primerApellido: string | null = null,
    segundoNombre: string | null = null,
    segundoApellido: string | null = null,
  ) => ({
    primerNombre,
    segundoNombre,
    primerApellido,
    segundoApellido,
  })
  test('aunque falten o sobren nombres, o estén en otro campo', () => {
    expect(puedeSerElMismoNombre(n('Ana', 'Muñoz'), n('Ana', 'Munos', 'María', 'Vélez'))).toBe(true)
    expect(puedeSerElMismoNombre(n('Maria', 'de los Ángeles Ruiz'), n('María', 'Ruiz', 'Angeles'))).toBe(true)
    expect(puedeSerElMismoNombre(n('Muñoz', 'Ana'), n('Ana', 'Muñoz'))).toBe(true)
  })
  test('gemelos y hermanos no', () => {
    expect(
      puedeSerElMismoNombre(n('Sofía', 'Pérez', null, 'Gómez'), n('Lucía', 'Pérez', null, 'Gómez')),
    ).toBe(false)
    expect(puedeSerElMismoNombre(n('Ana', 'Ana'), n('Ana', 'Muñoz'))).toBe(false)
  })
})

test('unir cambios por campo', () => {
  const base = datos()
  const actual = { ...base, ocupacion: 'Chef', correo: 'a@b.co' }
  expect(fusionarCambios(base, actual, { ...base, direccion: 'Calle 1' })).toEqual({
    ok: true,
    value: { ...actual, direccion: 'Calle 1' },
  })
  expect(fusionarCambios(base, actual, { ...base, ocupacion: 'Chef' })).toEqual({ ok: true, value: actual })
  expect(fusionarCambios(base, actual, { ...base, ocupacion: 'Abogada', correo: 'x@y.co' })).toEqual({
    ok: false,
    error: ['ocupacion', 'correo'],
  })
})

test.each([
  [{ anios: 38, meses: 7, dias: 1 }, '38 años'],
  [{ anios: 1, meses: 3, dias: 0 }, '15 meses'],
  [{ anios: 0, meses: 1, dias: 4 }, '1 mes'],
  [{ anios: 0, meses: 0, dias: 12 }, '12 días'],
])('edad %o se lee %s', (edad, texto) => {
  expect(edadLegible(edad)).toBe(texto)
})
