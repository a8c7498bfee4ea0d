import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import {
  CAPITULOS_CIE10,
  capituloDeCie10,
  estadoVigencia,
  parseManifiesto,
  parsePaquete,
  tablasNoVigentes,
  vigenciaDeTabla,
} from '../../../src-shared/domains/catalogos/rules.ts'
import {
  ESPECIALIDADES,
  type Especialidad,
  especialidadSchema,
  type FilasPorTabla,
  type ListaRips,
  type TablaCatalogo,
} from '../../../src-shared/domains/catalogos/schemas.ts'
import { foldText } from '../../../src-shared/kernel/text-folding.ts'
import { hasReference, referencePath } from '../../fixtures/reference.ts'
import { readManifestText, readPackFiles } from './pack-files.ts'

const files = readPackFiles()
const manifest = unwrap(parseManifiesto(readManifestText()))
const pack = parsePaquete(manifest, files)

function unwrap<V>(result: { ok: true; value: V } | { ok: false; error: unknown }): V {
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 2))
  return result.value
}

/** The rows of one table. The whole pack must be right for any test to say something. */
function rows<T extends TablaCatalogo>(tabla: T): readonly FilasPorTabla[T][] {
  const found = unwrap(pack).tablas[tabla]
  if (!found) throw new Error(`the pack has no ${tabla}`)
  return found
}

function oracleCsv(name: string): Record<string, string>[] {
  return parse(readFileSync(referencePath('rips', 'tablas', name)), { columns: true })
}

function oracleJson<V>(...parts: string[]): V {
  return JSON.parse(readFileSync(referencePath(...parts), 'utf8')) as V
}

