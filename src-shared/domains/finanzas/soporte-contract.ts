import { z } from 'zod'
import { hallazgoFactura, pagoSchema } from '../facturacion/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { documentoVendedorSchema, formaTransmisionSchema } from './soporte-schemas.ts'

const texto = (max: number, mensaje: string) =>
  z.string().trim().min(1, mensaje).max(max, `Máximo ${max} letras`)

/** Who sells and does not invoice, as it is typed and remembered. */
export const proveedorSchema = z
  .object({
    tipoPersona: z.enum(['1', '2']),
    tipoDocumento: documentoVendedorSchema,
    numero: z
      .string()
      .regex(/^[0-9A-Za-z-]{3,20}$/, 'Escriba el número sin puntos, espacios ni dígito de verificación'),
    nombre: texto(200, 'Escriba el nombre como está en su documento'),
    direccion: texto(200, 'Escriba la dirección: la DIAN la pide'),
    /** DIVIPOLA, of who is in Colombia. */
    municipio: z
      .string()
      .regex(/^\d{5}$/, 'Escoja el municipio de la lista')
      .nullable(),
    /** ISO 3166-1 and city, of who is not. */
    pais: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Escoja el país de la lista')
      .nullable(),
    ciudad: z.string().trim().max(100, 'Máximo 100 letras').nullable(),
    telefono: z.string().trim().max(50, 'Máximo 50 letras').nullable(),
    correo: z.email('Escriba el correo completo, por ejemplo ana@correo.com').nullable(),
  })
  .superRefine(({ tipoDocumento, numero, municipio, pais, ciudad }, refinement) => {
    const falta = (path: string, message: string) =>
      refinement.addIssue({ code: 'custom', path: [path], message })
    if (tipoDocumento === 'CC' || tipoDocumento === 'NI') {
      if (!/^\d{3,15}$/.test(numero))
        falta('numero', 'Son solo números, sin puntos ni dígito de verificación')
      if (municipio === null) falta('municipio', 'Escoja el municipio de la lista')
    } else {
      if (pais === null) falta('pais', 'Escoja el país de la lista')
      if (!ciudad) falta('ciudad', 'Escriba la ciudad')
    }
  })
export type Proveedor = z.infer<typeof proveedorSchema>

/** Hundredths of a percent. */
const tarifa = z
  .number()
  .int()
  .min(1, 'La tarifa debe ser mayor que cero')
  .max(10_000, 'La tarifa no pasa de 100 %')

/** What a person writes; all the rest comes from Configuración. */
export const peticionSoporteSchema = z
  .object({
    proveedor: proveedorSchema,
    forma: formaTransmisionSchema,
    lineas: z
      .array(
        z.object({
          descripcion: texto(300, 'Diga qué compró'),
          /** Milésimas. */
          cantidad: z.number().int().min(1, 'La cantidad debe ser mayor que cero'),
          /** Centavos for one unit, without IVA. */
          precioUnitario: z.number().int().min(1, 'Escriba cuánto costó'),
          /** Hundredths of a percent; null: without IVA. */
          iva: z.union([z.literal(500), z.literal(1900)]).nullable(),
          fecha: z.iso.date('Escriba la fecha como 21 nov 2026 o 21/11/2026'),
        }),
      )
      .min(1, 'Escriba al menos una compra')
      .max(100, 'Máximo 100 compras en un documento'),
    pago: pagoSchema,
    retencionRenta: tarifa.nullable(),
    retencionIva: tarifa.nullable(),
    nota: z.string().trim().max(500, 'Máximo 500 letras').nullable(),
  })
  .superRefine(({ lineas, pago }, refinement) => {
    if (new Set(lineas.map(({ iva }) => iva).filter((iva) => iva !== null)).size > 1)
      refinement.addIssue({
        code: 'custom',
        path: ['lineas'],
        message: 'Hay dos tarifas de IVA: haga un documento por cada una',
      })
    if (pago.forma === '2' && !pago.vencimiento)
      refinement.addIssue({ code: 'custom', path: ['pago', 'vencimiento'], message: 'Diga cuándo se paga' })
  })
export type PeticionSoporte = z.infer<typeof peticionSoporteSchema>

const estadoSoporte = z.enum(['firmada', 'desconocida', 'validada', 'rechazada', 'anulada'])
export type EstadoSoporte = z.infer<typeof estadoSoporte>

const soporteResumen = z.object({
  id: z.string(),
  clase: z.enum(['soporte', 'ajuste']),
  numero: z.string(),
  proveedor: z.string(),
  proveedorDocumento: z.string(),
  fecha: z.string(),
  /** Centavos, IVA included. */
  total: z.number().int(),
  retenido: z.number().int(),
  estado: estadoSoporte,
  /** Of a nota de ajuste: the document that it adjusts. */
  ajustaA: z.object({ id: z.string(), numero: z.string() }).nullable(),
})
export type SoporteResumen = z.infer<typeof soporteResumen>

