import { err, ok, type Result } from '../../kernel/result.ts'

/** In which records of a user his payments go. Pure; centavos. */

interface Pago {
  readonly concepto: '01' | '02' | '03'
  readonly valor: number
  /** Day it was received. */
  readonly fecha: string
  /** Invoice issued to the user for it, or null. */
  readonly numeroFactura: string | null
}

/**
 * Each payment goes in only one record, the nearest in days (rips.md C19); when there are more payments than records, those of a concept
 * are one, with the number of the first. Nothing is lost: what is given adds up to what was paid.
 * @param fechas day of each service of the user, in the order of its records
 * @returns the payment of each record, or why not when there are more concepts than records
 */
export function repartirRecaudos(
  pagos: readonly Pago[],
  fechas: readonly string[],
): Result<readonly (Pago | null)[], string> {
  const conDinero = pagos.filter(({ valor }) => valor > 0)
  const porRegistrar = conDinero.length > fechas.length ? porConcepto(conDinero) : conDinero
  if (porRegistrar.length > fechas.length)
    return err(
      `pagó por ${porRegistrar.length} conceptos y tiene ${fechas.length === 1 ? 'un solo servicio' : `${fechas.length} servicios`} en la factura: cada servicio lleva un solo concepto`,
    )
  const registros = new Array<Pago | null>(fechas.length).fill(null)
  for (const pago of [...porRegistrar].sort((a, b) => a.fecha.localeCompare(b.fecha))) {
    const libre = masCercano(pago.fecha, fechas, registros)
    if (libre !== undefined) registros[libre] = pago
  }
  return ok(registros)
}

function porConcepto(pagos: readonly Pago[]): Pago[] {
  return [...Map.groupBy(pagos, ({ concepto }) => concepto).values()].flatMap((propios) => {
    const [primero] = propios
    return primero ? [{ ...primero, valor: propios.reduce((suma, { valor }) => suma + valor, 0) }] : []
  })
}

function masCercano(
  fecha: string,
  fechas: readonly string[],
  registros: readonly (Pago | null)[],
): number | undefined {
  const dias = (otra: string) => Math.abs(Date.parse(otra) - Date.parse(fecha))
  return fechas
    .map((otra, indice) => ({ indice, dias: dias(otra) }))
    .filter(({ indice }) => registros[indice] === null)
    .sort((a, b) => a.dias - b.dias || a.indice - b.indice)[0]?.indice
}
