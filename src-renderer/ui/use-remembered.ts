import { useCallback, useState } from 'react'

const PREFIX = 'consultorio.'

function read<T>(key: string, fallback: T, accepts: (value: unknown) => value is T): T {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null')
    return accepts(stored) ? stored : fallback
  } catch {
    return fallback
  }
}

/**
 * State kept on this machine between sessions (sort, columns, side bar). Never holds data of patients.
 * @param accepts guards against what an older version stored.
 */
export function useRemembered<T>(
  key: string,
  fallback: T,
  accepts: (value: unknown) => value is T,
): readonly [T, (value: T) => void] {
  const [value, setValue] = useState(() => read(key, fallback, accepts))
  const remember = useCallback(
    (next: T) => {
      setValue(next)
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify(next))
      } catch {
        // A full or forbidden storage only costs the memory of a preference.
      }
    },
    [key],
  )
  return [value, remember]
}