const soporteDetalle = soporteResumen.extend({
  cuds: z.string(),
  emitidoEn: z.string(),
  validadoEn: z.string().nullable(),
  version: z.number().int(),
  /** As it was typed, to correct it; of a note, what it says of the purchase it adjusts. */
  peticion: peticionSoporteSchema,
  subtotal: z.number().int(),
  impuestos: z.number().int(),
  neto: z.number().int(),
  retenciones: z.array(
    z.object({ nombre: z.string(), tarifa: z.number(), base: z.number(), valor: z.number() }),
  ),
  concepto: z.string().nullable(),
  razon: z.string().nullable(),
  /** Centavos that a nota de ajuste may still take; 0 when none may be made. */
  porAjustar: z.number().int(),
  ajustes: z.array(soporteResumen),
  estados: z.array(z.object({ en: z.string(), estado: estadoSoporte, detalle: z.string() })),
  hallazgos: z.array(hallazgoFactura),
})
export type SoporteDetalle = z.infer<typeof soporteDetalle>

const borradorSoporte = z.object({
  id: z.string(),
  /** Who it is bought from, or what it says so far. */
  titulo: z.string(),
  actualizadoEn: z.string(),
})

/** What is being typed, whole or not: kept as it is. */
const contenidoBorrador = z.record(z.string(), z.unknown())

const escribe = { roles: FACTURAN, lan: true } as const
const NO_EMITE = [
  'SOPORTE_NO_EMITIBLE',
  'CONFIGURACION_INCOMPLETA',
  'NUMERACION_FALTA',
  'NUMERACION_VENCIDA',
  'NUMERACION_AGOTADA',
] as const

/** Documento soporte of purchases to who does not invoice (Resolución DIAN 000167 de 2021) and its nota de ajuste. */
export const soportesContract = {
  listar: query(escribe)
    .input(z.object({ texto: z.string().max(100).default(''), limite: z.number().int().min(1).max(5000) }))
    .output(
      z.object({
        documentos: z.array(soporteResumen),
        borradores: z.array(borradorSoporte),
        total: z.number().int(),
      }),
    ),
  obtener: query(escribe)
    .input(z.object({ id: z.string() }))
    .output(soporteDetalle),
  /** The number that comes, or why there is none. */
  numeracion: query(escribe).output(
    z.object({
      proximo: z.string().nullable(),
      quedan: z.number().int(),
      motivo: z.object({ mensaje: z.string(), remedio: z.string() }).nullable(),
    }),
  ),
  /** Who was bought from before; every word typed must be in name or document. */
  proveedores: query(escribe)
    .input(z.object({ texto: z.string().max(100) }))
    .output(z.object({ proveedores: z.array(proveedorSchema) })),
  borrador: query(escribe)
    .input(z.object({ id: z.string() }))
    .output(z.object({ contenido: contenidoBorrador.nullable() })),
  guardarBorrador: command(escribe)
    .input(z.object({ commandId, id: z.uuid(), titulo: z.string().max(200), contenido: contenidoBorrador }))
    .output(z.object({ id: z.string() })),
  descartarBorrador: command(escribe)
    .input(z.object({ commandId, id: z.string() }))
    .output(z.object({ id: z.string() })),
  /** What DIAN would object to, before a number is taken. */
  revisar: query(escribe)
    .errors(refusals(...NO_EMITE))
    .input(z.object({ peticion: peticionSoporteSchema }))
    .output(z.object({ hallazgos: z.array(hallazgoFactura) })),
  emitir: command(escribe)
    .errors(refusals(...NO_EMITE))
    .input(z.object({ commandId, peticion: peticionSoporteSchema, borradorId: z.string().nullable() }))
    .output(z.object({ id: z.string() })),
  /** Signs a rejected one again with the same number. */
  corregir: command(escribe)
    .errors(refusals(...NO_EMITE, 'SOPORTE_SIN_CORRECCION'))
    .input(z.object({ commandId, id: z.string(), peticion: peticionSoporteSchema }))
    .output(z.object({ id: z.string() })),
  /** Nota de ajuste of a validated one. */
  ajustar: command(escribe)
    .errors(refusals(...NO_EMITE, 'AJUSTE_INVALIDO'))
    .input(
      z.object({
        commandId,
        id: z.string(),
        concepto: z.enum(['1', '2', '3', '4', '5']),
        razon: z.string().trim().min(5, 'Diga en una frase por qué').max(500, 'Máximo 500 letras'),
        valores: z.array(z.object({ linea: z.number().int().min(0), valor: z.number().int().min(0) })),
      }),
    )
    .output(z.object({ id: z.string() })),
  pdf: query(escribe)
    .input(z.object({ id: z.string() }))
    .output(z.object({ nombre: z.string(), base64: z.string() })),
  /** Bytes as they were signed, or DIAN's answer. */
  archivo: query(escribe)
    .errors(refusals('DOCUMENTO_ALTERADO'))
    .input(z.object({ id: z.string(), cual: z.enum(['documento', 'application-response']) }))
    .output(z.object({ nombre: z.string(), base64: z.string() })),
}
