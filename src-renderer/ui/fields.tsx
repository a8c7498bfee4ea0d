import { Checkbox, NumberInput, Radio, Select, Switch, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { DocumentoInput, type DocumentoInputProps } from './documento-input.tsx'
import { FechaInput, type FechaInputProps } from './fecha-input.tsx'
import { FieldLabel, type FieldText, fieldTexts } from './field-parts.tsx'
import { MoneyInput, type MoneyInputProps } from './money-input.tsx'
import { SearchSelect, type SearchSelectProps } from './search-select.tsx'

/** Fields of a `Form`: each takes the name of its value and reads the form from the context. */
interface NamedField<Values extends FieldValues> extends Omit<FieldText, 'error'> {
  readonly name: FieldPath<Values>
  readonly disabled?: boolean | undefined
  readonly readOnly?: boolean | undefined
}

function useField<Values extends FieldValues>(props: NamedField<Values>) {
  const { field, fieldState } = useController<Values>({ name: props.name })
  return { field, error: errorText(fieldState.error) }
}

/** An error of an object value (documento) lies one level below. */
function errorText(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  if ('message' in error && typeof error.message === 'string' && error.message !== '') return error.message
  for (const inner of Object.values(error)) {
    const text = errorText(inner)
    if (text !== null) return text
  }
  return null
}

interface TextFieldProps<Values extends FieldValues> extends NamedField<Values> {
  readonly placeholder?: string | undefined
  /** `codigo` writes in monospace. */
  readonly kind?: 'texto' | 'codigo' | 'correo' | 'telefono' | 'clave' | undefined
  readonly unit?: string | undefined
  readonly maxLength?: number | undefined
  readonly autoComplete?: string | undefined
}

const INPUT_TYPE = {
  texto: 'text',
  codigo: 'text',
  correo: 'email',
  telefono: 'tel',
  clave: 'password',
} as const

export function TextField<Values extends FieldValues>(props: TextFieldProps<Values>) {
  const { field, error } = useField(props)
  return (
    <TextInput
      {...fieldTexts({ ...props, error })}
      {...field}
      value={field.value ?? ''}
      type={INPUT_TYPE[props.kind ?? 'texto']}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
      maxLength={props.maxLength}
      autoComplete={props.autoComplete ?? 'off'}
      {...(props.kind === 'codigo' ? { classNames: { input: 'codigo' } } : {})}
      {...unitSection(props.unit)}
    />
  )
}

interface TextareaFieldProps<Values extends FieldValues> extends NamedField<Values> {
  readonly rows?: number | undefined
  readonly placeholder?: string | undefined
}

export function TextareaField<Values extends FieldValues>(props: TextareaFieldProps<Values>) {
  const { field, error } = useField(props)
  return (
    <Textarea
      {...fieldTexts({ ...props, error })}
      {...field}
      value={field.value ?? ''}
      minRows={props.rows ?? 2}
      maxRows={16}
      placeholder={props.placeholder}
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
    />
  )
}

interface NumberFieldProps<Values extends FieldValues> extends NamedField<Values> {
  readonly unit?: string | undefined
  readonly decimals?: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** Number with decimal comma; null when empty. */
export function NumberField<Values extends FieldValues>(props: NumberFieldProps<Values>) {
  const { field, error } = useField(props)
  return (
    <NumberInput
      {...fieldTexts({ ...props, error })}
      ref={field.ref}
      name={field.name}
      onBlur={field.onBlur}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(value === '' ? null : Number(value))}
      decimalScale={props.decimals ?? 0}
      decimalSeparator=","
      allowedDecimalSeparators={[',', '.']}
      {...(props.min === undefined ? {} : { min: props.min })}
      {...(props.max === undefined ? {} : { max: props.max })}
      clampBehavior="none"
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
      {...unitSection(props.unit)}
      styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
    />
  )
}

export interface FieldOption {
  readonly value: string
  readonly label: string
  readonly disabled?: boolean | undefined
}

interface SelectFieldProps<Values extends FieldValues> extends NamedField<Values> {
  readonly options: readonly FieldOption[]
  readonly placeholder?: string | undefined
  /** Type to find; on by default above 8 options. */
  readonly searchable?: boolean | undefined
  readonly clearable?: boolean | undefined
}

/** One of a list known beforehand; for catalogues use `SearchSelectField`. */
export function SelectField<Values extends FieldValues>(props: SelectFieldProps<Values>) {
  const { field, error } = useField(props)
  return (
    <Select
      {...fieldTexts({ ...props, error })}
      ref={field.ref}
      name={field.name}
      value={field.value ?? null}
      onChange={(value) => field.onChange(value)}
      onBlur={field.onBlur}
      data={props.options.map(({ value, label, disabled = false }) => ({ value, label, disabled }))}
      placeholder={props.placeholder}
      searchable={props.searchable ?? props.options.length > 8}
      clearable={props.clearable ?? false}
      allowDeselect={props.clearable ?? false}
      disabled={props.disabled ?? false}
      readOnly={props.readOnly ?? false}
      selectFirstOptionOnChange
      clearButtonProps={{ 'aria-label': 'Quitar' }}
    />
  )
}

interface RadioFieldProps<Values extends FieldValues> extends NamedField<Values> {
  readonly options: readonly FieldOption[]
}

/** Two to five options seen at once. */
export function RadioField<Values extends FieldValues>(props: RadioFieldProps<Values>) {
  const { field, error } = useField(props)
  return (
    <Radio.Group
      {...fieldTexts({ ...props, error })}
      name={field.name}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(value)}
      onBlur={field.onBlur}
    >
      <div className="radio-field">
        {props.options.map((option, index) => (
          <Radio
            key={option.value}
            ref={index === 0 ? field.ref : undefined}
            value={option.value}
            label={option.label}
            disabled={(option.disabled ?? false) || (props.disabled ?? false)}
          />
        ))}
      </div>
    </Radio.Group>
  )
}

