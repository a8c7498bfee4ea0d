import { z } from 'zod'
import { TIPOS_DOCUMENTO, TIPOS_SOLO_ADQUIRIENTE } from '../../kernel/identifiers.ts'
import { DESTINOS } from './destinos.ts'

/**
 * The invoice as the domain hands it to whoever issues it: everything that is printed or sent, nothing computed.
 * Money is integer centavos, quantities are integer milésimas (1000 = one unit), rates are integer hundredths of a
 * percent (1900 = 19.00 %), dates and times are those of America/Bogota.
 */

/** What XML 1.0 can carry in one line: no control characters, no unpaired surrogates. */
export const isPrintable = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  !/[\u0000-\u001f\u007f\ufffe\uffff]/.test(text) && text.isWellFormed()

const texto = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Falta este dato')
    .max(max, `Máximo ${max} letras`)
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir: bórrelo y escríbalo de nuevo')

/** `2026-11-21`, a day that exists. */
const fecha = z.iso.date('Escriba la fecha como 2026-11-21')
/** `HH:MM:SS`, Bogotá. */
const hora = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'Escriba la hora como 14:05:00')
const centavos = z.int('El valor debe ser exacto en centavos').nonnegative('El valor no puede ser negativo')
const codigo = (pattern: RegExp, message: string) => z.string().regex(pattern, message)

/** `1` producción, `2` habilitación (tabla 13.1.1 of annex 1.9). */
export const ambienteSchema = z.enum(['1', '2'])
/** `01` factura de venta, `03` transcription of a paper invoice, `04` contingency of DIAN (tabla 13.1.3). */
export const tipoFacturaSchema = z.enum(['01', '03', '04'])
/** Operation type (tablas 13.1.5.1 and 13.1.5.1.1). Health codes begin with `SS-`; `10` is the ordinary invoice. */
export const operacionSchema = z.enum([
  'SS-CUFE',
  'SS-CUDE',
  'SS-POS',
  'SS-SNum',
  'SS-Reporte',
  'SS-SinAporte',
  'SS-Recaudo',
  '10',
])

/** Document codes of RIPS (tabla tipoDocumentoIdentificacion); the DIAN code is decided when the XML is written. */
export const tipoDocumentoSchema = z.enum(TIPOS_DOCUMENTO.map((tipo) => tipo.codigo))

export const numeroFacturaSchema = z.object({
  /** Up to four letters or digits; empty when the range has none. */
  prefijo: codigo(/^[A-Z0-9]{0,4}$/, 'El prefijo tiene hasta 4 letras mayúsculas o números'),
  consecutivo: z.int().min(1, 'El consecutivo empieza en 1').max(999_999_999),
})

export const direccionSchema = z.object({
  /** Municipality code of DIVIPOLA, five digits. */
  municipio: codigo(/^\d{5}$/, 'El código del municipio tiene 5 dígitos'),
  nombreMunicipio: texto(100),
  departamento: texto(100),
  codigoDepartamento: codigo(/^\d{2}$/, 'El código del departamento tiene 2 dígitos'),
  linea: texto(300),
  codigoPostal: codigo(/^\d{6}$/, 'El código postal tiene 6 dígitos').optional(),
})

/** An address in another country: DIAN wants no municipality of it (FAK08). */
export const direccionExteriorSchema = z.object({
  /** ISO 3166-1, two letters; never CO. */
  pais: codigo(/^(?!CO$)[A-Z]{2}$/, 'Escoja el país de la lista'),
  nombrePais: texto(100),
  ciudad: texto(100),
  /** State or province. */
  region: texto(100).optional(),
  linea: texto(300),
  codigoPostal: texto(20).optional(),
})

/** Documents of who buys: those of RIPS, and those that only DIAN has. */
export const tipoDocumentoParteSchema = z.enum([
  ...TIPOS_DOCUMENTO.map((tipo) => tipo.codigo),
  ...TIPOS_SOLO_ADQUIRIENTE.map((tipo) => tipo.codigo),
])

