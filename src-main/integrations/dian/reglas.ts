/**
 * What each rule of DIAN means for whoever reads the rejection: cause in plain words, what to do, and where. Collected from the annex 1.9
 * as far as it is public and from real answers of the service; a rule that is not here is shown with DIAN's own text.
 */
export interface Regla {
  readonly severidad: 'rechazo' | 'notificacion'
  readonly causa: string
  readonly remedio: string
  /** Part of the document, as the user knows it. */
  readonly campo: string
}

/**
 * A rule by its code. Rules of notes mirror those of the invoice (`CAJ26`, `DAJ26` → `FAJ26`), and a variant that is not listed
 * (`FAD05d`) takes its base or first sibling.
 */
export function explicarRegla(codigo: string): Regla | undefined {
  const limpio = codigo.trim()
  const comoFactura = limpio
    .replace(/^[CD]ND(?=\d)/, 'FED')
    .replace(/^[CD](?=[A-Z]{2}\d)/, 'F')
    .replace(/^DC\d\d$/, 'DC02')
    .replace(/^FAR0[3-6]$/, 'FAR02')
  for (const candidato of [limpio, comoFactura]) {
    const base = candidato.replace(/[a-z]$/, '')
    const regla = REGLAS[candidato] ?? REGLAS[base] ?? REGLAS[`${base}a`] ?? REGLAS[`${base}b`]
    if (regla !== undefined) return regla
  }
  return undefined
}

const rechazo = (campo: string, causa: string, remedio: string): Regla => ({
  severidad: 'rechazo',
  campo,
  causa,
  remedio,
})
const aviso = (campo: string, causa: string, remedio: string): Regla => ({
  severidad: 'notificacion',
  campo,
  causa,
  remedio,
})

const REPORTAR = 'No es un dato suyo: exporte el registro de la factura y repórtelo a soporte.'
const NUMERACION =
  'Abra Configuración › Numeración y oprima Consultar en la DIAN para traer el rango como está registrado.'
const MI_RUT = 'Abra Configuración › Mi consultorio y copie el dato como está en su RUT.'
const CLIENTE = 'Abra los datos de quien paga la factura, corrija y emita de nuevo.'
const VALORES = 'Revise las cantidades, los precios y los descuentos de la factura y emítala de nuevo.'
const MIS_SERVICIOS = 'Abra Configuración › Servicios y corrija este servicio.'

