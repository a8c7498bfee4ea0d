import {
  FACTURA_DE_LA_NOTA,
  FORMA_PAGO,
  MOTIVO,
  PERIODO,
  PREFIJO_NOTAS,
  SOFTWARE,
  SOPORTE,
} from './arreglos.ts'
import { aviso, type Regla, rechazo } from './regla.ts'

const MOTIVO_CAMPO = 'Motivo de la nota'
const FACTURA_CAMPO = 'Factura de la nota'

/**
 * What only notes have, or have otherwise than the invoice, with the code of the nota crédito; that of the nota débito is the same with a D
 * unless it has none (annex 1.9, groups CA to CB; part 6 and 2.11 of our reference).
 */
export const REGLAS_NOTA: readonly Regla[] = [
  rechazo(
    'CAD02a',
    'B',
    MOTIVO_CAMPO,
    'Una anulación debe hacer referencia a la factura que anula.',
    FACTURA_DE_LA_NOTA,
    {
      espejo: 'credito',
    },
  ),
  aviso('CAD03', 'B', 'Versión', 'El nombre de la nota no es el que pide la DIAN.', SOPORTE),
  rechazo(
    'CAD05a',
    'A',
    'Número de la nota',
    'El número de la nota tiene espacios, guiones u otros signos.',
    PREFIJO_NOTAS,
  ),
  rechazo('CAD06', 'A', 'CUDE', 'El código único de la nota (CUDE) no está bien calculado.', SOFTWARE, {
    limite: 'Sin el PIN del software se revisa solo su forma.',
  }),
  rechazo(
    'CAE01',
    'G',
    'Periodo',
    'Una nota sin referencia a una factura debe decir el periodo que corrige.',
    PERIODO,
  ),
  rechazo('CAE03', 'A', MOTIVO_CAMPO, 'El motivo de la nota no está en la lista.', MOTIVO),
  rechazo('CAJ49', 'B', 'Prefijo', 'Falta el prefijo en los datos del consultorio.', PREFIJO_NOTAS),
  rechazo('CAJ50', 'B', 'Prefijo', 'El prefijo de los datos del consultorio está vacío.', PREFIJO_NOTAS),
  rechazo('CAN01', 'B', 'Forma de pago', 'La nota no dice la forma de pago.', FORMA_PAGO),
  rechazo('CBF01', 'A', MOTIVO_CAMPO, 'Falta el grupo con el motivo de la nota.', MOTIVO),
  aviso(
    'CBF02',
    'A',
    FACTURA_CAMPO,
    'El motivo no dice el número de la factura que la nota corrige.',
    FACTURA_DE_LA_NOTA,
  ),
  rechazo('CBF03', 'A', MOTIVO_CAMPO, 'Falta el motivo de la nota.', MOTIVO),
  rechazo(
    'CBG03',
    'A',
    FACTURA_CAMPO,
    'Falta el número de la factura que la nota corrige.',
    FACTURA_DE_LA_NOTA,
  ),
  rechazo(
    'CBG04',
    'A',
    FACTURA_CAMPO,
    'Falta el CUFE de la factura que la nota corrige, o no tiene su forma.',
    FACTURA_DE_LA_NOTA,
  ),
  rechazo(
    'CBG04a',
    'B',
    FACTURA_CAMPO,
    'La DIAN no tiene la factura que la nota corrige.',
    {
      destino: 'bandeja',
      remedio: 'Espere a que la factura quede aceptada y reenvíe la nota.',
    },
    { soloDian: 'La DIAN la busca entre las facturas que validó.' },
  ),
]
