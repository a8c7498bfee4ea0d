import { z } from 'zod'

/** The only version of the pack format that exists. Another value means another reader. */
export const FORMATO_PAQUETE = 'consultorio-catalogos/1'

/** Who uses a code most. A mark brings a row nearer in the search of that consulting room; it never hides the others. */
export const ESPECIALIDADES = {
  mg: 'Medicina general',
  pe: 'Pediatría',
  gi: 'Ginecología y obstetricia',
  od: 'Odontología',
  ps: 'Psicología y psiquiatría',
  cr: 'Programas de crónicos',
  ot: 'Otras especialidades y terapias',
} as const

export const especialidadSchema = z.enum(['mg', 'pe', 'gi', 'od', 'ps', 'cr', 'ot'])
export type Especialidad = z.infer<typeof especialidadSchema>

/** The closed lists that RIPS uses, by what they are (ministry reference tables, DT1 v002 of July 2026). */
export const listaRipsSchema = z.enum([
  'tipoUsuario',
  'causaMotivo',
  'finalidad',
  'tipoDiagnostico',
  'viaIngreso',
  'modalidadAtencion',
  'grupoServicios',
  'destinoEgreso',
  'conceptoRecaudo',
  'tipoNota',
  'tipoDocumento',
  'sexo',
  'sexoBiologico',
  'zona',
  'siNo',
  'tipoMedicamento',
  'tipoOtroServicio',
  'coberturaPlan',
  'modalidadPago',
  'facturaSinContrato',
])
export type ListaRips = z.infer<typeof listaRipsSchema>

/** Route of administration, as a fórmula médica says it (Decreto 780 de 2016, art. 2.5.3.10.16). */
export const viaAdministracionSchema = z.enum([
  'oral',
  'sublingual',
  'bucal',
  'dental',
  'tópica',
  'vaginal',
  'rectal',
  'inhalatoria',
  'nasal',
  'oftálmica',
  'ótica',
  'intramuscular',
  'intravenosa',
  'subcutánea',
  'subdérmica',
  'intrauterina',
  'transdérmica',
  'infiltración',
])
export type ViaAdministracion = z.infer<typeof viaAdministracionSchema>

const nombre = z.string().min(2, 'está vacío o es muy corto').max(400, 'pasa de 400 letras')
const palabras = z.array(z.string().min(2, 'tiene una palabra vacía o de una sola letra').max(60)).max(20)
const especialidades = z.array(especialidadSchema).min(1, 'no dice a quién sirve el código')
const sexo = z.enum(['M', 'F']).nullable()
const edad = z.int().min(0, 'es una edad negativa').max(120, 'es una edad mayor de 120 años').nullable()
const digitos = (cuantos: number) =>
  z.string().regex(new RegExp(`^\\d{${cuantos}}$`), `no tiene ${cuantos} cifras`)

/** Three signs and a fourth: a digit, or X where the category has no subdivision (I10X), as the ministry writes it. */
export const codigoCie10Schema = z.string().regex(/^[A-Z]\d{2}[0-9X]$/, 'no es un código CIE-10 de 4 signos')

/** Six signs, digits but for a few with a letter (890201, 5DS004). */
export const codigoCupsSchema = z.string().regex(/^[A-Z0-9]{6}$/, 'no es un código CUPS de 6 signos')

/**
 * A diagnosis. `sexo` and the ages (completed years) are set only where the condition allows no other; null says nothing, and a
 * patient outside them deserves a question, never a refusal (RIPS RVC028 only notifies).
 */
export const filaCie10Schema = z
  .object({
    codigo: codigoCie10Schema,
    nombre,
    capitulo: z.int().min(1, 'no es un capítulo de 1 a 22').max(22, 'no es un capítulo de 1 a 22'),
    palabras,
    sexo,
    edadMinima: edad,
    edadMaxima: edad,
    especialidades,
  })
  .refine((f) => f.edadMinima === null || f.edadMaxima === null || f.edadMinima <= f.edadMaxima, {
    path: ['edadMinima'],
    error: 'es mayor que la edad máxima',
  })
export type FilaCie10 = z.infer<typeof filaCie10Schema>

