import { Button } from '@mantine/core'
import { useState } from 'react'
import { Notice } from '../ui/notice.tsx'
import { useShell } from './shell-context.tsx'
import { useStore } from './store.ts'

/** The way out of the opening of the real database, for who is not ready for it. Nothing where it cannot be done. */
export function BackToPractice() {
  const { realMode, openPractice } = useShell()
  const isPossible = useStore(realMode) === 'disponible'
  const [error, setError] = useState<string | null>(null)
  if (!isPossible) return null
  const open = async () => {
    const answer = await openPractice()
    setError(answer.ok ? null : answer.error)
  }
  return (
    <>
      {error !== null && <Notice tone="peligro">{error}</Notice>}
      <Button variant="subtle" color="gray" onClick={() => void open()}>
        Abrir la práctica
      </Button>
    </>
  )
}
