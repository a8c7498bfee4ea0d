import type { Insertable, Selectable } from 'kysely'
import { nombreParaOrdenar } from '../../../src-shared/domains/pacientes/names.ts'
import { esPorCompletar } from '../../../src-shared/domains/pacientes/rules.ts'
import {
  type Paciente,
  type PacienteDatos,
  pacienteSchema,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import type { Schema } from '../../core/database/schema.ts'
import './tables.ts'

export type PacienteRow = Selectable<Schema['pacientes']>

/** The columns that hold a patient's data. */
export function columnsOf(datos: PacienteDatos) {
  return {
    tipo_documento: datos.tipoDocumento,
    numero_documento: datos.numeroDocumento,
    primer_nombre: datos.primerNombre,
    segundo_nombre: datos.segundoNombre,
    primer_apellido: datos.primerApellido,
    segundo_apellido: datos.segundoApellido,
    nombre_identitario: datos.nombreIdentitario,
    orden_alfabetico: nombreParaOrdenar(datos),
    fecha_nacimiento: datos.fechaNacimiento,
    nacimiento_estimado: datos.nacimientoEstimado ? 1 : 0,
    sexo: datos.sexo,
    identidad_genero: datos.identidadGenero,
    estado_civil: datos.estadoCivil,
    ocupacion: datos.ocupacion,
    escolaridad: datos.escolaridad,
    etnia: datos.etnia,
    poblacion_especial: datos.poblacionEspecial,
    pais_residencia: datos.paisResidencia,
    pais_origen: datos.paisOrigen,
    municipio: datos.municipio,
    zona: datos.zona,
    direccion: datos.direccion,
    telefono: datos.telefono,
    telefono_alterno: datos.telefonoAlterno,
    correo: datos.correo,
    acompanante: jsonOrNull(datos.acompanante),
    responsable: jsonOrNull(datos.responsable),
    pagador_id: datos.pagadorId,
    tipo_usuario: datos.tipoUsuario,
    plan: datos.plan,
    poliza: datos.poliza,
    canal_preferido: datos.canalPreferido,
    acepta_mensajes: datos.aceptaMensajes ? 1 : 0,
    numero_historia: datos.numeroHistoria,
    alergias: JSON.stringify(datos.alergias),
    por_completar: esPorCompletar(datos) ? 1 : 0,
  } satisfies Partial<Insertable<Schema['pacientes']>>
}

/** @throws ZodError when the row was written by something else than this program. */
export function pacienteOf(row: PacienteRow): Paciente {
  return pacienteSchema.parse({
    id: row.id,
    version: row.version,
    tipoDocumento: row.tipo_documento,
    numeroDocumento: row.numero_documento,
    primerNombre: row.primer_nombre,
    segundoNombre: row.segundo_nombre,
    primerApellido: row.primer_apellido,
    segundoApellido: row.segundo_apellido,
    nombreIdentitario: row.nombre_identitario,
    fechaNacimiento: row.fecha_nacimiento,
    nacimientoEstimado: row.nacimiento_estimado === 1,
    sexo: row.sexo,
    identidadGenero: row.identidad_genero,
    estadoCivil: row.estado_civil,
    ocupacion: row.ocupacion,
    escolaridad: row.escolaridad,
    etnia: row.etnia,
    poblacionEspecial: row.poblacion_especial,
    paisResidencia: row.pais_residencia,
    paisOrigen: row.pais_origen,
    municipio: row.municipio,
    zona: row.zona,
    direccion: row.direccion,
    telefono: row.telefono,
    telefonoAlterno: row.telefono_alterno,
    correo: row.correo,
    acompanante: parsedOrNull(row.acompanante),
    responsable: parsedOrNull(row.responsable),
    pagadorId: row.pagador_id,
    tipoUsuario: row.tipo_usuario,
    plan: row.plan,
    poliza: row.poliza,
    canalPreferido: row.canal_preferido,
    aceptaMensajes: row.acepta_mensajes === 1,
    numeroHistoria: row.numero_historia,
    alergias: JSON.parse(row.alergias),
    ultimaVisita: row.ultima_visita,
    datosConfirmadosEn: row.datos_confirmados_en,
    creadoEn: row.creado_en,
    actualizadoEn: row.actualizado_en,
    fusionadoEn: row.fusionado_en,
  })
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}

function parsedOrNull(text: string | null): unknown {
  return text === null ? null : JSON.parse(text)
}