/** Letters and digits only, folded: the ministry's tables lost accents, commas and colons. */
function bare(name: string): string {
  return foldText(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/** Sørensen–Dice of the pairs of letters, 0 to 1. */
function similarity(a: string, b: string): number {
  const left = pairs(bare(a))
  const right = pairs(bare(b))
  const pool = new Map<string, number>()
  for (const pair of right) pool.set(pair, (pool.get(pair) ?? 0) + 1)
  let common = 0
  for (const pair of left) {
    const available = pool.get(pair) ?? 0
    if (available > 0) common += 1
    pool.set(pair, available - 1)
  }
  return (2 * common) / (left.length + right.length)
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
}

const SAME_NAME = 0.9

/** Codes whose name or words have, for each word of the query, one that begins with it: what any search will do at least. */
function found(
  list: readonly { codigo: string; nombre: string; palabras: string[] }[],
  query: string,
): string[] {
  const wanted = bare(query).split(' ')
  return list
    .filter((f) => {
      const words = bare([f.nombre, ...f.palabras].join(' ')).split(' ')
      return wanted.every((w) => words.some((word) => word.startsWith(w)))
    })
    .map((f) => f.codigo)
}

describe('paquete inicial de catálogos', () => {
  it('tiene en paquete.json la suma y el número de filas de cada archivo', () => {
    for (const entry of manifest.archivos) {
      const file = files.get(entry.archivo)
      expect(file, `falta el archivo ${entry.archivo}`).toBeDefined()
      expect(entry.sha256, `${entry.archivo}: escriba "sha256": "${file?.sha256}"`).toBe(file?.sha256)
      const count = (file?.texto.split('\n').length ?? 0) - 2
      expect(entry.filas, `${entry.archivo}: escriba "filas": ${count}`).toBe(count)
    }
  })

  it('se lee sin un solo error', () => {
    expect(pack.ok ? [] : pack.error).toEqual([])
  })

  it('trae todas las tablas y dice de dónde sale cada una', () => {
    expect(manifest.archivos.map((a) => a.tabla).toSorted()).toEqual([
      'cie10',
      'cups',
      'departamentos',
      'formasFarmaceuticas',
      'listasRips',
      'medicamentosDci',
      'municipios',
      'paises',
      'serviciosReps',
      'unidadesDispensacion',
    ])
    const cited = new Set(manifest.archivos.flatMap((a) => a.fuentes))
    expect([...cited].toSorted()).toEqual(manifest.fuentes.map((f) => f.id).toSorted())
  })

  it('está ordenado por código, para que un cambio se vea donde se hizo', () => {
    for (const tabla of ['cie10', 'cups', 'departamentos', 'municipios', 'paises'] as const) {
      const codigos = rows(tabla).map((f) => f.codigo)
      expect(codigos, tabla).toEqual(codigos.toSorted())
    }
  })

  it('sabe desde cuándo y hasta cuándo rige cada tabla', () => {
    expect(vigenciaDeTabla(manifest, 'cie10')).toEqual({ desde: '2026-01-01', hasta: null })
    expect(vigenciaDeTabla(manifest, 'cups')).toEqual({ desde: '2026-01-01', hasta: '2026-12-31' })
    expect(tablasNoVigentes(manifest, '2026-11-21')).toEqual([])
    expect(tablasNoVigentes(manifest, '2027-01-01')).toEqual([
      { tabla: 'cups', estado: 'vencida', vigencia: { desde: '2026-01-01', hasta: '2026-12-31' } },
    ])
    expect(tablasNoVigentes(manifest, '2025-12-31')).toHaveLength(manifest.archivos.length)
  })

  it('cuenta los dos extremos dentro de la vigencia', () => {
    const vigencia = { desde: '2026-01-01', hasta: '2026-12-31' }
    expect(
      ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((f) => estadoVigencia(vigencia, f)),
    ).toEqual(['futura', 'vigente', 'vigente', 'vencida'])
    expect(estadoVigencia({ desde: '2026-01-01', hasta: null }, '2099-01-01')).toBe('vigente')
  })
})

describe('contenido de los catálogos', () => {
  it('trae al menos 400 diagnósticos, 150 procedimientos y 150 medicamentos', () => {
    expect(rows('cie10').length).toBeGreaterThanOrEqual(400)
    expect(rows('cups').length).toBeGreaterThanOrEqual(150)
    expect(rows('medicamentosDci').length).toBeGreaterThanOrEqual(150)
  })

  it.each([
    ['mg', 400, 120, 120],
    ['pe', 200, 60, 60],
    ['gi', 120, 50, 40],
    ['od', 60, 60, 15],
    ['ps', 100, 20, 20],
    ['cr', 120, 60, 80],
    ['ot', 60, 60, 0],
  ] as const)('atiende la especialidad «%s»', (mark, diagnoses, procedures, medicines) => {
    const count = (list: readonly { especialidades: Especialidad[] }[]) =>
      list.filter((f) => f.especialidades.includes(mark)).length
    expect(count(rows('cie10')), 'diagnósticos').toBeGreaterThanOrEqual(diagnoses)
    expect(count(rows('cups')), 'procedimientos').toBeGreaterThanOrEqual(procedures)
    expect(count(rows('medicamentosDci')), 'medicamentos').toBeGreaterThanOrEqual(medicines)
  })

  it('nombra todas las marcas de especialidad', () => {
    expect(Object.keys(ESPECIALIDADES).toSorted()).toEqual(especialidadSchema.options.toSorted())
  })

  it('tiene diagnósticos de todos los capítulos que llegan a consulta externa', () => {
    const perChapter = Map.groupBy(rows('cie10'), (f) => f.capitulo)
    for (const { numero, nombre } of CAPITULOS_CIE10.filter((c) => c.numero < 20 || c.numero === 21))
      expect(perChapter.get(numero)?.length ?? 0, nombre).toBeGreaterThanOrEqual(10)
  })

  it.each([
    ['gripa', 'J00X'],
    ['presión alta', 'I10X'],
    ['azúcar', 'E119'],
    ['control prenatal', 'Z340'],
    ['niño sano', 'Z001'],
    ['muela picada', 'K021'],
    ['planificar', 'Z309'],
    ['infección de orina', 'N390'],
    ['dolor de espalda', 'M545'],
    ['soltura', 'A090'],
    ['EPOC', 'J449'],
    ['tiroides', 'E039'],
  ])('encuentra «%s» como lo dice el paciente o el médico', (query, codigo) => {
    expect(found(rows('cie10'), query)).toContain(codigo)
  })

  it.each([
    ['cuadro hemático', '902210'],
    ['HbA1c', '903426'],
    ['citología', '892901'],
    ['retiro de puntos', '869401'],
    ['poner la T', '697101'],
    ['ECG', '895101'],
    ['limpieza dental', '997301'],
    ['lavado de oído', '965201'],
  ])('encuentra el procedimiento «%s»', (query, codigo) => {
    expect(found(rows('cups'), query)).toContain(codigo)
  })

  it('no repite palabras de búsqueda ni les cuelga signos', () => {
    for (const fila of [...rows('cie10'), ...rows('cups'), ...rows('medicamentosDci')]) {
      expect(new Set(fila.palabras.map(foldText)).size, fila.palabras.join('|')).toBe(fila.palabras.length)
      for (const palabra of fila.palabras) expect(palabra).toMatch(/^[\p{L}\p{N}][\p{L}\p{N} ()'.-]*$/u)
    }
  })

  it('escribe los nombres en minúsculas con mayúscula inicial', () => {
    const named = [...rows('cie10'), ...rows('cups'), ...rows('listasRips'), ...rows('unidadesDispensacion')]
    for (const { nombre } of named) {
      expect(nombre).toMatch(/^[(«]?[\p{Lu}\d]/u)
      expect(nombre.length > 12 && nombre === nombre.toUpperCase(), nombre).toBe(false)
    }
  })

  it('escribe cada palabra con la misma tilde en todas partes', () => {
    const variants = new Map<string, Set<string>>()
    const texts = [...rows('cie10'), ...rows('cups')].flatMap((f) => [f.nombre, ...f.palabras])
    const more = rows('medicamentosDci').flatMap((f) => [f.dci, f.presentacion, ...f.palabras])
    for (const word of [...texts, ...more].join(' ').match(/\p{L}{2,}/gu) ?? []) {
      if (word === word.toUpperCase()) continue
      const lower = word.toLowerCase()
      const key = foldText(lower)
      variants.set(key, (variants.get(key) ?? new Set()).add(lower))
    }
    const BOTH_EXIST = new Set(['bajo', 'mama', 'una'])
    const mixed = [...variants].filter(([key, forms]) => forms.size > 1 && !BOTH_EXIST.has(key))
    expect(mixed.map(([, forms]) => [...forms].join(' / '))).toEqual([])
    const unaccented = [...variants.values()].flatMap((forms) => [...forms].filter((w) => /[cs]ion$/.test(w)))
    expect(unaccented).toEqual([])
  })

  it('pone límites de sexo y edad solo donde la clínica no admite otra cosa', () => {
    for (const f of rows('cie10')) {
      const chapter = capituloDeCie10(f.codigo)
      if (chapter === 15) expect([f.sexo, f.edadMinima, f.edadMaxima], f.codigo).toEqual(['F', 9, 59])
      if (chapter === 16) expect(f.edadMaxima === 0 || f.edadMaxima === null, f.codigo).toBe(true)
      if (/^(N4[0-9]|C61|Q5[34])/.test(f.codigo)) expect(f.sexo, f.codigo).toBe('M')
      if (/^(N7[0-7]|N8|N9|C53|D25|D27|Z34|Z35)/.test(f.codigo)) expect(f.sexo, f.codigo).toBe('F')
      if (f.edadMinima !== null || f.edadMaxima !== null) expect(f.especialidades.length).toBeGreaterThan(0)
    }
  })

  it('sugiere para cada consulta una finalidad que las consultas admiten', () => {
    const onlyProcedures = rows('listasRips')
      .filter((f) => f.lista === 'finalidad' && f.soloEn === 'procedimientos')
      .map((f) => f.codigo)
    const wrong = rows('cups').filter((f) => f.uso === 'AC' && onlyProcedures.includes(f.finalidad))
    expect(wrong).toEqual([])
  })

  it('marca los medicamentos de control especial', () => {
    const controlled = new Set(
      rows('medicamentosDci')
        .filter((f) => f.controlEspecial)
        .map((f) => f.dci),
    )
    expect([...controlled].toSorted()).toEqual([
      'Alprazolam',
      'Clonazepam',
      'Fenobarbital',
      'Lorazepam',
      'Metilfenidato',
    ])
  })

  it('tiene los 249 países de la norma ISO 3166-1 con su código de dos letras', () => {
    const paises = rows('paises')
    expect(paises).toHaveLength(249)
    expect(paises.find((p) => p.codigo === '170')).toEqual({ codigo: '170', alfa2: 'CO', nombre: 'Colombia' })
    expect(new Set(paises.map((p) => p.alfa2)).size).toBe(249)
    const known = new Intl.DisplayNames(['es-CO'], { type: 'region' })
    for (const { codigo, alfa2, nombre } of paises) {
      expect(known.of(alfa2), nombre).not.toBe(alfa2)
      // ICU canonises a UN M.49 region to its two letters, and knows no letters for two of them.
      const canonical = Intl.getCanonicalLocales(`und-${codigo}`)[0]?.slice(4)
      if (codigo !== '831') expect(canonical, `${codigo} ${nombre}`).toBe(alfa2)
    }
  })
})

/** Names that stay further from the table on purpose, and why. */
const CIE10_EXCEPTIONS: Readonly<Record<string, string>> = {
  E876: 'the table has the slip "Hipopotasmia"',
}
const CUPS_EXCEPTIONS: Readonly<Record<string, string>> = {
  '903703': 'the table parts "B 12"; short name, many pairs',
}

describe.skipIf(!hasReference())('catálogos contra las tablas oficiales', () => {
  it('usa solo códigos CIE-10 de la tabla del ministerio, con su capítulo y su nombre', () => {
    const oracle = new Map(oracleCsv('cie10.csv').map((r) => [r.codigo, r]))
    const faults = rows('cie10').flatMap((f) => {
      const official = oracle.get(f.codigo)
      if (!official) return [`${f.codigo} no existe`]
      if (Number(official.capitulo) !== f.capitulo) return [`${f.codigo}: capítulo ${official.capitulo}`]
      const score = similarity(f.nombre, official.nombre ?? '')
      return score < SAME_NAME && !CIE10_EXCEPTIONS[f.codigo]
        ? [`${f.codigo} ${score.toFixed(2)} ${f.nombre} / ${official.nombre}`]
        : []
    })
    expect(faults).toEqual([])
  })

  it('reconoce el capítulo de todos los códigos de la tabla del ministerio', () => {
    const wrong = oracleCsv('cie10.csv').filter((r) => capituloDeCie10(r.codigo ?? '') !== Number(r.capitulo))
    expect(wrong.map((r) => r.codigo)).toEqual([])
  })

  it('usa solo códigos CUPS de la tabla del ministerio, con su uso, su sexo y su nombre', () => {
    const oracle = new Map(oracleCsv('cups-rips.csv').map((r) => [r.codigo, r]))
    const faults = rows('cups').flatMap((f) => {
      const official = oracle.get(f.codigo)
      if (!official) return [`${f.codigo} no existe`]
      if (official.habilitado !== 'SI') return [`${f.codigo} no está habilitado`]
      if (official.usoCodigoCUP !== f.uso) return [`${f.codigo}: uso ${official.usoCodigoCUP}`]
      if (official.sexo !== (f.sexo ?? 'Z')) return [`${f.codigo}: sexo ${official.sexo}`]
      const score = similarity(f.nombre, official.nombre ?? '')
      return score < SAME_NAME && !CUPS_EXCEPTIONS[f.codigo]
        ? [`${f.codigo} ${score.toFixed(2)} ${f.nombre} / ${official.nombre}`]
        : []
    })
    expect(faults).toEqual([])
  })

  it('no deja excepciones de nombre que ya no hacen falta', () => {
    const stale = (tabla: 'cie10' | 'cups', csv: string, exceptions: Readonly<Record<string, string>>) => {
      const oracle = new Map(oracleCsv(csv).map((r) => [r.codigo, r.nombre ?? '']))
      return Object.keys(exceptions).filter((codigo) => {
        const nombre = rows(tabla).find((f) => f.codigo === codigo)?.nombre
        return nombre === undefined || similarity(nombre, oracle.get(codigo) ?? '') >= SAME_NAME
      })
    }
    expect(stale('cie10', 'cie10.csv', CIE10_EXCEPTIONS)).toEqual([])
    expect(stale('cups', 'cups-rips.csv', CUPS_EXCEPTIONS)).toEqual([])
  })

  it('tiene todos los departamentos y municipios de la DIAN, letra por letra', () => {
    const tables = oracleJson<{
      departamentos: Record<string, { nombre: string; iso: string }>
      municipios: Record<string, string>
    }>('dian', 'tablas-1.9.json')
    const departamentos = rows('departamentos').map(({ codigo, nombre, iso }) => [codigo, { nombre, iso }])
    expect(Object.fromEntries(departamentos)).toEqual(tables.departamentos)
    const municipios = rows('municipios').map(({ codigo, nombre }) => [codigo, nombre])
    expect(Object.fromEntries(municipios)).toEqual(tables.municipios)
    expect(municipios).toHaveLength(1123)
  })

  it('tiene todos los códigos postales de cada municipio', () => {
    const oracle = oracleJson<Record<string, string[]>>('dian', 'codigos-postales.json')
    for (const { codigo, codigoPostal, otrosPostales } of rows('municipios')) {
      const mine = codigoPostal === null ? [] : [codigoPostal, ...otrosPostales]
      expect(mine, codigo).toEqual([...new Set(oracle[codigo])].toSorted())
    }
  })

  it('tiene todos los servicios de REPS, formas farmacéuticas y unidades de dispensación', () => {
    const services = oracleCsv('servicios-reps.csv').map((r) => [r.codServicio, r.nombre, r.grupoServicios])
    expect(rows('serviciosReps').map((f) => [f.codigo, f.nombre, f.grupo])).toEqual(services)
    const forms = oracleCsv('ffm-formas-farmaceuticas.csv').map((r) => [r.codigo, r.nombre])
    expect(rows('formasFarmaceuticas').map((f) => [f.codigo, f.nombre])).toEqual(forms)
    const official = new Map(
      oracleCsv('upr-unidad-minima-dispensacion.csv').map((r) => [r.codigo, r.nombre ?? '']),
    )
    const units = rows('unidadesDispensacion')
    expect(units.map((f) => f.codigo).toSorted()).toEqual([...official.keys()].toSorted())
    for (const { codigo, nombre } of units)
      expect(similarity(nombre, official.get(codigo) ?? ''), nombre).toBeGreaterThanOrEqual(SAME_NAME)
  })

  it('tiene las listas de RIPS completas, con los códigos que solo valen en un lado', () => {
    const { tablas } = oracleJson<{
      tablas: Record<string, { valores: { codigo: string; nombre: string; soloEn?: string[] }[] }>
    }>('rips', 'tablas', 'tablas-rips.json')
    expect(Object.keys(tablas).toSorted()).toEqual(Object.keys(ORACLE_OF_LISTA).toSorted())
    for (const [wire, lista] of Object.entries(ORACLE_OF_LISTA)) {
      const official = tablas[wire]?.valores ?? []
      const mine = rows('listasRips').filter((f) => f.lista === lista)
      expect(mine.map((f) => [f.codigo, f.soloEn])).toEqual(
        official.map((v) => [v.codigo, v.soloEn?.[0] ?? null]),
      )
      for (const [i, { nombre, habilitado }] of mine.entries()) {
        const name = official[i]?.nombre ?? ''
        expect(habilitado, `${lista} ${name}`).toBe(!name.includes('deshabilitado'))
        expect(
          similarity(nombre, name.replace(' (deshabilitado)', '')),
          `${lista} ${nombre}`,
        ).toBeGreaterThanOrEqual(0.8)
      }
    }
  })
})

const ORACLE_OF_LISTA: Readonly<Record<string, ListaRips>> = {
  tipoUsuario: 'tipoUsuario',
  causaMotivoAtencion: 'causaMotivo',
  finalidadTecnologiaSalud: 'finalidad',
  tipoDiagnosticoPrincipal: 'tipoDiagnostico',
  viaIngresoServicioSalud: 'viaIngreso',
  modalidadGrupoServicioTecSal: 'modalidadAtencion',
  grupoServicios: 'grupoServicios',
  condicionDestinoUsuarioEgreso: 'destinoEgreso',
  conceptoRecaudo: 'conceptoRecaudo',
  tipoNota: 'tipoNota',
  tipoDocumentoIdentificacion: 'tipoDocumento',
  codSexo: 'sexo',
  codSexoBiologico: 'sexoBiologico',
  codZonaTerritorialResidencia: 'zona',
  incapacidad: 'siNo',
  tipoMedicamento: 'tipoMedicamento',
  tipoOS: 'tipoOtroServicio',
  'xml.coberturaPlan': 'coberturaPlan',
  'xml.modalidadPago': 'modalidadPago',
  'xml.facturaSinContrato': 'facturaSinContrato',
}
