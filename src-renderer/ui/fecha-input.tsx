import { TextInput } from '@mantine/core'
import { type KeyboardEvent, type Ref, useState } from 'react'
import {
  type AmbitoFecha,
  addDays,
  formatDiaSemana,
  formatFecha,
  isLocalDate,
  type LocalDate,
  parseFecha,
} from '../../src-shared/kernel/dates.ts'
import { useHoy } from './environment.tsx'
import { FechaCalendar } from './fecha-calendar.tsx'
import { type FieldText, fieldTexts } from './field-parts.tsx'

export interface FechaInputProps extends FieldText {
  /** `2026-11-21`; '' when empty; the raw text while it is not a date (so that a form refuses it). */
  readonly value: LocalDate | ''
  readonly onChange: (value: string) => void
  readonly onBlur?: (() => void) | undefined
  /** Which side of today a date without year falls on: births look back, appointments forward. */
  readonly ambito?: AmbitoFecha | undefined
  readonly disabled?: boolean | undefined
  readonly readOnly?: boolean | undefined
  readonly name?: string | undefined
  readonly ref?: Ref<HTMLInputElement> | undefined
}

const written = (value: string): string => (isLocalDate(value) ? formatFecha(value) : value)

/** Date: takes `21 nov`, `21/11/26`, `hoy`, `+8d`; arrows move a day; shows what it understood while one types. */
export function FechaInput(props: FechaInputProps) {
  const { value, onChange } = props
  const hoy = useHoy()
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const read = (text: string) => parseFecha(text, hoy, props.ambito ?? {})

  const change = (text: string) => {
    setDraft(text)
    const parsed = text.trim() === '' ? null : read(text)
    if (parsed === null || parsed.ok) setProblem(null)
    onChange(parsed === null ? '' : parsed.ok ? parsed.value : text)
  }

  const settle = (date: LocalDate) => {
    setDraft(null)
    setProblem(null)
    onChange(date)
  }

  const blur = () => {
    const parsed = draft === null || draft.trim() === '' ? null : read(draft)
    if (parsed === null || parsed.ok) setDraft(null)
    else setProblem(parsed.error)
    props.onBlur?.()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (step === 0 || event.altKey || props.readOnly || props.disabled) return
    event.preventDefault()
    settle(isLocalDate(value) ? addDays(value, step) : hoy)
  }

  const understood =
    draft !== null && isLocalDate(value) ? `${formatDiaSemana(value)} ${formatFecha(value)}` : null
  return (
    <TextInput
      {...fieldTexts({ ...props, hint: understood ?? props.hint, error: problem ?? props.error ?? null })}
      ref={props.ref}
      name={props.name}
      value={draft ?? written(value)}
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={blur}
      onKeyDown={onKeyDown}
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
      autoComplete="off"
      placeholder="21 nov, hoy, +8d"
      rightSection={
        props.readOnly || props.disabled ? null : (
          <FechaCalendar value={isLocalDate(value) ? value : hoy} hoy={hoy} onPick={settle} />
        )
      }
      styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
    />
  )
}