export const parteSchema = z.object({
  /** `1` persona jurídica, `2` persona natural. */
  tipoPersona: z.enum(['1', '2']),
  tipoDocumento: tipoDocumentoParteSchema,
  /** Without check digit, dots or spaces. */
  numero: codigo(/^[0-9A-Za-z-]{3,20}$/, 'El número de documento va sin puntos ni espacios'),
  /** Check digit, only for NIT. */
  dv: codigo(/^\d$/, 'El dígito de verificación es un número').optional(),
  /** As it is in the RUT. */
  nombre: texto(450),
  nombreComercial: texto(450).optional(),
  /** Codes of tabla 13.2.6.1, `R-99-PN` for ordinary people. */
  responsabilidades: z.array(z.enum(['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN'])).min(1),
  /** `01` IVA, `04` INC, `ZA` both, `ZZ` none (tabla 13.2.6.2). */
  tributo: z.enum(['01', '04', 'ZA', 'ZZ']),
  direccion: direccionSchema.optional(),
  /** In the place of `direccion` for who lives in another country. */
  direccionExterior: direccionExteriorSchema.optional(),
  telefono: texto(50).optional(),
  correo: z.email('Escriba el correo completo, por ejemplo ana@correo.com').max(100).optional(),
})

/** A person the service was given to when someone else pays (DT2, SS-Recaudo). */
export const beneficiarioSchema = z.object({
  tipoDocumento: tipoDocumentoSchema,
  numero: codigo(/^[0-9A-Za-z-]{3,20}$/, 'El número de documento va sin puntos ni espacios'),
  nombres: texto(200),
  apellidos: texto(200),
  direccion: direccionSchema.optional(),
})

export const resolucionSchema = z.object({
  /** 14 digits in production, 11 in habilitación. */
  numero: codigo(/^\d{11,14}$/, 'El número de la resolución tiene entre 11 y 14 dígitos'),
  prefijo: codigo(/^[A-Z0-9]{0,4}$/, 'El prefijo tiene hasta 4 letras mayúsculas o números'),
  desde: z.int().min(1).max(999_999_999),
  hasta: z.int().min(1).max(999_999_999),
  vigenciaDesde: fecha,
  vigenciaHasta: fecha,
  /** Technical key of the range, as DIAN delivers it. Paper ranges (type 03) have none. */
  claveTecnica: z.string().max(64),
})

export const softwareSchema = z.object({
  /** GUID that DIAN gives when the software is registered. */
  id: z.guid('El identificador del software tiene la forma 56f2ae4e-9812-4fad-9255-08fcfcd5ccb0'),
  pin: z.string().min(1, 'Falta el PIN del software'),
})

/** Fields of the health extension (Res. 948/2026; DT2 §3.4). */
export const saludFacturaSchema = z.object({
  /** Ten digits of REPS. */
  codigoPrestador: codigo(/^\d{10}$/, 'El código de habilitación tiene 10 dígitos'),
  modalidadPago: z.enum(['01', '02', '03', '04']),
  coberturaPlan: codigo(/^(0[1-9]|1[0-7])$/, 'La cobertura va de 01 a 17'),
  numeroContrato: texto(64).optional(),
  numeroPoliza: texto(64).optional(),
  facturaSinContrato: z.enum(['01', '02', '03', '04', '05', '06', '07']).optional(),
  /** Day whose law it follows, when it is not that of its issue: what is made again keeps that of the first time. */
  ley: fecha.optional(),
})

/** How what the user paid was supported (DT2 §3.2); `solo-informar`: already settled with the payer, it lowers nothing. */
export const soporteRecaudoSchema = z.enum([
  'factura-electronica',
  'factura-contingencia',
  'pos',
  'talonario',
  'solo-informar',
])

/** What a person chooses of the health fields when somebody else pays; each is asked only when it applies. */
export const eleccionesSaludSchema = z.object({
  /** Case of an invoice without contract (tabla facturaSinContrato); `07` is that of the private patient. */
  sinContrato: z.enum(['01', '02', '03', '04', '05', '06']),
})

