import {
  CONTRATO,
  HABILITACION,
  PERIODO,
  PRESTADOR,
  RECAUDOS,
  SIN_CONTRATO,
  SOPORTE,
  TARIFAS,
  VALORES,
} from './arreglos.ts'
import { aviso, type Regla, rechazo } from './regla.ts'

/** Day Res. MinSalud 948 de 2026 entered into force. */
const RES_948 = '2026-05-14'

/**
 * What the ministry's validator checks of the health part of the XML (Documento Técnico 2, v001 of 2026-07-01; parts 3.4 and 3.6 of our
 * reference). The same rules of notes begin with CND and DND.
 */
export const REGLAS_SALUD: readonly Regla[] = [
  rechazo(
    'FED060',
    'A',
    'Datos de salud',
    'Faltan los datos del sector salud, o sobran en esta operación.',
    {
      destino: 'contrato',
      remedio: 'Complete prestador, modalidad de pago y cobertura, y emita de nuevo.',
    },
    { espejo: 'ninguno' },
  ),
  rechazo('FED061', 'A', 'Recaudos', 'Un mismo concepto de recaudo está repetido.', RECAUDOS, {
    espejo: 'debito',
  }),
  rechazo('FED100', 'A', 'Periodo', 'Falta el periodo de la atención.', PERIODO),
  rechazo('FED104', 'A', 'Recaudos', 'Un recaudo no dice de qué concepto es.', RECAUDOS, {
    espejo: 'debito',
  }),
  rechazo('FED105', 'A', 'Recaudos', 'Un recaudo no dice su valor.', RECAUDOS, { espejo: 'debito' }),
  rechazo('FED108', 'A', 'Descuento', 'Al descuento le falta porcentaje, valor o base.', VALORES),
  rechazo('FED114', 'A', 'Impuestos', 'Al impuesto le falta una parte.', TARIFAS),
  aviso(
    'FED123',
    'A',
    'Código de habilitación',
    'El código de habilitación del prestador está vacío o no tiene diez dígitos.',
    HABILITACION,
  ),
  rechazo(
    'FED124',
    'A',
    'Código de habilitación',
    'Falta el código de habilitación del prestador.',
    HABILITACION,
  ),
  rechazo('FED125', 'A', 'Modalidad de pago', 'Falta la modalidad de pago.', CONTRATO),
  rechazo('FED127', 'A', 'Cobertura', 'Falta la cobertura o plan de beneficios.', CONTRATO),
  aviso('FED129', 'A', 'Contrato', 'El número de contrato y el de póliza no van juntos.', SIN_CONTRATO),
  rechazo('FED130', 'A', 'Contrato', 'Falta el campo del número de contrato.', SOPORTE),
  rechazo('FED132', 'A', 'Póliza', 'Falta el campo del número de póliza.', SOPORTE),
  rechazo('FED133', 'A', 'Modalidad de pago', 'La modalidad de pago no está en la lista.', CONTRATO),
  rechazo(
    'FED134',
    'A',
    'Cobertura',
    'La cobertura no está en la lista o no se usa en esta fecha.',
    CONTRATO,
  ),
  aviso('FED136', 'A', 'Sin contrato', 'No dice por qué no hay contrato.', SIN_CONTRATO, {
    desde: RES_948,
  }),
  rechazo('VFE011', 'A', 'NIT del consultorio', 'El consultorio debe facturar con NIT.', PRESTADOR),
  rechazo(
    'VFE012',
    'A',
    'NIT del consultorio',
    'Falta el dígito de verificación del consultorio.',
    PRESTADOR,
  ),
  rechazo('VFE020', 'A', 'Periodo', 'El periodo de la atención termina antes de empezar.', PERIODO),
  rechazo('VCN019', 'A', 'Periodo', 'El periodo de la atención termina antes de empezar.', PERIODO),
  rechazo('VDN017', 'A', 'Periodo', 'El periodo de la atención termina antes de empezar.', PERIODO),
]
