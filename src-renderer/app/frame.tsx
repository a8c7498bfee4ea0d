import { Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ScreenDefinition } from '../ui/screen-definition.ts'
import { useShortcut } from '../ui/shortcuts.tsx'
import { useRemembered } from '../ui/use-remembered.ts'
import { CommandPalette } from './command-palette.tsx'
import { CoreBanner } from './core-banner.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { PracticeBanner } from './practice-banner.tsx'
import { ScreenKeys } from './screen-keys.tsx'
import { preloadScreens } from './screen-loading.ts'
import type { ScreenRegistry } from './screens.ts'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'
import './frame.css'

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** Side bar, top bar, banners and the screen in hand. */
export function Frame({ registry }: { readonly registry: ScreenRegistry }) {
  const [palette, setPalette] = useState(false)
  const [help, setHelp] = useState(false)
  const [pinned, setPinned] = useRemembered('barra-fija', false, isBoolean)
  const main = useRef<HTMLElement>(null)
  const location = useLocation()
  const screen = screenAt(registry.screens, location.pathname)

  useShortcut('Ctrl+K', () => setPalette(true), {
    label: 'Buscar o ejecutar',
    group: 'programa',
    inPalette: false,
  })
  useShortcut('Ctrl+B', () => setPinned(!pinned), {
    label: 'Fijar o soltar la barra lateral',
    group: 'programa',
  })
  useShortcut('?', () => setHelp(true), { label: 'Teclas de esta pantalla', group: 'programa' })
  useShortcut('F1', () => setHelp(true), { label: 'Ayuda', group: 'programa', inPalette: false })
  useShortcut('F6', () => walkPanels(1), { label: 'Panel siguiente', group: 'programa' })
  useShortcut('Shift+F6', () => walkPanels(-1), { label: 'Panel anterior', group: 'programa' })

  useEffect(() => preloadScreens(registry.screens), [registry.screens])
  useEffect(() => {
    document.title = screen === undefined ? 'Consultorio' : `${screen.title} · Consultorio`
  }, [screen])

  // A new screen starts with the keyboard inside it, unless it already took the caret.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs on each change of place
  useEffect(() => {
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [location.pathname])

  return (
    <div className="frame" data-pinned={pinned || undefined}>
      <button type="button" className="frame-saltar" onClick={() => main.current?.focus()}>
        Saltar al trabajo
      </button>
      <PracticeBanner />
      <CoreBanner />
      <div className="frame-cuerpo">
        <SideBar
          screens={registry.screens}
          current={screen}
          pinned={pinned}
          onPin={() => setPinned(!pinned)}
        />
        <div className="frame-columna">
          <TopBar onSearch={() => setPalette(true)} onHelp={() => setHelp(true)} />
          <main ref={main} className="frame-pantalla" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <ScreenKeys registry={registry} />
      <CommandPalette registry={registry} opened={palette} onClose={() => setPalette(false)} />
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  )
}

/** The screen whose path this is; parts with `$` match anything. */
function screenAt(screens: readonly ScreenDefinition[], pathname: string): ScreenDefinition | undefined {
  const parts = pathname.split('/')
  const fits = (screen: ScreenDefinition) => {
    const wanted = screen.path.split('/')
    return (
      wanted.length === parts.length && wanted.every((part, i) => part.startsWith('$') || part === parts[i])
    )
  }
  const matching = screens.filter(fits)
  return matching.find((screen) => screen.path === pathname) ?? matching[0]
}

/** F6: the caret goes from panel to panel, to what was last worked in each, else to its first control. */
function walkPanels(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>('main [data-panel]')].filter(
    (panel) => panel.offsetParent !== null && panel.parentElement?.querySelector('[data-panel]') !== null,
  )
  const leaves = panels.filter((panel) => panel.querySelector('[data-panel]') === null)
  if (leaves.length === 0) return
  const here = leaves.findIndex((panel) => panel.contains(document.activeElement))
  const next = leaves[(here + step + leaves.length) % leaves.length]
  const first = next?.querySelector<HTMLElement>(
    '[role=grid], input:not(:disabled), button:not(:disabled), textarea, [tabindex="0"]',
  )
  ;(first ?? next)?.focus()
}
