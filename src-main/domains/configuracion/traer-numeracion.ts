import { numeroCompleto } from '../../../src-shared/domains/configuracion/numeracion.ts'
import type { RangoComparado } from '../../../src-shared/domains/configuracion/rangos-dian.ts'
import type { ResolucionNumeracion } from '../../../src-shared/domains/configuracion/schemas.ts'
import type { CommandScope } from '../../core/calls/run-command.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { storeResolucion } from './guardar-resolucion.ts'
import * as repository from './repository.ts'

/** A range the person chose of what DIAN answered. `siguiente` null: where the range itself says. */
export interface RangoElegido {
  readonly numero: string
  readonly prefijo: string
  readonly siguiente: number | null
  /** What a range without key is for, when DIAN could not say. */
  readonly tipo?: 'contingencia' | 'soporte' | undefined
}

/**
 * Stores the chosen ranges exactly as DIAN has them, and puts out of use those they replace.
 * @throws Refusal CONSULTA_VENCIDA when one is no longer to be brought, DATOS_INVALIDOS when its next number is not of the range
 */
export async function storeTraidas(
  scope: CommandScope,
  ports: { readonly nextId: () => string; readonly encontrados: readonly RangoComparado[] },
  elegidos: readonly RangoElegido[],
): Promise<void> {
  for (const elegido of elegidos) {
    const hallado = ports.encontrados.find(
      ({ rango }) => rango.numero === elegido.numero && rango.prefijo === elegido.prefijo,
    )
    if (!hallado || hallado.efecto === 'igual' || hallado.efecto === 'no-se-puede')
      throw new Refusal(
        'CONSULTA_VENCIDA',
        `La numeración ${elegido.prefijo} de la resolución ${elegido.numero} ya no está por traer. No se cambió nada.`,
        'Pulse otra vez «Consultar en la DIAN».',
      )
    const siguiente = proximo(hallado, elegido.siguiente)
    const retiradas: ResolucionNumeracion[] = []
    for (const id of hallado.retira) retiradas.push(await retirar(scope, id, hallado.rango.numero))
    const before = hallado.resolucionId
      ? await repository.getResolucion(scope.trx, hallado.resolucionId)
      : undefined
    // The one that takes over is used where the former was.
    const lugar = before ?? retiradas[0]
    const id = before?.id ?? ports.nextId()
    await storeResolucion(
      scope.trx,
      {
        ...hallado.rango,
        id,
        tipo: hallado.preguntarTipo ? (elegido.tipo ?? hallado.tipo) : hallado.tipo,
        siguiente,
        activa: before?.activa ?? true,
        sedeId: lugar?.sedeId ?? null,
        equipo: lugar?.equipo ?? null,
      },
      { isNew: !before, at: scope.at },
    )
    await scope.audit({
      action: 'configuracion.traer-resolucion',
      subjectKind: 'resolucion',
      subjectId: id,
      detail: { numero: hallado.rango.numero, prefijo: hallado.rango.prefijo, efecto: hallado.efecto },
    })
  }
  scope.changed('configuracion')
}

/** Another program may have used the first numbers of a range that is new here; never those this one gave. */
function proximo({ rango, efecto, siguiente }: RangoComparado, pedido: number | null): number {
  if (pedido === null || efecto === 'cambia') return siguiente
  if (pedido >= siguiente && pedido <= rango.hasta) return pedido
  throw new Refusal(
    'DATOS_INVALIDOS',
    `El próximo número de la numeración ${rango.prefijo} no puede ser el ${pedido}.`,
    `Escriba uno entre ${siguiente} y ${rango.hasta}; el primero libre es el ${numeroCompleto(rango.prefijo, siguiente)}.`,
    { campo: 'siguiente' },
  )
}

async function retirar(scope: CommandScope, id: string, porNumero: string): Promise<ResolucionNumeracion> {
  const resolucion = await repository.getResolucion(scope.trx, id)
  if (!resolucion) throw new Error(`range ${id} vanished inside the transaction`)
  await repository.saveResolucion(scope.trx, { ...resolucion, activa: false }, scope.at)
  await scope.audit({
    action: 'configuracion.retirar-resolucion',
    subjectKind: 'resolucion',
    subjectId: id,
    detail: { numero: resolucion.numero, reemplazadaPor: porNumero },
  })
  return resolucion
}
