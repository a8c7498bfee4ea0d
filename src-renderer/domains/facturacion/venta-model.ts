import { z } from 'zod'
import { clienteDeVentaSchema } from '../../../src-shared/domains/facturacion/clientes.ts'
import { pagoSchema } from '../../../src-shared/domains/facturacion/schemas.ts'
import {
  baseUsual,
  IMPUESTOS_VENTA,
  idImpuesto,
  totalesVenta,
} from '../../../src-shared/domains/facturacion/venta-rules.ts'
import {
  type Articulo,
  type LineaVenta,
  type Venta,
  ventaSchema,
} from '../../../src-shared/domains/facturacion/ventas.ts'
import { parsePesos } from '../../../src-shared/kernel/money.ts'

/** A sale while it is being written: texts as they were typed, kept as a draft as they are. */

const dinero = z.number().nullable().catch(null)

const lineaSchema = z.object({
  clave: z.string(),
  /** null: the empty line that waits for the next article. */
  articulo: z
    .object({
      codigo: z.string(),
      estandar: z.enum(['999', '001', '010', '020']),
      nombre: z.string(),
      unidad: z.string(),
    })
    .nullable(),
  cantidad: z.string(),
  precio: dinero,
  incluyeImpuesto: z.boolean(),
  impuesto: z.string(),
  /** `10%` or an amount. */
  descuento: z.string(),
  razonDescuento: z.string(),
  recargo: dinero,
  razonRecargo: z.string(),
  muestra: z.boolean(),
})
export type LineaBorrador = z.infer<typeof lineaSchema>

const ajusteSchema = z.object({
  clave: z.string(),
  codigo: z.enum(['00', '01', '02', '03']),
  valor: dinero,
  razon: z.string(),
})
export type AjusteBorrador = z.infer<typeof ajusteSchema>

const retencionSchema = z.object({
  clave: z.string(),
  /** Who withholds: the customer, told on paper alone, or the seller itself (O-15). */
  quien: z.enum(['cliente', 'propia']),
  tributo: z.enum(['05', '06', '07']),
  tarifa: z.string(),
  /** null: the usual one. */
  base: dinero,
})
export type RetencionBorrador = z.infer<typeof retencionSchema>

export const borradorVentaSchema = z.object({
  cliente: z
    .object({
      ref: clienteDeVentaSchema,
      nombre: z.string(),
      documento: z.string(),
      plazoDias: z.number().nullable(),
    })
    .nullable(),
  lineas: z.array(lineaSchema),
  ajustes: z.array(ajusteSchema),
  retenciones: z.array(retencionSchema),
  forma: pagoSchema.shape.forma,
  medio: z.string(),
  vence: z.string(),
  recibe: z.boolean(),
  referencia: z.string(),
  nota: z.string(),
})
export type BorradorVenta = z.infer<typeof borradorVentaSchema>
export type ClienteElegido = NonNullable<BorradorVenta['cliente']>

const clave = () => crypto.randomUUID()

export function lineaVacia(): LineaBorrador {
  return {
    clave: clave(),
    articulo: null,
    cantidad: '1',
    precio: null,
    incluyeImpuesto: true,
    impuesto: 'iva19',
    descuento: '',
    razonDescuento: '',
    recargo: null,
    razonRecargo: '',
    muestra: false,
  }
}

export function ajusteVacio(): AjusteBorrador {
  return { clave: clave(), codigo: '00', valor: null, razon: '' }
}

export function retencionVacia(): RetencionBorrador {
  return { clave: clave(), quien: 'cliente', tributo: '06', tarifa: '', base: null }
}

export function ventaVacia(): BorradorVenta {
  return {
    cliente: null,
    lineas: [lineaVacia()],
    ajustes: [],
    retenciones: [],
    forma: '1',
    medio: '10',
    vence: '',
    recibe: true,
    referencia: '',
    nota: '',
  }
}

/** There is nothing in it that anybody would miss. */
export function estaVacia({ cliente, lineas, ajustes, retenciones, nota }: BorradorVenta): boolean {
  return (
    cliente === null &&
    lineas.every(({ articulo }) => articulo === null) &&
    ajustes.length + retenciones.length === 0 &&
    nota === ''
  )
}

/** A line with the article's usual price and tax; what was typed of quantity and discount stays. */
export function conArticulo(linea: LineaBorrador, articulo: Omit<Articulo, 'id' | 'activo'>): LineaBorrador {
  const { codigo, estandar, nombre, unidad, precio, incluyeImpuesto, impuesto } = articulo
  return {
    ...linea,
    articulo: { codigo, estandar, nombre, unidad },
    precio,
    incluyeImpuesto,
    impuesto: idImpuesto(impuesto),
  }
}

