import { describe, expect, test } from 'vitest'
import { leerCedula, pareceCedula } from '../../../../../src-shared/domains/pacientes/cedula.ts'

const HOY = '2026-11-21'

/** The frame of the yellow cédula, 531 places; invented person. */
function trama(p: { numero: string; nombres: string[]; sexo: string; fecha: string }): string {
  const campos = p.nombres.map((nombre) => nombre.padEnd(23, '\0'))
  const head = '\x0003999000111'.padEnd(24, '\0')
  const frame = `${head}PubDSK_1${'\0'.repeat(8)}00123456${p.numero.padStart(10, '0')}${campos.join('')}\x000${p.sexo}${p.fecha}0100150O+`
  return frame.padEnd(531, '\u00e7')
}

const ANA = {
  numero: '41234567',
  nombres: ['MUÑOZ', 'DE LA CRUZ', 'ANA', 'MARIA'],
  sexo: 'F',
  fecha: '19880402',
}
const LEIDA = {
  tipoDocumento: 'CC',
  numeroDocumento: '41234567',
  primerNombre: 'Ana',
  segundoNombre: 'Maria',
  primerApellido: 'Muñoz',
  segundoApellido: 'De la Cruz',
  fechaNacimiento: '1988-04-02',
  sexo: 'F',
}

describe('cédula leída con escáner', () => {
  test('trama completa', () => {
    expect(pareceCedula(trama(ANA))).toBe(true)
    expect(leerCedula(trama(ANA), HOY)).toEqual(LEIDA)
  })

  test('el escáner cambia el relleno por espacios', () => {
    expect(leerCedula(trama(ANA).replaceAll('\0', ' '), HOY)).toEqual(LEIDA)
  })

  test('el escáner acorta el relleno a dos espacios', () => {
    expect(leerCedula(trama(ANA).replaceAll(/\0+/g, '  '), HOY)).toEqual(LEIDA)
  })

  test('sin segundo nombre, con la trama completa o acortada', () => {
    const sola = { ...ANA, nombres: ['GÓMEZ', 'RÍOS', 'LUZ', ''] }
    const leida = {
      ...LEIDA,
      primerApellido: 'Gómez',
      segundoApellido: 'Ríos',
      primerNombre: 'Luz',
      segundoNombre: null,
    }
    expect(leerCedula(trama(sola), HOY)).toEqual(leida)
    expect(leerCedula(trama(sola).replaceAll(/\0+/g, ' '), HOY)).toEqual(leida)
  })

  test('sin segundo apellido, con la trama completa', () => {
    expect(leerCedula(trama({ ...ANA, nombres: ['OKORO', '', 'IFE', 'BLESSING'] }), HOY)).toMatchObject({
      primerApellido: 'Okoro',
      segundoApellido: null,
      primerNombre: 'Ife',
      segundoNombre: 'Blessing',
    })
  })

  test('un menor trae tarjeta de identidad', () => {
    expect(leerCedula(trama({ ...ANA, numero: '1020304050', fecha: '20140101' }), HOY)).toMatchObject({
      tipoDocumento: 'TI',
      numeroDocumento: '1020304050',
    })
  })

  test('cédula digital: zona mecánica con sus dígitos de verificación', () => {
    const zona = zonaMecanica()
    expect(pareceCedula(zona)).toBe(true)
    expect(leerCedula(zona, HOY)).toEqual({ ...LEIDA, primerApellido: 'Munoz', segundoApellido: 'Velez' })
    expect(leerCedula(zona.replace('880402', '880403'), HOY)).toBeUndefined()
  })

  test('lo que no es una cédula no se inventa', () => {
    for (const texto of [
      '',
      'ana muñoz',
      '41234567',
      'PubDSK_1',
      'PubDSK_1 41234567 0F19880402',
      trama({ ...ANA, fecha: '19881332' }),
    ])
      expect(leerCedula(texto, HOY)).toBeUndefined()
    expect(pareceCedula('garcia 300')).toBe(false)
  })
})

function zonaMecanica(): string {
  const digit = (field: string) =>
    String(
      [...field].reduce(
        (sum, c, i) =>
          sum + (c === '<' ? 0 : /\d/.test(c) ? Number(c) : c.charCodeAt(0) - 55) * [7, 3, 1][i % 3]!,
        0,
      ) % 10,
    )
  const serie = '012345678'
  const uno = `ICCOL${serie}${digit(serie)}`.padEnd(30, '<')
  const [nace, vence] = ['880402', '310405']
  const opcional = '41234567<<<'
  const dos = `${nace}${digit(nace)}F${vence}${digit(vence)}COL${opcional}`
  const total = digit(uno.slice(5) + dos.slice(0, 7) + dos.slice(8, 15) + opcional)
  return [uno, dos + total, 'MUNOZ<VELEZ<<ANA<MARIA'.padEnd(30, '<')].join('\n')
}
