import type { ReactNode } from 'react'
import { FailureNotice, type Told } from './failure-notice.tsx'

interface ActFormProps {
  readonly onSubmit: () => void
  /** Why the core said no, or null. */
  readonly failure: Told | null
  readonly children: ReactNode
}

/** A form that is one act of a person: it checks its own fields, and what was refused stays above them. */
export function ActForm({ onSubmit, failure, children }: ActFormProps) {
  return (
    <form
      className="apilado"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <FailureNotice failure={failure} />
      {children}
    </form>
  )
}
