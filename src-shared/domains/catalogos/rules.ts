import type { z } from 'zod'
import type { LocalDate } from '../../kernel/dates.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import {
  type ArchivoPaquete,
  type CellKind,
  type DefinicionTabla,
  type ErrorPaquete,
  type FilasPorTabla,
  type Manifiesto,
  manifiestoSchema,
  type PaqueteCatalogos,
  TABLAS,
  type TablaCatalogo,
  type Vigencia,
} from './schemas.ts'

export const ARCHIVO_MANIFIESTO = 'paquete.json'

/** A file of the pack as the caller read it: its whole text decoded from UTF-8, and the SHA-256 of its bytes in lower-case hexadecimal. */
export type ArchivoLeido = { readonly texto: string; readonly sha256: string }

/** Past these, one closing error counts the rest: a wrong file would give one error per row. */
const MAX_ERRORS_PER_FILE = 100

/**
 * Reads `paquete.json`.
 * @returns the manifest, or every fault of it with its remedy in Spanish.
 */
export function parseManifiesto(text: string): Result<Manifiesto, ErrorPaquete[]> {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return err([
      faultOfPack(
        'El archivo no se puede leer: no es JSON.',
        'Pida de nuevo el paquete completo a quien lo preparó.',
      ),
    ])
  }
  return checkManifiesto(content)
}

/**
 * Checks a whole pack: manifest, sums, counts, form of each file, each row, repeated keys, and codes that point to other tables of the same
 * pack. Pure: the caller reads the files and computes their sums. Nothing of a pack with one fault may be used.
 * @param manifiesto content of `paquete.json`, already out of JSON.
 * @param archivos by name, without folder and without `paquete.json`.
 * @returns the pack with its rows in the order of the files, or all the faults found.
 */
export function parsePaquete(
  manifiesto: unknown,
  archivos: ReadonlyMap<string, ArchivoLeido>,
): Result<PaqueteCatalogos, ErrorPaquete[]> {
  const checked = checkManifiesto(manifiesto)
  if (!checked.ok) return checked
  const errores = checkFileNames(checked.value, archivos)
  const tablas: ReadTables = {}
  for (const entrada of checked.value.archivos) {
    const file = archivos.get(entrada.archivo)
    if (file) errores.push(...readTabla(tablas, entrada.tabla, entrada, file))
  }
  if (errores.length === 0) errores.push(...checkReferences(checked.value, tablas))
  return errores.length === 0 ? ok({ manifiesto: checked.value, tablas }) : err(errores)
}

export type EstadoVigencia = 'futura' | 'vigente' | 'vencida'

/** Where a date falls. Both ends of the vigencia count as in force. */
export function estadoVigencia(vigencia: Vigencia, fecha: LocalDate): EstadoVigencia {
  if (fecha < vigencia.desde) return 'futura'
  return vigencia.hasta !== null && fecha > vigencia.hasta ? 'vencida' : 'vigente'
}

/** The vigencia of one table: its own, else the pack's. Null when the pack does not carry that table. */
export function vigenciaDeTabla(manifiesto: Manifiesto, tabla: TablaCatalogo): Vigencia | null {
  const entrada = manifiesto.archivos.find((a) => a.tabla === tabla)
  return entrada ? (entrada.vigencia ?? manifiesto.vigencia) : null
}

/** The tables of the pack that are not in force on that date, for a warning; an expired table still serves to search. */
export function tablasNoVigentes(
  manifiesto: Manifiesto,
  fecha: LocalDate,
): { tabla: TablaCatalogo; estado: Exclude<EstadoVigencia, 'vigente'>; vigencia: Vigencia }[] {
  return manifiesto.archivos.flatMap(({ tabla, vigencia: propia }) => {
    const vigencia = propia ?? manifiesto.vigencia
    const estado = estadoVigencia(vigencia, fecha)
    return estado === 'vigente' ? [] : [{ tabla, estado, vigencia }]
  })
}

