import { z } from 'zod'

/** An invoice that a supplier issued to the practice, as it was read. Money in centavos, dates of Bogotá. */

const centavos = (message: string) => z.int(message).nonnegative(message)

export const facturaRecibidaSchema = z.object({
  cufe: z.string().regex(/^[0-9a-f]{96}$/, 'el CUFE de 96 letras y números'),
  numero: z.string().regex(/^[A-Z0-9]{1,20}$/, 'el número, sin espacios ni guiones'),
  tipo: z.enum(['01', '02', '03', '04'], 'el tipo de factura'),
  ambiente: z.enum(['1', '2'], 'el ambiente'),
  moneda: z.literal('COP', 'los valores en pesos colombianos'),
  fecha: z.iso.date('la fecha de emisión'),
  vence: z.iso.date('la fecha de vencimiento').nullable(),
  /** `1` contado, `2` crédito. */
  forma: z.enum(['1', '2'], 'la forma de pago'),
  proveedor: z.object({
    tipoPersona: z.enum(['1', '2'], 'la clase de persona del proveedor'),
    numero: z.string().regex(/^\d{3,15}$/, 'el NIT del proveedor'),
    nombre: z.string().min(1, 'el nombre del proveedor').max(450, 'el nombre del proveedor'),
  }),
  /** Document of the buyer, without check digit. */
  comprador: z.string().min(1, 'el documento de quien compra'),
  subtotal: centavos('el subtotal'),
  impuestos: centavos('los impuestos'),
  total: centavos('el total'),
  lineas: z
    .array(z.object({ descripcion: z.string(), valor: centavos('el valor de cada renglón') }))
    .min(1, 'al menos un renglón'),
})
export type FacturaRecibida = z.infer<typeof facturaRecibidaSchema>

/** One thing that was looked at when the invoice was imported, in words. `duda`: kept, and somebody should look. */
export const comprobacionSchema = z.object({ resultado: z.enum(['bien', 'duda']), texto: z.string() })
export type Comprobacion = z.infer<typeof comprobacionSchema>
