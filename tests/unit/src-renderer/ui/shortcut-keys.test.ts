import { describe, expect, it } from 'vitest'
import {
  ariaShortcut,
  belongsToTextField,
  browserEquivalent,
  matchesShortcut,
  shortcutText,
} from '../../../../src-renderer/ui/shortcut-keys.ts'

interface Pressed {
  readonly key: string
  readonly code?: string
  readonly ctrlKey?: boolean
  readonly altKey?: boolean
  readonly shiftKey?: boolean
  readonly altGraph?: boolean
}

/** The part of a keyboard event that the program looks at. */
function press(pressed: Pressed): KeyboardEvent {
  const { altGraph = false, ...rest } = pressed
  const event = { code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...rest }
  return { ...event, getModifierState: (name: string) => name === 'AltGraph' && altGraph } as KeyboardEvent
}

describe('atajos de teclado', () => {
  it('en el programa de escritorio funcionan y se muestran las combinaciones propias', () => {
    expect(matchesShortcut(press({ key: '1', code: 'Digit1', ctrlKey: true }), 'Ctrl+1', 'electron')).toBe(
      true,
    )
    expect(matchesShortcut(press({ key: 'F3' }), 'F3', 'electron')).toBe(true)
    expect(shortcutText('Ctrl+1', 'electron')).toBe('Ctrl+1')
    expect(shortcutText('Ctrl+Enter', 'electron')).toBe('Ctrl+↵')
  })

  it('en un navegador las combinaciones reservadas tienen su equivalente con Alt+Shift, y es el que se muestra', () => {
    for (const keys of ['Ctrl+T', 'Ctrl+N', 'Ctrl+W', 'Ctrl+1', 'Ctrl+9', 'F3', 'F5']) {
      expect(shortcutText(keys, 'navegador'), keys).toBe(browserEquivalent(keys))
      expect(shortcutText(keys, 'navegador'), keys).toMatch(/^Alt\+Shift\+/)
    }
    const shifted = press({ key: '!', code: 'Digit1', altKey: true, shiftKey: true })
    expect(matchesShortcut(shifted, 'Ctrl+1', 'navegador')).toBe(true)
    expect(matchesShortcut(shifted, 'Ctrl+1', 'electron')).toBe(false)
    expect(ariaShortcut('Ctrl+1', 'navegador')).toBe('Alt+Shift+1')
  })

  it('F6 y Shift+F6 no comparten equivalente', () => {
    expect(browserEquivalent('F6')).not.toBe(browserEquivalent('Shift+F6'))
    const right = press({ key: 'ArrowRight', altKey: true, shiftKey: true })
    expect(matchesShortcut(right, 'F6', 'navegador')).toBe(true)
    expect(matchesShortcut(right, 'Shift+F6', 'navegador')).toBe(false)
  })

  it('AltGr, que escribe caracteres, nunca dispara un atajo de Ctrl o Alt', () => {
    const altGrQ = press({ key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, altGraph: true })
    expect(matchesShortcut(altGrQ, 'Ctrl+Q', 'electron')).toBe(false)
    expect(matchesShortcut(altGrQ, 'Alt+Q', 'electron')).toBe(false)
  })

  it('un modificador de más o de menos no cuenta', () => {
    expect(matchesShortcut(press({ key: 'k', code: 'KeyK' }), 'Ctrl+K', 'electron')).toBe(false)
    expect(
      matchesShortcut(press({ key: 'K', code: 'KeyK', ctrlKey: true, shiftKey: true }), 'Ctrl+K', 'electron'),
    ).toBe(false)
    expect(matchesShortcut(press({ key: '?', shiftKey: true }), '?', 'electron')).toBe(true)
  })

  it('mientras se escribe, el texto conserva sus teclas', () => {
    for (const keys of ['L', '?', 'Ctrl+Z', 'Ctrl+C', 'Enter', '↓'])
      expect(belongsToTextField(keys), keys).toBe(true)
    for (const keys of ['F2', 'Ctrl+K', 'Ctrl+Enter', 'Alt+M', 'Esc'])
      expect(belongsToTextField(keys), keys).toBe(false)
  })
})
