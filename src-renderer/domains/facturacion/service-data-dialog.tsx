import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { REQUISITOS, type Requisitos } from '../../../src-shared/domains/configuracion/requisitos.ts'
import { type SoporteServicio, soporteServicioSchema } from '../../../src-shared/domains/historia/schemas.ts'
import { failureOf, failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'

interface ServiceDataDialogProps {
  readonly servicioId: string
  /** The field that keeps it from being billed takes the caret. */
  readonly focus?: string | undefined
  readonly onClose: () => void
}

/** What the payer asks of a service: authorisation, MIPRES, delivery and policy, each only when it applies. */
export function ServiceDataDialog(props: ServiceDataDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title="Datos para el pagador">
      <Loaded {...props} />
    </Modal>
  )
}

function Loaded(props: ServiceDataDialogProps) {
  const { data, error } = useQuery(
    orpc.facturacion.cuenta.soporte.queryOptions({
      input: { servicioId: props.servicioId },
      staleTime: 0,
      gcTime: 0,
    }),
  )
  if (error) return <Notice tone="peligro">{failureText(error)}</Notice>
  return data ? <Fields {...props} {...data} /> : null
}

type Campo = keyof SoporteServicio

interface FieldsProps extends ServiceDataDialogProps {
  readonly servicio: string
  readonly paciente: string
  readonly datos: SoporteServicio
  readonly aplica: Readonly<Record<'autorizacion' | 'mipres' | 'poliza', boolean>>
  readonly pide: Requisitos
}

const ENTREGA = {
  clave: 'entrega',
  nombre: 'Número de entrega',
  pista: 'El que da MIPRES al entregar o prestar lo prescrito.',
  paraQue:
    'Identifica la entrega en MIPRES; el pagador la coteja con la prescripción. Resolución 948 de 2026, Documento Técnico 1, regla RVC049.',
} as const

function Fields({ servicioId, focus, onClose, servicio, paciente, datos, aplica, pide }: FieldsProps) {
  const [values, setValues] = useState(datos)
  const [problems, setProblems] = useState<Partial<Record<Campo, string>>>({})
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const form = useRef<HTMLFormElement>(null)
  const fields = [
    ...REQUISITOS.flatMap((one) =>
      one.clave === 'contrato' || !aplica[one.clave]
        ? []
        : [{ ...one, clave: one.clave as Campo, required: pide[one.clave] }],
    ),
    ...(aplica.mipres ? [{ ...ENTREGA, clave: 'entrega' as Campo, required: false }] : []),
  ]
  const first = fields.find(({ clave }) => clave === focus)?.clave ?? fields[0]?.clave
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
  }, [first])
  const save = useMutation({
    mutationFn: (clean: SoporteServicio) =>
      client.facturacion.cuenta.anotarSoporte({ commandId, servicioId, datos: clean }),
    onSuccess: onClose,
    onError: (error) => {
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    const parsed = soporteServicioSchema.safeParse(values)
    if (!parsed.success) {
      setProblems(Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path[0], message])))
      form.current
        ?.querySelector<HTMLInputElement>(`[name="${String(parsed.error.issues[0]?.path[0])}"]`)
        ?.focus()
      return
    }
    if (!save.isPending) save.mutate(parsed.data)
  }
  useShortcut('Ctrl+Enter', submit, { label: 'Guardar', inTextField: true, enabled: !save.isPending })
  return (
    <form
      ref={form}
      className="apilado"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {save.error && (
        <Notice tone="peligro">{`${failureOf(save.error).mensaje} ${failureOf(save.error).remedio}`}</Notice>
      )}
      <p className="secundario">
        {servicio} · {paciente}
      </p>
      {fields.map(({ clave, nombre, pista, paraQue, required }) => (
        <div key={clave}>
          <TextInput
            {...fieldTexts({
              label: nombre,
              hint: pista,
              optional: !required,
              error: problems[clave] ?? null,
            })}
            name={clave}
            value={values[clave] ?? ''}
            onChange={(event) => {
              const text = event.currentTarget.value.trimStart()
              setValues((old) => ({ ...old, [clave]: text === '' ? null : text }))
              setProblems((old) => ({ ...old, [clave]: undefined }))
            }}
            autoComplete="off"
          />
          <WhyHint>{paraQue}</WhyHint>
        </div>
      ))}
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={save.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar
        </Button>
      </div>
    </form>
  )
}