/**
 * A procedure. `uso`: AC consulta, AP procedimiento, AT otro servicio (column of the ministry's table). `sexo`: of the ministry's table.
 * `finalidad` (list `finalidad`) and `servicio` (REPS service) are suggestions that the professional changes freely.
 */
export const filaCupsSchema = z.object({
  codigo: codigoCupsSchema,
  nombre,
  uso: z.enum(['AC', 'AP', 'AT']),
  palabras,
  sexo,
  finalidad: digitos(2),
  servicio: z.string().regex(/^\d{3,4}$/, 'no es un código de servicio REPS de 3 o 4 cifras'),
  especialidades,
})
export type FilaCups = z.infer<typeof filaCupsSchema>

/** `iso`: second half of ISO 3166-2, that DIAN's table also carries (ANT, DC). */
export const filaDepartamentoSchema = z.object({
  codigo: digitos(2),
  nombre,
  iso: z.string().regex(/^[A-Z]{2,3}$/, 'no son 2 o 3 letras mayúsculas'),
})
export type FilaDepartamento = z.infer<typeof filaDepartamentoSchema>

const codigoPostal = z.string().regex(/^\d{6}$/, 'no es un código postal de 6 cifras')

/**
 * DIVIPOLA. `nombre` is verbatim as DIAN's table 13.4.3 has it, capitals and slips included: the XML must carry exactly that.
 * `codigoPostal` is the one to offer; `otrosPostales` the rest of the municipality (DIAN table 13.4.4, rule FAJ73).
 */
export const filaMunicipioSchema = z
  .object({
    codigo: digitos(5),
    nombre,
    departamento: digitos(2),
    codigoPostal: codigoPostal.nullable(),
    otrosPostales: z.array(codigoPostal),
  })
  .refine((f) => f.codigo.startsWith(f.departamento), {
    path: ['departamento'],
    error: 'no coincide con las dos primeras cifras del código del municipio',
  })
export type FilaMunicipio = z.infer<typeof filaMunicipioSchema>

/** ISO 3166-1. `codigo` is the numeric one (RIPS, Colombia 170); `alfa2` the one of the invoice (CO). */
export const filaPaisSchema = z.object({
  codigo: digitos(3),
  alfa2: z.string().regex(/^[A-Z]{2}$/, 'no son 2 letras mayúsculas'),
  nombre,
})
export type FilaPais = z.infer<typeof filaPaisSchema>

/** Service of REPS (Resolución 3100 de 2019). `grupo`: list `grupoServicios`. */
export const filaServicioRepsSchema = z.object({
  codigo: z.string().regex(/^\d{3,4}$/, 'no es un código de servicio REPS de 3 o 4 cifras'),
  nombre,
  grupo: digitos(2),
})
export type FilaServicioReps = z.infer<typeof filaServicioRepsSchema>

/** Pharmaceutical form (ministry table FFM). */
export const filaFormaFarmaceuticaSchema = z.object({
  codigo: z.string().regex(/^(C\d{5}|COLFF\d{3})$/, 'no es un código de forma farmacéutica'),
  nombre,
})
export type FilaFormaFarmaceutica = z.infer<typeof filaFormaFarmaceuticaSchema>

/** Least unit of dispensing (ministry table UPR). */
export const filaUnidadDispensacionSchema = z.object({
  codigo: z.string().regex(/^\d{1,3}$/, 'no es un código de 1 a 3 cifras'),
  nombre,
})
export type FilaUnidadDispensacion = z.infer<typeof filaUnidadDispensacionSchema>

/** One value of one RIPS list. `soloEn` null: both in consultas and in procedimientos. */
export const filaListaRipsSchema = z.object({
  lista: listaRipsSchema,
  codigo: z.string().regex(/^[A-Z0-9]{1,2}$/, 'no es un código de 1 o 2 signos'),
  nombre: z.string().min(2, 'está vacío o es muy corto').max(400, 'pasa de 400 letras'),
  soloEn: z.enum(['consultas', 'procedimientos']).nullable(),
  habilitado: z.boolean(),
})
export type FilaListaRips = z.infer<typeof filaListaRipsSchema>