/** Chapters of the CIE-10 (OPS, volume 1): first and last category of each. */
export const CAPITULOS_CIE10 = [
  { numero: 1, desde: 'A00', hasta: 'B99', nombre: 'Enfermedades infecciosas y parasitarias' },
  { numero: 2, desde: 'C00', hasta: 'D48', nombre: 'Tumores' },
  { numero: 3, desde: 'D50', hasta: 'D89', nombre: 'Enfermedades de la sangre y de la inmunidad' },
  { numero: 4, desde: 'E00', hasta: 'E90', nombre: 'Enfermedades endocrinas, nutricionales y metabólicas' },
  { numero: 5, desde: 'F00', hasta: 'F99', nombre: 'Trastornos mentales y del comportamiento' },
  { numero: 6, desde: 'G00', hasta: 'G99', nombre: 'Enfermedades del sistema nervioso' },
  { numero: 7, desde: 'H00', hasta: 'H59', nombre: 'Enfermedades del ojo y sus anexos' },
  { numero: 8, desde: 'H60', hasta: 'H95', nombre: 'Enfermedades del oído' },
  { numero: 9, desde: 'I00', hasta: 'I99', nombre: 'Enfermedades del sistema circulatorio' },
  { numero: 10, desde: 'J00', hasta: 'J99', nombre: 'Enfermedades del sistema respiratorio' },
  { numero: 11, desde: 'K00', hasta: 'K93', nombre: 'Enfermedades del sistema digestivo y de la boca' },
  { numero: 12, desde: 'L00', hasta: 'L99', nombre: 'Enfermedades de la piel' },
  { numero: 13, desde: 'M00', hasta: 'M99', nombre: 'Enfermedades osteomusculares' },
  { numero: 14, desde: 'N00', hasta: 'N99', nombre: 'Enfermedades genitourinarias' },
  { numero: 15, desde: 'O00', hasta: 'O99', nombre: 'Embarazo, parto y puerperio' },
  { numero: 16, desde: 'P00', hasta: 'P96', nombre: 'Afecciones del periodo perinatal' },
  { numero: 17, desde: 'Q00', hasta: 'Q99', nombre: 'Malformaciones congénitas' },
  { numero: 18, desde: 'R00', hasta: 'R99', nombre: 'Síntomas, signos y hallazgos anormales' },
  { numero: 19, desde: 'S00', hasta: 'T98', nombre: 'Traumatismos y envenenamientos' },
  { numero: 20, desde: 'V01', hasta: 'Y98', nombre: 'Causas externas' },
  { numero: 21, desde: 'Z00', hasta: 'Z99', nombre: 'Factores que influyen en el estado de salud' },
  { numero: 22, desde: 'U00', hasta: 'U99', nombre: 'Códigos para situaciones especiales' },
] as const

/** The chapter (1 to 22) of a CIE-10 code of three or four signs, or null when none has it. */
export function capituloDeCie10(codigo: string): number | null {
  const categoria = codigo.slice(0, 3)
  return CAPITULOS_CIE10.find((c) => c.desde <= categoria && categoria <= c.hasta)?.numero ?? null
}

type ReadTables = { [T in TablaCatalogo]?: FilasPorTabla[T][] }

function checkManifiesto(content: unknown): Result<Manifiesto, ErrorPaquete[]> {
  const parsed = manifiestoSchema.safeParse(content)
  if (!parsed.success)
    return err(
      parsed.error.issues.map((issue) =>
        faultOfPack(
          `En «${pathText(issue.path) || 'el paquete'}»: ${issueText(issue)}.`,
          'Pida un paquete de catálogos hecho para Consultorio, o corrija ese dato en paquete.json.',
        ),
      ),
    )
  const errores: ErrorPaquete[] = []
  const { archivos, fuentes } = parsed.data
  const knownSources = new Set(fuentes.map((f) => f.id))
  for (const repetida of repeated(archivos.map((a) => a.tabla)))
    errores.push(
      faultOfPack(
        `La tabla «${TABLAS[repetida].titulo}» aparece más de una vez.`,
        'Deje un solo archivo para esa tabla.',
      ),
    )
  for (const repetido of repeated(archivos.map((a) => a.archivo)))
    errores.push(
      faultOfPack(`El archivo «${repetido}» aparece más de una vez.`, 'Deje cada archivo una sola vez.'),
    )
  for (const repetida of repeated(fuentes.map((f) => f.id)))
    errores.push(
      faultOfPack(`La fuente «${repetida}» aparece más de una vez.`, 'Deje cada fuente una sola vez.'),
    )
  for (const { archivo, fuentes: cited } of archivos)
    for (const fuente of cited)
      if (!knownSources.has(fuente))
        errores.push(
          faultOfPack(
            `El archivo «${archivo}» cita la fuente «${fuente}», que no está en la lista de fuentes.`,
            'Agregue esa fuente a la lista o corrija su nombre.',
          ),
        )
  return errores.length === 0 ? ok(parsed.data) : err(errores)
}

