import { useEffect, useState } from 'react'
import { formatHora } from '../../src-shared/kernel/dates.ts'
import { useNow } from './environment.tsx'
import './timeline.css'

/** The present moment in a schedule; moves by itself each minute. */
export function NowLine() {
  const now = useNow()
  const [instant, setInstant] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setInstant(now()), 20_000)
    return () => clearInterval(timer)
  }, [now])
  return <div className="now-line tabular">Ahora {formatHora(instant.toISOString())}</div>
}
