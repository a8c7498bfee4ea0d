import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { setNonce } from 'get-nonce'
import { type ReactNode, useMemo, useState } from 'react'
import { ConfirmProvider } from './confirm-verb.tsx'
import { EnvironmentProvider, type HostKind } from './environment.tsx'
import { ShortcutProvider } from './shortcuts.tsx'
import { cssVariablesResolver, FLOATING_LAYER_ID, theme } from './theme.ts'
import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './fonts.css'
import './base.css'

interface UiProviderProps {
  /** Value of the page's `style-src 'nonce-…'`; null when the host sets no policy. */
  readonly nonce: string | null
  readonly hostKind: HostKind
  readonly now?: (() => Date) | undefined
  readonly children: ReactNode
}

/** Theme, keyboard, dialogs and notices: everything a component of `ui/` needs above it. */
export function UiProvider({ nonce, hostKind, now, children }: UiProviderProps) {
  useState(ensureFloatingLayer)
  // Mantine's own style element takes the nonce from here; the scroll lock of dialogs takes it from get-nonce.
  const getStyleNonce = useMemo(() => {
    if (nonce !== null) setNonce(nonce)
    return () => nonce ?? ''
  }, [nonce])
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={getStyleNonce}
      defaultColorScheme="auto"
      deduplicateCssVariables={false}
    >
      <EnvironmentProvider hostKind={hostKind} now={now}>
        <ShortcutProvider>
          <ConfirmProvider>{children}</ConfirmProvider>
          <Notifications position="bottom-right" limit={3} />
        </ShortcutProvider>
      </EnvironmentProvider>
    </MantineProvider>
  )
}

/** What floats lives in a named region beside the program, so that assistive technology finds it. */
function ensureFloatingLayer(): HTMLElement {
  const present = document.getElementById(FLOATING_LAYER_ID)
  if (present !== null) return present
  const layer = document.createElement('section')
  layer.id = FLOATING_LAYER_ID
  layer.setAttribute('aria-label', 'Ventanas y listas abiertas')
  document.body.append(layer)
  return layer
}
