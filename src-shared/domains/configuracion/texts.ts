import type { Obligacion } from './rules.ts'
import type { EstadoPaso, Pagador, Paso, Pendiente, Prestador, ResolucionNumeracion } from './schemas.ts'

/** Words of the configuration, the same in the wizard, in Hoy and in the messages of the core. */

export const NOMBRE_PASO: Readonly<Record<Paso, string>> = {
  prestador: 'Prestador',
  sede: 'Sede y servicios',
  profesional: 'Profesional',
  numeracion: 'Numeración',
  certificado: 'Certificado digital',
  software: 'Software DIAN',
  tarifas: 'Tarifas',
  muv: 'Validación de RIPS',
}

/** What the step asks and where the person finds it. */
export const EXPLICACION_PASO: Readonly<Record<Paso, string>> = {
  prestador: 'Quién factura y reporta. Tenga a la mano el RUT y el certificado del REPS.',
  sede: 'El lugar donde atiende y los servicios que tiene habilitados allí, como aparecen en el REPS.',
  profesional: 'Quién atiende. El registro profesional sale en la fórmula médica.',
  numeracion:
    'La resolución con la que la DIAN autoriza sus números de factura. La encuentra en MUISCA, en Numeración de facturación; la clave técnica la da el portal de facturación al asociar el prefijo al software.',
  certificado:
    'El archivo .p12 o .pfx con el que se firman las facturas, y su contraseña. Se guarda cifrado en este equipo y no vuelve a salir.',
  software:
    'Al registrarse como software propio en el portal de la DIAN se obtiene un identificador y se escoge un PIN.',
  tarifas: 'Los precios de sus servicios. Puede pegarlos desde una hoja de cálculo.',
  muv: 'La cuenta de SISPRO con la que se validan los RIPS ante el ministerio y se obtiene el CUV.',
}

export const ESTADO_PASO: Readonly<Record<EstadoPaso['estado'], string>> = {
  listo: 'Listo',
  pendiente: 'Pendiente',
  omitido: 'Para después',
  'no-aplica': 'No lo necesita',
}

export const IMPIDE: Readonly<Record<Pendiente['impide'], string>> = {
  atender: 'No se puede atender hasta completarlo',
  facturar: 'No se puede facturar hasta completarlo',
  reportar: 'No se pueden reportar RIPS hasta completarlo',
  nada: 'Puede trabajar sin esto',
}

export const EXPLICACION_OBLIGACION: Readonly<Record<Obligacion, { titulo: string; texto: string }>> = {
  'factura-electronica': {
    titulo: 'Debe emitir factura electrónica de venta en salud',
    texto:
      'Por cada servicio, también de pacientes particulares, con sus RIPS y el código único de validación (CUV). Resolución 948 de 2026.',
  },
  'rips-sin-factura': {
    titulo: 'No está obligado a facturar electrónicamente: reporta RIPS sin factura',
    texto:
      'Al menos una vez al mes, dentro de los primeros 5 días calendario del mes siguiente. Si supera 3.500 UVT de ingresos o contrata con un pagador, pasa a factura electrónica. Resolución 948 de 2026, artículo 8.',
  },
  'sin-responder': {
    titulo: 'Responda las dos preguntas para saber qué le corresponde',
    texto: 'Mientras tanto se supone que debe facturar electrónicamente.',
  },
}

export const RESPONSABILIDADES: readonly {
  readonly codigo: Prestador['responsabilidades'][number]
  readonly nombre: string
}[] = [
  { codigo: 'R-99-PN', nombre: 'No aplica, otros' },
  { codigo: 'O-13', nombre: 'Gran contribuyente' },
  { codigo: 'O-15', nombre: 'Autorretenedor' },
  { codigo: 'O-23', nombre: 'Agente de retención de IVA' },
  { codigo: 'O-47', nombre: 'Régimen simple de tributación' },
]

export const TRIBUTOS: readonly { readonly codigo: Prestador['tributo']; readonly nombre: string }[] = [
  { codigo: 'ZZ', nombre: 'No aplica' },
  { codigo: '01', nombre: 'IVA' },
  { codigo: '04', nombre: 'Impuesto nacional al consumo' },
  { codigo: 'ZA', nombre: 'IVA e impuesto al consumo' },
]

export const TIPOS_PAGADOR: readonly { readonly codigo: Pagador['tipo']; readonly nombre: string }[] = [
  { codigo: 'eps', nombre: 'EPS' },
  { codigo: 'prepagada', nombre: 'Medicina prepagada' },
  { codigo: 'arl', nombre: 'ARL' },
  { codigo: 'soat', nombre: 'SOAT' },
  { codigo: 'poliza', nombre: 'Póliza de salud' },
  { codigo: 'adres', nombre: 'ADRES' },
  { codigo: 'empresa', nombre: 'Empresa' },
  { codigo: 'otro', nombre: 'Otro' },
]

/** What a range is for, as lists say it. */
export const NOMBRE_RANGO: Readonly<Record<ResolucionNumeracion['tipo'], string>> = {
  factura: 'Factura',
  contingencia: 'Contingencia',
  soporte: 'Documento soporte',
}

/** Machines a numbering range may be kept for. */
export const NOMBRE_EQUIPO: Readonly<Record<NonNullable<ResolucionNumeracion['equipo']>, string>> = {
  principal: 'El principal, donde está Consultorio',
  red: 'Los demás de la red',
}

/**
 * Value of the UVT by year, pesos (Resoluciones DIAN 000193 de 2024 and 000238 de 2025). A year that is not here shows the
 * limit in UVT alone.
 */
export const UVT: Readonly<Record<number, number>> = { 2025: 49_799, 2026: 52_374 }
