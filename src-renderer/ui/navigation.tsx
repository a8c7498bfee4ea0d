import { createContext, type MouseEvent, type ReactNode, useContext } from 'react'

/** Moves between screens by path (`/pacientes/123?pestana=citas`); implemented by the shell. */
export interface Navigation {
  readonly go: (path: string) => void
  readonly back: () => void
  readonly href: (path: string) => string
}

const NavigationContext = createContext<Navigation>({
  go: () => undefined,
  back: () => undefined,
  href: (path) => `#${path}`,
})

export const NavigationProvider = NavigationContext

export function useNavigation(): Navigation {
  return useContext(NavigationContext)
}

/** Link to a screen of the program. */
export function ScreenLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const navigation = useNavigation()
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    navigation.go(to)
  }
  return (
    <a className="enlace" href={navigation.href(to)} onClick={follow}>
      {children}
    </a>
  )
}
