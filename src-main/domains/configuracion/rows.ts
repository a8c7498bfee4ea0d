import type {
  CertificadoInfo,
  Pagador,
  Prestador,
  Profesional,
  ResolucionNumeracion,
  Sede,
  SoftwareDian,
  Tarifa,
} from '../../../src-shared/domains/configuracion/schemas.ts'
import type {
  CertificadoRow,
  PagadorRow,
  PrestadorRow,
  ProfesionalRow,
  ResolucionRow,
  SedeRow,
  SoftwareDianRow,
  TarifaRow,
} from './tables.ts'

/** Rows of SQLite to what the domain speaks of, and back. Only what this domain wrote is ever read here. */

export function toPrestador(row: PrestadorRow): Prestador {
  return {
    tipoPersona: row.tipo_persona as Prestador['tipoPersona'],
    nit: row.nit,
    dv: row.dv,
    razonSocial: row.razon_social,
    nombreComercial: row.nombre_comercial,
    responsabilidades: JSON.parse(row.responsabilidades),
    tributo: row.tributo as Prestador['tributo'],
    codigoHabilitacion: row.codigo_habilitacion,
    telefono: row.telefono,
    correo: row.correo,
    obligadoFacturar: row.obligado_facturar === 1,
  }
}

export function fromPrestador(prestador: Prestador, at: string): Omit<PrestadorRow, 'id'> {
  return {
    tipo_persona: prestador.tipoPersona,
    nit: prestador.nit,
    dv: prestador.dv,
    razon_social: prestador.razonSocial,
    nombre_comercial: prestador.nombreComercial,
    responsabilidades: JSON.stringify(prestador.responsabilidades),
    tributo: prestador.tributo,
    codigo_habilitacion: prestador.codigoHabilitacion,
    telefono: prestador.telefono,
    correo: prestador.correo,
    obligado_facturar: prestador.obligadoFacturar ? 1 : 0,
    actualizado_en: at,
  }
}

export function toSede(row: SedeRow): Sede {
  return {
    id: row.id,
    codigoSede: row.codigo_sede,
    nombre: row.nombre,
    direccion: row.direccion,
    municipio: row.municipio,
    telefono: row.telefono,
  }
}

export function fromSede(sede: Sede, at: string): SedeRow {
  return {
    id: sede.id,
    codigo_sede: sede.codigoSede,
    nombre: sede.nombre,
    direccion: sede.direccion,
    municipio: sede.municipio,
    telefono: sede.telefono,
    actualizada_en: at,
  }
}

export function toProfesional(row: ProfesionalRow): Profesional {
  return {
    id: row.id,
    tipoDocumento: row.tipo_documento as Profesional['tipoDocumento'],
    numeroDocumento: row.numero_documento,
    nombres: row.nombres,
    apellidos: row.apellidos,
    profesion: row.profesion,
    especialidad: row.especialidad,
    registro: row.registro,
    servicioReps: row.servicio_reps,
    minutosCita: row.minutos_cita,
    activo: row.activo === 1,
  }
}

export function fromProfesional(profesional: Profesional, at: string): ProfesionalRow {
  return {
    id: profesional.id,
    tipo_documento: profesional.tipoDocumento,
    numero_documento: profesional.numeroDocumento,
    nombres: profesional.nombres,
    apellidos: profesional.apellidos,
    profesion: profesional.profesion,
    especialidad: profesional.especialidad,
    registro: profesional.registro,
    servicio_reps: profesional.servicioReps,
    minutos_cita: profesional.minutosCita,
    activo: profesional.activo ? 1 : 0,
    actualizado_en: at,
  }
}

export function toResolucion(row: ResolucionRow): ResolucionNumeracion {
  return {
    id: row.id,
    tipo: row.tipo as ResolucionNumeracion['tipo'],
    numero: row.numero,
    prefijo: row.prefijo,
    desde: row.desde,
    hasta: row.hasta,
    vigenciaDesde: row.vigencia_desde,
    vigenciaHasta: row.vigencia_hasta,
    claveTecnica: row.clave_tecnica,
    siguiente: row.siguiente,
    activa: row.activa === 1,
    sedeId: row.sede_id,
    equipo: row.equipo as ResolucionNumeracion['equipo'],
  }
}

