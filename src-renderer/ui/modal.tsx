import { Modal as MantineModal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ShortcutLayer } from './shortcuts.tsx'
import './modal.css'

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
    <MantineModal.Root opened={opened} onClose={onClose} size={size}>
      <MantineModal.Overlay />
      <MantineModal.Content className="modal-contenido">
        <MantineModal.Body>
          <ShortcutLayer>{children}</ShortcutLayer>
        </MantineModal.Body>
        {/* After the body, so that the caret starts in it; a div, because a header element would be a second banner. */}
        <div className="modal-cabecera">
          <MantineModal.Title>{title}</MantineModal.Title>
          <MantineModal.CloseButton aria-label="Cerrar" title="Cerrar (Esc)" />
        </div>
      </MantineModal.Content>
    </MantineModal.Root>
  )
}