/** By code. Severities follow the live numbering; the source of each is in the reference of the project. */
export const REGLAS: Readonly<Record<string, Regla>> = {
  // Structure and signature.
  ZB01: rechazo('Estructura del archivo', 'El archivo no cumple la estructura que exige la DIAN.', REPORTAR),
  ZE02: rechazo(
    'Firma',
    'La firma no corresponde al contenido de la factura.',
    'Emita la factura otra vez. Si se repite, vuelva a cargar su certificado en Configuración › Certificado digital.',
  ),
  FAA02: rechazo('Extensiones', 'Faltan las extensiones de la DIAN.', REPORTAR),
  FAB03: rechazo('Extensiones', 'La información de la DIAN falta o está repetida.', REPORTAR),
  FAC03: rechazo(
    'Firma',
    'La factura no tiene firma, o tiene más de una.',
    'Revise en Configuración › Certificado digital que el certificado esté vigente y emita de nuevo.',
  ),
  DC02: rechazo('Firma', 'A la firma le falta una parte obligatoria.', REPORTAR),
  // Numbering.
  FAB05a: rechazo('Resolución', 'La resolución de numeración no es válida para la DIAN.', NUMERACION),
  FAB07: rechazo('Resolución', 'Falta la fecha en que empieza la vigencia de la numeración.', NUMERACION),
  FAB07b: rechazo('Resolución', 'La fecha inicial de la numeración no es la que tiene la DIAN.', NUMERACION),
  FAB08: rechazo('Resolución', 'Falta la fecha en que termina la vigencia de la numeración.', NUMERACION),
  FAB08b: rechazo('Resolución', 'La fecha final de la numeración no es la que tiene la DIAN.', NUMERACION),
  FAB10a: rechazo(
    'Prefijo',
    'El prefijo de la numeración no es el mismo que el de los datos del consultorio.',
    NUMERACION,
  ),
  FAB10b: rechazo('Prefijo', 'El prefijo no pertenece a la resolución de numeración.', NUMERACION),
  FAB11a: rechazo('Rango', 'El número inicial del rango no es el que tiene la DIAN.', NUMERACION),
  FAB11b: rechazo('Rango', 'El número inicial del rango no es el que tiene la DIAN.', NUMERACION),
  FAB12a: rechazo('Rango', 'El número final del rango falta o no es el que tiene la DIAN.', NUMERACION),
  FAB12b: rechazo('Rango', 'El número final del rango no es el que tiene la DIAN.', NUMERACION),
  FAD05a: rechazo(
    'Número de factura',
    'El número de la factura tiene espacios, guiones u otros signos.',
    NUMERACION,
  ),
  FAD05b: rechazo('Número de factura', 'El número está por debajo del rango autorizado.', NUMERACION),
  FAD05c: rechazo(
    'Número de factura',
    'El número está por encima del rango autorizado.',
    'Solicite una numeración nueva en el portal de la DIAN y tráigala en Configuración › Numeración.',
  ),
  FAD05d: rechazo('Número de factura', 'El número está por fuera del rango autorizado.', NUMERACION),
  FAD05e: rechazo(
    'Número de factura',
    'Ese prefijo y número no existen en la autorización de la DIAN.',
    NUMERACION,
  ),
  FAD09a: rechazo('Fecha', 'La fecha de la factura es anterior a la vigencia de la numeración.', NUMERACION),
  FAD09b: rechazo(
    'Fecha',
    'La numeración ya venció para la fecha de la factura.',
    'Solicite una numeración nueva en el portal de la DIAN y tráigala en Configuración › Numeración.',
  ),
  FAD09c: rechazo(
    'Fecha',
    'La factura tiene más de cinco días de emitida.',
    'Fírmela de nuevo con la fecha de hoy desde la Bandeja de salida.',
  ),
  FAD09d: rechazo(
    'Fecha',
    'La fecha de la factura está más de diez días adelante.',
    'Revise la fecha y la hora del computador.',
  ),
  FAD09e: rechazo(
    'Fecha',
    'La fecha de la factura no es la misma del día en que se firmó.',
    'Revise la fecha y la hora del computador y firme de nuevo desde la Bandeja de salida.',
  ),
  FAD10: rechazo('Hora', 'La hora no está escrita como la pide la DIAN.', REPORTAR),
  // Software.
  FAB19a: rechazo('Software', 'Falta el NIT del dueño del software.', MI_RUT),
  FAB22a: rechazo('Software', 'Falta el dígito de verificación del dueño del software.', MI_RUT),
  FAB22b: rechazo('Software', 'El dígito de verificación del dueño del software está errado.', MI_RUT),
  FAB24a: rechazo(
    'Software',
    'El identificador del software no está asociado a su consultorio en la DIAN.',
    'Copie el identificador del portal de la DIAN en Configuración › Facturación electrónica.',
  ),
  FAB25: rechazo('Software', 'El código de la entidad no es el de la DIAN.', REPORTAR),
  FAB26: rechazo('Software', 'El nombre de la entidad no es el de la DIAN.', REPORTAR),
  FAB27: rechazo('Software', 'Falta el código de seguridad del software.', REPORTAR),
  FAB27b: rechazo(
    'Software',
    'El código de seguridad no corresponde al software autorizado.',
    'Revise el identificador y el PIN del software en Configuración › Facturación electrónica; deben ser los del portal de la DIAN.',
  ),
  FAB31: rechazo('Autorización', 'El proveedor de la autorización no es la DIAN.', REPORTAR),
  FAB34: rechazo('Autorización', 'El dígito de verificación de la DIAN está errado.', REPORTAR),
  FAB36: rechazo('Código QR', 'Falta el código QR.', REPORTAR),
  // Header.
  FAD01: rechazo('Versión', 'La versión del formato no es la que pide la DIAN.', REPORTAR),
  FAD02: rechazo(
    'Tipo de operación',
    'El tipo de operación no está en la lista de la DIAN.',
    'Revise quién paga y cómo se recaudó; el programa escoge el tipo de operación con esos datos.',
  ),
  FAD03: rechazo('Versión', 'El nombre del documento no es el que pide la DIAN.', REPORTAR),
  FAD04: rechazo(
    'Ambiente',
    'No dice si la factura es de producción o de pruebas.',
    'Escoja el ambiente en Configuración › Facturación electrónica.',
  ),
  FAD06: rechazo(
    'CUFE',
    'El código único de la factura (CUFE) no está bien calculado.',
    'Revise la clave técnica de la numeración: Configuración › Numeración › Consultar en la DIAN.',
  ),
  FAD08: rechazo('CUFE', 'El tipo de código único no es el que pide la DIAN.', REPORTAR),
  FAD12: rechazo('Tipo de factura', 'El tipo de factura no está en la lista de la DIAN.', REPORTAR),
  FAD15a: rechazo('Moneda', 'La moneda no es el peso colombiano.', REPORTAR),
  FAD16: rechazo('Líneas', 'La cantidad de líneas que dice la factura no es la que trae.', REPORTAR),
  FAI04: rechazo(
    'Documento de referencia',
    'El tipo del documento de referencia no es válido.',
    'Revise los datos de la factura de talonario que está transcribiendo.',
  ),
  FAI06: rechazo(
    'Documento de referencia',
    'El código del documento de referencia no es válido.',
    'Revise los datos de la factura de talonario que está transcribiendo.',
  ),
  // Issuer.
  FAJ02: rechazo('Consultorio', 'No dice si el consultorio es persona natural o jurídica.', MI_RUT),
  FAJ08: rechazo('Dirección del consultorio', 'La dirección del consultorio está incompleta.', MI_RUT),
  FAJ09: rechazo(
    'Municipio del consultorio',
    'El municipio del consultorio no está en la lista de la DIAN.',
    MI_RUT,
  ),
  FAJ12: rechazo(
    'Departamento del consultorio',
    'El departamento del consultorio no está en la lista de la DIAN.',
    MI_RUT,
  ),
  FAJ16: rechazo('País del consultorio', 'El país del consultorio debe ser Colombia.', MI_RUT),
  FAJ21: rechazo('NIT del consultorio', 'Falta el NIT o el dígito de verificación del consultorio.', MI_RUT),
  FAJ24: rechazo('NIT del consultorio', 'El dígito de verificación del consultorio está errado.', MI_RUT),
  FAJ25: rechazo('NIT del consultorio', 'El tipo de documento del consultorio no está en la lista.', MI_RUT),
  FAJ26: rechazo(
    'Responsabilidades del consultorio',
    'Las responsabilidades tributarias del consultorio no están en la lista.',
    MI_RUT,
  ),
  FAJ27: rechazo('Régimen del consultorio', 'El régimen del consultorio no está en la lista.', MI_RUT),
  FAJ28: rechazo(
    'Dirección fiscal del consultorio',
    'La dirección fiscal del consultorio está incompleta.',
    MI_RUT,
  ),
  FAJ29: rechazo(
    'Municipio fiscal del consultorio',
    'El municipio de la dirección fiscal no está en la lista.',
    MI_RUT,
  ),
  FAJ32: rechazo(
    'Departamento fiscal del consultorio',
    'El departamento de la dirección fiscal no está en la lista.',
    MI_RUT,
  ),
  FAJ40: rechazo(
    'Impuesto del consultorio',
    'El impuesto del que el consultorio es responsable no está en la lista.',
    MI_RUT,
  ),
  FAJ41: rechazo(
    'Impuesto del consultorio',
    'El nombre del impuesto del consultorio no corresponde a su código.',
    MI_RUT,
  ),
  FAJ43a: aviso('Nombre del consultorio', 'El nombre no es igual al que está en el RUT.', MI_RUT),
  FAJ43b: aviso(
    'Nombre del consultorio',
    'El nombre no es igual al que está en el RUT para ese NIT.',
    MI_RUT,
  ),
  FAJ44a: rechazo(
    'NIT del consultorio',
    'El dígito de verificación del consultorio falta o está errado.',
    MI_RUT,
  ),
  FAJ44b: aviso('NIT del consultorio', 'El NIT no corresponde en el RUT a ese nombre.', MI_RUT),
  FAJ49: rechazo('Prefijo', 'Falta el prefijo en los datos del consultorio.', NUMERACION),
  FAJ50: rechazo('Prefijo', 'Falta el prefijo en los datos del consultorio.', NUMERACION),
  FAJ51: aviso('Matrícula mercantil', 'La matrícula mercantil no tiene la forma esperada.', MI_RUT),
  FAJ73: aviso('Código postal', 'El código postal no está en la lista.', MI_RUT),
  RUT01: aviso(
    'RUT',
    'La DIAN anuncia que más adelante validará el estado del RUT.',
    'No tiene que hacer nada.',
  ),
  // Customer.
  FAK02: rechazo('Quien paga', 'No dice si quien paga es persona natural o jurídica.', CLIENTE),
  FAK08: rechazo('Dirección de quien paga', 'La dirección de quien paga está incompleta.', CLIENTE),
  FAK21: rechazo(
    'NIT de quien paga',
    'Falta el documento o el dígito de verificación de quien paga.',
    CLIENTE,
  ),
  FAK24: rechazo('NIT de quien paga', 'El dígito de verificación de quien paga está errado.', CLIENTE),
  FAK26: rechazo(
    'Responsabilidades de quien paga',
    'Las responsabilidades tributarias de quien paga no están en la lista.',
    CLIENTE,
  ),
  FAK38: aviso('País de quien paga', 'El idioma del nombre del país no está en la lista.', REPORTAR),
  FAK61: rechazo(
    'Documento de quien paga',
    'Falta el documento de identidad de la persona que paga.',
    CLIENTE,
  ),
  // Payment.
  FAN01: rechazo(
    'Forma de pago',
    'Falta la forma de pago.',
    'Escoja si es de contado o a crédito y emita de nuevo.',
  ),
  FAN02: rechazo(
    'Forma de pago',
    'La forma de pago no es contado ni crédito.',
    'Escoja si es de contado o a crédito y emita de nuevo.',
  ),
  FAN03: rechazo(
    'Medio de pago',
    'El medio de pago no está en la lista.',
    'Escoja otro medio de pago y emita de nuevo.',
  ),
  FBD03: aviso('Anticipos', 'Lo pagado por anticipado falta o supera el valor de la factura.', VALORES),
  // Discounts and currency.
  FAQ03: rechazo('Descuento', 'No dice si es descuento o recargo.', REPORTAR),
  FAQ04: rechazo(
    'Descuento',
    'El motivo del descuento falta o no está en la lista.',
    'Escoja el motivo del descuento.',
  ),
  FAQ06: aviso('Descuento', 'El porcentaje del descuento es mayor que 100.', VALORES),
  FAQ09: aviso('Descuento', 'El descuento es mayor que el valor sobre el que se aplica.', VALORES),
  FAR02: rechazo('Tasa de cambio', 'La información de la tasa de cambio está incompleta.', REPORTAR),
  FAR07: rechazo('Tasa de cambio', 'La información de la tasa de cambio está errada.', REPORTAR),
  // Taxes.
  FAS01b: rechazo(
    'Impuestos',
    'La factura totaliza un impuesto que sus servicios no tienen, o lo totaliza dos veces.',
    MIS_SERVICIOS,
  ),
  FAS02: rechazo('Impuestos', 'El total del impuesto no es la suma de sus tarifas.', VALORES),
  FAS04: rechazo('Impuestos', 'Hay una tarifa de impuesto repetida o sin porcentaje.', MIS_SERVICIOS),
  FAS07: rechazo('Impuestos', 'El impuesto no es la base por la tarifa.', VALORES),
  FAS16: rechazo('Impuestos', 'El código del impuesto no está en la lista.', MIS_SERVICIOS),
  FAT01: rechazo('Retenciones', 'La retención está repetida.', 'Revise las retenciones de la factura.'),
  FAT02: rechazo(
    'Retenciones',
    'El total de la retención no es la suma de sus tarifas.',
    'Revise las retenciones de la factura.',
  ),
  FAT07: rechazo(
    'Retenciones',
    'La retención no es la base por la tarifa.',
    'Revise las retenciones de la factura.',
  ),
  // Totals.
  FAU02: rechazo('Totales', 'El valor bruto no es la suma de las líneas.', VALORES),
  FAU04: rechazo('Totales', 'La base gravable no es la suma de las bases de las líneas.', VALORES),
  FAU06: rechazo('Totales', 'El valor con impuestos no es el valor bruto más los impuestos.', VALORES),
  FAU08: rechazo('Totales', 'El total de descuentos no es la suma de los descuentos.', VALORES),
  FAU10: rechazo('Totales', 'El total de recargos no es la suma de los recargos.', VALORES),
  FAU12: rechazo('Totales', 'El total de anticipos no es la suma de los anticipos.', VALORES),
  FAU14: rechazo('Totales', 'El valor a pagar no resulta de los demás valores.', VALORES),
  VLR01: rechazo('Valores', 'Hay un valor o un porcentaje negativo.', VALORES),
  // Lines.
  FAV01: rechazo('Líneas', 'La factura no tiene líneas.', 'Agregue al menos un servicio.'),
  FAV02: aviso('Líneas', 'El orden de las líneas está repetido o salteado.', REPORTAR),
  FAV04b: rechazo('Cantidad', 'La cantidad falta o no es mayor que cero.', VALORES),
  FAV05: aviso('Unidad', 'La unidad de medida no está en la lista.', MIS_SERVICIOS),
  FAV06: rechazo(
    'Valor de la línea',
    'El valor de la línea no es precio por cantidad menos descuentos.',
    VALORES,
  ),
  FAW05: aviso('Precio de referencia', 'El tipo de precio de referencia no está en la lista.', REPORTAR),
  FAX01: rechazo(
    'Impuesto de la línea',
    'La línea declara un impuesto que el servicio no tiene, o lo repite.',
    MIS_SERVICIOS,
  ),
  FAX02: rechazo('Impuesto de la línea', 'El impuesto de la línea no es la suma de sus tarifas.', VALORES),
  FAX04: rechazo('Impuesto de la línea', 'La línea tiene una tarifa repetida.', MIS_SERVICIOS),
  FAX05: aviso('Descuento de la línea', 'El porcentaje del descuento es mayor que 100.', VALORES),
  FAX06: aviso('Descuento de la línea', 'El descuento es mayor que el valor de la línea.', VALORES),
  FAX07: rechazo('Impuesto de la línea', 'El impuesto de la línea no es la base por la tarifa.', VALORES),
  FAY10: rechazo('Tarifa', 'La tarifa no existe para ese impuesto.', MIS_SERVICIOS),
  FAZ02: rechazo('Descripción', 'Falta la descripción del servicio.', MIS_SERVICIOS),
  FAZ04: aviso('Marca', 'Falta la marca en una factura de exportación.', REPORTAR),
  FAZ05: aviso('Modelo', 'Falta el modelo en una factura de exportación.', REPORTAR),
  FAZ09: rechazo('Código del servicio', 'Falta el código del servicio.', MIS_SERVICIOS),
  FAZ10: rechazo('Código del servicio', 'El código no está en la lista UNSPSC.', MIS_SERVICIOS),
  FAZ12: aviso('Código del servicio', 'El estándar del código no es conocido.', MIS_SERVICIOS),
  FAZ14: aviso('Código del servicio', 'El código de barras no dice quién lo asigna.', MIS_SERVICIOS),
  FBB04: rechazo('Unidad', 'Falta la unidad de medida del precio.', MIS_SERVICIOS),
  FBB05: aviso('Unidad', 'La unidad de medida del precio no está en la lista.', MIS_SERVICIOS),
  // Notes.
  CAD02a: rechazo(
    'Motivo de la nota',
    'Una anulación debe hacer referencia a la factura que anula.',
    'Escoja la factura que va a anular.',
  ),
  CAD03: aviso('Versión', 'El nombre de la nota no es el que pide la DIAN.', REPORTAR),
  DAD03: aviso('Versión', 'El nombre de la nota no es el que pide la DIAN.', REPORTAR),
  CAE03: rechazo(
    'Motivo de la nota',
    'El motivo de la nota no está en la lista.',
    'Escoja el motivo de la nota.',
  ),
  DAE03: rechazo(
    'Motivo de la nota',
    'El motivo de la nota no está en la lista.',
    'Escoja el motivo de la nota.',
  ),
  CAN01: rechazo(
    'Forma de pago',
    'La nota no dice la forma de pago.',
    'Escoja la forma de pago y emita la nota de nuevo.',
  ),
  DAN01: rechazo(
    'Forma de pago',
    'La nota no dice la forma de pago.',
    'Escoja la forma de pago y emita la nota de nuevo.',
  ),
  CAI06: rechazo('Documento de referencia', 'El código del documento de referencia no es válido.', REPORTAR),
  DAI06: rechazo('Documento de referencia', 'El código del documento de referencia no es válido.', REPORTAR),
  CBF01: rechazo('Motivo de la nota', 'Falta el motivo de la nota.', 'Escoja el motivo de la nota.'),
  DBF01: rechazo('Motivo de la nota', 'Falta el motivo de la nota.', 'Escoja el motivo de la nota.'),
  CBF02: aviso(
    'Factura de la nota',
    'Falta el número de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  DBF02: aviso(
    'Factura de la nota',
    'Falta el número de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  CBF03: rechazo(
    'Motivo de la nota',
    'El motivo de la nota falta o no está en la lista.',
    'Escoja el motivo de la nota.',
  ),
  DBF03: rechazo(
    'Motivo de la nota',
    'El motivo de la nota falta o no está en la lista.',
    'Escoja el motivo de la nota.',
  ),
  CBG03: rechazo(
    'Factura de la nota',
    'Falta el número de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  DBG03: rechazo(
    'Factura de la nota',
    'Falta el número de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  CBG04: rechazo(
    'Factura de la nota',
    'Falta el CUFE de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  DBG04: rechazo(
    'Factura de la nota',
    'Falta el CUFE de la factura que la nota corrige.',
    'Escoja la factura que la nota corrige.',
  ),
  CBG04a: rechazo(
    'Factura de la nota',
    'La DIAN no tiene la factura que la nota corrige.',
    'Espere a que la factura quede aceptada y reenvíe la nota.',
  ),
  DBG04a: rechazo(
    'Factura de la nota',
    'La DIAN no tiene la factura que la nota corrige.',
    'Espere a que la factura quede aceptada y reenvíe la nota.',
  ),
  // Service and events.
  '89': rechazo(
    'Envío',
    'La DIAN ya está procesando este documento.',
    'Espere unos minutos: el programa preguntará por el resultado.',
  ),
  '90': rechazo(
    'Envío',
    'La DIAN ya recibió antes un documento con este número.',
    'El programa pregunta a la DIAN cuál recibió. Si no es este, use el siguiente número de la numeración.',
  ),
  LGC01: rechazo(
    'Evento',
    'El evento ya estaba registrado o no se puede registrar en este momento.',
    'Consulte los eventos de la factura antes de repetirlo.',
  ),
  AAH03: rechazo('Evento', 'El tipo de evento no está autorizado.', REPORTAR),
  // Health sector: the ministry's validator names these, and our own check before sending.
  FED060: rechazo(
    'Datos de salud',
    'Faltan los datos del sector salud.',
    'Complete prestador, modalidad de pago y cobertura, y emita de nuevo.',
  ),
  FED061: rechazo('Recaudos', 'Un mismo concepto de recaudo está repetido.', VALORES),
  FED100: rechazo(
    'Periodo',
    'Falta el periodo de la atención.',
    'Escriba la fecha inicial y final de la atención.',
  ),
  FED104: rechazo('Recaudos', 'Un recaudo no dice de qué concepto es.', 'Revise los pagos del paciente.'),
  FED105: rechazo('Recaudos', 'Un recaudo no dice su valor.', 'Revise los pagos del paciente.'),
  FED108: rechazo('Descuento', 'Al descuento le falta porcentaje, valor o base.', VALORES),
  FED114: rechazo('Impuestos', 'Al impuesto de una línea le falta una parte.', MIS_SERVICIOS),
  FED123: aviso(
    'Código de habilitación',
    'Falta el código de habilitación del prestador.',
    'Escríbalo en Configuración › Mi consultorio; está en el REPS.',
  ),
  FED124: rechazo(
    'Código de habilitación',
    'Falta el código de habilitación del prestador.',
    'Escríbalo en Configuración › Mi consultorio; está en el REPS.',
  ),
  FED125: rechazo(
    'Modalidad de pago',
    'Falta la modalidad de pago.',
    'Escoja la modalidad de pago del contrato.',
  ),
  FED127: rechazo(
    'Cobertura',
    'Falta la cobertura o plan de beneficios.',
    'Escoja la cobertura del paciente.',
  ),
  FED129: aviso(
    'Contrato',
    'No hay número de contrato.',
    'Escríbalo si existe; si no, escoja por qué se factura sin contrato.',
  ),
  FED130: rechazo('Contrato', 'Falta el campo del número de contrato.', REPORTAR),
  FED132: rechazo('Póliza', 'Falta el campo del número de póliza.', REPORTAR),
  FED133: rechazo(
    'Modalidad de pago',
    'La modalidad de pago no está en la lista.',
    'Escoja la modalidad de pago del contrato.',
  ),
  FED134: rechazo(
    'Cobertura',
    'La cobertura no está en la lista o ya no se usa en esta fecha.',
    'Escoja la cobertura del paciente.',
  ),
  FED136: aviso(
    'Factura sin contrato',
    'No dice por qué se factura sin contrato.',
    'Escoja la causa de la factura sin contrato.',
  ),
  VFE011: rechazo('NIT del consultorio', 'El consultorio debe facturar con NIT.', MI_RUT),
  VFE012: rechazo('NIT del consultorio', 'Falta el dígito de verificación del consultorio.', MI_RUT),
  VFE020: rechazo(
    'Periodo',
    'El periodo de la atención está errado.',
    'Corrija la fecha inicial y final de la atención.',
  ),
}
