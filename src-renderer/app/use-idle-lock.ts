import { useEffect } from 'react'

/** Locks after this many minutes without keyboard or mouse; 0 never locks. */
export function useIdleLock(minutes: number, lock: () => void): void {
  useEffect(() => {
    if (minutes <= 0) return
    let last = Date.now()
    const touch = () => {
      last = Date.now()
    }
    // The wall clock, not a long timer: after the machine slept the time counts too.
    const timer = setInterval(() => {
      if (Date.now() - last >= minutes * 60_000) lock()
    }, 5_000)
    const events = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const name of events) window.addEventListener(name, touch, { passive: true })
    return () => {
      clearInterval(timer)
      for (const name of events) window.removeEventListener(name, touch)
    }
  }, [minutes, lock])
}
