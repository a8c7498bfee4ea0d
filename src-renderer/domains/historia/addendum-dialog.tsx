import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { TextareaField, TextField } from '../../ui/fields.tsx'
import { Form } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

const schema = z.object({
  motivo: z.string().trim().min(3, 'Escriba por qué se aclara').max(200),
  texto: z.string().trim().min(3, 'Escriba la aclaración').max(10_000),
})
type Values = z.infer<typeof schema>

interface AddendumDialogProps {
  readonly notaId: string
  readonly opened: boolean
  readonly onClose: () => void
}

/** Nota aclaratoria: the signed note stays as it is and this is added below it, with its author and hour. */
export function AddendumDialog(props: AddendumDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Nota aclaratoria" size="lg">
      <AddendumForm {...props} />
    </Modal>
  )
}

function AddendumForm({ notaId, onClose }: AddendumDialogProps) {
  const queries = useQueryClient()
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { motivo: '', texto: '' } })
  // One id for one act: pressing twice, or again after a cut, writes one nota aclaratoria.
  const act = useRef(crypto.randomUUID())
  const save = useMutation({
    mutationFn: (values: Values) => client.historia.aclarar({ ...values, notaId, commandId: act.current }),
    onSuccess: (nota) => {
      queries.setQueryData(orpc.historia.obtener.queryKey({ input: { id: notaId } }), nota)
      onClose()
    },
    onError: () => {
      act.current = crypto.randomUUID()
    },
  })
  const submit = (values: Values) => {
    if (!save.isPending) save.mutate(values)
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(submit)())
  return (
    <Form form={form} onSubmit={submit} label="Nota aclaratoria" autoFocus>
      <p className="secundario">
        La nota firmada no cambia. Lo que escriba queda debajo de ella con su nombre, la fecha y la hora.
      </p>
      <TextField<Values> name="motivo" label="Por qué se aclara" maxLength={200} />
      <TextareaField<Values> name="texto" label="Aclaración" rows={5} />
      {save.isError && <Notice tone="peligro">{failureText(save.error)}</Notice>}
      <div className="nota-dialogo-botones">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={save.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Firmar la aclaratoria
        </Button>
      </div>
    </Form>
  )
}
