import { Button } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { Modal } from './modal.tsx'
import { Shortcut } from './shortcut.tsx'
import { useShortcut } from './shortcuts.tsx'
import './confirm-verb.css'

export interface ConfirmQuestion {
  /** `¿Emitir 14 facturas?` */
  readonly title: string
  /** What will happen and cannot be undone. */
  readonly consequence: ReactNode
  /** The verb on the button: `Emitir 14 facturas`. Never `Aceptar`. */
  readonly verb: string
  /** Red button: something is destroyed. */
  readonly danger?: boolean | undefined
  readonly cancelLabel?: string | undefined
}

interface ConfirmVerbProps extends ConfirmQuestion {
  readonly opened: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly pending?: boolean | undefined
}

/** Asks only for what cannot be undone. Ctrl+Enter confirms, Esc leaves everything as it was. */
export function ConfirmVerb(props: ConfirmVerbProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title}>
      <ConfirmBody {...props} />
    </Modal>
  )
}

function ConfirmBody(props: ConfirmVerbProps) {
  const { verb, danger = false, pending = false } = props
  useShortcut('Ctrl+Enter', props.onConfirm, { label: verb, enabled: !pending })
  return (
    <>
      <div className="confirm-verb-texto">{props.consequence}</div>
      <div className="confirm-verb-botones">
        <Button onClick={props.onClose} data-autofocus={danger || undefined}>
          {props.cancelLabel ?? 'Volver'}
        </Button>
        <Button
          variant="filled"
          color={danger ? 'red' : 'teal'}
          onClick={props.onConfirm}
          loading={pending}
          data-autofocus={danger ? undefined : true}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          {verb}
        </Button>
      </div>
    </>
  )
}

type Ask = (question: ConfirmQuestion) => Promise<boolean>

const ConfirmContext = createContext<Ask>(() => Promise.resolve(false))

/** `const confirm = useConfirm(); if (await confirm({ title, consequence, verb })) …` */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}

export function ConfirmProvider({ children }: { readonly children: ReactNode }) {
  const [question, setQuestion] = useState<ConfirmQuestion | null>(null)
  const [opened, setOpened] = useState(false)
  const answer = useRef<(yes: boolean) => void>(() => undefined)
  const ask = useCallback<Ask>((next) => {
    answer.current(false)
    setQuestion(next)
    setOpened(true)
    return new Promise((resolve) => {
      answer.current = resolve
    })
  }, [])
  const close = (yes: boolean) => {
    setOpened(false)
    answer.current(yes)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      {question !== null && (
        <ConfirmVerb
          {...question}
          opened={opened}
          onConfirm={() => close(true)}
          onClose={() => close(false)}
        />
      )}
    </ConfirmContext>
  )
}
