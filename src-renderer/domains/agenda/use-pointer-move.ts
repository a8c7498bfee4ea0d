import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { masMinutos } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { ajustarMinuto, instanteDe } from './layout.ts'
import { duracionDe } from './use-acts.ts'
import type { ColumnaConCitas } from './use-schedule.ts'

/** An appointment on its way, by pointer or by keyboard. */
export interface Traslado {
  readonly cita: CitaAgenda
  readonly columna: string
  readonly inicio: string
  readonly minutos: number
  readonly medio: 'raton' | 'teclado'
}

const STEP_MINUTES = 5
/** px the pointer travels before a press becomes a drag. */
const THRESHOLD = 4
/** px from the edge of the scroller where it begins to roll. */
const EDGE = 28

interface Grab {
  readonly cita: CitaAgenda
  readonly pointerId: number
  readonly x: number
  readonly y: number
  /** Minutes between the start of the appointment and where it was taken. */
  readonly offset: number
  moved: boolean
}

/**
 * Drags an appointment: the time under the pointer in steps of five minutes, the column under it, and rolling at the edges. Esc
 * lets go. `onDrop` is called once, with where it was left.
 */
export function usePointerMove(options: {
  readonly scroller: RefObject<HTMLElement | null>
  readonly columnas: readonly ColumnaConCitas[]
  readonly desde: number
  readonly pxPorMinuto: number
  readonly onDrop: (traslado: Traslado) => void
}) {
  const [traslado, setTraslado] = useState<Traslado | null>(null)
  const grab = useRef<Grab | null>(null)
  const latest = useRef(options)
  const current = useRef<Traslado | null>(null)
  /** The click that ends a drag is not a click on the card. */
  const justDropped = useRef(false)
  useEffect(() => {
    latest.current = options
  })

  useEffect(() => {
    const show = (next: Traslado | null) => {
      current.current = next
      setTraslado(next)
    }
    const at = (event: PointerEvent, held: Grab): Traslado | null => {
      const { scroller, columnas, desde, pxPorMinuto } = latest.current
      const boxes = [...(scroller.current?.querySelectorAll<HTMLElement>('[data-columna]') ?? [])]
      const nearest = boxes
        .map((box) => ({ box, rect: box.getBoundingClientRect() }))
        .toSorted((a, b) => gap(a.rect, event.clientX) - gap(b.rect, event.clientX))[0]
      const columna = columnas.find(({ key }) => key === nearest?.box.dataset.columna)
      if (!nearest || !columna) return null
      const minute = desde + (event.clientY - nearest.rect.top) / pxPorMinuto - held.offset
      const snapped = Math.max(0, Math.min(1435, ajustarMinuto(minute, STEP_MINUTES)))
      return {
        cita: held.cita,
        columna: columna.key,
        inicio: instanteDe(columna.fecha, snapped),
        minutos: duracionDe(held.cita),
        medio: 'raton',
      }
    }
    const onMove = (event: PointerEvent) => {
      const held = grab.current
      if (!held || event.pointerId !== held.pointerId) return
      if (!held.moved && Math.hypot(event.clientX - held.x, event.clientY - held.y) < THRESHOLD) return
      held.moved = true
      event.preventDefault()
      roll(latest.current.scroller.current, event)
      show(at(event, held))
    }
    const onUp = (event: PointerEvent) => {
      const held = grab.current
      if (!held || event.pointerId !== held.pointerId) return
      grab.current = null
      const dropped = current.current
      show(null)
      if (!held.moved) return
      justDropped.current = true
      setTimeout(() => {
        justDropped.current = false
      }, 0)
      if (dropped) latest.current.onDrop(dropped)
    }
    const letGo = () => {
      grab.current = null
      show(null)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || grab.current === null) return
      event.preventDefault()
      event.stopPropagation()
      letGo()
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', letGo)
    window.addEventListener('keydown', onKey, true)
    return () => {
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', letGo)
      window.removeEventListener('keydown', onKey, true)
    }
  }, [])

  const start = (event: ReactPointerEvent<HTMLElement>, cita: CitaAgenda) => {
    if (event.button !== 0) return
    const top = event.currentTarget.getBoundingClientRect().top
    grab.current = {
      cita,
      pointerId: event.pointerId,
      x: event.clientX,
      y: event.clientY,
      offset: (event.clientY - top) / options.pxPorMinuto,
      moved: false,
    }
  }

  return { traslado, start, wasDrag: () => justDropped.current }
}

/** Where a move would end. */
export function finDe(traslado: Traslado): string {
  return masMinutos(traslado.inicio, traslado.minutos)
}

function gap(rect: DOMRect, x: number): number {
  return x < rect.left ? rect.left - x : x > rect.right ? x - rect.right : 0
}

function roll(scroller: HTMLElement | null, event: PointerEvent): void {
  if (!scroller) return
  const rect = scroller.getBoundingClientRect()
  if (event.clientY > rect.bottom - EDGE) scroller.scrollBy(0, 12)
  else if (event.clientY < rect.top + EDGE * 2) scroller.scrollBy(0, -12)
  if (event.clientX > rect.right - EDGE) scroller.scrollBy(12, 0)
  else if (event.clientX < rect.left + EDGE * 2) scroller.scrollBy(-12, 0)
}
