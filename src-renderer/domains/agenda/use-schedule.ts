import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { festivo, ocupa } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda, ProfesionalAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import {
  addDays,
  bogotaDate,
  formatDiaSemana,
  formatFecha,
  isoWeekday,
  type LocalDate,
} from '../../../src-shared/kernel/dates.ts'
import { orpc } from '../../rpc/client.ts'
import { type Columna, horasVisibles, type Parada, paradas } from './layout.ts'

export type Vista = 'dia' | 'semana'

/** What is on the screen. */
export interface Encuadre {
  readonly vista: Vista
  readonly fecha: LocalDate
  /** Whose week it is; in the day view everybody is shown. */
  readonly profesionalId: string | null
  readonly conCanceladas: boolean
}

export interface ColumnaConCitas extends Columna {
  readonly citas: readonly CitaAgenda[]
  readonly paradas: readonly Parada[]
}

export function lunesDe(fecha: LocalDate): LocalDate {
  return addDays(fecha, 1 - isoWeekday(fecha))
}

/** Everything the grid draws for a frame: data of the core, columns and hours. */
export function useSchedule(encuadre: Encuadre, hoy: LocalDate) {
  const { vista, fecha, conCanceladas } = encuadre
  const desde = vista === 'dia' ? fecha : lunesDe(fecha)
  const hasta = vista === 'dia' ? fecha : addDays(desde, 6)
  const profesionales = useQuery({
    ...orpc.configuracion.profesionales.queryOptions(),
    staleTime: 60_000,
    meta: { datos: ['configuracion'] },
  })
  const todos = useMemo(
    () =>
      (profesionales.data ?? [])
        .filter(({ activo }) => activo)
        .map(({ id, nombres, apellidos }) => ({ id, nombre: `${nombres} ${apellidos}` })),
    [profesionales.data],
  )
  const dueno = (todos.find(({ id }) => id === encuadre.profesionalId) ?? todos[0])?.id ?? null
  const input = { desde, hasta, profesionalIds: vista === 'semana' && dueno !== null ? [dueno] : null }
  const query = useQuery({
    ...orpc.agenda.rango.queryOptions({ input }),
    placeholderData: keepPreviousData,
    meta: { datos: ['citas'] },
  })
  const data = query.data
  const built = useMemo(() => {
    if (!data) return undefined
    const due = data.profesionales.find(({ id }) => id === dueno)
    const columnas =
      vista === 'dia' ? dayColumns(data.profesionales, fecha, hoy) : due ? weekColumns(due, desde, hoy) : []
    const visibles = data.citas.filter(({ estado }) => conCanceladas || ocupa(estado))
    const suyas = columnas.map((columna) => ({
      ...columna,
      citas: visibles.filter((cita) => isOf(cita, columna)),
    }))
    // Sunday takes room only when something happens on it.
    const mostradas = suyas.filter(
      (columna) =>
        isoWeekday(columna.fecha) < 7 || vista === 'dia' || columna.citas.length > 0 || attends(columna),
    )
    const horas = horasVisibles(
      mostradas,
      mostradas.flatMap((columna) => columna.citas),
    )
    return {
      horas,
      columnas: mostradas.map(
        (columna): ColumnaConCitas => ({
          ...columna,
          paradas: paradas(columna, columna.citas, data.bloqueos, horas),
        }),
      ),
    }
  }, [data, vista, fecha, desde, hoy, conCanceladas, dueno])
  return { query, data, dueno, todos, ...built }
}

function dayColumns(
  profesionales: readonly ProfesionalAgenda[],
  fecha: LocalDate,
  hoy: LocalDate,
): Columna[] {
  return profesionales.map((p) => ({
    key: p.id,
    profesionalId: p.id,
    fecha,
    titulo: p.nombre,
    detalle: p.especialidad ?? '',
    franjas: p.franjas,
    minutos: p.minutosCita,
    festivo: festivo(fecha) ?? null,
    esHoy: fecha === hoy,
  }))
}

function weekColumns(p: ProfesionalAgenda, lunes: LocalDate, hoy: LocalDate): Columna[] {
  return Array.from({ length: 7 }, (_, i) => addDays(lunes, i)).map((fecha) => ({
    key: fecha,
    profesionalId: p.id,
    fecha,
    titulo: `${formatDiaSemana(fecha)} ${formatFecha(fecha).replace(/ \d{4}$/, '')}`,
    detalle: festivo(fecha) ?? '',
    franjas: p.franjas,
    minutos: p.minutosCita,
    festivo: festivo(fecha) ?? null,
    esHoy: fecha === hoy,
  }))
}

function isOf(cita: CitaAgenda, columna: Columna): boolean {
  return cita.profesionalId === columna.profesionalId && bogotaDate(new Date(cita.inicio)) === columna.fecha
}

function attends(columna: Columna): boolean {
  return columna.franjas.some(({ dia }) => dia === isoWeekday(columna.fecha))
}
