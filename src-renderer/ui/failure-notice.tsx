import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'

/** A "no" in words: what happened and what to do about it. */
export interface Told {
  readonly mensaje: string
  readonly remedio: string
}

interface FailureNoticeProps {
  readonly failure: Told | null
  /** One button or link. */
  readonly action?: ReactNode | undefined
}

/** What was refused and what to do, above a form. */
export function FailureNotice({ failure, action }: FailureNoticeProps) {
  if (failure === null) return null
  return (
    <Notice tone="peligro" action={action}>
      <strong>{failure.mensaje}</strong> {failure.remedio}
    </Notice>
  )
}
