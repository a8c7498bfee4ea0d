import { Modal as MantineModal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ShortcutLayer } from './shortcuts.tsx'

interface ModalProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** px of width: 440, 620 or 780. */
  readonly size?: 'md' | 'lg' | 'xl' | undefined
}

/** Dialog; while open, only the shortcuts registered inside fire, and Esc closes it. */
export function Modal({ opened, onClose, title, children, size = 'md' }: ModalProps) {
  return (
    <MantineModal opened={opened} onClose={onClose} title={title} size={size}>
      <ShortcutLayer>{children}</ShortcutLayer>
    </MantineModal>
  )
}
