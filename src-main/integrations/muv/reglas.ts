import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import type { ReglaMuv } from './regla.ts'
import { REGLAS_DE_CAMPO, REGLAS_GENERALES } from './reglas-rips.ts'
import { REGLAS_XML } from './reglas-xml.ts'

/** Every rule we know of the ministry's validator. */
export const REGLAS_MUV: readonly ReglaMuv[] = [...REGLAS_GENERALES, ...REGLAS_DE_CAMPO, ...REGLAS_XML]

const POR_CODIGO = new Map(REGLAS_MUV.map((regla) => [regla.codigo, regla]))

/** The rule, or undefined for a code newer than our table: acceptance is always read from the answer's own class. */
export function reglaMuv(codigo: string): ReglaMuv | undefined {
  return POR_CODIGO.get(codigo)
}

/**
 * A finding of a rule of the table.
 * @param detalle what was found there, in Spanish; follows the rule's own sentence
 * @throws RangeError when the rule does not exist: a mistake in our code
 */
export function hallazgo(codigo: string, ruta: string, detalle?: string): HallazgoRips {
  const regla = POR_CODIGO.get(codigo)
  if (regla === undefined) throw new RangeError(`no such rule: ${codigo}`)
  return {
    regla: codigo,
    clase: regla.clase,
    ruta,
    mensaje: detalle === undefined ? regla.mensaje : `${regla.mensaje} ${detalle}`,
    remedio: regla.remedio,
  }
}
