import { useEffect, useState } from 'react'

/** True only once `active` has lasted `ms` (150: a skeleton that flashes is worse than none). */
export function useDelayed(active: boolean, ms = 150): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!active) {
      setLate(false)
      return
    }
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [active, ms])
  return active && late
}
