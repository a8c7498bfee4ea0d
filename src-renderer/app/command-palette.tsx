import { Modal } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useNavigation } from '../ui/navigation.tsx'
import type { SearchProvider } from '../ui/screen-definition.ts'
import { Shortcut } from '../ui/shortcut.tsx'
import { ShortcutLayer, useShortcutEntries } from '../ui/shortcuts.tsx'
import { useDelayed } from '../ui/use-delayed.ts'
import { commandItems, hitItem, matchItems, type PaletteItem } from './palette-items.ts'
import type { ScreenRegistry } from './screens.ts'
import './command-palette.css'

interface CommandPaletteProps {
  readonly registry: ScreenRegistry
  readonly opened: boolean
  readonly onClose: () => void
}

/** Ctrl+K: a patient, an invoice, a screen or an action, all from the same box. */
export function CommandPalette({ registry, opened, onClose }: CommandPaletteProps) {
  return (
    // Without a transition, and with the caret as soon as it is drawn: who types right after Ctrl+K loses no letter.
    <Modal.Root
      opened={opened}
      onClose={onClose}
      padding={0}
      size={600}
      yOffset="9vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Buscar o ejecutar">
        <Modal.Body>
          <ShortcutLayer>
            <PaletteBody registry={registry} onClose={onClose} />
          </ShortcutLayer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function PaletteBody({ registry, onClose }: Omit<CommandPaletteProps, 'opened'>) {
  const id = useId()
  const [text, setText] = useState('')
  const [cursor, setCursor] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => box.current?.focus(), [])
  const navigation = useNavigation()
  const entries = useShortcutEntries()
  const commands = useMemo(() => commandItems(registry, entries, navigation), [registry, entries, navigation])
  const { hits, searching } = useHits(registry.searchProviders, text)
  const slow = useDelayed(searching)

  const items = [...hits, ...matchItems(commands, text)]
  const active = Math.min(cursor, items.length - 1)

  const choose = (item: PaletteItem | undefined) => {
    if (item === undefined) return
    onClose()
    // After the dialog gave the caret back, so that the action finds it where it was.
    requestAnimationFrame(item.run)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const next = (active + step + items.length) % Math.max(items.length, 1)
      setCursor(next)
      list.current?.querySelector(`[data-indice="${next}"]`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(items[active])
    }
  }

  return (
    <div className="palette">
      <div className="palette-caja">
        <IconSearch size={17} stroke={1.8} aria-hidden="true" />
        <input
          ref={box}
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setCursor(0)
          }}
          onKeyDown={onKeyDown}
          placeholder="Buscar o ejecutar…"
          role="combobox"
          aria-label="Buscar o ejecutar"
          aria-expanded="true"
          aria-controls={`${id}-lista`}
          aria-activedescendant={items.length === 0 ? undefined : `${id}-${active}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
        />
        <span className="palette-estado" role="status">
          {slow ? 'Buscando…' : text === '' ? '' : `${items.length}`}
        </span>
      </div>
      <div ref={list} id={`${id}-lista`} className="palette-lista" role="listbox" aria-label="Resultados">
        {items.map((item, index) => (
          <PaletteRow
            key={item.id}
            item={item}
            id={`${id}-${index}`}
            index={index}
            heading={items[index - 1]?.section !== item.section}
            active={index === active}
            onChoose={() => choose(item)}
            onHover={() => setCursor(index)}
          />
        ))}
      </div>
      {items.length === 0 && !searching && (
        <p className="palette-nada">
          Nada coincide con «{text}». Pruebe con el documento, el apellido o el número.
        </p>
      )}
    </div>
  )
}

interface PaletteRowProps {
  readonly item: PaletteItem
  readonly id: string
  readonly index: number
  readonly heading: boolean
  readonly active: boolean
  readonly onChoose: () => void
  readonly onHover: () => void
}

function PaletteRow({ item, id, index, heading, active, onChoose, onHover }: PaletteRowProps) {
  const Icon = item.icon
  return (
    <>
      {heading && (
        <div className="palette-seccion" role="presentation">
          {item.section}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the box above owns the keyboard */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        className="palette-fila"
        aria-selected={active}
        data-indice={index}
        onClick={onChoose}
        onMouseMove={onHover}
      >
        <span className="palette-icono">
          {Icon !== undefined && <Icon size={15} stroke={1.7} aria-hidden="true" />}
        </span>
        <span className="recortado">{item.label}</span>
        {item.detail !== undefined && (
          <span className="palette-detalle tabular recortado">{item.detail}</span>
        )}
        {item.keys && (
          <span className="palette-tecla">
            <Shortcut keys={item.keys} />
          </span>
        )}
      </div>
    </>
  )
}

/** Results of the domains for a text of two letters or more; the older ones stay until the newer arrive. */
function useHits(providers: readonly SearchProvider[], text: string) {
  const navigation = useNavigation()
  const [hits, setHits] = useState<readonly PaletteItem[]>([])
  const [searching, setSearching] = useState(false)
  const wanted = text.trim().length < 2 ? '' : text.trim()
  useEffect(() => {
    if (wanted === '') {
      setHits([])
      setSearching(false)
      return
    }
    const stop = new AbortController()
    setSearching(true)
    const timer = setTimeout(async () => {
      const answers = await Promise.allSettled(
        providers.map(async (provider) => {
          const found = await provider.search(wanted, stop.signal)
          return found.slice(0, 6).map((hit) => hitItem(provider, hit, navigation))
        }),
      )
      if (stop.signal.aborted) return
      setHits(answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : [])))
      setSearching(false)
    }, 60)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [providers, wanted, navigation])
  return { hits, searching }
}
