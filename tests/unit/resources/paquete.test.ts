import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ArchivoLeido,
  parseManifiesto,
  parsePaquete,
} from '../../../src-shared/domains/catalogos/rules.ts'
import type { ErrorPaquete, TablaCatalogo } from '../../../src-shared/domains/catalogos/schemas.ts'
import { readManifestText, readPackFiles, sha256 } from './pack-files.ts'

type Entry = { archivo: string; tabla: TablaCatalogo; sha256: string; filas: number; fuentes: string[] }
type Manifest = { [key: string]: unknown; archivos: Entry[]; fuentes: object[]; vigencia: object }

/** A small good pack that each test spoils in one place. */
const CIE10 = [
  'codigo\tnombre\tcapitulo\tpalabras\tsexo\tedadMinima\tedadMaxima\tespecialidades',
  'I10X\tHipertensión esencial (primaria)\t9\tHTA|presión alta\t\t\t\tcr|mg',
  'J00X\tRinofaringitis aguda [resfriado común]\t10\tgripa\t\t\t\tmg|pe',
  'Z001\tControl de salud de rutina del niño\t21\tniño sano\t\t\t17\tpe',
  '',
].join('\n')

function entryOf(archivo: string, tabla: TablaCatalogo, text: string): Entry {
  return { archivo, tabla, sha256: sha256(text), filas: text.split('\n').length - 2, fuentes: ['propia'] }
}

function manifestOf(...archivos: Entry[]): Manifest {
  return {
    formato: 'consultorio-catalogos/1',
    id: 'prueba',
    nombre: 'Paquete de prueba',
    version: '2026.1',
    vigencia: { desde: '2026-01-01', hasta: null },
    fuentes: [{ id: 'propia', titulo: 'Prueba', entidad: 'Prueba', fecha: '2026' }],
    archivos,
  }
}

function asFile(text: string): ArchivoLeido {
  return { texto: text, sha256: sha256(text) }
}

/** The faults of a pack with these texts, whose sums and counts are right. */
function faultsOf(...tables: [archivo: string, tabla: TablaCatalogo, text: string][]): ErrorPaquete[] {
  const manifest = manifestOf(...tables.map((t) => entryOf(...t)))
  return faults(
    manifest,
    tables.map(([archivo, , text]) => [archivo, asFile(text)]),
  )
}

function faults(manifest: unknown, files: [string, ArchivoLeido][]): ErrorPaquete[] {
  const result = parsePaquete(manifest, new Map(files))
  return result.ok ? [] : result.error
}

function cie10(from: string, to: string): ErrorPaquete[] {
  expect(CIE10).toContain(from)
  return faultsOf(['cie10.tsv', 'cie10', CIE10.replace(from, to)])
}

