import { type SoporteRegistrado, soportesDe } from './recaudos.ts'
import type { SoporteRecaudo } from './schemas.ts'

/** How what a payer owes is shared out among invoices. Pure: the screen shows what the core will accept. */

/** DIAN takes as many lines; beyond them it is another invoice. */
export const MAX_LINEAS = 1500

interface ServicioDeCuenta {
  readonly id: string
  readonly pacienteId: string
  /** Policy that covers it, when the payer has no contract. */
  readonly poliza: string | null
}

interface RecaudoDeCuenta {
  readonly id: string
  readonly pacienteId: string
  readonly soporte: SoporteRegistrado
}

/** What goes in one invoice. */
export interface FacturaDeCuenta {
  /** The one policy it names; null: none. */
  readonly poliza: string | null
  /** What its operation says; null: nobody paid anything. */
  readonly soporte: SoporteRecaudo | null
  readonly servicioIds: readonly string[]
  readonly recaudoIds: readonly string[]
}

export interface Reparto {
  readonly facturas: readonly FacturaDeCuenta[]
  /** Payments that fit in none: their patient has fewer services than kinds of support. They wait for a later invoice. */
  readonly sinLugar: readonly string[]
}

/**
 * The invoices of an account: one policy in each (DT2 §3.4), one kind of support in each (its operation, DT2 §3.2), and no more lines
 * than DIAN takes. A patient stays whole in one invoice wherever that is possible.
 * @param conContrato the invoice names the contract, so no policy goes in it
 */
export function repartirCuenta(
  servicios: readonly ServicioDeCuenta[],
  recaudos: readonly RecaudoDeCuenta[],
  conContrato: boolean,
): Reparto {
  const porPoliza = Map.groupBy(servicios, ({ poliza }) => (conContrato ? null : poliza))
  const pendientes = new Set(recaudos)
  const facturas = [...porPoliza].flatMap(([poliza, propios]) => {
    const pacientes = new Set(propios.map(({ pacienteId }) => pacienteId))
    // A patient with two policies: what was paid goes with the first.
    const suyos = [...pendientes].filter(({ pacienteId }) => pacientes.has(pacienteId))
    for (const uno of suyos) pendientes.delete(uno)
    const { grupos, sobran } = porSoporte(propios, suyos)
    for (const uno of sobran) pendientes.add(uno)
    return grupos.flatMap((grupo) => cortar(grupo)).map((grupo) => ({ poliza, ...enFactura(grupo) }))
  })
  return { facturas, sinLugar: recaudos.filter((uno) => pendientes.has(uno)).map(({ id }) => id) }
}

interface Grupo {
  readonly servicios: readonly ServicioDeCuenta[]
  readonly recaudos: readonly RecaudoDeCuenta[]
}

function porSoporte(
  servicios: readonly ServicioDeCuenta[],
  recaudos: readonly RecaudoDeCuenta[],
): { readonly grupos: readonly Grupo[]; readonly sobran: readonly RecaudoDeCuenta[] } {
  const cuantos = (soporte: SoporteRecaudo) => recaudos.filter((uno) => uno.soporte === soporte).length
  const soportes = soportesDe(recaudos).sort((a, b) => cuantos(b) - cuantos(a))
  const [principal] = soportes
  if (principal === undefined || soportes.length === 1)
    return { grupos: [{ servicios, recaudos }], sobran: [] }
  const grupos = new Map(
    soportes.map((soporte) => [
      soporte,
      { servicios: [] as ServicioDeCuenta[], recaudos: [] as RecaudoDeCuenta[] },
    ]),
  )
  const sobran: RecaudoDeCuenta[] = []
  const pagosDe = Map.groupBy(recaudos, ({ pacienteId }) => pacienteId)
  for (const [pacienteId, propios] of Map.groupBy(servicios, (uno) => uno.pacienteId)) {
    const pagos = pagosDe.get(pacienteId) ?? []
    const suyos = soportes.filter((soporte) => pagos.some((uno) => uno.soporte === soporte))
    const caben = suyos.slice(0, propios.length)
    // One service for each further kind of support, and the rest with the first.
    const resto = [...propios]
    for (const soporte of caben.slice(1)) {
      const uno = resto.pop()
      if (uno) grupos.get(soporte)?.servicios.push(uno)
    }
    grupos.get(caben[0] ?? principal)?.servicios.push(...resto)
    for (const pago of pagos) {
      const suyo = caben.find((soporte) => soporte === pago.soporte)
      // An advance follows the first of its patient.
      const grupo = grupos.get(pago.soporte === 'recibo' ? (caben[0] ?? principal) : (suyo ?? principal))
      if (pago.soporte === 'recibo' || suyo) grupo?.recaudos.push(pago)
      else sobran.push(pago)
    }
  }
  return { grupos: [...grupos.values()].filter((grupo) => grupo.servicios.length > 0), sobran }
}

/** In pieces that DIAN takes, without parting a patient. */
function cortar({ servicios, recaudos }: Grupo): Grupo[] {
  if (servicios.length <= MAX_LINEAS) return [{ servicios, recaudos }]
  const grupos: { servicios: ServicioDeCuenta[]; recaudos: RecaudoDeCuenta[] }[] = []
  for (const [pacienteId, propios] of Map.groupBy(servicios, (uno) => uno.pacienteId)) {
    const ultimo = grupos.at(-1)
    const cabe = ultimo && ultimo.servicios.length + propios.length <= MAX_LINEAS
    const grupo = cabe ? ultimo : { servicios: [], recaudos: [] }
    if (!cabe) grupos.push(grupo)
    grupo.servicios.push(...propios)
    grupo.recaudos.push(...recaudos.filter((uno) => uno.pacienteId === pacienteId))
  }
  return grupos
}

function enFactura({ servicios, recaudos }: Grupo): Omit<FacturaDeCuenta, 'poliza'> {
  const [soporte] = soportesDe(recaudos)
  return {
    soporte: soporte ?? (recaudos.length > 0 ? 'factura-electronica' : null),
    servicioIds: servicios.map(({ id }) => id),
    recaudoIds: recaudos.map(({ id }) => id),
  }
}
