import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import type { CatalogoRips } from './catalogo-rips.ts'
import { aEstructura948, esEstructura2275 } from './estructura-2275.ts'
import type { FacturaXmlDatos } from './factura-xml.ts'
import { hallazgo } from './reglas.ts'
import { revisarDiagnosticos } from './validacion/diagnosticos.ts'
import { revisarEstancias } from './validacion/estancias.ts'
import { revisarEstructura } from './validacion/estructura.ts'
import { revisarFactura } from './validacion/factura.ts'
import { revisarFechas } from './validacion/fechas.ts'
import { revisarCodigos, revisarFinalidades } from './validacion/servicios.ts'
import { revisarTecnologias } from './validacion/tecnologias.ts'
import { revisarTransaccion, revisarValores } from './validacion/transaccion.ts'
import { revisarUsuarios } from './validacion/usuarios.ts'
import { esObjeto, type Revision, vistaDe } from './validacion/vista.ts'

export interface OpcionesValidacion {
  /** The invoice or note of the package; without it the rules that compare with it are not checked. */
  readonly factura?: FacturaXmlDatos
  readonly catalogo: CatalogoRips
  /** Bogotá date. */
  readonly hoy: LocalDate
  /** Bogotá wall time `AAAA-MM-DD HH:MM`; the end of `hoy` when absent. */
  readonly ahora?: string
  /** Our own 12-digit codes of provider and site (RVC012). */
  readonly prestadores?: readonly string[]
}

const REVISIONES: readonly Revision[] = [
  revisarTransaccion,
  revisarUsuarios,
  revisarFechas,
  revisarValores,
  revisarCodigos,
  revisarFinalidades,
  revisarDiagnosticos,
  revisarEstancias,
  revisarTecnologias,
]

/**
 * What the ministry's validator would say of a RIPS JSON, as far as it can be known without its registers (see
 * `soloEnLinea` in the rules). Accepts any value and never throws. A finding of class RECHAZO means no CUV.
 *
 * A whole file of the old structure (Resolución 2275) gets one RVG01, not one for each missing datum.
 */
export function validarRips(json: unknown, opciones: OpcionesValidacion): HallazgoRips[] {
  const hallazgos: HallazgoRips[] = []
  const antigua = esObjeto(json) && esEstructura2275(json)
  const revisado = antigua ? aEstructura948(json) : json
  if (antigua) {
    hallazgos.push(
      hallazgo('RVG01', '', 'Es la estructura anterior (Resolución 2275 de 2023), que ya no se recibe.'),
    )
  }
  hallazgos.push(...revisarEstructura(revisado, opciones.catalogo))
  const contexto = {
    ...vistaDe(revisado),
    factura: opciones.factura,
    catalogo: opciones.catalogo,
    hoy: opciones.hoy,
    ahora: opciones.ahora ?? `${opciones.hoy} 23:59`,
    prestadores: opciones.prestadores,
  }
  for (const revision of REVISIONES) hallazgos.push(...revision(contexto))
  if (opciones.factura !== undefined) hallazgos.push(...revisarFactura(opciones.factura))
  return hallazgos
}

/** Whether the ministry would refuse the package. */
export function tieneRechazos(hallazgos: readonly HallazgoRips[]): boolean {
  return hallazgos.some(({ clase }) => clase === 'RECHAZO')
}