export function CheckboxField<Values extends FieldValues>(props: NamedField<Values>) {
  const { field, error } = useField(props)
  return (
    <Checkbox
      ref={field.ref}
      name={field.name}
      label={<FieldLabel label={props.label} optional={props.optional ?? false} />}
      description={props.hint}
      error={error}
      checked={field.value === true}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
      onBlur={field.onBlur}
      disabled={props.disabled ?? false}
    />
  )
}

/** A setting that takes effect: on or off. */
export function SwitchField<Values extends FieldValues>(props: NamedField<Values>) {
  const { field, error } = useField(props)
  return (
    <Switch
      ref={field.ref}
      name={field.name}
      label={props.label}
      description={props.hint}
      error={error}
      checked={field.value === true}
      onChange={(event) => field.onChange(event.currentTarget.checked)}
      onBlur={field.onBlur}
      disabled={props.disabled ?? false}
    />
  )
}

type Bound = 'value' | 'onChange' | 'onBlur' | 'name' | 'ref' | 'error'

/** Value in centavos or null. */
export function MoneyField<Values extends FieldValues>(
  props: NamedField<Values> & Omit<MoneyInputProps, Bound>,
) {
  const { field, error } = useField(props)
  return <MoneyInput {...props} {...field} value={field.value ?? null} error={error} />
}

/** Value `2026-11-21` or ''. */
export function FechaField<Values extends FieldValues>(
  props: NamedField<Values> & Omit<FechaInputProps, Bound>,
) {
  const { field, error } = useField(props)
  return <FechaInput {...props} {...field} value={field.value ?? ''} error={error} />
}

/** Value `{ tipo, numero }`. */
export function DocumentoField<Values extends FieldValues>(
  props: NamedField<Values> & Omit<DocumentoInputProps, Bound>,
) {
  const { field, error } = useField(props)
  return <DocumentoInput {...props} {...field} error={error} />
}

/** Value is the whole option chosen (`SearchOption`) or null, so that its words can be shown. */
export function SearchSelectField<Values extends FieldValues>(
  props: NamedField<Values> & Omit<SearchSelectProps, Bound>,
) {
  const { field, error } = useField(props)
  return <SearchSelect {...props} {...field} value={field.value ?? null} error={error} />
}

function unitSection(unit: string | undefined): { rightSection?: ReactNode; rightSectionWidth?: string } {
  if (unit === undefined) return {}
  return { rightSection: <span className="field-unit">{unit}</span>, rightSectionWidth: 'auto' }
}
