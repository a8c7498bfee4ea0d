import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { FACTURAN } from '../seguridad/schemas.ts'
import { clienteDatosSchema, clienteDeVentaSchema, clienteSchema } from './clientes.ts'
import {
  descuentoFacturaSchema,
  documentoFacturaSchema,
  hallazgoFactura,
  impuestoLineaSchema,
  lineaFacturaSchema,
  pagoSchema,
  recargoFacturaSchema,
  retencionSchema,
} from './schemas.ts'
import { ESTADOS_FACTURA, type EstadoFactura } from './texts.ts'

/** The invoice of what is no health service: who buys, what is sold, and how it becomes the document of DIAN. */

const { codigo, estandar, descripcion, unidad, cantidad } = lineaFacturaSchema.shape
const centavos = z.int().nonnegative('El valor no puede ser negativo')
const razon = z.string().trim().min(1, 'Escriba el motivo').max(200)

/** A good or service that is sold, with its usual price. */
export const articuloDatosSchema = z.object({
  codigo: codigo.max(60, 'Máximo 60 letras'),
  estandar,
  nombre: descripcion,
  unidad,
  /** Centavos for one unit. */
  precio: centavos,
  /** The price is the one the customer pays, tax and all. */
  incluyeImpuesto: z.boolean(),
  impuesto: impuestoLineaSchema,
})
export type ArticuloDatos = z.infer<typeof articuloDatosSchema>

export const articuloSchema = articuloDatosSchema.extend({ id: z.string(), activo: z.boolean() })
export type Articulo = z.infer<typeof articuloSchema>

export const lineaVentaSchema = z.object({
  codigo,
  estandar,
  descripcion,
  unidad,
  /** Milésimas. */
  cantidad,
  /** Centavos for one unit, as it was written; of a sample, what it is worth. */
  precio: centavos,
  incluyeImpuesto: z.boolean(),
  impuesto: impuestoLineaSchema,
  /** `porcentaje` in hundredths; `valor` in centavos, with tax when the price has it. */
  descuento: z
    .discriminatedUnion('tipo', [
      z.object({ tipo: z.literal('porcentaje'), valor: z.int().min(1).max(10_000), razon }),
      z.object({ tipo: z.literal('valor'), valor: centavos.min(1), razon }),
    ])
    .nullable(),
  /** Centavos before taxes. */
  recargo: z.object({ valor: centavos.min(1), razon }).nullable(),
  muestra: z.boolean(),
})
export type LineaVenta = z.infer<typeof lineaVentaSchema>

export const ventaSchema = z.object({
  cliente: clienteDeVentaSchema,
  lineas: z.array(lineaVentaSchema).min(1, 'La venta necesita al menos una línea').max(500),
  descuentos: z.array(descuentoFacturaSchema).max(20),
  recargos: z.array(recargoFacturaSchema).max(20),
  autorretenciones: z.array(retencionSchema).max(30),
  retencionesCliente: z.array(retencionSchema).max(30),
  pago: pagoSchema,
  nota: z.string().trim().max(1000),
})
export type Venta = z.infer<typeof ventaSchema>

const recibo = z
  .object({
    valor: z.number().int().positive(),
    medio: z.string(),
    referencia: z.string().trim().max(60).nullable(),
  })
  .nullable()

const noEmitible = refusals(
  'FACTURA_NO_EMITIBLE',
  'CONFIGURACION_INCOMPLETA',
  'NUMERACION_AGOTADA',
  'NUMERACION_VENCIDA',
  'CLIENTE_REQUERIDO',
  'VENTA_INVALIDA',
)

const emitida = z.object({
  id: z.string(),
  numero: z.string(),
  estado: z.enum(Object.keys(ESTADOS_FACTURA) as [EstadoFactura, ...EstadoFactura[]]),
})

export const ventasContract = {
  clientes: {
    /** Any part of the name or the document, best first; empty text: the latest. */
    buscar: query({ roles: FACTURAN, lan: true })
      .input(z.object({ texto: z.string().max(100), limite: z.number().int().min(1).max(50).default(12) }))
      .output(z.array(clienteSchema)),
    obtener: query({ roles: FACTURAN, lan: true })
      .input(z.object({ id: z.string() }))
      .output(clienteSchema),
    /** `id` null: a new one. Refuses `CLIENTE_EXISTE` with the one that has that document. */
    guardar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('CLIENTE_EXISTE', 'CLIENTE_INVALIDO'))
      .input(z.object({ commandId, id: z.string().nullable(), datos: clienteDatosSchema }))
      .output(clienteSchema),
  },
  articulos: {
    buscar: query({ roles: FACTURAN, lan: true })
      .input(z.object({ texto: z.string().max(100), limite: z.number().int().min(1).max(50).default(12) }))
      .output(z.array(articuloSchema)),
    /** Refuses `ARTICULO_EXISTE` when another has that code. */
    guardar: command({ roles: FACTURAN, lan: true })
      .errors(refusals('ARTICULO_EXISTE'))
      .input(
        z.object({
          commandId,
          id: z.string().nullable(),
          datos: articuloDatosSchema,
          activo: z.boolean().default(true),
        }),
      )
      .output(articuloSchema),
  },
  /** The invoice as it would be issued now, with every finding, consuming nothing. `facturaId`: made again with its own number. */
  previsualizar: query({ roles: FACTURAN, lan: true })
    .errors(noEmitible)
    .input(z.object({ venta: ventaSchema, facturaId: z.string().nullable().default(null) }))
    .output(z.object({ documento: documentoFacturaSchema, hallazgos: z.array(hallazgoFactura) })),
  emitir: command({ roles: FACTURAN, lan: true })
    .errors({ ...noEmitible, ...refusals('VALOR_MAYOR_AL_SALDO') })
    .input(z.object({ commandId, venta: ventaSchema, recibo }))
    .output(emitida),
  /** What a sale was made of, to make it again after a rejection. */
  deFactura: query({ roles: FACTURAN, lan: true })
    .input(z.object({ facturaId: z.string() }))
    .output(
      z.object({
        numero: z.string(),
        comprador: z.object({ nombre: z.string(), documento: z.string() }),
        venta: ventaSchema,
      }),
    ),
  /** A rejected sale as the person mended it, with its own number. */
  corregir: command({ roles: FACTURAN, lan: true })
    .errors({ ...noEmitible, ...refusals('FACTURA_NO_RECHAZADA') })
    .input(z.object({ commandId, facturaId: z.string(), venta: ventaSchema }))
    .output(emitida),
}
