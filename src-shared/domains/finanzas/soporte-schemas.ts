import { z } from 'zod'
import {
  ambienteSchema,
  direccionSchema,
  isPrintable,
  lineaFacturaSchema,
  numeroFacturaSchema,
  pagoSchema,
  parteSchema,
  resolucionSchema,
  softwareSchema,
} from '../facturacion/schemas.ts'

/**
 * The documento soporte of a purchase to somebody who does not invoice, and its nota de ajuste, as the domain hands them to whoever
 * issues them (Resolución DIAN 000167 de 2021, annex 1.1). Centavos, milésimas, hundredths of a percent, Bogotá dates.
 */

const texto = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Falta este dato')
    .max(max, `Máximo ${max} letras`)
    .refine(isPrintable, 'Tiene caracteres que no se pueden imprimir: bórrelo y escríbalo de nuevo')

const fecha = z.iso.date('Escriba la fecha como 2026-11-21')
const hora = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'Escriba la hora como 14:05:00')

/** `10` the seller is in Colombia, `11` it is not (lista TipoOperacion of the annex). */
export const procedenciaSchema = z.enum(['10', '11'])

/** `1` one purchase, `2` the purchases of a week together. */
export const formaTransmisionSchema = z.enum(['1', '2'])

/** `05` ReteIVA, `06` ReteRenta: the only two that the annex admits. */
export const tributoRetenidoSchema = z.enum(['05', '06'])

/** Documents by which a seller is told apart; NIT and cédula in Colombia, the others abroad. `NE` is a tax number of another country. */
export const documentoVendedorSchema = z.enum(['CC', 'NI', 'PA', 'CE', 'DE', 'NE'])

/** Where a seller of another country is. */
export const direccionExteriorSchema = z.object({
  /** ISO 3166-1, two letters. */
  pais: z.string().regex(/^[A-Z]{2}$/, 'Escoja el país de la lista'),
  nombrePais: texto(100),
  ciudad: texto(100),
  linea: texto(300),
})

/** Who sold and does not invoice (SNO in the annex). */
export const vendedorSchema = z
  .object({
    tipoPersona: z.enum(['1', '2']),
    tipoDocumento: documentoVendedorSchema,
    /** Without check digit, dots or spaces. */
    numero: z.string().regex(/^[0-9A-Za-z-]{3,20}$/, 'El número de documento va sin puntos ni espacios'),
    nombre: texto(450),
    responsabilidades: z.array(z.enum(['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN'])).min(1),
    direccion: direccionSchema.optional(),
    exterior: direccionExteriorSchema.optional(),
  })
  .superRefine(({ tipoDocumento, numero, direccion, exterior }, refinement) => {
    if ((direccion === undefined) === (exterior === undefined))
      refinement.addIssue({ code: 'custom', path: ['direccion'], message: 'Falta la dirección del vendedor' })
    const enColombia = tipoDocumento === 'CC' || tipoDocumento === 'NI'
    if (enColombia !== (exterior === undefined))
      refinement.addIssue({
        code: 'custom',
        path: ['tipoDocumento'],
        message: enColombia
          ? 'Quien vive fuera de Colombia va con pasaporte, documento extranjero o número tributario de su país'
          : 'En Colombia el vendedor va con NIT o cédula',
      })
    if (enColombia && !/^\d{3,15}$/.test(numero))
      refinement.addIssue({
        code: 'custom',
        path: ['numero'],
        message: 'El NIT o la cédula son solo números, sin dígito de verificación',
      })
  })

/** What was bought, with the day of the purchase. Discounts are not used: the price is what was agreed. */
export const lineaSoporteSchema = lineaFacturaSchema.omit({ descuento: true, mandante: true }).extend({
  compra: z.object({ fecha, forma: formaTransmisionSchema }),
})

/** Withheld on the whole document: ReteRenta on the subtotal, ReteIVA on the IVA. */
export const retencionSchema = z.object({
  tributo: tributoRetenidoSchema,
  tarifa: z.int().min(1, 'La tarifa debe ser mayor que cero').max(10_000),
})

