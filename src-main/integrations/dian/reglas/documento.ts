import {
  CERTIFICADO,
  FIRMAR_DE_NUEVO,
  NUMERACION,
  NUMERACION_NUEVA,
  OPERACION,
  PRESTADOR,
  SOFTWARE,
  SOPORTE,
  TALONARIO,
} from './arreglos.ts'
import { type Regla, rechazo } from './regla.ts'

const REGISTRO_DIAN = 'La DIAN lo compara con su propio registro.'
/** Last day before annex 1.9 was the only one (Res. DIAN 165 de 2023 and 8 de 2024): an older schematron had these windows. */
const ANTES_DEL_ANEXO_1_9 = '2024-04-30'

/** File, signature, numbering, software and header (annex 1.9, groups AA to AI; part 6.1 of our reference). */
export const REGLAS_DOCUMENTO: readonly Regla[] = [
  // File and signature.
  rechazo(
    'ZB01',
    'B',
    'Estructura del archivo',
    'El archivo no cumple la estructura que exige la DIAN.',
    SOPORTE,
    {
      limite:
        'Aquí se revisan los nombres, el orden y las repeticiones; el esquema completo lo revisa la DIAN.',
    },
  ),
  rechazo('ZE02', 'B', 'Firma', 'La firma no corresponde al contenido de la factura.', {
    destino: 'configuracion/certificado',
    remedio:
      'Emita de nuevo. Si se repite, vuelva a cargar su certificado en Configuración › Certificado digital.',
  }),
  rechazo('DC02', 'A', 'Firma', 'A la firma le falta una parte obligatoria.', SOPORTE, {
    limite: 'La DIAN numera cada parte (DC02 a DC44); aquí todas se dicen con la primera.',
  }),
  rechazo('FAA02', 'A', 'Extensiones', 'Faltan las extensiones de la DIAN.', SOPORTE),
  rechazo('FAB03', 'A', 'Extensiones', 'La información de la DIAN falta o está repetida.', SOPORTE),
  rechazo('FAC03', 'A', 'Firma', 'La factura no tiene firma, o tiene más de una.', CERTIFICADO),
  // Numbering authorisation: notes have none.
  rechazo('FAB05a', 'A', 'Resolución', 'La resolución de numeración falta o no es válida.', NUMERACION, {
    espejo: 'ninguno',
    limite: 'Sin conocer el rango autorizado se revisa solo su forma.',
  }),
  rechazo(
    'FAB07',
    'A',
    'Resolución',
    'Falta la fecha en que empieza la vigencia de la numeración.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAB07b',
    'B',
    'Resolución',
    'La fecha inicial de la numeración no es la que tiene la DIAN.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAB08',
    'A',
    'Resolución',
    'Falta la fecha en que termina la vigencia de la numeración.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAB08b',
    'B',
    'Resolución',
    'La fecha final de la numeración no es la que tiene la DIAN.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAB10a',
    'A',
    'Prefijo',
    'El prefijo de la numeración no es el mismo que el de los datos del consultorio.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo('FAB10b', 'B', 'Prefijo', 'El prefijo no pertenece a la resolución de numeración.', NUMERACION, {
    espejo: 'ninguno',
  }),
  rechazo(
    'FAB11a',
    'A',
    'Rango',
    'El número inicial del rango falta o no es el que tiene la DIAN.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo('FAB12a', 'A', 'Rango', 'El número final del rango falta.', NUMERACION, { espejo: 'ninguno' }),
  rechazo('FAB12b', 'A', 'Rango', 'El número final del rango no es el que tiene la DIAN.', NUMERACION, {
    espejo: 'ninguno',
  }),
  // Software.
  rechazo('FAB19a', 'A', 'Software', 'Falta el NIT del dueño del software.', PRESTADOR),
  rechazo('FAB22a', 'A', 'Software', 'Falta el dígito de verificación del dueño del software.', PRESTADOR),
  rechazo(
    'FAB22b',
    'A',
    'Software',
    'El dígito de verificación del dueño del software está errado.',
    PRESTADOR,
  ),
  rechazo('FAB24a', 'A', 'Software', 'Falta el identificador del software.', SOFTWARE),
  rechazo(
    'FAB24b',
    'B',
    'Software',
    'El identificador del software no está asociado a su consultorio en la DIAN.',
    SOFTWARE,
    {
      soloDian: REGISTRO_DIAN,
    },
  ),
  rechazo('FAB25', 'B', 'Software', 'El código de la entidad no es el de la DIAN.', SOPORTE),
  rechazo('FAB26', 'B', 'Software', 'El nombre de la entidad no es el de la DIAN.', SOPORTE),
  rechazo('FAB27', 'A', 'Software', 'Falta el código de seguridad del software.', SOPORTE),
  rechazo(
    'FAB27b',
    'A',
    'Software',
    'El código de seguridad no corresponde al software autorizado.',
    SOFTWARE,
    {
      limite: 'Se revisa cuando se conoce el PIN.',
    },
  ),
  rechazo('FAB31', 'A', 'Autorización', 'El proveedor de la autorización no es la DIAN.', SOPORTE),
  rechazo('FAB34', 'A', 'Autorización', 'El dígito de verificación de la DIAN falta o está errado.', SOPORTE),
  rechazo('FAB36', 'A', 'Código QR', 'Falta el código QR.', SOPORTE),
  // Header.
  rechazo('FAD01', 'A', 'Versión', 'La versión del formato no es la que pide la DIAN.', SOPORTE),
  rechazo(
    'FAD02',
    'A',
    'Tipo de operación',
    'El tipo de operación no está en la lista de la DIAN.',
    OPERACION,
  ),
  rechazo('FAD03', 'A', 'Versión', 'El nombre del documento no es el que pide la DIAN.', SOPORTE, {
    espejo: 'ninguno',
  }),
  rechazo('FAD04', 'A', 'Ambiente', 'No dice si la factura es de producción o de pruebas.', SOPORTE),
  rechazo(
    'FAD05a',
    'A',
    'Número de factura',
    'El número de la factura tiene espacios, guiones u otros signos.',
    NUMERACION,
  ),
  rechazo('FAD05b', 'A', 'Número de factura', 'El número está por debajo del rango autorizado.', NUMERACION, {
    espejo: 'ninguno',
  }),
  rechazo(
    'FAD05c',
    'A',
    'Número de factura',
    'El número está por encima del rango autorizado.',
    NUMERACION_NUEVA,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAD05d',
    'A',
    'Número de factura',
    'El número está por fuera del rango que tiene la DIAN.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAD05e',
    'B',
    'Número de factura',
    'Ese prefijo y número no existen en la autorización de la DIAN.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo(
    'FAD06',
    'A',
    'CUFE',
    'El código único de la factura (CUFE) no está bien calculado.',
    {
      destino: 'configuracion/numeracion',
      remedio: 'Revise la clave técnica de la numeración: Configuración › Numeración › Consultar en la DIAN.',
    },
    { espejo: 'ninguno', limite: 'Sin la clave técnica se revisa solo su forma.' },
  ),
  rechazo('FAD08', 'A', 'CUFE', 'El tipo de código único no es el que pide la DIAN.', SOPORTE),
  rechazo(
    'FAD09a',
    'A',
    'Fecha',
    'La fecha de la factura es anterior a la vigencia de la numeración.',
    NUMERACION,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo('FAD09b', 'A', 'Fecha', 'La numeración ya venció para la fecha de la factura.', NUMERACION_NUEVA, {
    espejo: 'ninguno',
  }),
  rechazo(
    'FAD09c',
    'A',
    'Fecha',
    'La factura tiene más de cinco días de emitida.',
    {
      destino: 'bandeja',
      remedio: 'Fírmela de nuevo con la fecha de hoy desde la Bandeja de salida.',
    },
    { hasta: ANTES_DEL_ANEXO_1_9 },
  ),
  rechazo('FAD09d', 'A', 'Fecha', 'La fecha de la factura está más de diez días adelante.', FIRMAR_DE_NUEVO, {
    hasta: ANTES_DEL_ANEXO_1_9,
  }),
  rechazo(
    'FAD09e',
    'B',
    'Fecha',
    'La fecha de la factura no es la misma del día en que se firmó.',
    FIRMAR_DE_NUEVO,
  ),
  rechazo('FAD10', 'A', 'Hora', 'La hora no está escrita como la pide la DIAN.', SOPORTE),
  rechazo('FAD12', 'A', 'Tipo de factura', 'El tipo de factura no está en la lista de la DIAN.', SOPORTE, {
    espejo: 'credito',
  }),
  rechazo('FAD15a', 'A', 'Moneda', 'La moneda no es el peso colombiano.', SOPORTE),
  rechazo('FAD16', 'A', 'Líneas', 'La cantidad de líneas que dice la factura no es la que trae.', SOPORTE),
  rechazo('FAI04', 'A', 'Documento de referencia', 'El tipo del documento de referencia falta.', TALONARIO, {
    limite: 'La lista de tipos no está en el programa: se revisa que lo diga.',
  }),
  rechazo(
    'FAI06',
    'A',
    'Documento de referencia',
    'El código del documento de referencia no es de un tipo conocido.',
    TALONARIO,
  ),
]
