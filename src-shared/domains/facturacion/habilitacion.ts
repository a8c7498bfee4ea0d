import { z } from 'zod'
import { pasoSchema } from '../configuracion/schemas.ts'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ADMINISTRAN } from '../seguridad/schemas.ts'
import { hallazgoFactura } from './schemas.ts'

/** The test set that DIAN asks of who begins to invoice (dian.md 5.6), document by document. */

export const CLASES_PRUEBA = ['factura', 'nota-credito', 'nota-debito'] as const
const clasePrueba = z.enum(CLASES_PRUEBA)
export type ClasePrueba = z.infer<typeof clasePrueba>

/** How many of each the portal asks; it varies by company, so these are only what is offered (dian.md 5.6). */
export const PEDIDOS_USUALES = { factura: 30, 'nota-credito': 10, 'nota-debito': 10 } as const

const cantidad = z
  .number('Escriba cuántos pide el portal')
  .int('Escriba un número entero')
  .min(0, 'No puede ser negativo')
  .max(100, 'Un set de pruebas no pide más de 100')
export const pedidosSchema = z.object({
  factura: cantidad,
  'nota-credito': cantidad,
  'nota-debito': cantidad,
})
export type PedidosPrueba = z.infer<typeof pedidosSchema>

/**
 * `firmado`: kept, not sent. `enviando`: leaving now. `enviado`: DIAN has it and is validating. `incierto`: it left and nobody
 * answered; it is asked for before anything else.
 */
const estadoPrueba = z.enum(['firmado', 'enviando', 'enviado', 'incierto', 'aceptado', 'rechazado'])
export type EstadoPrueba = z.infer<typeof estadoPrueba>

const documentoPruebaSchema = z.object({
  id: z.string(),
  clase: clasePrueba,
  numero: z.string(),
  estado: estadoPrueba,
  /** What DIAN said last, in words. */
  detalle: z.string().nullable(),
  hallazgos: z.array(hallazgoFactura),
})
export type DocumentoPrueba = z.infer<typeof documentoPruebaSchema>

const setPruebasSchema = z.object({
  id: z.string(),
  testSetId: z.string(),
  pedidos: pedidosSchema,
  iniciadoEn: z.string(),
  documentos: z.array(documentoPruebaSchema),
})
export type SetPruebas = z.infer<typeof setPruebasSchema>

const estadoHabilitacion = z.object({
  /** What must be ready before beginning, with the step of the wizard where it is set. */
  faltan: z.array(z.object({ paso: pasoSchema, mensaje: z.string() })),
  set: setPruebasSchema.nullable(),
})
export type EstadoHabilitacion = z.infer<typeof estadoHabilitacion>

const avance = z.object({
  set: setPruebasSchema,
  /** `enseguida`: there is more to do now. `espera`: DIAN is validating. `detenido`: a person has to look. `fin`: nothing more to do. */
  sigue: z.enum(['enseguida', 'espera', 'detenido', 'fin']),
  motivo: z.string().nullable(),
  remedio: z.string().nullable(),
})
export type AvanceHabilitacion = z.infer<typeof avance>

const administra = { roles: ADMINISTRAN, lan: true } as const

export const habilitacionContract = {
  estado: query(administra).output(estadoHabilitacion),
  iniciar: command(administra)
    .errors(refusals('HABILITACION_EN_CURSO', 'CONFIGURACION_INCOMPLETA'))
    .input(
      z.object({
        commandId,
        pedidos: pedidosSchema.refine((p) => p.factura > 0, {
          path: ['factura'],
          message: 'El set lleva al menos una factura',
        }),
      }),
    )
    .output(setPruebasSchema),
  /** Takes one step of the set: signs and sends one document, or asks for one. Whatever it does is kept before it leaves. */
  avanzar: command(administra).input(z.object({ commandId })).output(avance),
  /** Leaves the set as it is, to begin another with a new TestSetId. What was sent is kept. */
  cerrar: command(administra)
    .input(z.object({ commandId, id: z.string() }))
    .output(z.object({ cerrado: z.literal(true) })),
}

type Resumido = Pick<DocumentoPrueba, 'clase' | 'estado'>

export interface CuentaPrueba {
  readonly clase: ClasePrueba
  readonly pedidos: number
  readonly aceptados: number
  readonly rechazados: number
  /** Sent or about to be, without a verdict. */
  readonly enCurso: number
}

export function cuentasDe(pedidos: PedidosPrueba, documentos: readonly Resumido[]): CuentaPrueba[] {
  return CLASES_PRUEBA.map((clase) => {
    const propios = documentos.filter((documento) => documento.clase === clase)
    const cuantos = (estado: EstadoPrueba) =>
      propios.filter((documento) => documento.estado === estado).length
    const aceptados = cuantos('aceptado')
    const rechazados = cuantos('rechazado')
    return {
      clase,
      pedidos: pedidos[clase],
      aceptados,
      rechazados,
      enCurso: propios.length - aceptados - rechazados,
    }
  })
}

export type PasoPrueba<D> =
  | { readonly accion: 'preguntar' | 'enviar' | 'consultar'; readonly documento: D }
  | { readonly accion: 'firmar'; readonly clase: ClasePrueba }
  | { readonly accion: 'fin' }

/**
 * What comes next in a set. What is in doubt is settled first; the first document of a kind waits for its verdict, so that a
 * mistake in all of them is told by one; notes wait for an accepted invoice, which they refer to.
 * @param documentos oldest first
 */
export function siguientePaso<D extends Resumido>(
  pedidos: PedidosPrueba,
  documentos: readonly D[],
): PasoPrueba<D> {
  const en = (estado: EstadoPrueba) => documentos.find((documento) => documento.estado === estado)
  const dudoso = en('incierto')
  if (dudoso) return { accion: 'preguntar', documento: dudoso }
  const guardado = en('firmado')
  if (guardado) return { accion: 'enviar', documento: guardado }
  const cuentas = cuentasDe(pedidos, documentos)
  const hayFactura = cuentas.some(({ clase, aceptados }) => clase === 'factura' && aceptados > 0)
  const falta = cuentas.find(
    ({ clase, pedidos, aceptados, enCurso }) =>
      aceptados + enCurso < pedidos &&
      (aceptados > 0 || enCurso === 0) &&
      (clase === 'factura' || hayFactura),
  )
  if (falta) return { accion: 'firmar', clase: falta.clase }
  const enviado = en('enviado')
  return enviado ? { accion: 'consultar', documento: enviado } : { accion: 'fin' }
}
