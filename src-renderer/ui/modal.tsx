import { Modal as MantineModal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ShortcutLayer } from './shortcuts.tsx'
import { tokens } from './theme.ts'
import './modal.css'

interface ModalProps {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
  /** px of width: 440, 620 or 780. */
  readonly size?: 'md' | 'lg' | 'xl' | undefined
}

const QUICK = { transition: 'fade', duration: tokens.motion.fast } as const
const CLASSES = { content: 'modal-contenido' }

/** Dialog; while open, only the shortcuts registered inside fire, and Esc closes it. */
export function Modal({ opened, onClose, title, children, size = 'md' }: ModalProps) {
  return (
    // A class on Content would also fall on the box that centres it, and the theme's defaults for Modal do not reach Modal.Root.
    <MantineModal.Root
      opened={opened}
      onClose={onClose}
      size={size}
      yOffset="12vh"
      transitionProps={QUICK}
      classNames={CLASSES}
    >
      <MantineModal.Overlay />
      <MantineModal.Content>
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
