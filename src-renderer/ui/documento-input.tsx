import { Input, NativeSelect, TextInput } from '@mantine/core'
import { type Ref, useId, useState } from 'react'
import {
  TIPOS_DOCUMENTO,
  type TipoDocumento,
  validateDocumento,
} from '../../src-shared/kernel/identifiers.ts'
import { type FieldText, fieldTexts } from './field-parts.tsx'

export interface Documento {
  readonly tipo: TipoDocumento
  /** Clean number when valid; what was typed otherwise (so that a form refuses it). */
  readonly numero: string
}

export interface DocumentoInputProps extends FieldText {
  readonly value: Documento
  readonly onChange: (value: Documento) => void
  readonly onBlur?: (() => void) | undefined
  /** Kinds offered, in this order; all of them by default. */
  readonly tipos?: readonly TipoDocumento[] | undefined
  readonly disabled?: boolean | undefined
  readonly name?: string | undefined
  /** The field of the number. */
  readonly ref?: Ref<HTMLInputElement> | undefined
}

/** Identity document: kind and number; points, spaces and hyphens are accepted and dropped. */
export function DocumentoInput(props: DocumentoInputProps) {
  const { value, onChange } = props
  const id = useId()
  const [problem, setProblem] = useState<string | null>(null)
  const tipos = TIPOS_DOCUMENTO.filter(
    (tipo) => props.tipos === undefined || props.tipos.includes(tipo.codigo),
  )
  const selected = tipos.find((tipo) => tipo.codigo === value.tipo)

  const settle = () => {
    if (value.numero.trim() === '') setProblem(null)
    else {
      const checked = validateDocumento(value.tipo, value.numero)
      setProblem(checked.ok ? null : checked.error)
      if (checked.ok && checked.value !== value.numero) onChange({ ...value, numero: checked.value })
    }
    props.onBlur?.()
  }

  const { label, description, error } = fieldTexts({ ...props, error: problem ?? props.error ?? null })
  return (
    <Input.Wrapper label={label} description={description} error={error} labelProps={{ htmlFor: id }} id={id}>
      <div className="documento-input">
        <NativeSelect
          aria-label="Tipo de documento"
          value={value.tipo}
          onChange={(event) => {
            setProblem(null)
            onChange({ ...value, tipo: event.currentTarget.value as TipoDocumento })
          }}
          disabled={props.disabled ?? false}
          data={tipos.map((tipo) => ({ value: tipo.codigo, label: tipo.codigo }))}
          title={selected?.nombre}
          w={72}
        />
        <TextInput
          id={id}
          ref={props.ref}
          name={props.name}
          value={value.numero}
          onChange={(event) => {
            setProblem(null)
            onChange({ ...value, numero: event.currentTarget.value })
          }}
          onBlur={settle}
          onFocus={(event) => event.currentTarget.select()}
          error={error !== undefined}
          disabled={props.disabled ?? false}
          autoComplete="off"
          spellCheck={false}
          styles={{ input: { fontVariantNumeric: 'tabular-nums' } }}
          flex={1}
        />
      </div>
    </Input.Wrapper>
  )
}