/**
 * A generic medicine to prescribe. It has no CUM: it serves the fórmula médica, which names the DCI; whoever sells medicines needs
 * the official catalogue. `forma`: FFM code; `unidadDispensacion`: UPR code; `controlEspecial`: Resolución 1478 de 2006.
 */
export const filaMedicamentoDciSchema = z.object({
  dci: nombre,
  concentracion: z.string().min(2, 'está vacía').max(80, 'pasa de 80 letras'),
  forma: z.string().min(1, 'está vacía'),
  via: viaAdministracionSchema,
  presentacion: nombre,
  unidadDispensacion: z.string().min(1, 'está vacía'),
  palabras,
  controlEspecial: z.boolean(),
  especialidades,
})
export type FilaMedicamentoDci = z.infer<typeof filaMedicamentoDciSchema>

export const tablaCatalogoSchema = z.enum([
  'cie10',
  'cups',
  'departamentos',
  'municipios',
  'paises',
  'serviciosReps',
  'formasFarmaceuticas',
  'unidadesDispensacion',
  'listasRips',
  'medicamentosDci',
])
export type TablaCatalogo = z.infer<typeof tablaCatalogoSchema>

/** The row type of each table. */
export type FilasPorTabla = {
  cie10: FilaCie10
  cups: FilaCups
  departamentos: FilaDepartamento
  municipios: FilaMunicipio
  paises: FilaPais
  serviciosReps: FilaServicioReps
  formasFarmaceuticas: FilaFormaFarmaceutica
  unidadesDispensacion: FilaUnidadDispensacion
  listasRips: FilaListaRips
  medicamentosDci: FilaMedicamentoDci
}

const fechaLocal = z.iso.date('no es una fecha de la forma AAAA-MM-DD')

/** Both ends included, legal dates of Colombia. `hasta` null: until another pack says otherwise. */
export const vigenciaSchema = z
  .object({ desde: fechaLocal, hasta: fechaLocal.nullable() })
  .refine((v) => v.hasta === null || v.desde <= v.hasta, {
    path: ['hasta'],
    error: 'es anterior al comienzo de la vigencia',
  })
export type Vigencia = z.infer<typeof vigenciaSchema>

/** Where the facts come from. `fecha`: of the source, as exactly as it is known (AAAA, AAAA-MM or AAAA-MM-DD). */
export const fuenteSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/, 'solo admite minúsculas, cifras y guiones'),
  titulo: nombre,
  entidad: nombre,
  fecha: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'no es un año, un mes o un día'),
  nota: z.string().max(600).optional(),
})
export type Fuente = z.infer<typeof fuenteSchema>

/** One table file. `filas` does not count the header. `vigencia`, when present, is stricter than the pack's. */
export const archivoPaqueteSchema = z.object({
  archivo: z.string().regex(/^[a-z0-9][a-z0-9-]*\.tsv$/, 'no es un nombre de archivo .tsv sin carpetas'),
  tabla: tablaCatalogoSchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'no es una suma SHA-256 de 64 signos'),
  filas: z.int().min(1, 'es menor que 1'),
  fuentes: z.array(z.string()).min(1, 'no dice de dónde salen los datos'),
  vigencia: vigenciaSchema.optional(),
})
export type ArchivoPaquete = z.infer<typeof archivoPaqueteSchema>

/** `paquete.json`. A pack carries any of the tables, each at most once. */
export const manifiestoSchema = z.object({
  formato: z.literal(FORMATO_PAQUETE),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'solo admite minúsculas, cifras y guiones'),
  nombre,
  version: z.string().regex(/^\d{4}\.\d{1,4}$/, 'no es un año y un número, como 2026.1'),
  vigencia: vigenciaSchema,
  fuentes: z.array(fuenteSchema).min(1, 'no dice de dónde salen los datos'),
  archivos: z.array(archivoPaqueteSchema).min(1, 'no tiene tablas'),
})
export type Manifiesto = z.infer<typeof manifiestoSchema>

