import type { HostKind } from './environment.tsx'

interface ParsedKeys {
  readonly ctrl: boolean
  readonly alt: boolean
  readonly shift: boolean
  readonly key: string
}

const RESERVED_BY_BROWSERS = /^(Ctrl\+[TNW1-9]|F3|F5)$/
const BROWSER_EXCEPTIONS: Readonly<Record<string, string>> = {
  F6: 'Alt+Shift+→',
  'Shift+F6': 'Alt+Shift+←',
}
const KEY_NAMES: Readonly<Record<string, string>> = {
  Esc: 'Escape',
  Espacio: ' ',
  Supr: 'Delete',
  '↵': 'Enter',
  '↑': 'ArrowUp',
  '↓': 'ArrowDown',
  '←': 'ArrowLeft',
  '→': 'ArrowRight',
}

function parseKeys(keys: string): ParsedKeys {
  const parts = keys === '+' ? ['+'] : keys.split('+')
  const last = parts.at(-1) ?? ''
  return {
    ctrl: parts.includes('Ctrl'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
    key: KEY_NAMES[last] ?? last,
  }
}

/** The combination that works in a browser tab for a combination the browser keeps; null when there is none. */
export function browserEquivalent(keys: string): string | null {
  const exception = BROWSER_EXCEPTIONS[keys]
  if (exception !== undefined) return exception
  const parsed = parseKeys(keys)
  const takesEquivalent = !parsed.shift && !parsed.alt && (parsed.ctrl || /^F\d+$/.test(parsed.key))
  return takesEquivalent ? `Alt+Shift+${keys.replace('Ctrl+', '')}` : null
}

/** Text of the hint beside a button: the combination that works on this host, with ↵ for Enter. */
export function shortcutText(keys: string, hostKind: HostKind): string {
  const reserved = RESERVED_BY_BROWSERS.test(keys) || keys in BROWSER_EXCEPTIONS
  const shown = hostKind === 'navegador' && reserved ? (browserEquivalent(keys) ?? keys) : keys
  return shown.replace('Enter', '↵')
}

/** Value of `aria-keyshortcuts`. */
export function ariaShortcut(keys: string, hostKind: HostKind): string {
  return shortcutText(keys, hostKind)
    .replace('Ctrl', 'Control')
    .replace('↵', 'Enter')
    .replace('→', 'ArrowRight')
    .replace('←', 'ArrowLeft')
}

function keyMatches(event: KeyboardEvent, wanted: string, byPosition: boolean): boolean {
  if (event.key === wanted || event.key.toLowerCase() === wanted.toLowerCase()) return true
  // With Alt or Shift the character differs by layout (Alt+Shift+1 types «!»): then the position of the key decides.
  if (!byPosition) return false
  return event.code === `Key${wanted.toUpperCase()}` || event.code === `Digit${wanted}`
}

function matchesExactly(event: KeyboardEvent, keys: string): boolean {
  const wanted = parseKeys(keys)
  const isSymbol = wanted.key.length === 1 && !/[a-z0-9 ]/i.test(wanted.key)
  // AltGr writes characters on Latin American keyboards and is reported as Ctrl+Alt.
  if (event.getModifierState('AltGraph') && !isSymbol) return false
  if (isSymbol && !wanted.ctrl && !wanted.alt)
    return event.key === wanted.key && !event.ctrlKey && !event.metaKey
  if ((event.ctrlKey || event.metaKey) !== wanted.ctrl) return false
  if (event.altKey !== wanted.alt || event.shiftKey !== wanted.shift) return false
  return keyMatches(event, wanted.key, wanted.alt || wanted.ctrl)
}

/** True when the event is this combination, or its browser equivalent on a browser host. */
export function matchesShortcut(event: KeyboardEvent, keys: string, hostKind: HostKind): boolean {
  if (matchesExactly(event, keys)) return true
  if (hostKind !== 'navegador') return false
  const equivalent = browserEquivalent(keys)
  return equivalent !== null && matchesExactly(event, equivalent)
}

/** True for keys that a text field needs for itself (plain characters, Ctrl+Z, arrows). */
export function belongsToTextField(keys: string): boolean {
  const { ctrl, alt, key } = parseKeys(keys)
  if (/^F\d+$/.test(key) || key === 'Escape') return false
  if (alt) return false
  return !ctrl || /^[zyxcva]$/i.test(key)
}