function checkFileNames(manifiesto: Manifiesto, archivos: ReadonlyMap<string, ArchivoLeido>): ErrorPaquete[] {
  const expected = new Set(manifiesto.archivos.map((a) => a.archivo))
  const missing = [...expected].filter((nombre) => !archivos.has(nombre))
  const extra = [...archivos.keys()].filter((nombre) => !expected.has(nombre))
  return [
    ...missing.map((nombre) =>
      fault(
        nombre,
        'El archivo no está en el paquete.',
        'Copie de nuevo el paquete completo, con todos sus archivos.',
      ),
    ),
    ...extra.map((nombre) =>
      fault(
        nombre,
        'El archivo no aparece en paquete.json.',
        'Quítelo de la carpeta o agréguelo a paquete.json.',
      ),
    ),
  ]
}

function readTabla<T extends TablaCatalogo>(
  tablas: ReadTables,
  tabla: T,
  entrada: ArchivoPaquete,
  file: ArchivoLeido,
): ErrorPaquete[] {
  const definition: DefinicionTabla<FilasPorTabla[T]> = TABLAS[tabla]
  const { filas, errores, lines } = readRows(definition, entrada.archivo, file.texto)
  // An optional member of a mapped type cannot be written through a generic key.
  Object.assign(tablas, { [tabla]: filas } satisfies Record<string, FilasPorTabla[T][]>)
  if (file.sha256 !== entrada.sha256)
    errores.unshift(
      fault(
        entrada.archivo,
        'El archivo no es el que anuncia paquete.json: cambió después de hecho el paquete o se dañó al copiarlo.',
        `Copie de nuevo el paquete. Si usted cambió el archivo, escriba en paquete.json "sha256": "${file.sha256}".`,
      ),
    )
  if (lines !== null && lines !== entrada.filas)
    errores.unshift(
      fault(
        entrada.archivo,
        `El archivo tiene ${lines} filas y paquete.json anuncia ${entrada.filas}.`,
        `Copie de nuevo el paquete. Si usted cambió el archivo, escriba en paquete.json "filas": ${lines}.`,
      ),
    )
  return capped(entrada.archivo, errores)
}

/** `lines` is null when the text could not be cut into rows. */
type ReadTable<F> = { filas: F[]; errores: ErrorPaquete[]; lines: number | null }

function readRows<F>(definition: DefinicionTabla<F>, archivo: string, text: string): ReadTable<F> {
  const formErrors = checkForm(archivo, text)
  if (formErrors.length > 0) return { filas: [], errores: formErrors, lines: null }
  const [header, ...lines] = text.slice(0, -1).split('\n')
  const columns = Object.entries<CellKind>(definition.columnas)
  const expected = columns.map(([columna]) => columna).join('\t')
  if (header !== expected) {
    const error = fault(
      archivo,
      `El encabezado no es el de la tabla «${definition.titulo}».`,
      `La primera fila debe tener estas columnas, separadas por tabulador: ${columns.map(([c]) => c).join(', ')}.`,
    )
    return { filas: [], errores: [{ ...error, fila: 1 }], lines: lines.length }
  }
  const filas: F[] = []
  const errores: ErrorPaquete[] = []
  const seen = new Map<string, number>()
  for (const [i, line] of lines.entries()) {
    const fila = i + 2
    const read = readRow(definition, columns, line)
    if (!read.ok) {
      errores.push(...read.error.map((e) => ({ archivo, fila, ...e })))
      continue
    }
    filas.push(read.value)
    const key = definition.clave.map((columna) => String(read.value[columna])).join(' · ')
    const first = seen.get(key)
    if (first === undefined) seen.set(key, fila)
    else
      errores.push({
        archivo,
        fila,
        columna: definition.clave[0] ?? null,
        mensaje: `«${key}» ya está en la fila ${first}.`,
        remedio: 'Deje una sola de las dos filas.',
      })
  }
  return { filas, errores, lines: lines.length }
}

