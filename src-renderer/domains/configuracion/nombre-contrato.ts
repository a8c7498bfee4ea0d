import type { Pagador } from '../../../src-shared/domains/configuracion/schemas.ts'
import { COBERTURA_PLAN } from '../../../src-shared/domains/rips/tablas.ts'

/** A payer as told apart in a list: its name, plan and contract. */
export function nombreContrato(pagador: Pagador): string {
  const plan = COBERTURA_PLAN.valores.find((v) => v.codigo === pagador.coberturaPlan)?.nombre
  return [pagador.nombre, pagador.numeroContrato ?? plan].filter(Boolean).join(' · ')
}
