import type { CompraResumen } from '../../../../src-shared/domains/finanzas/contract.ts'
import type { Comprobacion } from '../../../../src-shared/domains/finanzas/recibida.ts'
import {
  type EstadoEvento,
  type EventoComprador,
  type EventoHecho,
  estadoCompra,
  limiteTacita,
} from '../../../../src-shared/domains/finanzas/rules.ts'
import { bogotaDate, type LocalDate } from '../../../../src-shared/kernel/dates.ts'
import type { CompraLigera, EventoLigero } from './repository.ts'

/** The events of one purchase as the rules want them. */
export function hechosDe(eventos: readonly EventoLigero[]): EventoHecho[] {
  return eventos.map(({ codigo, estado, creado_en }) => ({
    codigo: codigo as EventoComprador,
    estado: estado as EstadoEvento,
    fecha: bogotaDate(new Date(creado_en)),
  }))
}

export function resumenDe(
  row: CompraLigera,
  eventos: readonly EventoLigero[],
  hoy: LocalDate,
): CompraResumen {
  const hechos = hechosDe(eventos)
  const estado = estadoCompra(hechos, hoy)
  return {
    id: row.id,
    numero: row.numero,
    proveedor: row.proveedor,
    proveedorNit: row.proveedor_nit,
    fecha: row.fecha,
    vence: row.vence,
    total: row.total,
    impuestos: row.impuestos,
    importadaEn: row.importada_en,
    estado,
    limiteTacita: estado === 'recibida' ? limiteTacita(hechos) : null,
    conRechazo: hechos.some(
      ({ codigo, estado: fin }) =>
        fin === 'rechazado' && !hechos.some((otro) => otro.codigo === codigo && otro.estado !== 'rechazado'),
    ),
    observaciones: (JSON.parse(row.comprobaciones) as Comprobacion[]).filter(
      ({ resultado }) => resultado === 'duda',
    ).length,
  }
}