function checkForm(archivo: string, text: string): ErrorPaquete[] {
  const checks: readonly (readonly [boolean, string, string])[] = [
    [
      text.startsWith('\uFEFF'),
      'El archivo empieza con una marca invisible (BOM).',
      'Guárdelo como UTF-8 sin marca.',
    ],
    [
      text.includes('\uFFFD'),
      'El archivo tiene letras dañadas: no está guardado en UTF-8.',
      'Guárdelo de nuevo como UTF-8.',
    ],
    [
      text.includes('\r'),
      'El archivo tiene saltos de línea de Windows.',
      'Guárdelo con saltos de línea de Unix (LF).',
    ],
    [
      !text.endsWith('\n'),
      'El archivo está cortado: su última fila no termina en un salto de línea.',
      'Copie de nuevo el paquete o agregue el salto de línea al final.',
    ],
  ]
  return checks.filter(([fails]) => fails).map(([, mensaje, remedio]) => fault(archivo, mensaje, remedio))
}

type RowError = Pick<ErrorPaquete, 'columna' | 'mensaje' | 'remedio'>

function readRow<F>(
  definition: DefinicionTabla<F>,
  columns: readonly (readonly [string, CellKind])[],
  line: string,
): Result<F, RowError[]> {
  const cells = line.split('\t')
  if (cells.length !== columns.length)
    return err([
      {
        columna: null,
        mensaje:
          line === ''
            ? 'La fila está vacía.'
            : `La fila tiene ${cells.length} columnas y deben ser ${columns.length}.`,
        remedio:
          line === ''
            ? 'Borre la fila.'
            : 'Revise los tabuladores de la fila: uno entre cada dos columnas, también si van vacías.',
      },
    ])
  const errores: RowError[] = []
  const values: Record<string, unknown> = {}
  for (const [i, [columna, kind]] of columns.entries()) {
    const cell = cells[i] ?? ''
    if (cell !== cell.trim() || cell.includes('  '))
      errores.push({
        columna,
        mensaje: `«${cell}» tiene espacios de más.`,
        remedio: 'Quite los espacios del comienzo, del final y los repetidos.',
      })
    else values[columna] = readCell(cell, kind)
  }
  if (errores.length > 0) return err(errores)
  const parsed = definition.fila.safeParse(values)
  if (parsed.success) return ok(parsed.data)
  return err(
    parsed.error.issues.map((issue) => {
      const columna = typeof issue.path[0] === 'string' ? issue.path[0] : null
      const cell = cells[columns.findIndex(([nombre]) => nombre === columna)] ?? ''
      return {
        columna,
        mensaje: `${cell === '' ? 'La celda vacía' : `«${cell}»`} de la columna «${columna ?? ''}» ${issueText(issue)}.`,
        remedio: `Corrija esa celda. ${REMEDY_BY_KIND[columns.find(([nombre]) => nombre === columna)?.[1] ?? 'text']}`,
      }
    }),
  )
}

const REMEDY_BY_KIND: Readonly<Record<CellKind, string>> = {
  text: 'No puede ir vacía.',
  optional: 'Déjela vacía si no aplica.',
  list: 'Si lleva varios valores, sepárelos con la barra |.',
  integer: 'Escriba solo cifras, o déjela vacía si no aplica.',
  yesNo: 'Escriba S o N.',
}

function readCell(cell: string, kind: CellKind): unknown {
  if (kind === 'list') return cell === '' ? [] : cell.split('|')
  if (kind === 'yesNo') return cell === 'S' ? true : cell === 'N' ? false : cell
  if (kind === 'optional') return cell === '' ? null : cell
  if (kind === 'integer') return cell === '' ? null : /^\d{1,9}$/.test(cell) ? Number(cell) : cell
  return cell
}

