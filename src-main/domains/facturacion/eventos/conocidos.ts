import type {
  EventoOido,
  EventosConocidos,
} from '../../../../src-shared/domains/facturacion/eventos-rules.ts'
import { tacitaDesde } from '../../../../src-shared/domains/facturacion/eventos-rules.ts'
import type { EstadoEvento } from '../../../../src-shared/domains/finanzas/rules.ts'
import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import type { Db, Trx } from '../../../core/database/schema.ts'
import type { EventoRegistrado } from '../../../integrations/dian/eventos/leer-eventos.ts'
import * as repository from './repository.ts'

/** What is known of an invoice, and when DIAN last spoke of it. */
export interface Conocidos extends EventosConocidos {
  /** UTC; null when it was never asked. */
  readonly consultadoEn: string | null
  /** The last answer did not tell all that was known. */
  readonly sinEntender: boolean
  readonly tacitas: readonly repository.TacitaLigera[]
}

/** Everything that DIAN ever told of an invoice: what is registered there is never taken back. */
export async function conocidosDe(db: Db | Trx, facturaId: string): Promise<Conocidos> {
  const respuestas = await repository.listRespuestas(db, facturaId)
  const porCodigo = new Map<string, EventoOido>()
  for (const { en, eventos } of respuestas)
    for (const dicho of JSON.parse(eventos) as EventoRegistrado[]) {
      const antes = porCodigo.get(dicho.codigo)
      porCodigo.set(dicho.codigo, {
        codigo: dicho.codigo,
        fecha: antes?.fecha ?? dicho.fecha,
        cude: antes?.cude ?? dicho.cude,
        concepto: antes?.concepto ?? dicho.concepto,
        oidoEl: antes?.oidoEl ?? bogotaDate(new Date(en)),
      })
    }
  const entendida = respuestas.findLast((una) => una.entendida === 1)
  const tacitas = await repository.listTacitas(db, facturaId)
  return {
    eventos: [...porCodigo.values()].sort((a, b) => orden(a).localeCompare(orden(b))),
    consultadoEl: entendida ? bogotaDate(new Date(entendida.en)) : null,
    consultadoEn: respuestas.at(-1)?.en ?? null,
    sinEntender: respuestas.at(-1)?.entendida === 0,
    declarada: (tacitas.at(-1)?.estado as EstadoEvento | undefined) ?? null,
    tacitas,
  }
}

/** In the order in which they happen: the claim (031) comes after the receipt (032). */
function orden({ codigo }: EventoOido): string {
  return codigo === '031' ? '032b' : codigo
}

/** Keeps the list of what can be declared in step with what is known. */
export async function anotarPorAceptar(trx: Trx, facturaId: string): Promise<void> {
  await repository.ponerPorAceptar(trx, facturaId, tacitaDesde(await conocidosDe(trx, facturaId)))
}
