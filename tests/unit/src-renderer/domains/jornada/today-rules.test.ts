import { describe, expect, it } from 'vitest'
import {
  ahoraAntesDe,
  citasDelDia,
  rutaPendiente,
  siguiente,
} from '../../../../../src-renderer/domains/jornada/today-rules.ts'
import type { CitaAgenda, EstadoCita } from '../../../../../src-shared/domains/agenda/schemas.ts'

const cita = (id: string, hora: string, estado: EstadoCita): CitaAgenda => ({
  id,
  version: 1,
  pacienteId: `p-${id}`,
  profesionalId: 'm',
  cups: null,
  servicio: 'Control',
  modalidad: '01',
  inicio: `2026-11-21T${hora}:00.000Z`,
  fin: `2026-11-21T${hora}:00.000Z`,
  estado,
  fechaSolicitud: '2026-11-20',
  fechaDeseada: '2026-11-21',
  sobrecupoMotivo: null,
  nota: null,
  motivoCancelacion: null,
  llegoEn: null,
  creadaEn: '2026-11-20T15:00:00.000Z',
  paciente: id,
  tipoDocumento: null,
  numeroDocumento: null,
  fechaNacimiento: null,
  telefono: null,
  porCompletar: false,
  pagador: null,
  deuda: 0,
})
const CITAS = [
  cita('c', '15:00', 'en-sala'),
  cita('a', '13:00', 'atendida'),
  cita('d', '16:00', 'confirmada'),
  cita('x', '14:30', 'cancelada-paciente'),
  cita('b', '14:00', 'agendada'),
]

describe('Hoy', () => {
  it('las citas van por hora y sin las que se cancelaron', () => {
    expect(citasDelDia(CITAS).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('sigue quien ya llegó antes que quien está por llegar', () => {
    expect(siguiente(citasDelDia(CITAS))?.id).toBe('c')
    expect(siguiente([cita('a', '13:00', 'atendida')])).toBeUndefined()
  })

  it('el momento presente va antes de la primera que no ha empezado', () => {
    const citas = citasDelDia(CITAS)
    expect(ahoraAntesDe(citas, '2026-11-21T14:30:00.000Z')).toBe('c')
    expect(ahoraAntesDe(citas, '2026-11-21T20:00:00.000Z')).toBe('fin')
  })

  it('cada pendiente lleva a su lugar', () => {
    const base = { clase: 'borrador', texto: '', accion: '', orden: 1 } as const
    expect(rutaPendiente({ ...base, destino: 'consulta', referenciaId: 'n-1' })).toBe('/consulta/n-1')
    expect(rutaPendiente({ ...base, destino: 'bandeja', referenciaId: null })).toBe('/bandeja')
    expect(rutaPendiente({ ...base, destino: 'configuracion', referenciaId: 'sede' })).toBe(
      '/configuracion/asistente?paso=sede',
    )
  })
})