/** `consumidos` is not here: only taking a number moves it. */
export function fromResolucion(
  resolucion: ResolucionNumeracion,
  at: string,
): Omit<ResolucionRow, 'consumidos'> {
  return {
    id: resolucion.id,
    tipo: resolucion.tipo,
    numero: resolucion.numero,
    prefijo: resolucion.prefijo,
    desde: resolucion.desde,
    hasta: resolucion.hasta,
    vigencia_desde: resolucion.vigenciaDesde,
    vigencia_hasta: resolucion.vigenciaHasta,
    clave_tecnica: resolucion.claveTecnica,
    siguiente: resolucion.siguiente,
    activa: resolucion.activa ? 1 : 0,
    sede_id: resolucion.sedeId,
    equipo: resolucion.equipo,
    creada_en: at,
  }
}

export function toCertificadoInfo(row: Pick<CertificadoRow, keyof CertificadoInfo>): CertificadoInfo {
  return {
    id: row.id,
    nombre: row.nombre,
    nit: row.nit,
    emisor: row.emisor,
    serie: row.serie,
    desde: row.desde,
    hasta: row.hasta,
    observaciones: JSON.parse(row.observaciones),
  }
}

export function toSoftware(row: SoftwareDianRow): SoftwareDian {
  return {
    softwareId: row.software_id,
    ambiente: row.ambiente as SoftwareDian['ambiente'],
    url: row.url,
    testSetId: row.test_set_id,
  }
}

export function toPagador(row: PagadorRow): Pagador {
  return {
    id: row.id,
    tipo: row.tipo as Pagador['tipo'],
    nit: row.nit,
    dv: row.dv,
    nombre: row.nombre,
    codigo: row.codigo,
    coberturaPlan: row.cobertura_plan,
    modalidadPago: row.modalidad_pago as Pagador['modalidadPago'],
    numeroContrato: row.numero_contrato,
    contratoDesde: row.contrato_desde,
    contratoHasta: row.contrato_hasta,
    direccion: row.direccion,
    municipio: row.municipio,
    correo: row.correo,
    activo: row.activo === 1,
    requisitos: row.requisitos === null ? null : (JSON.parse(row.requisitos) as Pagador['requisitos']),
  }
}

export function fromPagador(pagador: Pagador, at: string): PagadorRow {
  return {
    id: pagador.id,
    tipo: pagador.tipo,
    nit: pagador.nit,
    dv: pagador.dv,
    nombre: pagador.nombre,
    codigo: pagador.codigo,
    cobertura_plan: pagador.coberturaPlan,
    modalidad_pago: pagador.modalidadPago,
    numero_contrato: pagador.numeroContrato,
    contrato_desde: pagador.contratoDesde,
    contrato_hasta: pagador.contratoHasta,
    direccion: pagador.direccion,
    municipio: pagador.municipio,
    correo: pagador.correo,
    activo: pagador.activo ? 1 : 0,
    actualizado_en: at,
    requisitos: pagador.requisitos && JSON.stringify(pagador.requisitos),
  }
}

export function toTarifa(row: TarifaRow): Tarifa {
  return {
    id: row.id,
    cups: row.cups,
    descripcion: row.descripcion,
    valor: row.valor,
    pagadorId: row.pagador_id,
    impuesto: {
      clase: row.impuesto_clase as Tarifa['impuesto']['clase'],
      tributo: row.impuesto_tributo as Tarifa['impuesto']['tributo'],
      tarifa: row.impuesto_tarifa,
    },
  }
}

export function fromTarifa(tarifa: Tarifa, at: string): TarifaRow {
  return {
    id: tarifa.id,
    cups: tarifa.cups,
    descripcion: tarifa.descripcion,
    valor: tarifa.valor,
    pagador_id: tarifa.pagadorId,
    impuesto_clase: tarifa.impuesto.clase,
    impuesto_tributo: tarifa.impuesto.tributo,
    impuesto_tarifa: tarifa.impuesto.tarifa,
    actualizada_en: at,
  }
}