/** The lines with one empty at the end, which is where the next one is written. */
export function conLineaVacia(lineas: readonly LineaBorrador[]): LineaBorrador[] {
  const last = lineas.at(-1)
  return last?.articulo === null ? [...lineas] : [...lineas, lineaVacia()]
}

/** What is written in one line, or what is wrong with it. */
export function leerLinea(linea: LineaBorrador): { linea: LineaVenta | null; problema: string | null } {
  const { articulo } = linea
  if (articulo === null) return { linea: null, problema: null }
  const cantidad = leerMilesimas(linea.cantidad)
  if (cantidad === null || cantidad <= 0)
    return { linea: null, problema: 'Escriba la cantidad, por ejemplo 2 o 1,5.' }
  if (linea.precio === null || Number.isNaN(linea.precio))
    return { linea: null, problema: linea.muestra ? 'Escriba cuánto vale la muestra.' : 'Escriba el precio.' }
  const descuento = leerDescuento(linea)
  if (descuento === undefined)
    return { linea: null, problema: 'El descuento se escribe como 10% o como un valor: 5.000.' }
  const elegido = IMPUESTOS_VENTA.find(({ id }) => id === linea.impuesto)
  if (!elegido) return { linea: null, problema: 'Escoja el impuesto.' }
  const leida: LineaVenta = {
    codigo: articulo.codigo,
    estandar: articulo.estandar,
    descripcion: articulo.nombre,
    unidad: articulo.unidad,
    cantidad,
    precio: linea.precio,
    incluyeImpuesto: linea.incluyeImpuesto,
    impuesto: elegido.impuesto,
    descuento: linea.muestra ? null : descuento,
    recargo:
      linea.muestra || !linea.recargo
        ? null
        : { valor: linea.recargo, razon: linea.razonRecargo.trim() || RAZON_USUAL['02'] },
    muestra: linea.muestra,
  }
  return { linea: leida, problema: null }
}

/** The whole sale, or the first thing that keeps it from being issued. */
export function leerVenta(borrador: BorradorVenta): {
  readonly valores: Pick<
    Venta,
    'lineas' | 'descuentos' | 'recargos' | 'autorretenciones' | 'retencionesCliente'
  >
  readonly venta: Venta | null
  readonly falta: string | null
} {
  const leidas = borrador.lineas.map(leerLinea)
  const lineas = leidas.flatMap(({ linea }) => (linea ? [linea] : []))
  const ajustes = borrador.ajustes.filter(({ valor }) => valor !== null && valor > 0)
  const de = <C extends string>(codigos: readonly C[]) =>
    ajustes.flatMap(({ codigo, valor, razon }) => {
      const propio = codigos.find((uno) => uno === codigo)
      return propio === undefined
        ? []
        : [{ codigo: propio, valor: valor ?? 0, razon: razon.trim() || RAZON_USUAL[codigo] }]
    })
  const sinRetener = {
    lineas,
    descuentos: de(['00', '01'] as const),
    recargos: de(['02', '03'] as const),
    autorretenciones: [],
    retencionesCliente: [],
  }
  const totales = totalesVenta(sinRetener)
  const retenidas = borrador.retenciones.flatMap(({ quien, tributo, tarifa, base }) => {
    const leida = leerMilesimas(tarifa.replace('%', ''))
    const sobre = base ?? baseUsual(tributo, totales)
    return leida !== null && leida > 0 && sobre > 0 ? [{ quien, tributo, tarifa: leida, base: sobre }] : []
  })
  const valores = {
    ...sinRetener,
    autorretenciones: retenidas.filter(({ quien }) => quien === 'propia').map(sinQuien),
    retencionesCliente: retenidas.filter(({ quien }) => quien === 'cliente').map(sinQuien),
  }
  const falta =
    leidas.find(({ problema }) => problema !== null)?.problema ??
    (lineas.length === 0
      ? 'Escriba qué se vende.'
      : borrador.cliente === null
        ? 'Escoja quién compra, o el consumidor final.'
        : retenidas.length < borrador.retenciones.length
          ? 'Escriba la tarifa de cada retención, o quítela.'
          : borrador.forma === '2' && borrador.vence === ''
            ? 'Escriba cuándo vence el crédito.'
            : null)
  if (falta !== null || borrador.cliente === null) return { valores, venta: null, falta }
  const venta = ventaSchema.safeParse({
    ...valores,
    cliente: borrador.cliente.ref,
    pago: {
      forma: borrador.forma,
      medio: borrador.medio,
      ...(borrador.forma === '2' && { vencimiento: borrador.vence }),
    },
    nota: borrador.nota,
  })
  return venta.success
    ? { valores, venta: venta.data, falta: null }
    : { valores, venta: null, falta: venta.error.issues[0]?.message ?? 'Revise los datos de la venta.' }
}