const comunes = {
  ambiente: ambienteSchema,
  procedencia: procedenciaSchema,
  numero: numeroFacturaSchema,
  emision: z.object({ fecha, hora }),
  software: softwareSchema,
  vendedor: vendedorSchema,
  /** The practice (ABS in the annex), which issues and signs. */
  comprador: parteSchema,
  pago: pagoSchema,
  lineas: z.array(lineaSoporteSchema).min(1, 'Escriba al menos una compra').max(500),
  notas: z.array(texto(5000)),
}

export const documentoSoporteSchema = z
  .object({
    clase: z.literal('soporte'),
    ...comunes,
    resolucion: resolucionSchema,
    retenciones: z.array(retencionSchema),
  })
  .superRefine(({ lineas, retenciones, procedencia, vendedor, emision }, refinement) => {
    unaSolaTarifa(lineas, refinement)
    if (lineas.some(({ compra }) => compra.fecha > emision.fecha))
      refinement.addIssue({
        code: 'custom',
        path: ['lineas'],
        message: 'Hay una compra con fecha de un día que no ha llegado',
      })
    mismaProcedencia(procedencia, vendedor, refinement)
    if (new Set(retenciones.map(({ tributo }) => tributo)).size !== retenciones.length)
      refinement.addIssue({
        code: 'custom',
        path: ['retenciones'],
        message: 'Cada retención va una sola vez',
      })
  })

export const documentoAjusteSchema = z
  .object({
    clase: z.literal('ajuste'),
    ...comunes,
    concepto: z.enum(['1', '2', '3', '4', '5']),
    /** The document that is corrected, as DIAN has it. */
    soporte: z.object({
      numero: z.string().regex(/^[A-Z0-9]{1,20}$/, 'El número del documento va sin espacios ni guiones'),
      cuds: z.string().regex(/^[0-9a-f]{96}$/, 'El CUDS tiene 96 letras y números'),
      fecha,
    }),
  })
  .superRefine(({ lineas, procedencia, vendedor }, refinement) => {
    unaSolaTarifa(lineas, refinement)
    mismaProcedencia(procedencia, vendedor, refinement)
  })

type Refinamiento = Parameters<Parameters<z.ZodObject['superRefine']>[0]>[1]

/** The CUDS has room for one IVA and the sources do not say which when there are two. */
function unaSolaTarifa(lineas: readonly LineaSoporte[], refinement: Refinamiento): void {
  const gravadas = lineas.filter(({ impuesto }) => impuesto.clase === 'gravado')
  const clases = lineas.map(({ impuesto }) => impuesto)
  if (clases.some(({ clase, tributo }) => clase === 'exento' || (clase === 'gravado' && tributo !== '01')))
    refinement.addIssue({ code: 'custom', path: ['lineas'], message: 'Solo se admite IVA, o nada' })
  if (new Set(gravadas.map(({ impuesto }) => impuesto.tarifa)).size > 1)
    refinement.addIssue({
      code: 'custom',
      path: ['lineas'],
      message: 'Hay dos tarifas de IVA: haga un documento por cada una',
    })
}

function mismaProcedencia(procedencia: string, { exterior }: Vendedor, refinement: Refinamiento): void {
  if ((procedencia === '11') !== (exterior !== undefined))
    refinement.addIssue({
      code: 'custom',
      path: ['procedencia'],
      message: 'La procedencia no es la de la dirección del vendedor',
    })
}

export type Procedencia = z.infer<typeof procedenciaSchema>
export type FormaTransmision = z.infer<typeof formaTransmisionSchema>
export type TributoRetenido = z.infer<typeof tributoRetenidoSchema>
export type DocumentoVendedor = z.infer<typeof documentoVendedorSchema>
export type Vendedor = z.infer<typeof vendedorSchema>
export type LineaSoporte = z.infer<typeof lineaSoporteSchema>
export type Retencion = z.infer<typeof retencionSchema>
export type DocumentoSoporte = z.infer<typeof documentoSoporteSchema>
export type DocumentoAjuste = z.infer<typeof documentoAjusteSchema>
export type ConceptoAjuste = DocumentoAjuste['concepto']
