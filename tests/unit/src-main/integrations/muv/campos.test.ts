import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CAMPOS_RIPS, cumpleTamanio } from '../../../../../src-main/integrations/muv/campos.ts'
import { REGLAS_MUV } from '../../../../../src-main/integrations/muv/reglas.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

interface CampoOficial {
  readonly id: string
  readonly campo: string
  readonly tipo: 'C' | 'N'
  readonly tamano: string
  readonly obligatorio: string
}

/** Sizes that we write in our own way, and why: see campos.ts. */
const TAMANIO_PROPIO: Readonly<Record<string, string>> = {
  'DIAN invoice-number size': '1-20',
  '0-24 (10,14 decimals)': '0-24',
}

describe.skipIf(!hasReference())('Campos del RIPS frente al documento técnico', () => {
  const grupos: Record<string, CampoOficial[]> = hasReference()
    ? JSON.parse(readFileSync(referencePath('rips/campos-rips-v002.json'), 'utf8')).grupos
    : {}

  test.each(Object.keys(CAMPOS_RIPS) as (keyof typeof CAMPOS_RIPS)[])('%s', (grupo) => {
    const esperados = grupos[grupo]!.map(({ id, campo, tipo, tamano, obligatorio }) => {
      const tamanio = TAMANIO_PROPIO[tamano] ?? tamano
      return [
        id,
        campo,
        tipo === 'C' ? 'texto' : 'numero',
        tipo === 'N' && /^[25]$/.test(tamanio) ? `1-${tamanio}` : tamanio,
        obligatorio,
      ].join(' ')
    })
    const nuestros = CAMPOS_RIPS[grupo].map(({ id, nombre, tipo, tamanio, exigencia }) =>
      [id, nombre, tipo, tamanio, exigencia].join(' '),
    )
    expect(nuestros.sort()).toEqual(esperados.sort())
  })

  test('el orden de escritura es el de las muestras oficiales', () => {
    const carpeta = referencePath('rips/muestras/oficiales-res948')
    for (const archivo of readdirSync(carpeta)) {
      const rips = JSON.parse(readFileSync(`${carpeta}/${archivo}`, 'utf8'))
      const nombres = (grupo: keyof typeof CAMPOS_RIPS): string[] =>
        CAMPOS_RIPS[grupo].map(({ nombre }) => nombre)
      expect(Object.keys(rips)).toEqual([...nombres('transaccion'), 'usuarios'])
      for (const usuario of rips.usuarios) {
        expect(Object.keys(usuario)).toEqual([...nombres('usuarios'), 'servicios'])
        for (const [grupo, registros] of Object.entries(usuario.servicios)) {
          for (const registro of registros as object[]) {
            expect(Object.keys(registro)).toEqual(nombres(grupo as keyof typeof CAMPOS_RIPS))
          }
        }
      }
    }
  })

  test('las reglas son las publicadas, con su clase y sus campos', () => {
    const lineas = readFileSync(referencePath('rips/reglas-validacion.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    const publicadas = lineas.map((linea) => linea.split(',')).map(([codigo, clase]) => `${codigo} ${clase}`)
    expect(
      REGLAS_MUV.map(({ codigo, clase }) => `${codigo} ${clase === 'RECHAZO' ? 'RECHAZADO' : clase}`).sort(),
    ).toEqual(publicadas.sort())
  })
})

test('los campos que nombra una regla existen', () => {
  const ids = new Set(Object.values(CAMPOS_RIPS).flatMap((campos) => campos.map(({ id }) => id)))
  for (const { codigo, campos } of REGLAS_MUV) {
    if (!/^RVC/.test(codigo)) continue
    for (const id of campos.split(' ')) expect([codigo, ids.has(id)]).toEqual([codigo, true])
  }
})

test('cada regla tiene mensaje y remedio, sin palabras técnicas', () => {
  for (const { mensaje, remedio } of REGLAS_MUV) {
    for (const texto of [mensaje, remedio]) {
      expect(texto).toMatch(/^[A-ZÁÉÍÓÚÑ].*\.$/)
      expect(texto).not.toMatch(/\b(array|null|string|schema|HTTP)\b/i)
    }
  }
})

test.each([
  ['0,4', 0, true],
  ['0,4', 3, false],
  ['0,4', 4, true],
  ['4-20', 20, true],
  ['4-20', 21, false],
  ['0,19-25', 18, false],
  ['0,6,8', 7, false],
  ['0,6,8', 8, true],
  ['3,4', 5, false],
])('el tamaño %s admite %i: %s', (tamanio, longitud, admitido) => {
  expect(cumpleTamanio(tamanio, longitud)).toBe(admitido)
})
