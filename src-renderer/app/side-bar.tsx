import { IconLayoutSidebar } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import { useHostKind } from '../ui/environment.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import type { MenuSlot, ScreenDefinition } from '../ui/screen-definition.ts'
import { Shortcut } from '../ui/shortcut.tsx'
import { ariaShortcut } from '../ui/shortcut-keys.ts'
import { menuOf } from './screens.ts'
import './side-bar.css'

interface SideBarProps {
  readonly screens: readonly ScreenDefinition[]
  readonly current: ScreenDefinition | undefined
  readonly pinned: boolean
  readonly onPin: () => void
}

/** 56 px with icon and short word; wider on hover, on keyboard focus, or pinned with Ctrl+B. */
export function SideBar({ screens, current, pinned, onPin }: SideBarProps) {
  const slots = menuOf(screens)
  const lit = current?.menu?.id ?? current?.under
  const renderSlot = (slot: MenuSlot) => <SlotLink key={slot.id} slot={slot} lit={slot.id === lit} />
  return (
    <nav className="side-bar" data-pinned={pinned || undefined} aria-label="Pantallas">
      <div className="side-bar-panel">
        <button
          type="button"
          className="side-bar-fijar"
          onClick={onPin}
          aria-pressed={pinned}
          title="Fijar la barra (Ctrl+B)"
        >
          <IconLayoutSidebar size={18} stroke={1.6} aria-hidden="true" />
          <span className="side-bar-marca">Consultorio</span>
          <span className="solo-lector">: fijar la barra lateral</span>
        </button>
        <ul className="side-bar-lista">{slots.filter((slot) => !slot.foot).map(renderSlot)}</ul>
        <ul className="side-bar-lista side-bar-pie">{slots.filter((slot) => slot.foot).map(renderSlot)}</ul>
      </div>
    </nav>
  )
}

function SlotLink({ slot, lit }: { readonly slot: MenuSlot; readonly lit: boolean }) {
  const navigation = useNavigation()
  const hostKind = useHostKind()
  const Icon = slot.icon
  const follow = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    navigation.go(slot.path)
  }
  return (
    <li>
      <a
        className="side-bar-entrada"
        href={navigation.href(slot.path)}
        onClick={follow}
        aria-current={lit ? 'page' : undefined}
        aria-keyshortcuts={slot.shortcut === null ? undefined : ariaShortcut(slot.shortcut, hostKind)}
      >
        <span className="side-bar-icono">
          <Icon size={19} stroke={lit ? 2 : 1.6} aria-hidden="true" />
          <span className="side-bar-palabra" aria-hidden="true">
            {slot.word}
          </span>
        </span>
        <span className="side-bar-titulo recortado">{slot.title}</span>
        {slot.shortcut !== null && (
          <span className="side-bar-tecla">
            <Shortcut keys={slot.shortcut} />
          </span>
        )}
      </a>
    </li>
  )
}