function sinQuien({
  quien: _,
  ...retencion
}: {
  quien: string
  tributo: '05' | '06' | '07'
  tarifa: number
  base: number
}) {
  return retencion
}

export const NOMBRE_AJUSTE: Readonly<Record<AjusteBorrador['codigo'], string>> = {
  '00': 'Descuento',
  '01': 'Descuento condicionado',
  '02': 'Recargo',
  '03': 'Recargo condicionado',
}

/** What is said when nobody wrote why. */
const RAZON_USUAL: Readonly<Record<AjusteBorrador['codigo'], string>> = {
  '00': 'comercial',
  '01': 'condicionado',
  '02': 'adicional',
  '03': 'condicionado',
}

/** What a line adds with its tax, for the grid; null while it cannot be read. */
export function totalDeLinea(linea: LineaBorrador): number | null {
  const leida = leerLinea(linea).linea
  return (
    leida &&
    totalesVenta({
      lineas: [leida],
      descuentos: [],
      recargos: [],
      autorretenciones: [],
      retencionesCliente: [],
    }).total
  )
}

/** A sale already issued, back on the screen to be mended. */
export function borradorDe(
  venta: Venta,
  comprador: { readonly nombre: string; readonly documento: string },
): BorradorVenta {
  const { pago } = venta
  return {
    ...ventaVacia(),
    cliente: { ref: venta.cliente, ...comprador, plazoDias: null },
    lineas: conLineaVacia(
      venta.lineas.map((linea) => ({
        ...lineaVacia(),
        articulo: {
          codigo: linea.codigo,
          estandar: linea.estandar,
          nombre: linea.descripcion,
          unidad: linea.unidad,
        },
        cantidad: String(linea.cantidad / 1000).replace('.', ','),
        precio: linea.precio,
        incluyeImpuesto: linea.incluyeImpuesto,
        impuesto: idImpuesto(linea.impuesto),
        descuento: escritoDescuento(linea.descuento),
        razonDescuento: linea.descuento?.razon ?? '',
        recargo: linea.recargo?.valor ?? null,
        razonRecargo: linea.recargo?.razon ?? '',
        muestra: linea.muestra,
      })),
    ),
    ajustes: [...venta.descuentos, ...venta.recargos].map((uno) => ({ clave: clave(), ...uno })),
    retenciones: [
      ...venta.autorretenciones.map((una) => retencionEscrita('propia', una)),
      ...venta.retencionesCliente.map((una) => retencionEscrita('cliente', una)),
    ],
    forma: pago.forma,
    medio: pago.medio,
    vence: pago.vencimiento ?? '',
    recibe: false,
    nota: venta.nota,
  }
}

function retencionEscrita(
  quien: RetencionBorrador['quien'],
  { tributo, tarifa, base }: Venta['autorretenciones'][number],
): RetencionBorrador {
  return { clave: clave(), quien, tributo, tarifa: String(tarifa / 1000).replace('.', ','), base }
}

function escritoDescuento(descuento: LineaVenta['descuento']): string {
  if (descuento === null) return ''
  const valor = String(descuento.valor / 100).replace('.', ',')
  return descuento.tipo === 'porcentaje' ? `${valor}%` : valor
}

/** `undefined` when it cannot be read. */
function leerDescuento({ descuento, razonDescuento }: LineaBorrador): LineaVenta['descuento'] | undefined {
  const texto = descuento.trim()
  if (texto === '') return null
  const razon = razonDescuento.trim() || RAZON_USUAL['00']
  if (texto.endsWith('%')) {
    const milesimas = leerMilesimas(texto.slice(0, -1))
    const valor = milesimas === null ? 0 : Math.round(milesimas / 10)
    return valor > 0 && valor <= 10_000 ? { tipo: 'porcentaje', valor, razon } : undefined
  }
  const pesos = parsePesos(texto)
  if (!pesos.ok || pesos.value < 0) return undefined
  return pesos.value === 0 ? null : { tipo: 'valor', valor: pesos.value, razon }
}

/** `2`, `1,5` or `0.966` in thousandths; null when it is none of them. */
function leerMilesimas(texto: string): number | null {
  const partes = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(texto.trim())
  return partes === null ? null : Number(`${partes[1]}${(partes[2] ?? '').padEnd(3, '0')}`)
}
