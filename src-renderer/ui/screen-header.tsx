import { Button, Menu } from '@mantine/core'
import { type Icon, IconArrowLeft, IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useHostKind } from './environment.tsx'
import { Shortcut } from './shortcut.tsx'
import { ariaShortcut } from './shortcut-keys.ts'
import { useShortcut } from './shortcuts.tsx'
import './screen-header.css'

export interface ScreenAction {
  readonly label: string
  readonly onRun: () => void
  /** Registered while the screen is mounted and printed in the button. */
  readonly keys?: string | undefined
  readonly icon?: Icon | undefined
  readonly disabled?: boolean | undefined
  /** Why it cannot be used now; shown on hover. */
  readonly reason?: string | undefined
  readonly loading?: boolean | undefined
}

interface ScreenHeaderProps {
  readonly title: string
  /** Beside the title: `sáb 21 nov 2026`, `12 facturas`. */
  readonly context?: ReactNode | undefined
  /** Filters, segmented controls, searches. */
  readonly filters?: ReactNode | undefined
  /** The next action: the only filled button of the screen. Ctrl+Enter unless told otherwise. */
  readonly primary?: ScreenAction | undefined
  /** Others, the most used first; those beyond `visible` go under «Más». */
  readonly actions?: readonly ScreenAction[] | undefined
  readonly visible?: number | undefined
  /** Esc and the arrow at the left go back. */
  readonly onBack?: (() => void) | undefined
}

/** Sticky bar of a screen, 48 px: where one is, what is filtered, what can be done. */
export function ScreenHeader({
  title,
  context,
  filters,
  primary,
  actions = [],
  visible = 2,
  onBack,
}: ScreenHeaderProps) {
  useShortcut('Esc', () => onBack?.(), {
    label: 'Volver',
    enabled: onBack !== undefined,
    inPalette: false,
  })
  const shown = actions.slice(0, visible)
  const more = actions.slice(visible)
  return (
    <header className="screen-header">
      {onBack !== undefined && (
        <button
          type="button"
          className="screen-header-volver"
          onClick={onBack}
          aria-label="Volver"
          title="Volver (Esc)"
        >
          <IconArrowLeft size={16} aria-hidden="true" />
        </button>
      )}
      <h1 className="screen-header-titulo recortado">{title}</h1>
      {context !== undefined && <div className="screen-header-contexto recortado">{context}</div>}
      {filters !== undefined && <div className="screen-header-filtros">{filters}</div>}
      <div className="screen-header-acciones">
        {shown.map((action) => (
          <ActionButton key={action.label} action={action} />
        ))}
        {more.length > 0 && (
          <Menu>
            <Menu.Target>
              <Button variant="default" aria-label="Más acciones" px={8}>
                <IconDots size={16} aria-hidden="true" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {more.map((action) => (
                <Menu.Item
                  key={action.label}
                  onClick={action.onRun}
                  disabled={action.disabled ?? false}
                  rightSection={action.keys === undefined ? null : <Shortcut keys={action.keys} />}
                >
                  {action.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        {more.map((action) => (
          <ActionKeys key={action.label} action={action} />
        ))}
        {primary !== undefined && <ActionButton action={{ keys: 'Ctrl+Enter', ...primary }} primary />}
      </div>
    </header>
  )
}

function useActionKeys(action: ScreenAction): void {
  const usable = action.disabled !== true && action.loading !== true
  useShortcut(action.keys ?? null, () => action.onRun(), { label: action.label, enabled: usable })
}

function ActionKeys({ action }: { readonly action: ScreenAction }) {
  useActionKeys(action)
  return null
}

function ActionButton({
  action,
  primary = false,
}: {
  readonly action: ScreenAction
  readonly primary?: boolean
}) {
  const hostKind = useHostKind()
  const Icon = action.icon
  useActionKeys(action)
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      onClick={action.onRun}
      disabled={action.disabled ?? false}
      loading={action.loading ?? false}
      title={action.reason}
      aria-keyshortcuts={action.keys === undefined ? undefined : ariaShortcut(action.keys, hostKind)}
      leftSection={Icon === undefined ? null : <Icon size={15} stroke={1.8} aria-hidden="true" />}
      rightSection={action.keys === undefined ? null : <Shortcut keys={action.keys} />}
    >
      {action.label}
    </Button>
  )
}
