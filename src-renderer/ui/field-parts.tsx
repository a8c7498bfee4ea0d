import { IconAlertCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import './form.css'

/** Label, hint and error shared by every field. The error says what is wrong and how to mend it. */
export interface FieldText {
  readonly label: ReactNode
  readonly hint?: ReactNode | undefined
  readonly error?: string | null | undefined
  /** Writes «opcional» beside the label: most fields are needed, so the exception is marked. */
  readonly optional?: boolean | undefined
}

export function FieldLabel({ label, optional }: Pick<FieldText, 'label' | 'optional'>) {
  return (
    <>
      {label}
      {optional === true && <span className="field-optional"> (opcional)</span>}
    </>
  )
}

/** Mantine's label, description and error for a field. */
export function fieldTexts(text: FieldText) {
  return {
    label: <FieldLabel label={text.label} optional={text.optional ?? false} />,
    description: text.hint,
    error: text.error ? (
      <span className="field-error">
        <IconAlertCircle size={13} stroke={2} aria-hidden="true" />
        {text.error}
      </span>
    ) : undefined,
  }
}
