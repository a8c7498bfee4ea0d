import { useEffect, useState } from 'react'

/** Id of the command of a screen: the same act keeps it however often it is pressed; what is changed is another act. */
export function useCommandId(act: string): string {
  const [current, setCurrent] = useState({ act, id: crypto.randomUUID() })
  useEffect(() => {
    setCurrent((known) => (known.act === act ? known : { act, id: crypto.randomUUID() }))
  }, [act])
  return current.id
}
