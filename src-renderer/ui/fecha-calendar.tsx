import { ActionIcon, Popover } from '@mantine/core'
import { IconCalendar, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { festivosDe } from '../../src-shared/kernel/business-days.ts'
import { addDays, addMonths, isoWeekday, type LocalDate } from '../../src-shared/kernel/dates.ts'
import './fecha-calendar.css'

interface FechaCalendarProps {
  readonly value: LocalDate
  readonly hoy: LocalDate
  readonly onPick: (date: LocalDate) => void
}

const DAYS = ['lu', 'ma', 'mi', 'ju', 'vi', 'sá', 'do']
const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

function weeksOf(date: LocalDate): LocalDate[][] {
  const first = `${date.slice(0, 8)}01`
  const start = addDays(first, 1 - isoWeekday(first))
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(start, week * 7 + day)),
  )
}

/** Birthdays reach back before the present law of holidays (Ley 51 de 1983): those years show none. */
const festivosEn = (anio: number) => (anio < 1984 ? [] : festivosDe(anio))

/** Month for the mouse, with Sundays and holidays of Colombia marked; the keyboard has the text field. */
export function FechaCalendar({ value, hoy, onPick }: FechaCalendarProps) {
  const [opened, setOpened] = useState(false)
  const [cursor, setCursor] = useState(value)
  const grid = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (opened) grid.current?.querySelector<HTMLElement>(`[data-fecha="${cursor}"]`)?.focus()
  }, [opened, cursor])

  const festivos = new Map(
    festivosEn(Number(cursor.slice(0, 4))).map((festivo) => [festivo.fecha, festivo.nombre]),
  )
  const monthName = `${MONTHS[Number(cursor.slice(5, 7)) - 1] ?? ''} ${cursor.slice(0, 4)}`

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    const months = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
    if (move === undefined && months === 0) return
    event.preventDefault()
    setCursor(move === undefined ? addMonths(cursor, months) : addDays(cursor, move))
  }

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          size={24}
          tabIndex={-1}
          aria-label="Abrir el calendario"
          onClick={() => {
            setCursor(value)
            setOpened(!opened)
          }}
        >
          <IconCalendar size={15} stroke={1.8} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label="Calendario">
        <div className="fecha-calendar-mes">
          <ActionIcon size={24} aria-label="Mes anterior" onClick={() => setCursor(addMonths(cursor, -1))}>
            <IconChevronLeft size={15} aria-hidden="true" />
          </ActionIcon>
          <span aria-live="polite">{monthName}</span>
          <ActionIcon size={24} aria-label="Mes siguiente" onClick={() => setCursor(addMonths(cursor, 1))}>
            <IconChevronRight size={15} aria-hidden="true" />
          </ActionIcon>
        </div>
        <table ref={grid} className="fecha-calendar tabular" onKeyDown={onKeyDown}>
          <thead>
            <tr>
              {DAYS.map((day) => (
                <th key={day} scope="col">
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(cursor).map((week) => (
              <tr key={week[0]}>
                {week.map((date) => (
                  <td key={date}>
                    <button
                      type="button"
                      data-fecha={date}
                      data-otro-mes={date.slice(0, 7) !== cursor.slice(0, 7) || undefined}
                      data-no-habil={isoWeekday(date) === 7 || festivos.has(date) || undefined}
                      data-elegida={date === value || undefined}
                      aria-current={date === hoy ? 'date' : undefined}
                      title={festivos.get(date)}
                      tabIndex={date === cursor ? 0 : -1}
                      onClick={() => {
                        onPick(date)
                        setOpened(false)
                      }}
                    >
                      {Number(date.slice(8))}
                    </button>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Popover.Dropdown>
    </Popover>
  )
}
