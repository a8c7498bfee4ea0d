import { type ComponentType, useEffect, useState } from 'react'
import type { ScreenDefinition, ScreenProps } from '../ui/screen-definition.ts'

type Screen = ComponentType<ScreenProps>

const loaded = new Map<ScreenDefinition['load'], Screen>()

async function load(screen: ScreenDefinition): Promise<Screen> {
  const component = loaded.get(screen.load) ?? (await screen.load())
  loaded.set(screen.load, component)
  return component
}

/**
 * The component of a screen, at once when it was loaded before; null the first time, until it arrives. Suspense would do, but
 * React holds back what it shows after a fallback for 300 ms. A failed load is thrown to the error boundary.
 */
export function useScreenComponent(screen: ScreenDefinition): Screen | null {
  const [, setArrived] = useState<Screen | null>(null)
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null)
  const component = loaded.get(screen.load) ?? null
  useEffect(() => {
    if (component !== null) return
    load(screen).then(
      (arrived) => setArrived(() => arrived),
      (error: unknown) => setFailure({ error }),
    )
  }, [screen, component])
  if (failure !== null) throw failure.error
  return component
}

/** Fetches the rest while the person reads the first screen, one after another. */
export function preloadScreens(screens: readonly ScreenDefinition[]): () => void {
  let stopped = false
  const wait = setTimeout(async () => {
    for (const screen of screens) {
      if (stopped) return
      // A screen that fails here fails again, with its message, when it is opened.
      await load(screen).catch(() => null)
    }
  }, 400)
  return () => {
    stopped = true
    clearTimeout(wait)
  }
}
