import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { err, ok, type Result } from '../../../src-shared/kernel/result.ts'
import { CATALOGO_ABIERTO } from './catalogo-rips.ts'
import { aEstructura948, esEstructura2275 } from './estructura-2275.ts'
import { hallazgo } from './reglas.ts'
import { revisarEstructura } from './validacion/estructura.ts'
import { esObjeto } from './validacion/vista.ts'
import { type RipsJson, ripsJsonSchema } from './wire.ts'

export interface RipsLeido {
  /** In the structure of Resolución 948, whatever the file had. */
  readonly rips: RipsJson
  readonly estructura: '948' | '2275'
  /** Things to tell the person; Spanish. */
  readonly avisos: readonly string[]
}

/** 64 MB: a month of a large clinic is far below, and a wrong file is refused before it is parsed. */
const MAXIMO_BYTES = 64 * 1024 * 1024

/** Text of a RIPS file as JSON; UTF-8 with or without byte order mark. */
export function parsearRips(bytes: Uint8Array): Result<unknown, string> {
  if (bytes.byteLength > MAXIMO_BYTES)
    return err('El archivo pesa más de 64 MB. Revise que sea el RIPS correcto.')
  let texto: string
  try {
    texto = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return err('El archivo no está escrito en UTF-8. Genérelo de nuevo en el programa de origen.')
  }
  try {
    return ok(JSON.parse(texto))
  } catch {
    return err('El archivo no es un JSON válido: está incompleto o dañado. Genérelo o descárguelo de nuevo.')
  }
}

/**
 * Imports a RIPS file of either structure. Sizes, lists and business rules are not its matter: `validarRips` tells those.
 * @returns the package with notices, or the structural findings (RVG01, RVG04) that make it unreadable
 */
export function leerRips(bytes: Uint8Array): Result<RipsLeido, readonly HallazgoRips[]> {
  const json = parsearRips(bytes)
  if (!json.ok) return err([hallazgo('RVG01', '', json.error)])
  if (!esObjeto(json.value)) return err([...revisarEstructura(json.value, CATALOGO_ABIERTO)])
  const antigua = esEstructura2275(json.value)
  const completo = aEstructura948(json.value)
  const leido = ripsJsonSchema.safeParse(completo)
  if (!leido.success) {
    const hallazgos = [...revisarEstructura(completo, CATALOGO_ABIERTO)].filter(
      ({ regla }) => regla !== 'RVG05' && regla !== 'RVG06',
    )
    return err(
      hallazgos.length > 0 ? hallazgos : [hallazgo('RVG01', leido.error.issues[0]?.path.join('.') ?? '')],
    )
  }
  return ok({
    rips: leido.data,
    estructura: antigua ? '2275' : '948',
    avisos: antigua
      ? [
          'El archivo tiene la estructura anterior (Resolución 2275 de 2023). Se completó con los datos nuevos vacíos; al exportarlo saldrá con la estructura de la Resolución 948 de 2026.',
        ]
      : [],
  })
}
