import { z } from 'zod'
import { query } from '../procedure.ts'
import { TODOS } from '../seguridad/schemas.ts'
import { filaListaRipsSchema, listaRipsSchema } from './schemas.ts'

export const TABLAS_BUSCABLES = [
  'cie10',
  'cups',
  'municipios',
  'paises',
  'serviciosReps',
  'medicamentosDci',
] as const
const tablaBuscable = z.enum(TABLAS_BUSCABLES)

export const codigoEncontrado = z.object({
  codigo: z.string(),
  nombre: z.string(),
  /** Second line: department, kind of procedure, presentation. */
  detalle: z.string(),
  /** The whole row, as its table defines it. */
  datos: z.record(z.string(), z.unknown()),
})
export type CodigoEncontrado = z.infer<typeof codigoEncontrado>

/** Official code tables: search while typing, names of codes, closed lists of RIPS. */
export const catalogosContract = {
  buscar: query({ roles: TODOS, lan: true })
    .input(
      z.object({
        tabla: tablaBuscable,
        texto: z.string().max(100),
        limite: z.number().int().min(1).max(100).default(20),
      }),
    )
    .output(z.array(codigoEncontrado)),
  nombres: query({ roles: TODOS, lan: true })
    .input(z.object({ tabla: tablaBuscable, codigos: z.array(z.string()).max(200) }))
    .output(z.array(codigoEncontrado)),
  lista: query({ roles: TODOS, lan: true })
    .input(z.object({ lista: listaRipsSchema }))
    .output(z.array(filaListaRipsSchema)),
  instalados: query({ roles: TODOS, lan: true }).output(
    z.array(
      z.object({
        id: z.string(),
        version: z.string(),
        nombre: z.string(),
        instaladoEn: z.string(),
        resumen: z.string(),
      }),
    ),
  ),
}