/** Codes that must exist in another table are looked up only when the pack carries that table. */
function checkReferences(manifiesto: Manifiesto, tablas: ReadTables): ErrorPaquete[] {
  const departamentos = codes(tablas.departamentos)
  const servicios = codes(tablas.serviciosReps)
  const formas = codes(tablas.formasFarmaceuticas)
  const unidades = codes(tablas.unidadesDispensacion)
  const lista = (nombre: string) => tablas.listasRips?.filter((f) => f.lista === nombre && f.habilitado)
  const finalidades = lista('finalidad')
  const grupos = codes(lista('grupoServicios'))
  const errores: ErrorPaquete[] = []
  const add = (tabla: TablaCatalogo, i: number, columna: string, mensaje: string, remedio: string) =>
    errores.push({ archivo: archivoDe(manifiesto, tabla), fila: i + 2, columna, mensaje, remedio })
  const addUnknown = (
    tabla: TablaCatalogo,
    i: number,
    columna: string,
    codigo: string,
    otra: TablaCatalogo,
  ) =>
    add(
      tabla,
      i,
      columna,
      `«${codigo}» no existe en la tabla «${TABLAS[otra].titulo}».`,
      `Escriba un código de ${archivoDe(manifiesto, otra)} o agréguelo allá.`,
    )

  for (const [i, fila] of (tablas.cie10 ?? []).entries()) {
    const capitulo = capituloDeCie10(fila.codigo)
    if (capitulo !== fila.capitulo)
      add(
        'cie10',
        i,
        'capitulo',
        `El código ${fila.codigo} no es del capítulo ${fila.capitulo}.`,
        capitulo === null ? 'Revise el código.' : `Escriba ${capitulo}.`,
      )
  }
  for (const [i, fila] of (tablas.cups ?? []).entries()) {
    if (servicios && !servicios.has(fila.servicio))
      addUnknown('cups', i, 'servicio', fila.servicio, 'serviciosReps')
    if (!finalidades) continue
    const finalidad = finalidades.find((f) => f.codigo === fila.finalidad)
    if (!finalidad) addUnknown('cups', i, 'finalidad', fila.finalidad, 'listasRips')
    else if (finalidad.soloEn && finalidad.soloEn !== (fila.uso === 'AC' ? 'consultas' : 'procedimientos'))
      add(
        'cups',
        i,
        'finalidad',
        `La finalidad ${fila.finalidad} solo se usa en ${finalidad.soloEn}.`,
        `Escoja otra finalidad para un código de uso ${fila.uso}.`,
      )
  }
  for (const [i, fila] of (tablas.municipios ?? []).entries())
    if (departamentos && !departamentos.has(fila.departamento))
      addUnknown('municipios', i, 'departamento', fila.departamento, 'departamentos')
  for (const [i, fila] of (tablas.serviciosReps ?? []).entries())
    if (grupos && !grupos.has(fila.grupo)) addUnknown('serviciosReps', i, 'grupo', fila.grupo, 'listasRips')
  for (const [i, fila] of (tablas.medicamentosDci ?? []).entries()) {
    if (formas && !formas.has(fila.forma))
      addUnknown('medicamentosDci', i, 'forma', fila.forma, 'formasFarmaceuticas')
    if (unidades && !unidades.has(fila.unidadDispensacion))
      addUnknown('medicamentosDci', i, 'unidadDispensacion', fila.unidadDispensacion, 'unidadesDispensacion')
  }
  return errores
}

function archivoDe(manifiesto: Manifiesto, tabla: TablaCatalogo): string {
  return manifiesto.archivos.find((a) => a.tabla === tabla)?.archivo ?? ARCHIVO_MANIFIESTO
}

function codes(filas: readonly { codigo: string }[] | undefined): ReadonlySet<string> | undefined {
  return filas && new Set(filas.map((f) => f.codigo))
}

function repeated<V>(values: readonly V[]): V[] {
  return [...new Set(values.filter((v, i) => values.indexOf(v) !== i))]
}

function capped(archivo: string, errores: ErrorPaquete[]): ErrorPaquete[] {
  if (errores.length <= MAX_ERRORS_PER_FILE) return errores
  const rest = errores.length - MAX_ERRORS_PER_FILE
  return [
    ...errores.slice(0, MAX_ERRORS_PER_FILE),
    fault(
      archivo,
      `El archivo tiene ${rest} errores más.`,
      'Corrija primero los anteriores e importe de nuevo.',
    ),
  ]
}

function fault(archivo: string, mensaje: string, remedio: string): ErrorPaquete {
  return { archivo, fila: null, columna: null, mensaje, remedio }
}

function faultOfPack(mensaje: string, remedio: string): ErrorPaquete {
  return fault(ARCHIVO_MANIFIESTO, mensaje, remedio)
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map((p) => (typeof p === 'number' ? `n.º ${p + 1}` : String(p))).join(' › ')
}

/** The schemas word their own patterns; the rest of zod's issues are said here, without its English. */
function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `no es uno de los valores permitidos: ${issue.values.map(String).join(', ')}`
    case 'invalid_type':
      return 'falta o no tiene la forma esperada'
    case 'unrecognized_keys':
      return `tiene datos desconocidos: ${issue.keys.join(', ')}`
    case 'too_big':
      return issue.message.startsWith('Too') ? `pasa del máximo, ${issue.maximum}` : issue.message
    default:
      return issue.message
  }
}
