import { notifications } from '@mantine/notifications'
import type { Tone } from './tone.ts'

const COLOR: Readonly<Record<Tone, string>> = {
  neutro: 'gray',
  informa: 'blue',
  hecho: 'green',
  pide: 'yellow',
  peligro: 'red',
  acento: 'teal',
}

/**
 * Tells the result of something that went on in the background (a send, an export). Never for errors of the form in front of
 * the person: those go beside their field.
 */
export function showBackgroundResult(result: {
  readonly tone: Tone
  readonly title: string
  readonly message?: string | undefined
}): void {
  notifications.show({
    title: result.title,
    message: result.message ?? '',
    color: COLOR[result.tone],
    autoClose: result.tone === 'peligro' ? false : 5000,
    closeButtonProps: { 'aria-label': 'Cerrar el aviso' },
  })
}
