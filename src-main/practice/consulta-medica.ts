import type { ServicioNota } from '../../src-shared/domains/historia/schemas.ts'
import { PROFESIONAL } from './demo-facts.ts'

/** A consultation of the practice's doctor at the price of its tariff, coded for RIPS as the screen proposes it. */
export function consultaMedica(tarifa: {
  readonly cups: string
  readonly descripcion: string
  readonly pesos: number
}): ServicioNota {
  return {
    clase: 'consulta',
    cups: tarifa.cups,
    descripcion: tarifa.descripcion,
    cantidad: 1,
    finalidad: '15',
    causaMotivo: '38',
    modalidadAtencion: '01',
    grupoServicios: '01',
    servicioReps: PROFESIONAL.servicioReps,
    viaIngreso: null,
    autorizacion: null,
    valorUnitario: tarifa.pesos * 100,
    sinCobro: null,
  }
}
