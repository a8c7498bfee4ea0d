import type { Destino } from '../../../../src-shared/domains/facturacion/destinos.ts'
import type { Arreglo } from './regla.ts'

/** What to do and where, for the causes that many rules share. */

const arreglo = (destino: Destino, remedio: string): Arreglo => ({ destino, remedio })

export const SOPORTE = arreglo(
  'soporte',
  'No es un dato suyo: exporte el registro del documento y repórtelo a soporte.',
)
export const NADA = arreglo('ninguno', 'No tiene que hacer nada.')
export const NUMERACION = arreglo(
  'configuracion/numeracion',
  'Abra Configuración › Numeración y oprima Consultar en la DIAN para traer el rango como está registrado.',
)
export const NUMERACION_NUEVA = arreglo(
  'configuracion/numeracion',
  'Solicite una numeración nueva en el portal de la DIAN y tráigala en Configuración › Numeración.',
)
export const PRESTADOR = arreglo(
  'configuracion/prestador',
  'Abra Configuración › Prestador y copie el dato como está en su RUT.',
)
export const HABILITACION = arreglo(
  'configuracion/prestador',
  'Escríbalo en Configuración › Prestador; está en el REPS.',
)
export const SOFTWARE = arreglo(
  'configuracion/software',
  'Revise el identificador y el PIN en Configuración › Software DIAN; deben ser los del portal de la DIAN.',
)
export const CERTIFICADO = arreglo(
  'configuracion/certificado',
  'Revise en Configuración › Certificado digital que el certificado esté vigente y emita de nuevo.',
)
export const TARIFAS = arreglo(
  'configuracion/tarifas',
  'Abra Configuración › Tarifas y corrija este servicio.',
)
export const PAGADOR = arreglo('pagador', 'Abra los datos de quien paga, corríjalos y emita de nuevo.')
export const PACIENTE = arreglo('paciente', 'Abra los datos del paciente, complételos y emita de nuevo.')
export const VALORES = arreglo(
  'servicios',
  'Revise las cantidades, los precios y los descuentos, y emita de nuevo.',
)
export const SERVICIOS = arreglo('servicios', 'Agregue al menos un servicio.')
export const OPERACION = arreglo(
  'pagador',
  'Revise quién paga y cómo se recaudó; el programa escoge el tipo de operación con esos datos.',
)
export const FORMA_PAGO = arreglo('pago', 'Escoja si es de contado o a crédito y emita de nuevo.')
export const MEDIO_PAGO = arreglo('pago', 'Escoja otro medio de pago y emita de nuevo.')
export const RECAUDOS = arreglo('recaudos', 'Revise los pagos del paciente.')
export const CONTRATO = arreglo('contrato', 'Escoja la modalidad de pago y la cobertura del contrato.')
export const SIN_CONTRATO = arreglo(
  'contrato',
  'Escriba el contrato si existe; si no, escoja por qué no lo hay.',
)
export const PERIODO = arreglo('periodo', 'Escriba la fecha inicial y la fecha final de la atención.')
export const TALONARIO = arreglo(
  'talonario',
  'Revise los datos del documento al que se hace referencia, como el de talonario que transcribe.',
)
export const FIRMAR_DE_NUEVO = arreglo(
  'bandeja',
  'Revise la fecha y la hora del computador y firme de nuevo desde la Bandeja de salida.',
)
export const PREFIJO_NOTAS = arreglo(
  'configuracion/numeracion',
  'Abra Configuración › Numeración y escriba el prefijo de las notas, solo con letras y números.',
)
export const ESPERAR = arreglo('bandeja', 'Espere unos minutos: el programa preguntará por el resultado.')
export const MOTIVO = arreglo('nota', 'Escoja el motivo de la nota.')
export const FACTURA_DE_LA_NOTA = arreglo('nota', 'Escoja la factura que la nota corrige.')
