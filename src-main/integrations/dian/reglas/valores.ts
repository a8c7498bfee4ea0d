import { FORMA_PAGO, MEDIO_PAGO, RECAUDOS, SERVICIOS, SOPORTE, TARIFAS, VALORES } from './arreglos.ts'
import { aviso, type Regla, rechazo } from './regla.ts'

const MOTIVO_DESCUENTO = { destino: 'servicios', remedio: 'Escoja el motivo del descuento.' } as const
const RETENCIONES = { destino: 'servicios', remedio: 'Revise las retenciones de la factura.' } as const
const SIN_UNIDADES = 'La lista de unidades no está en el programa: se revisa solo su forma.'

/** Payment, discounts, taxes, totals and lines (annex 1.9, groups AN to BD; part 6 of our reference). */
export const REGLAS_VALORES: readonly Regla[] = [
  // Payment.
  rechazo('FAN01', 'A', 'Forma de pago', 'Falta la forma de pago.', FORMA_PAGO),
  rechazo(
    'FAN02',
    'A',
    'Forma de pago',
    'La forma de pago no es contado ni crédito, o el crédito no dice cuándo vence.',
    FORMA_PAGO,
  ),
  rechazo('FAN03', 'A', 'Medio de pago', 'El medio de pago no está en la lista.', MEDIO_PAGO),
  aviso(
    'FBD03',
    'A',
    'Anticipos',
    'Lo pagado por anticipado falta o supera el valor de la factura.',
    RECAUDOS,
    {
      espejo: 'debito',
    },
  ),
  // Discounts of the whole document, and currency.
  rechazo('FAQ03', 'A', 'Descuento', 'No dice si es descuento o recargo.', SOPORTE),
  rechazo(
    'FAQ04',
    'A',
    'Descuento',
    'El motivo del descuento falta o no está en la lista.',
    MOTIVO_DESCUENTO,
  ),
  aviso('FAQ06', 'A', 'Descuento', 'El porcentaje del descuento es mayor que 100.', VALORES),
  aviso('FAQ09', 'A', 'Descuento', 'El descuento es mayor que el valor sobre el que se aplica.', VALORES),
  rechazo('FAR02', 'A', 'Tasa de cambio', 'La tasa de cambio no dice la moneda de origen.', SOPORTE),
  rechazo('FAR03', 'A', 'Tasa de cambio', 'La base de la moneda de origen falta o no es 1.00.', SOPORTE),
  rechazo('FAR04', 'A', 'Tasa de cambio', 'La tasa de cambio no dice la moneda de destino.', SOPORTE),
  rechazo('FAR05', 'A', 'Tasa de cambio', 'La base de la moneda de destino falta o no es 1.00.', SOPORTE),
  rechazo('FAR06', 'A', 'Tasa de cambio', 'Falta el valor de la tasa de cambio.', SOPORTE),
  rechazo('FAR07', 'A', 'Tasa de cambio', 'Falta la fecha de la tasa de cambio.', SOPORTE),
  // Taxes of the whole document.
  rechazo(
    'FAS01b',
    'B',
    'Impuestos',
    'La factura totaliza un impuesto que sus servicios no tienen, no totaliza uno que tienen, o lo totaliza dos veces.',
    TARIFAS,
  ),
  rechazo('FAS02', 'A', 'Impuestos', 'El total del impuesto no es la suma de sus tarifas.', VALORES),
  rechazo('FAS04', 'B', 'Impuestos', 'Hay una tarifa de impuesto repetida o sin porcentaje.', TARIFAS),
  rechazo('FAS07', 'A', 'Impuestos', 'El impuesto no es la base por la tarifa.', VALORES),
  rechazo(
    'FAS16',
    'A',
    'Impuestos',
    'El código del impuesto falta, no está en la lista o su nombre no corresponde.',
    TARIFAS,
  ),
  rechazo('FAT01', 'A', 'Retenciones', 'La retención está repetida.', RETENCIONES, { espejo: 'ninguno' }),
  rechazo(
    'FAT02',
    'A',
    'Retenciones',
    'El total de la retención no es la suma de sus tarifas.',
    RETENCIONES,
    {
      espejo: 'ninguno',
    },
  ),
  rechazo('FAT07', 'A', 'Retenciones', 'La retención no es la base por la tarifa.', RETENCIONES, {
    espejo: 'ninguno',
  }),
  // Totals.
  rechazo('FAU02', 'A', 'Totales', 'El valor bruto no es la suma de las líneas.', VALORES),
  rechazo('FAU04', 'A', 'Totales', 'La base gravable no es la suma de las bases de las líneas.', VALORES),
  rechazo('FAU06', 'A', 'Totales', 'El valor con impuestos no es el valor bruto más los impuestos.', VALORES),
  rechazo('FAU08', 'B', 'Totales', 'El total de descuentos no es la suma de los descuentos.', VALORES),
  rechazo('FAU10', 'B', 'Totales', 'El total de recargos no es la suma de los recargos.', VALORES),
  rechazo('FAU12', 'C', 'Totales', 'El total de anticipos no es la suma de los anticipos.', RECAUDOS, {
    espejo: 'debito',
  }),
  rechazo('FAU14', 'A', 'Totales', 'El valor a pagar no resulta de los demás valores.', VALORES),
  rechazo('VLR01', 'B', 'Valores', 'Hay un valor o un porcentaje negativo.', VALORES),
  // Lines.
  rechazo('FAV01', 'B', 'Líneas', 'La factura no tiene líneas.', SERVICIOS),
  aviso('FAV02', 'A', 'Líneas', 'El orden de las líneas está repetido o salteado.', SOPORTE),
  rechazo('FAV04b', 'B', 'Cantidad', 'La cantidad falta o no es mayor que cero.', VALORES),
  aviso('FAV05', 'A', 'Unidad', 'La unidad de medida falta o no está en la lista.', TARIFAS, {
    limite: SIN_UNIDADES,
  }),
  rechazo(
    'FAV06',
    'B',
    'Valor de la línea',
    'El valor de la línea no es precio por cantidad menos descuentos.',
    VALORES,
  ),
  aviso(
    'FAW05',
    'A',
    'Precio de referencia',
    'El tipo de precio de referencia no está en la lista.',
    SOPORTE,
  ),
  rechazo(
    'FAX01',
    'A',
    'Impuesto de la línea',
    'La línea declara un impuesto que el servicio no tiene, o lo repite.',
    TARIFAS,
    {
      limite:
        'Si el servicio es excluido o no solo lo sabe quien factura: se revisa que no esté repetido ni vacío.',
    },
  ),
  rechazo(
    'FAX02',
    'A',
    'Impuesto de la línea',
    'El impuesto de la línea no es la suma de sus tarifas.',
    VALORES,
  ),
  rechazo(
    'FAX04',
    'A',
    'Impuesto de la línea',
    'La línea tiene una tarifa repetida o sin porcentaje.',
    TARIFAS,
  ),
  aviso('FAX05', 'A', 'Descuento de la línea', 'El porcentaje del descuento es mayor que 100.', VALORES),
  aviso('FAX06', 'A', 'Descuento de la línea', 'El descuento es mayor que el valor de la línea.', VALORES),
  rechazo(
    'FAX07',
    'A',
    'Impuesto de la línea',
    'El impuesto de la línea no es la base por la tarifa.',
    VALORES,
  ),
  rechazo('FAY10', 'A', 'Tarifa', 'La tarifa no existe para ese impuesto.', TARIFAS, {
    limite: 'Se revisan las tarifas del IVA y del INC, los impuestos de un consultorio.',
  }),
  rechazo('FAZ02', 'B', 'Descripción', 'Falta la descripción del servicio.', TARIFAS),
  aviso('FAZ04', 'A', 'Marca', 'Falta la marca en una factura de exportación.', SOPORTE, {
    espejo: 'ninguno',
  }),
  aviso('FAZ05', 'A', 'Modelo', 'Falta el modelo en una factura de exportación.', SOPORTE, {
    espejo: 'ninguno',
  }),
  rechazo('FAZ09', 'B', 'Código del servicio', 'Falta el código del servicio.', TARIFAS),
  rechazo('FAZ10', 'A', 'Código del servicio', 'El código no está en la lista UNSPSC.', TARIFAS, {
    limite: 'La lista no está en el programa: se revisa que sean ocho números.',
  }),
  aviso('FAZ12', 'A', 'Código del servicio', 'El estándar del código no es conocido.', TARIFAS),
  aviso('FAZ14', 'A', 'Código del servicio', 'El código de barras no dice quién lo asigna.', TARIFAS),
  rechazo('FBB04', 'A', 'Unidad', 'Falta la unidad de medida del precio.', TARIFAS),
  aviso('FBB05', 'A', 'Unidad', 'La unidad de medida del precio no está en la lista.', TARIFAS, {
    limite: SIN_UNIDADES,
  }),
]