describe('lectura de un paquete de catálogos', () => {
  it('lee las filas con sus clases de dato', () => {
    const result = parsePaquete(
      manifestOf(entryOf('cie10.tsv', 'cie10', CIE10)),
      new Map([['cie10.tsv', asFile(CIE10)]]),
    )
    expect(result.ok && result.value.tablas).toEqual({
      cie10: [
        {
          codigo: 'I10X',
          nombre: 'Hipertensión esencial (primaria)',
          capitulo: 9,
          palabras: ['HTA', 'presión alta'],
          sexo: null,
          edadMinima: null,
          edadMaxima: null,
          especialidades: ['cr', 'mg'],
        },
        expect.objectContaining({ codigo: 'J00X' }),
        expect.objectContaining({ codigo: 'Z001', edadMaxima: 17 }),
      ],
    })
  })

  it.each([
    [
      'un código con mala forma',
      'I10X',
      'I10',
      2,
      'codigo',
      '«I10» de la columna «codigo» no es un código CIE-10',
    ],
    [
      'un nombre vacío',
      'Hipertensión esencial (primaria)',
      '',
      2,
      'nombre',
      'La celda vacía de la columna «nombre»',
    ],
    ['un número escrito con letras', '\t10\t', '\tdiez\t', 3, 'capitulo', '«diez»'],
    ['un sexo desconocido', 'gripa\t\t', 'gripa\tX\t', 3, 'sexo', 'M, F'],
    ['una edad imposible', '\t17\t', '\t170\t', 4, 'edadMaxima', 'mayor de 120 años'],
    [
      'una edad mínima mayor que la máxima',
      '\t\t17\t',
      '\t18\t17\t',
      4,
      'edadMinima',
      'mayor que la edad máxima',
    ],
    ['una especialidad desconocida', 'cr|mg', 'cr|xx', 2, 'especialidades', 'mg, pe, gi'],
    ['una fila sin especialidades', '\tcr|mg', '\t', 2, 'especialidades', 'a quién sirve'],
    [
      'una palabra de búsqueda vacía',
      'HTA|presión alta',
      'HTA||presión alta',
      2,
      'palabras',
      'palabra vacía',
    ],
    ['un código repetido', 'J00X\tRino', 'I10X\tRino', 3, 'codigo', '«I10X» ya está en la fila 2'],
    ['espacios de más', '\tgripa\t', '\tgripa \t', 3, 'palabras', 'espacios de más'],
    ['una columna de menos', '\t\t\t\tmg|pe', '\t\t\tmg|pe', 3, null, 'tiene 7 columnas y deben ser 8'],
    ['una fila vacía', 'Z001\t', '\nZ001\t', 4, null, 'vacía'],
    ['un capítulo que no es el del código', '\t9\t', '\t10\t', 2, 'capitulo', 'no es del capítulo 10'],
  ])('señala %s con su fila, su columna y cómo corregirlo', (_, from, to, fila, columna, mensaje) => {
    const errores = cie10(from, to)
    expect(errores).toHaveLength(1)
    expect(errores[0]).toMatchObject({ archivo: 'cie10.tsv', fila, columna })
    expect(errores[0]?.mensaje).toContain(mensaje)
    expect(errores[0]?.remedio).toMatch(/^\p{Lu}.{8,}\.$/u)
  })

  it.each([
    ['con BOM', `\uFEFF${CIE10}`, null, 'BOM'],
    ['con saltos de línea de Windows', CIE10.replaceAll('\n', '\r\n'), null, 'Windows'],
    ['cortado a media fila', CIE10.slice(0, -3), null, 'cortado'],
    ['que no está en UTF-8', CIE10.replace('ñ', '\uFFFD'), null, 'UTF-8'],
    ['con otro encabezado', CIE10.replace('capitulo', 'cap'), 1, 'encabezado'],
    ['vacío', '', null, 'cortado'],
  ])('rechaza un archivo %s', (_, text, fila, mensaje) => {
    const manifest = manifestOf({ ...entryOf('cie10.tsv', 'cie10', CIE10), sha256: sha256(text) })
    const [first] = faults(manifest, [['cie10.tsv', asFile(text)]])
    expect(first).toMatchObject({ archivo: 'cie10.tsv', fila })
    expect(first?.mensaje).toContain(mensaje)
    expect(first?.remedio).not.toBe('')
  })

  it('da la suma y el número de filas correctos cuando no coinciden con los anunciados', () => {
    const stale = { ...entryOf('cie10.tsv', 'cie10', CIE10), sha256: sha256('otra cosa'), filas: 9 }
    const errores = faults(manifestOf(stale), [['cie10.tsv', asFile(CIE10)]])
    expect(errores.map((e) => e.fila)).toEqual([null, null])
    expect(errores.map((e) => e.remedio).join(' ')).toContain(`"sha256": "${sha256(CIE10)}"`)
    expect(errores.map((e) => e.remedio).join(' ')).toContain('"filas": 3')
  })

  it('nombra los archivos que faltan y los que sobran', () => {
    const errores = faults(manifestOf(entryOf('cie10.tsv', 'cie10', CIE10)), [['otro.tsv', asFile('x')]])
    expect(errores.map((e) => [e.archivo, e.mensaje])).toEqual([
      ['cie10.tsv', 'El archivo no está en el paquete.'],
      ['otro.tsv', 'El archivo no aparece en paquete.json.'],
    ])
  })

  it('no llena la pantalla cuando todas las filas están mal', () => {
    const bad = Array.from({ length: 500 }, (_, i) => `fila ${i}`)
    const text = `${CIE10.split('\n')[0]}\n${bad.join('\n')}\n`
    const errores = faultsOf(['cie10.tsv', 'cie10', text])
    expect(errores).toHaveLength(101)
    expect(errores.at(-1)?.mensaje).toBe('El archivo tiene 400 errores más.')
  })

  it('comprueba los códigos que apuntan a otra tabla del mismo paquete', () => {
    const municipios =
      'codigo\tnombre\tdepartamento\tcodigoPostal\totrosPostales\n05001\tMEDELLÍN\t05\t050001\t050002\n'
    const departamentos = 'codigo\tnombre\tiso\n08\tAtlántico\tATL\n'
    expect(faultsOf(['municipios.tsv', 'municipios', municipios])).toEqual([])
    expect(
      faultsOf(
        ['municipios.tsv', 'municipios', municipios],
        ['departamentos.tsv', 'departamentos', departamentos],
      ),
    ).toEqual([
      {
        archivo: 'municipios.tsv',
        fila: 2,
        columna: 'departamento',
        mensaje: '«05» no existe en la tabla «Departamentos».',
        remedio: 'Escriba un código de departamentos.tsv o agréguelo allá.',
      },
    ])
  })

  it('rechaza un municipio cuyo departamento no es el de su código', () => {
    const text = 'codigo\tnombre\tdepartamento\tcodigoPostal\totrosPostales\n05001\tMEDELLÍN\t08\t050001\t\n'
    const [first] = faultsOf(['municipios.tsv', 'municipios', text])
    expect(first).toMatchObject({ fila: 2, columna: 'departamento' })
  })

  it('no deja que una consulta lleve una finalidad que solo usan los procedimientos', () => {
    const cups = [
      'codigo\tnombre\tuso\tpalabras\tsexo\tfinalidad\tservicio\tespecialidades',
      '890201\tConsulta de primera vez por medicina general\tAC\t\t\t14\t328\tmg',
      '993510\tVacunación contra influenza\tAP\t\t\t14\t420\tmg',
      '890301\tConsulta de control\tAC\t\t\t99\t328\tmg\n',
    ].join('\n')
    const listas = [
      'lista\tcodigo\tnombre\tsoloEn\thabilitado',
      'finalidad\t14\tProtección específica\tprocedimientos\tS',
      'finalidad\t99\tUna finalidad deshabilitada\t\tN\n',
    ].join('\n')
    const errores = faultsOf(['cups.tsv', 'cups', cups], ['listas-rips.tsv', 'listasRips', listas])
    expect(errores.map((e) => [e.fila, e.mensaje])).toEqual([
      [2, 'La finalidad 14 solo se usa en procedimientos.'],
      [4, '«99» no existe en la tabla «Listas de RIPS».'],
    ])
  })
})

