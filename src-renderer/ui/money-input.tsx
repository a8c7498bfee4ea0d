import { TextInput } from '@mantine/core'
import { type FocusEvent, type Ref, useState } from 'react'
import { type Centavos, formatPesos, parsePesos } from '../../src-shared/kernel/money.ts'
import { type FieldText, fieldTexts } from './field-parts.tsx'

export interface MoneyInputProps extends FieldText {
  /** Centavos; null when empty; NaN while what is written is not an amount (so that a form refuses it). */
  readonly value: Centavos | null
  readonly onChange: (value: Centavos | null) => void
  readonly onBlur?: (() => void) | undefined
  readonly disabled?: boolean | undefined
  readonly readOnly?: boolean | undefined
  readonly name?: string | undefined
  readonly ref?: Ref<HTMLInputElement> | undefined
  readonly size?: 'sm' | 'md' | undefined
}

const written = (value: Centavos | null): string =>
  value === null || Number.isNaN(value) ? '' : formatPesos(value).replace(/\$\s?/, '')

/** Amount in pesos: takes `120000`, `120.000` and `$ 120.000,50`, gives centavos, shows `120.000`. */
export function MoneyInput(props: MoneyInputProps) {
  const { value, onChange } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const change = (text: string) => {
    setDraft(text)
    if (text.trim() === '') {
      setProblem(null)
      onChange(null)
      return
    }
    const parsed = parsePesos(text)
    if (parsed.ok) setProblem(null)
    onChange(parsed.ok ? parsed.value : Number.NaN)
  }

  const blur = () => {
    const parsed = draft === null || draft.trim() === '' ? null : parsePesos(draft)
    if (parsed === null || parsed.ok) setDraft(null)
    else setProblem(parsed.error)
    props.onBlur?.()
  }

  return (
    <TextInput
      {...fieldTexts({ ...props, error: problem ?? props.error ?? null })}
      ref={props.ref}
      name={props.name}
      value={draft ?? written(value)}
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={(event: FocusEvent<HTMLInputElement>) => event.currentTarget.select()}
      onBlur={blur}
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
      size={props.size ?? 'sm'}
      inputMode="decimal"
      autoComplete="off"
      leftSection="$"
      leftSectionWidth={24}
      styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
    />
  )
}
