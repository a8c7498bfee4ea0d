import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { masMinutos, minutosEntre } from '../../../src-shared/domains/agenda/rules.ts'
import type {
  Choque,
  CitaAgenda,
  EstadoCita,
  MotivoCancelacion,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import { bogotaDate, formatDiaSemana, formatFecha, formatHora } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { clashesIn } from './refused.ts'

export interface Destino {
  readonly profesionalId: string
  readonly inicio: string
  readonly minutos: number
}

/** What was done last, told at the foot of the schedule. */
export interface Hecho {
  readonly texto: string
  readonly avisos: readonly string[]
  readonly deshacer: boolean
  readonly esProblema: boolean
}

/** A place that is taken: what is in the way, and the act again with a reason. */
export interface Ocupado {
  readonly cita: CitaAgenda
  readonly choques: readonly Choque[]
  readonly conMotivo: (motivo: string) => Promise<boolean>
}

type Deshacer = () => Promise<boolean>

/** The acts on appointments that the schedule and the waiting room share, with their undo (Ctrl+Z). */
export function useActs() {
  const queryClient = useQueryClient()
  const [hecho, setHecho] = useState<Hecho | null>(null)
  const [ocupado, setOcupado] = useState<Ocupado | null>(null)
  const undo = useRef<Deshacer[]>([])
  // Versions that this person's own acts left, ahead of what the schedule has read.
  const own = useRef(new Map<string, number>())
  const last = useRef<Promise<unknown>>(Promise.resolve())

  /** Of the appointment as this person left it, when the schedule has not been read again since. */
  const versionOf = useCallback(
    (cita: CitaAgenda) => Math.max(cita.version, own.current.get(cita.id) ?? 0),
    [],
  )
  const remember = useCallback(
    (done: { readonly id: string; readonly version: number }) => void own.current.set(done.id, done.version),
    [],
  )

  const refresh = useCallback(
    () => queryClient.invalidateQueries({ queryKey: orpc.agenda.key() }),
    [queryClient],
  )
  const tell = useCallback((texto: string, more: Partial<Omit<Hecho, 'texto'>> = {}) => {
    setHecho({ texto, avisos: [], deshacer: false, esProblema: false, ...more })
  }, [])

  /** @returns whether it was done */
  const attempt = useCallback(
    async (cita: CitaAgenda, act: () => Promise<void>, conMotivo: (motivo: string) => Promise<boolean>) => {
      // One after another: who presses fast does not meet the previous act as if it were somebody else's.
      const turn = last.current.then(act)
      last.current = turn.catch(() => undefined)
      try {
        await turn
        setOcupado(null)
        return true
      } catch (error) {
        const choques = clashesIn(error)
        if (choques) setOcupado({ cita, choques, conMotivo })
        else tell(failureText(error), { esProblema: true })
        return false
      } finally {
        void refresh()
      }
    },
    [refresh, tell],
  )

  const mover = useCallback(
    async (cita: CitaAgenda, destino: Destino, motivo: string | null = null): Promise<boolean> => {
      showMoved(queryClient, cita, destino)
      const { profesionalId, inicio, minutos } = destino
      return attempt(
        cita,
        async () => {
          const done = await client.agenda.mover({
            commandId: crypto.randomUUID(),
            id: cita.id,
            version: versionOf(cita),
            profesionalId,
            inicio,
            minutos,
            sobrecupoMotivo: motivo,
          })
          remember(done)
          undo.current.push(async () => {
            const { anterior } = done
            const back = await client.agenda.mover({
              commandId: crypto.randomUUID(),
              id: done.id,
              version: own.current.get(done.id) ?? done.version,
              ...anterior,
            })
            remember(back)
            tell(`${cita.paciente} volvió a ${cuando(anterior.inicio)}.`)
            return true
          })
          tell(`${cita.paciente}: ${cuando(inicio)}.`, { avisos: done.avisos, deshacer: true })
        },
        (reason) => mover(cita, destino, reason),
      )
    },
    [attempt, queryClient, remember, tell, versionOf],
  )

  const cambiarEstado = useCallback(
    async (cita: CitaAgenda, estado: EstadoCita, motivo: string | null = null): Promise<boolean> =>
      attempt(
        cita,
        async () => {
          const done = await client.agenda.cambiarEstado({
            commandId: crypto.randomUUID(),
            id: cita.id,
            version: versionOf(cita),
            estado,
            sobrecupoMotivo: motivo,
          })
          remember(done)
          undo.current.push(async () => {
            const back = await client.agenda.cambiarEstado({
              commandId: crypto.randomUUID(),
              id: cita.id,
              version: own.current.get(done.id) ?? done.version,
              estado: cita.estado,
            })
            remember(back)
            tell(`${cita.paciente} volvió a ${ESTADO_CITA[cita.estado]}.`)
            return true
          })
          tell(`${cita.paciente}: ${ESTADO_CITA[estado]}.`, { deshacer: true })
        },
        (reason) => cambiarEstado(cita, estado, reason),
      ),
    [attempt, remember, tell, versionOf],
  )

  const cancelar = useCallback(
    async (
      cita: CitaAgenda,
      salida: {
        readonly estado: 'cancelada-paciente' | 'cancelada-consultorio' | 'reprogramada'
        readonly motivo: MotivoCancelacion
        readonly detalle: string | null
      },
    ): Promise<boolean> =>
      attempt(
        cita,
        async () => {
          const done = await client.agenda.cancelar({
            commandId: crypto.randomUUID(),
            id: cita.id,
            version: versionOf(cita),
            ...salida,
          })
          remember(done)
          undo.current.push(async () => {
            const back = await client.agenda.cambiarEstado({
              commandId: crypto.randomUUID(),
              id: cita.id,
              version: own.current.get(done.id) ?? done.version,
              estado: 'agendada',
            })
            remember(back)
            tell(`La cita de ${cita.paciente} volvió a Agendada.`)
            return true
          })
          tell(`${cita.paciente}: ${ESTADO_CITA[salida.estado]}. El espacio quedó libre.`, { deshacer: true })
        },
        async () => false,
      ),
    [attempt, remember, tell, versionOf],
  )

  const deshacer = useCallback(async () => {
    const back = undo.current.pop()
    if (!back) {
      tell('No hay nada por deshacer.')
      return
    }
    try {
      await back()
    } catch (error) {
      tell(failureText(error), { esProblema: true })
    } finally {
      void refresh()
    }
  }, [refresh, tell])

  return {
    hecho,
    ocupado,
    mover,
    cambiarEstado,
    cancelar,
    deshacer,
    tell,
    callar: useCallback(() => setHecho(null), []),
    cerrarOcupado: useCallback(() => {
      setOcupado(null)
      void refresh()
    }, [refresh]),
  }
}

export type Acts = ReturnType<typeof useActs>

/** `lun 23 nov, 08:20`. */
export function cuando(iso: string): string {
  const fecha = bogotaDate(new Date(iso))
  return `${formatDiaSemana(fecha)} ${formatFecha(fecha).replace(/ \d{4}$/, '')}, ${formatHora(iso)}`
}

/** The card is where it was dropped while the core answers; a refusal brings the truth back. */
function showMoved(queryClient: ReturnType<typeof useQueryClient>, cita: CitaAgenda, destino: Destino): void {
  const { profesionalId, inicio, minutos } = destino
  queryClient.setQueriesData<{ readonly citas: readonly CitaAgenda[] }>(
    { queryKey: orpc.agenda.rango.key() },
    (old) =>
      old && {
        ...old,
        citas: old.citas.map((one) =>
          one.id === cita.id ? { ...one, profesionalId, inicio, fin: masMinutos(inicio, minutos) } : one,
        ),
      },
  )
}

/** Minutes of an appointment. */
export function duracionDe(cita: { readonly inicio: string; readonly fin: string }): number {
  return minutosEntre(cita.inicio, cita.fin)
}