describe('lectura de paquete.json', () => {
  const entry = entryOf('cie10.tsv', 'cie10', CIE10)

  it('rechaza un texto que no es JSON', () => {
    const result = parseManifiesto('{')
    expect(!result.ok && result.error[0]?.archivo).toBe('paquete.json')
  })

  it.each<[string, (m: Manifest) => unknown, string]>([
    ['de otro formato', (m) => ({ ...m, formato: 'otro/2' }), 'formato'],
    ['sin tablas', (m) => ({ ...m, archivos: [] }), 'archivos'],
    ['con una tabla desconocida', (m) => ({ ...m, archivos: [{ ...entry, tabla: 'cum' }] }), 'n.º 1 › tabla'],
    [
      'con un archivo de otra carpeta',
      (m) => ({ ...m, archivos: [{ ...entry, archivo: '../cie10.tsv' }] }),
      'archivo',
    ],
    ['con una tabla dos veces', (m) => ({ ...m, archivos: [entry, entry] }), 'más de una vez'],
    ['con una fuente que no existe', (m) => ({ ...m, archivos: [{ ...entry, fuentes: ['x'] }] }), '«x»'],
    [
      'con una fecha imposible',
      (m) => ({ ...m, vigencia: { desde: '2026-02-30', hasta: null } }),
      'vigencia',
    ],
    [
      'que termina antes de empezar',
      (m) => ({ ...m, vigencia: { desde: '2026-01-02', hasta: '2026-01-01' } }),
      'anterior',
    ],
    ['que es una lista', () => [], 'paquete'],
    ['sin nada', () => null, 'paquete'],
  ])('rechaza un paquete %s', (_, spoil, mensaje) => {
    const errores = faults(spoil(manifestOf(entry)), [['cie10.tsv', asFile(CIE10)]])
    expect(errores.length).toBeGreaterThan(0)
    expect(errores.every((e) => e.archivo === 'paquete.json' && e.remedio !== '')).toBe(true)
    expect(errores.map((e) => e.mensaje).join(' ')).toContain(mensaje)
  })

  it('no habla en inglés ni de programación en ningún error', () => {
    const spoiled: unknown[] = [null, [], {}, { ...manifestOf(entry), vigencia: 3, fuentes: 'x', id: '¡!' }]
    const said = spoiled.flatMap((m) => faults(m, [])).map((e) => `${e.mensaje} ${e.remedio}`)
    expect(said.length).toBeGreaterThan(8)
    expect(said.join('\n')).not.toMatch(/invalid|expected|received|required|string|undefined|null|object/i)
  })
})

describe('propiedades del lector', () => {
  it('nunca se cae, sea cual sea el texto de un archivo', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('I10X', '9', '', 'mg', 'S', '890201', 'á|b'))
    const line = fc.array(cell, { maxLength: 9 }).map((cells) => cells.join('\t'))
    const text = fc
      .array(line, { maxLength: 6 })
      .map((lines) => `${CIE10.split('\n')[0]}\n${lines.join('\n')}\n`)
    fc.assert(
      fc.property(fc.oneof(fc.string(), text), (content) => {
        for (const e of faultsOf(['cie10.tsv', 'cie10', content])) {
          expect(e.mensaje).not.toBe('')
          expect(e.remedio).not.toBe('')
        }
      }),
      { numRuns: 300 },
    )
  })

  it('nota cualquier letra que cambie en el paquete inicial', () => {
    const manifest: unknown = JSON.parse(readManifestText())
    const files = readPackFiles()
    const names = [...files.keys()]
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('', 'x', '\t', '\n'),
        (name, at, put) => {
          const text = files.get(name)?.texto ?? ''
          const i = at % text.length
          const changed = text.slice(0, i) + put + text.slice(i + 1)
          fc.pre(changed !== text)
          const result = parsePaquete(manifest, new Map(files).set(name, asFile(changed)))
          expect(result.ok).toBe(false)
        },
      ),
      { numRuns: 20 },
    )
  })
})
