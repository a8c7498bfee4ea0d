import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useCallback, useState } from 'react'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Modal } from '../../ui/modal.tsx'
import type { ScreenAction } from '../../ui/screen-header.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import type { EditorProps } from './editor.ts'
import type { Seccion } from './secciones.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { submitForm } from './submit-form.ts'

interface ListSectionProps<T extends { readonly id: string }> {
  readonly seccion: Seccion
  readonly rows: readonly T[] | undefined
  readonly failed: boolean
  readonly columns: readonly DataListColumn<T>[]
  readonly noun: readonly [string, string]
  /** `Agregar sede`. */
  readonly addLabel: string
  readonly empty: string
  readonly titleOf: (item: T) => string
  /** null: a new one. */
  readonly editor: (item: T | null, props: EditorProps) => ReactNode
  readonly onRetry: () => void
  readonly actions?: readonly ScreenAction[] | undefined
}

const FORM_ID = 'configuracion-ficha'

/** A section that lists things; each opens in a dialog. */
export function ListSection<T extends { readonly id: string }>(props: ListSectionProps<T>) {
  const { seccion, rows, columns, noun, addLabel } = props
  const [open, setOpen] = useState<{ readonly item: T | null } | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const add = () => setOpen({ item: null })
  return (
    <SettingsFrame seccion={seccion} wide primary={{ label: addLabel, onRun: add }} actions={props.actions}>
      <div className="configuracion-lista">
        <DataList
          id={`configuracion.${seccion.id}`}
          label={seccion.titulo}
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
          noun={noun}
          onOpen={(item) => setOpen({ item })}
          openLabel="Abrir"
          error={
            props.failed ? (
              <ErrorState
                quePaso="No se pudo leer la lista."
                queHacer="Intente de nuevo."
                actionLabel="Volver a leer"
                onAction={props.onRetry}
              />
            ) : undefined
          }
          empty={
            <EmptyState keys="Ctrl+Enter" keysLabel={addLabel} onAction={add}>
              {props.empty}
            </EmptyState>
          }
        />
      </div>
      <Modal
        opened={open !== null}
        onClose={close}
        size="xl"
        title={open?.item ? props.titleOf(open.item) : addLabel}
      >
        {open !== null && (
          <DialogForm onClose={close} verb={open.item === null ? addLabel : 'Guardar'}>
            {(dialog) => props.editor(open.item, dialog)}
          </DialogForm>
        )}
      </Modal>
    </SettingsFrame>
  )
}

interface DialogFormProps {
  readonly verb: string
  readonly onClose: () => void
  readonly children: (props: EditorProps) => ReactNode
}

/** A form in a dialog, with its buttons at the foot. */
export function DialogForm({ verb, onClose, children }: DialogFormProps) {
  const [busy, setBusy] = useState(false)
  const queryClient = useQueryClient()
  const send = () => submitForm(FORM_ID)
  const onSaved = () => {
    void queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
    onClose()
  }
  useShortcut('Ctrl+Enter', send, { label: verb, enabled: !busy })
  return (
    <>
      {children({ formId: FORM_ID, onSaved, onBusy: setBusy })}
      <div className="configuracion-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button variant="filled" onClick={send} loading={busy} rightSection={<Shortcut keys="Ctrl+Enter" />}>
          {verb}
        </Button>
      </div>
    </>
  )
}