export const pagoSchema = z.object({
  /** `1` contado, `2` crédito. */
  forma: z.enum(['1', '2']),
  /** Payment means, tabla 13.3.4.2 (`10` efectivo, `48` tarjeta crédito, `47` transferencia …). */
  medio: codigo(/^(\d{1,2}|ZZZ)$/, 'Escoja el medio de pago de la lista'),
  vencimiento: fecha.optional(),
})

/** Money the user paid towards this invoice (tabla conceptoRecaudo). */
export const recaudoSchema = z.object({
  concepto: z.enum(['01', '02', '03', '04', '05']),
  valor: centavos,
  fecha,
  /** Number of what the user was given for it, printed in the invoice; absent when it has none. */
  soporte: texto(30).optional(),
})

/** `excluido`: art. 476 ET, no tax group at all. `exento`: 0 % with its base. `gravado`: rate above zero. */
export const impuestoLineaSchema = z.object({
  clase: z.enum(['excluido', 'exento', 'gravado']),
  /** `01` IVA, `04` INC. Ignored when excluded. */
  tributo: z.enum(['01', '04']),
  /** Hundredths of a percent; 0 unless `gravado`. */
  tarifa: z.int().min(0).max(10_000),
})

export const descuentoLineaSchema = z.object({
  valor: centavos,
  razon: texto(200),
})

/** Given away: it is worth nothing in the invoice, but says what one unit is worth; its IVA, if it has, goes by that value. */
export const muestraSchema = z.object({
  /** Centavos for one unit. */
  precio: centavos.positive('Escriba cuánto vale la muestra'),
  /** Tabla 13.3.3: `1` commercial, `2` inventory, `3` other. */
  tipo: z.enum(['1', '2', '3']),
})

/** A discount of the whole document (tabla 13.3.8): `00` not conditioned, `01` conditioned. It lowers what is paid and no tax base. */
export const descuentoFacturaSchema = z.object({
  codigo: z.enum(['00', '01']),
  valor: centavos.positive('El descuento debe ser mayor que cero'),
  razon: texto(200),
})

/** A charge of the whole document (tabla 13.3.8): `02` not conditioned, `03` conditioned, tips among them. */
export const recargoFacturaSchema = z.object({
  codigo: z.enum(['02', '03']),
  valor: centavos.positive('El recargo debe ser mayor que cero'),
  razon: texto(200),
})

/** What is withheld: `05` ReteIVA, `06` ReteRenta, `07` ReteICA (tabla 13.2.2). */
export const retencionSchema = z.object({
  tributo: z.enum(['05', '06', '07']),
  /** Thousandths of a percent: 11000 = 11 %, 966 = 9.66 by the thousand. */
  tarifa: z.int().positive('Escriba la tarifa').max(100_000, 'La tarifa no pasa del 100 %'),
  /** For ReteIVA the IVA itself. */
  base: centavos.positive('Escriba la base'),
})

export const lineaFacturaSchema = z.object({
  codigo: texto(100),
  /** Who gives the code: `999` own or CUPS, `001` UNSPSC, `010` GTIN, `020` partida arancelaria. */
  estandar: z.enum(['999', '001', '010', '020']),
  descripcion: texto(300),
  /** Unit of measure; `94` is the plain unit. */
  unidad: codigo(/^[0-9A-Z]{1,3}$/, 'Escoja la unidad de la lista').default('94'),
  cantidad: z.int().positive('La cantidad debe ser mayor que cero'),
  /** Centavos for one unit. */
  precioUnitario: centavos,
  /** Ten-thousandths of a centavo besides `precioUnitario`: what a price with its tax included leaves when the tax is taken out. */
  fraccionPrecio: z.int().min(0).max(9999).optional(),
  descuento: descuentoLineaSchema.optional(),
  recargo: descuentoLineaSchema.optional(),
  /**
   * Centavos that the tax has besides base × rate, so that what was agreed with its tax included is what is paid: not every such amount
   * is a base plus its rounded tax. DIAN compares whole pesos (FAS07).
   */
  ajusteImpuesto: z.int().min(-50).max(50).optional(),
  muestra: muestraSchema.optional(),
  impuesto: impuestoLineaSchema,
  /** NIT of the payer the money belongs to, when it is collected for it (SS-Recaudo). */
  mandante: z
    .object({ nit: codigo(/^\d{6,10}$/, 'NIT sin puntos'), dv: codigo(/^\d$/, 'Un dígito') })
    .optional(),
})

