import type { Failure } from '../../rpc/call-refusal.ts'
import { Notice } from '../../ui/notice.tsx'

/** What was refused and what to do, above a form. */
export function FailureNotice({ failure }: { readonly failure: Failure | null }) {
  if (failure === null) return null
  return (
    <Notice tone="peligro">
      <strong>{failure.mensaje}</strong> {failure.remedio}
    </Notice>
  )
}
