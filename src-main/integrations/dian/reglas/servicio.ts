import { ESPERAR, SOPORTE } from './arreglos.ts'
import { type Regla, rechazo } from './regla.ts'

/** What the service of DIAN answers of a delivery or of an event, never of what the document says (part 6.1 of our reference, rows 90 to 93). */
export const REGLAS_SERVICIO: readonly Regla[] = [
  rechazo('89', 'C', 'Envío', 'La DIAN ya está procesando este documento.', ESPERAR, {
    soloDian: 'Depende de lo que la DIAN está recibiendo.',
  }),
  rechazo(
    '90',
    'B',
    'Envío',
    'La DIAN ya recibió antes un documento con este número.',
    {
      destino: 'bandeja',
      remedio:
        'El programa pregunta a la DIAN cuál recibió. Si no es este, use el siguiente número de la numeración.',
    },
    { soloDian: 'Depende de lo que la DIAN ya recibió.' },
  ),
  rechazo(
    'LGC01',
    'C',
    'Evento',
    'El evento ya estaba registrado o no se puede registrar en este momento.',
    {
      destino: 'bandeja',
      remedio: 'Consulte los eventos de la factura antes de repetirlo.',
    },
    { soloDian: 'Depende de los eventos que la DIAN ya tiene.' },
  ),
  rechazo('AAH03', 'A', 'Evento', 'El tipo de evento no está autorizado.', SOPORTE, {
    soloDian: 'Es de los eventos, que esta revisión no lee.',
  }),
]
