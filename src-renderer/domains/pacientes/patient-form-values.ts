import { z } from 'zod'
import { telefonoLegible } from '../../../src-shared/domains/pacientes/phone.ts'
import { completarDatos } from '../../../src-shared/domains/pacientes/rules.ts'
import {
  CANALES,
  ESCOLARIDADES,
  ESTADOS_CIVILES,
  ETNIAS,
  IDENTIDADES_GENERO,
  PARENTESCOS,
  type PacienteDatos,
  type PacienteNuevo,
  POBLACIONES_ESPECIALES,
  TIPOS_USUARIO,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import type { TipoDocumento } from '../../../src-shared/kernel/identifiers.ts'

const documento = z.object({
  tipo: z.custom<TipoDocumento>((v) => typeof v === 'string'),
  numero: z.string(),
})
const opcion = z.object({ value: z.string(), label: z.string(), code: z.string().optional() }).nullable()
const unaDe = <const T extends readonly [string, ...string[]]>(lista: T) => z.enum(lista).nullable()

/** What the form holds while it is being filled: text as typed, '' for nothing, options with their words. Also the draft. */
export const patientFormSchema = z.object({
  documento,
  primerNombre: z.string(),
  segundoNombre: z.string(),
  primerApellido: z.string(),
  segundoApellido: z.string(),
  nombreIdentitario: z.string(),
  fechaNacimiento: z.string(),
  nacimientoEstimado: z.boolean(),
  sexo: z.enum(['', 'F', 'M', 'I']),
  identidadGenero: unaDe(IDENTIDADES_GENERO),
  telefono: z.string(),
  telefonoAlterno: z.string(),
  correo: z.string(),
  canalPreferido: unaDe(CANALES),
  aceptaMensajes: z.boolean(),
  paisResidencia: opcion,
  paisOrigen: opcion,
  municipio: opcion,
  zona: z.enum(['', '01', '02']),
  direccion: z.string(),
  /** `particular` or the id of a payer. */
  pagador: z.string(),
  tipoUsuario: z.enum(TIPOS_USUARIO.map(({ codigo }) => codigo)).nullable(),
  plan: z.string(),
  poliza: z.string(),
  responsableNombre: z.string(),
  responsableTelefono: z.string(),
  responsableParentesco: unaDe(PARENTESCOS),
  responsableDocumento: documento,
  acompananteNombre: z.string(),
  acompananteTelefono: z.string(),
  acompananteParentesco: unaDe(PARENTESCOS),
  estadoCivil: unaDe(ESTADOS_CIVILES),
  ocupacion: z.string(),
  escolaridad: unaDe(ESCOLARIDADES),
  etnia: unaDe(ETNIAS),
  poblacionEspecial: unaDe(POBLACIONES_ESPECIALES),
  numeroHistoria: z.string(),
  alergiasEstado: z.enum(['sin-registrar', 'niega', 'tiene']),
  alergiasSustancias: z.string(),
  autoriza: z.boolean(),
  medio: z.enum(['pantalla', 'papel', 'telefono', 'digital']),
})
export type PatientFormValues = z.infer<typeof patientFormSchema>
type Opcion = PatientFormValues['municipio']

export const PARTICULAR = 'particular'
const COLOMBIA: Opcion = { value: '170', label: 'Colombia' }

/** Words of the codes that the stored patient carries. */
export interface NombresDeCodigos {
  readonly municipio: string | null
  readonly paisResidencia: string
  readonly paisOrigen: string
}

/** The form of a patient; of an empty one when nothing is known yet. */
export function valuesOf(
  datos: PacienteDatos = completarDatos({ primerNombre: '' }),
  nombres: NombresDeCodigos = { municipio: null, paisResidencia: 'Colombia', paisOrigen: 'Colombia' },
): PatientFormValues {
  const { responsable, acompanante, alergias } = datos
  return {
    documento: { tipo: datos.tipoDocumento ?? 'CC', numero: datos.numeroDocumento ?? '' },
    primerNombre: datos.primerNombre,
    segundoNombre: datos.segundoNombre ?? '',
    primerApellido: datos.primerApellido ?? '',
    segundoApellido: datos.segundoApellido ?? '',
    nombreIdentitario: datos.nombreIdentitario ?? '',
    fechaNacimiento: datos.fechaNacimiento ?? '',
    nacimientoEstimado: datos.nacimientoEstimado,
    sexo: datos.sexo ?? '',
    identidadGenero: datos.identidadGenero,
    telefono: telefonoEscrito(datos.telefono),
    telefonoAlterno: telefonoEscrito(datos.telefonoAlterno),
    correo: datos.correo ?? '',
    canalPreferido: datos.canalPreferido,
    aceptaMensajes: datos.aceptaMensajes,
    paisResidencia:
      datos.paisResidencia === COLOMBIA?.value
        ? COLOMBIA
        : { value: datos.paisResidencia, label: nombres.paisResidencia },
    paisOrigen:
      datos.paisOrigen === COLOMBIA?.value
        ? COLOMBIA
        : { value: datos.paisOrigen, label: nombres.paisOrigen },
    municipio:
      datos.municipio === null
        ? null
        : { value: datos.municipio, code: datos.municipio, label: nombres.municipio ?? '' },
    zona: datos.zona ?? '',
    direccion: datos.direccion ?? '',
    pagador: datos.pagadorId ?? PARTICULAR,
    tipoUsuario: datos.tipoUsuario,
    plan: datos.plan ?? '',
    poliza: datos.poliza ?? '',
    responsableNombre: responsable?.nombre ?? '',
    responsableTelefono: telefonoEscrito(responsable?.telefono),
    responsableParentesco: responsable?.parentesco ?? null,
    responsableDocumento: {
      tipo: responsable?.tipoDocumento ?? 'CC',
      numero: responsable?.numeroDocumento ?? '',
    },
    acompananteNombre: acompanante?.nombre ?? '',
    acompananteTelefono: telefonoEscrito(acompanante?.telefono),
    acompananteParentesco: acompanante?.parentesco ?? null,
    estadoCivil: datos.estadoCivil,
    ocupacion: datos.ocupacion ?? '',
    escolaridad: datos.escolaridad,
    etnia: datos.etnia,
    poblacionEspecial: datos.poblacionEspecial,
    numeroHistoria: datos.numeroHistoria ?? '',
    alergiasEstado: alergias.estado,
    alergiasSustancias: alergias.sustancias.join(', '),
    autoriza: false,
    medio: 'pantalla',
  }
}

/** The patient that the form describes, nothing checked: `revisarDatos` says what cannot be. */
export function datosOf(values: PatientFormValues): PacienteDatos {
  const numero = orNull(values.documento.numero)
  const responsableNombre = orNull(values.responsableNombre)
  const responsableTelefono = orNull(values.responsableTelefono)
  const responsableNumero = orNull(values.responsableDocumento.numero)
  const hayResponsable =
    responsableNombre !== null || responsableTelefono !== null || responsableNumero !== null
  const acompananteNombre = orNull(values.acompananteNombre)
  const acompananteTelefono = orNull(values.acompananteTelefono)
  const nuevo: PacienteNuevo = {
    tipoDocumento: numero === null ? null : values.documento.tipo,
    numeroDocumento: numero,
    primerNombre: values.primerNombre.trim(),
    segundoNombre: orNull(values.segundoNombre),
    primerApellido: orNull(values.primerApellido),
    segundoApellido: orNull(values.segundoApellido),
    nombreIdentitario: orNull(values.nombreIdentitario),
    fechaNacimiento: orNull(values.fechaNacimiento),
    nacimientoEstimado: values.nacimientoEstimado,
    sexo: values.sexo || null,
    identidadGenero: values.identidadGenero,
    estadoCivil: values.estadoCivil,
    ocupacion: orNull(values.ocupacion),
    escolaridad: values.escolaridad,
    etnia: values.etnia,
    poblacionEspecial: values.poblacionEspecial,
    paisResidencia: values.paisResidencia?.value ?? '170',
    paisOrigen: values.paisOrigen?.value ?? '170',
    municipio: values.municipio?.value ?? null,
    zona: values.zona || null,
    direccion: orNull(values.direccion),
    telefono: orNull(values.telefono),
    telefonoAlterno: orNull(values.telefonoAlterno),
    correo: orNull(values.correo),
    acompanante:
      acompananteNombre === null && acompananteTelefono === null
        ? null
        : {
            nombre: acompananteNombre ?? '',
            telefono: acompananteTelefono,
            parentesco: values.acompananteParentesco,
          },
    responsable: hayResponsable
      ? {
          nombre: responsableNombre ?? '',
          telefono: responsableTelefono ?? '',
          parentesco: values.responsableParentesco ?? 'Otro',
          tipoDocumento: responsableNumero === null ? null : values.responsableDocumento.tipo,
          numeroDocumento: responsableNumero,
        }
      : null,
    pagadorId: values.pagador === PARTICULAR ? null : values.pagador,
    tipoUsuario: values.tipoUsuario,
    plan: orNull(values.plan),
    poliza: orNull(values.poliza),
    canalPreferido: values.canalPreferido,
    aceptaMensajes: values.aceptaMensajes,
    numeroHistoria: orNull(values.numeroHistoria),
    alergias: {
      estado: values.alergiasEstado,
      sustancias:
        values.alergiasEstado === 'tiene'
          ? values.alergiasSustancias
              .split(/[,;\n]/)
              .map((sustancia) => sustancia.trim())
              .filter((sustancia) => sustancia !== '')
          : [],
    },
  }
  return completarDatos(nuevo)
}

/** Which field of the form shows an error that the rules or the core told of a datum (`datos.responsable.telefono`). */
export function fieldOf(campo: string | null): keyof PatientFormValues | null {
  const path = (campo ?? '').replace(/^(datos|cambios)\./, '')
  const special: Readonly<Record<string, keyof PatientFormValues>> = {
    tipoDocumento: 'documento',
    numeroDocumento: 'documento',
    responsable: 'responsableNombre',
    'responsable.nombre': 'responsableNombre',
    'responsable.telefono': 'responsableTelefono',
    'responsable.numeroDocumento': 'responsableDocumento',
    'acompanante.nombre': 'acompananteNombre',
    'acompanante.telefono': 'acompananteTelefono',
    pagadorId: 'pagador',
    alergias: 'alergiasSustancias',
  }
  const direct = path as keyof PatientFormValues
  return special[path] ?? (direct in patientFormSchema.shape ? direct : null)
}

function telefonoEscrito(telefono: string | null | undefined): string {
  return telefono ? telefonoLegible(telefono) : ''
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}