/** How the text of a cell becomes a value: `text` as it is; `optional` empty is null; `list` parted by |; `integer` or null; `yesNo` S or N. */
export type CellKind = 'text' | 'optional' | 'list' | 'integer' | 'yesNo'

/** What a table file must look like. The columns stand in this order in the header; `clave` may not repeat. */
export type DefinicionTabla<F> = {
  readonly titulo: string
  readonly fila: z.ZodType<F>
  readonly columnas: { readonly [C in keyof F & string]: CellKind }
  readonly clave: readonly (keyof F & string)[]
}

/** Every table that a pack may carry. */
export const TABLAS: { readonly [T in TablaCatalogo]: DefinicionTabla<FilasPorTabla[T]> } = {
  cie10: {
    titulo: 'Diagnósticos CIE-10',
    fila: filaCie10Schema,
    columnas: {
      codigo: 'text',
      nombre: 'text',
      capitulo: 'integer',
      palabras: 'list',
      sexo: 'optional',
      edadMinima: 'integer',
      edadMaxima: 'integer',
      especialidades: 'list',
    },
    clave: ['codigo'],
  },
  cups: {
    titulo: 'Procedimientos CUPS',
    fila: filaCupsSchema,
    columnas: {
      codigo: 'text',
      nombre: 'text',
      uso: 'text',
      palabras: 'list',
      sexo: 'optional',
      finalidad: 'text',
      servicio: 'text',
      especialidades: 'list',
    },
    clave: ['codigo'],
  },
  departamentos: {
    titulo: 'Departamentos',
    fila: filaDepartamentoSchema,
    columnas: { codigo: 'text', nombre: 'text', iso: 'text' },
    clave: ['codigo'],
  },
  municipios: {
    titulo: 'Municipios',
    fila: filaMunicipioSchema,
    columnas: {
      codigo: 'text',
      nombre: 'text',
      departamento: 'text',
      codigoPostal: 'optional',
      otrosPostales: 'list',
    },
    clave: ['codigo'],
  },
  paises: {
    titulo: 'Países',
    fila: filaPaisSchema,
    columnas: { codigo: 'text', alfa2: 'text', nombre: 'text' },
    clave: ['codigo'],
  },
  serviciosReps: {
    titulo: 'Servicios de REPS',
    fila: filaServicioRepsSchema,
    columnas: { codigo: 'text', nombre: 'text', grupo: 'text' },
    clave: ['codigo'],
  },
  formasFarmaceuticas: {
    titulo: 'Formas farmacéuticas',
    fila: filaFormaFarmaceuticaSchema,
    columnas: { codigo: 'text', nombre: 'text' },
    clave: ['codigo'],
  },
  unidadesDispensacion: {
    titulo: 'Unidades mínimas de dispensación',
    fila: filaUnidadDispensacionSchema,
    columnas: { codigo: 'text', nombre: 'text' },
    clave: ['codigo'],
  },
  listasRips: {
    titulo: 'Listas de RIPS',
    fila: filaListaRipsSchema,
    columnas: { lista: 'text', codigo: 'text', nombre: 'text', soloEn: 'optional', habilitado: 'yesNo' },
    clave: ['lista', 'codigo'],
  },
  medicamentosDci: {
    titulo: 'Medicamentos por nombre genérico',
    fila: filaMedicamentoDciSchema,
    columnas: {
      dci: 'text',
      concentracion: 'text',
      forma: 'text',
      via: 'text',
      presentacion: 'text',
      unidadDispensacion: 'text',
      palabras: 'list',
      controlEspecial: 'yesNo',
      especialidades: 'list',
    },
    clave: ['dci', 'concentracion', 'forma', 'via'],
  },
}

/** What is wrong in a pack, said to the person who imports it. `fila` counts from 1 with the header, as an editor shows it. */
export type ErrorPaquete = {
  readonly archivo: string
  readonly fila: number | null
  readonly columna: string | null
  readonly mensaje: string
  readonly remedio: string
}
/** A whole pack that passed every check. */
export type PaqueteCatalogos = {
  readonly manifiesto: Manifiesto
  readonly tablas: { readonly [T in TablaCatalogo]?: readonly FilasPorTabla[T][] }
}
