import { Button, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type ConceptoReclamo,
  NOMBRE_RECLAMO,
  pideQuienRecibe,
  type QuienRecibe,
  quienRecibeSchema,
} from '../../../src-shared/domains/finanzas/eventos.ts'
import type { EventoComprador } from '../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA } from '../../../src-shared/domains/finanzas/texts.ts'
import { TIPOS_DOCUMENTO } from '../../../src-shared/kernel/identifiers.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface EventDialogProps {
  readonly compraId: string
  readonly codigo: EventoComprador
  readonly onClose: () => void
}

const QUE_HACE: Readonly<Record<EventoComprador, string>> = {
  '030': 'Le dice a la DIAN y al proveedor que la factura llegó. No la acepta todavía.',
  '032':
    'Le dice a la DIAN que el bien o el servicio se recibió. Desde ese día corren 3 días hábiles para aceptar o reclamar.',
  '033': 'La acepta ante la DIAN. Después ya no se puede reclamar.',
  '031': 'La rechaza ante la DIAN por la razón que escoja. Después ya no se puede aceptar.',
}

const NADIE: QuienRecibe = { tipoDocumento: 'CC', numero: '', nombres: '', apellidos: '', cargo: '' }
const CONCEPTOS = Object.entries(NOMBRE_RECLAMO).map(([value, label]) => ({ value, label }))
const DOCUMENTOS = TIPOS_DOCUMENTO.filter(({ codigo }) =>
  ['CC', 'CE', 'PA', 'PT', 'PE'].includes(codigo),
).map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

/** One event of a purchase: what it does, who received, or why it is claimed. */
export function EventDialog(props: EventDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={ACTOS_COMPRA[props.codigo]}>
      {pideQuienRecibe(props.codigo) ? <Remembered {...props} /> : <EventForm {...props} known={NADIE} />}
    </Modal>
  )
}

/** Who received is asked once: the last one comes written. */
function Remembered(props: EventDialogProps) {
  const known = useQuery({
    ...orpc.finanzas.compras.quienRecibe.queryOptions(),
    // The form takes it once, so a remembered answer of before the last event would stay.
    gcTime: 0,
  })
  if (known.isPending) return null
  return <EventForm {...props} known={known.data?.persona ?? NADIE} />
}

function EventForm({ compraId, codigo, known, onClose }: EventDialogProps & { readonly known: QuienRecibe }) {
  const [persona, setPersona] = useState(known)
  const [concepto, setConcepto] = useState<ConceptoReclamo | null>(null)
  const [motivo, setMotivo] = useState('')
  const [tried, setTried] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const withPerson = pideQuienRecibe(codigo)
  const parsed = quienRecibeSchema.safeParse(persona)
  const problemOf = (field: keyof QuienRecibe) =>
    tried && !parsed.success ? parsed.error.issues.find(({ path }) => path[0] === field)?.message : undefined
  const problems = {
    concepto: concepto === null ? 'Escoja por qué reclama.' : null,
    motivo: motivo.trim().length < 5 ? 'Diga en una frase por qué reclama; va al proveedor.' : null,
  }
  const register = useMutation({
    mutationFn: (input: Parameters<typeof client.finanzas.compras.registrar>[0]) =>
      client.finanzas.compras.registrar(input),
    onSuccess: onClose,
    onError: (error) => {
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    setTried(true)
    if (register.isPending || (withPerson && !parsed.success)) return
    if (codigo === '031' && (concepto === null || problems.motivo !== null)) return
    register.mutate({
      commandId,
      compraId,
      codigo,
      quienRecibe: withPerson ? persona : null,
      reclamo: codigo === '031' && concepto !== null ? { concepto, motivo: motivo.trim() } : null,
    })
  }
  const verb =
    codigo === '031' ? 'Firmar el reclamo' : codigo === '033' ? 'Firmar la aceptación' : 'Firmar y enviar'
  useShortcut('Ctrl+Enter', submit, { label: verb, inTextField: true, enabled: !register.isPending })
  const failed = register.error === null ? null : failureOf(register.error)
  const field = (name: 'numero' | 'nombres' | 'apellidos' | 'cargo', label: string, first = false) => (
    <TextInput
      {...fieldTexts({ label, error: problemOf(name) ?? null })}
      value={persona[name]}
      onChange={(event) => setPersona({ ...persona, [name]: event.currentTarget.value })}
      {...(first ? { 'data-autofocus': true } : {})}
    />
  )
  return (
    <ActForm onSubmit={submit} failure={failed}>
      <p className="secundario">{QUE_HACE[codigo]}</p>
      {withPerson && (
        <>
          <FormRow>
            {field('nombres', 'Nombres de quien recibe', true)}
            {field('apellidos', 'Apellidos')}
          </FormRow>
          <FormRow>
            <Select
              {...fieldTexts({ label: 'Documento', error: problemOf('tipoDocumento') ?? null })}
              data={DOCUMENTOS}
              value={persona.tipoDocumento}
              allowDeselect={false}
              onChange={(value) => {
                const tipo = TIPOS_DOCUMENTO.find(({ codigo: one }) => one === value)
                if (tipo) setPersona({ ...persona, tipoDocumento: tipo.codigo })
              }}
            />
            {field('numero', 'Número')}
          </FormRow>
          {field('cargo', 'Cargo en el consultorio')}
        </>
      )}
      {codigo === '031' && (
        <>
          <Select
            {...fieldTexts({ label: 'Por qué reclama', error: tried ? problems.concepto : null })}
            data={CONCEPTOS}
            value={concepto}
            onChange={(value) => setConcepto(value as ConceptoReclamo | null)}
            data-autofocus
          />
          <Textarea
            {...fieldTexts({ label: 'Qué pasó', error: tried ? problems.motivo : null })}
            value={motivo}
            onChange={(event) => setMotivo(event.currentTarget.value)}
            maxLength={500}
            minRows={2}
            autosize
          />
        </>
      )}
      <div className="compra-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={register.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          {verb}
        </Button>
      </div>
    </ActForm>
  )
}
