import { z } from 'zod'

/** What a payer asks of each service it is billed, by payer and coverage. Pure. */

export const requisitosSchema = z.object({
  autorizacion: z.boolean(),
  mipres: z.boolean(),
  poliza: z.boolean(),
  contrato: z.boolean(),
})
export type Requisitos = z.infer<typeof requisitosSchema>
export type Requisito = keyof Requisitos

/** Each with what it is for and its norm, for who asks. */
export const REQUISITOS: readonly {
  readonly clave: Requisito
  readonly nombre: string
  readonly pista: string
  readonly paraQue: string
}[] = [
  {
    clave: 'autorizacion',
    nombre: 'Número de autorización',
    pista: 'El que dio el pagador para este servicio.',
    paraQue:
      'Va en el RIPS y el pagador lo coteja; sin él suele devolver la factura. Resolución 948 de 2026, Documento Técnico 1; Resolución 2284 de 2023.',
  },
  {
    clave: 'mipres',
    nombre: 'Número de MIPRES',
    pista: 'Entre 19 y 25 números, de la prescripción.',
    paraQue:
      'Identifica lo prescrito por fuera de la UPC (presupuestos máximos). Va en el RIPS. Resolución 948 de 2026, Documento Técnico 1, reglas RVC048 y RVC049.',
  },
  {
    clave: 'poliza',
    nombre: 'Número de póliza',
    pista: 'Del SOAT o del plan voluntario que cubre este servicio.',
    paraQue:
      'Va en la factura cuando no hay contrato (NUMERO_POLIZA), una sola por factura. Resolución 948 de 2026, Documento Técnico 2, regla FED131.',
  },
  {
    clave: 'contrato',
    nombre: 'Contrato vigente',
    pista: 'El código único del contrato (CUCON).',
    paraQue:
      'Va en la factura (NUMERO_CONTRATO); sin él se dice el caso de factura sin contrato. Resolución 948 de 2026, Documento Técnico 2, regla FED129.',
  },
]

/** Coverages of a SOAT policy, and of plans that a policy backs. */
const CON_POLIZA: ReadonlySet<string> = new Set(['03', '04', '10', '11', '12'])
/** Coverages under which something may be prescribed through MIPRES. */
const CON_MIPRES: ReadonlySet<string> = new Set(['01', '02', '13', '16', '17'])

/** What is asked when nobody said otherwise: only what the norm asks of that coverage. */
export function requisitosUsuales(coberturaPlan: string): Requisitos {
  return {
    autorizacion: false,
    mipres: coberturaPlan === '02',
    poliza: coberturaPlan === '04',
    contrato: false,
  }
}

interface DelPagador {
  readonly coberturaPlan: string
  readonly requisitos: Requisitos | null
  readonly numeroContrato: string | null
}

/** What this payer asks: its own rule, or that of its coverage. A policy is not asked beside a contract. */
export function requisitosDe(pagador: DelPagador): Requisitos {
  const requisitos = pagador.requisitos ?? requisitosUsuales(pagador.coberturaPlan)
  return { ...requisitos, poliza: requisitos.poliza && pagador.numeroContrato === null }
}

/** Fields of a service that make sense with this payer: what is asked, and what its coverage admits. */
export function camposDelServicio(pagador: DelPagador): Record<Exclude<Requisito, 'contrato'>, boolean> {
  const pide = requisitosDe(pagador)
  return {
    autorizacion: true,
    mipres: pide.mipres || CON_MIPRES.has(pagador.coberturaPlan),
    poliza: pagador.numeroContrato === null && (pide.poliza || CON_POLIZA.has(pagador.coberturaPlan)),
  }
}