/** The paper invoice that a type 03 document transcribes. */
export const facturaPapelSchema = z.object({ numero: texto(20), fecha })

export const documentoFacturaSchema = z.object({
  ambiente: ambienteSchema,
  tipo: tipoFacturaSchema,
  operacion: operacionSchema,
  numero: numeroFacturaSchema,
  emision: z.object({ fecha, hora }),
  vencimiento: fecha.optional(),
  /** First and last day of care, or the billed period. */
  periodo: z.object({ inicio: fecha, fin: fecha }),
  resolucion: resolucionSchema,
  software: softwareSchema,
  emisor: parteSchema,
  adquiriente: parteSchema,
  beneficiario: beneficiarioSchema.optional(),
  salud: saludFacturaSchema.optional(),
  facturaPapel: facturaPapelSchema.optional(),
  pago: pagoSchema,
  recaudos: z.array(recaudoSchema),
  lineas: z.array(lineaFacturaSchema).min(1, 'La factura necesita al menos un servicio').max(1500),
  /** Of the whole document; absent in what was issued before they existed. */
  descuentos: z.array(descuentoFacturaSchema).max(20).optional(),
  recargos: z.array(recargoFacturaSchema).max(20).optional(),
  /** What an autorretenedor (O-15) withholds from itself: told to DIAN, changes nothing of what is paid. */
  autorretenciones: z.array(retencionSchema).max(30).optional(),
  /** What the customer will withhold when paying: printed and shown, no part of the document that is sent. */
  retencionesCliente: z.array(retencionSchema).max(30).optional(),
  notas: z.array(texto(5000)),
})

export type Ambiente = z.infer<typeof ambienteSchema>
export type TipoFactura = z.infer<typeof tipoFacturaSchema>
export type Operacion = z.infer<typeof operacionSchema>
export type TipoDocumento = z.infer<typeof tipoDocumentoSchema>
export type NumeroFactura = z.infer<typeof numeroFacturaSchema>
export type Direccion = z.infer<typeof direccionSchema>
export type DireccionExterior = z.infer<typeof direccionExteriorSchema>
export type Parte = z.infer<typeof parteSchema>
export type Beneficiario = z.infer<typeof beneficiarioSchema>
export type Resolucion = z.infer<typeof resolucionSchema>
export type Software = z.infer<typeof softwareSchema>
export type SaludFactura = z.infer<typeof saludFacturaSchema>
export type SoporteRecaudo = z.infer<typeof soporteRecaudoSchema>
export type EleccionesSalud = z.infer<typeof eleccionesSaludSchema>
export type Pago = z.infer<typeof pagoSchema>
export type Recaudo = z.infer<typeof recaudoSchema>
export type ImpuestoLinea = z.infer<typeof impuestoLineaSchema>
export type LineaFactura = z.infer<typeof lineaFacturaSchema>
export type DescuentoFactura = z.infer<typeof descuentoFacturaSchema>
export type RecargoFactura = z.infer<typeof recargoFacturaSchema>
export type Retencion = z.infer<typeof retencionSchema>
export type DocumentoFactura = z.infer<typeof documentoFacturaSchema>

/** What is taken to a customer: an invoice, or the note of it that is named. */
export const entregableSchema = z.object({ facturaId: z.string(), notaId: z.string().optional() })
export type Entregable = z.infer<typeof entregableSchema>

/** A rule found before sending or named by DIAN, in plain words. */
export const hallazgoFactura = z.object({
  regla: z.string(),
  severidad: z.enum(['rechazo', 'notificacion']),
  ruta: z.string(),
  mensaje: z.string(),
  remedio: z.string(),
  /** Part of the document as the user knows it, and where it is mended; of the rules of our table alone. */
  campo: z.string().optional(),
  destino: z.enum(DESTINOS).optional(),
})
export type HallazgoFactura = z.infer<typeof hallazgoFactura>
