import { useForm } from 'react-hook-form'
import { type BuzonVisible, buzonEntradaSchema } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { PROVEEDORES_BUZON, RITMOS } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { addMonths, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { client } from '../../rpc/client.ts'
import { FechaField, SelectField, SwitchField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConnectionFields, type ConnectionValues } from './connection-fields.tsx'
import { ProviderChoice } from './provider-choice.tsx'
import { useSaveAccount } from './use-save-account.ts'

interface Values extends ConnectionValues {
  carpeta: string
  desde: string
  ritmo: string
  marcarLeidos: boolean
}

interface MailboxFormProps {
  readonly formId: string
  readonly cuenta: BuzonVisible | null
  readonly practica: boolean
  /** Proposed as the user to who has no mailbox yet. */
  readonly correo: string
  readonly hoy: LocalDate
  readonly onBusy: (busy: boolean) => void
  readonly onSaved: (cuenta: BuzonVisible) => void
}

/** The mailbox of received invoices: who gives it, how it connects, which folder, since when and how often. */
export function MailboxForm(props: MailboxFormProps) {
  const { cuenta, practica } = props
  const form = useForm<Values>({ defaultValues: valuesOf(cuenta, props) })
  const { failure, save } = useSaveAccount({
    form,
    schema: buzonEntradaSchema,
    toInput: ({ ritmo, ...values }: Values) => ({
      ...values,
      clave: values.clave || null,
      cadaMinutos: Number(ritmo),
    }),
    send: (entrada) =>
      client.comunicaciones.buzon.guardar({ commandId: crypto.randomUUID(), cuenta: entrada }),
    onBusy: props.onBusy,
    onSaved: props.onSaved,
  })
  return (
    <>
      <ProviderChoice
        label="Quién le da el correo"
        proveedores={PROVEEDORES_BUZON}
        servidor={cuenta?.servidor ?? null}
        onChoose={({ servidor, puerto, seguridad }) => {
          form.setValue('servidor', servidor, { shouldDirty: true })
          form.setValue('puerto', puerto, { shouldDirty: true })
          form.setValue('seguridad', seguridad, { shouldDirty: true })
        }}
      />
      <Form form={form} onSubmit={save} id={props.formId} label="Buzón de facturas">
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <ConnectionFields servidor="Servidor de entrada" practica={practica} guardada={cuenta !== null} />
        <FormRow tracks="minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr)">
          <TextField<Values> name="carpeta" label="Carpeta" hint="La bandeja de entrada se llama INBOX" />
          <FechaField<Values> name="desde" label="Leer lo que llegó desde" ambito={{ pasado: true }} />
          <SelectField<Values>
            name="ritmo"
            label="Cada cuánto se lee"
            options={RITMOS.map(({ minutos, nombre }) => ({ value: String(minutos), label: nombre }))}
          />
        </FormRow>
        <SwitchField<Values>
          name="marcarLeidos"
          label="Marcar como leídos los mensajes cuyas facturas quedaron en Compras"
          hint="Apagado, el programa solo mira: no cambia ni borra nada de su correo."
        />
      </Form>
    </>
  )
}

function valuesOf(
  cuenta: BuzonVisible | null,
  { correo, hoy }: Pick<MailboxFormProps, 'correo' | 'hoy'>,
): Values {
  if (cuenta !== null) {
    const { cadaMinutos, probadaEn: _, ...datos } = cuenta
    return { ...datos, clave: '', ritmo: String(cadaMinutos) }
  }
  const [primero] = PROVEEDORES_BUZON
  return {
    servidor: primero?.datos.servidor ?? '',
    puerto: primero?.datos.puerto ?? 993,
    seguridad: primero?.datos.seguridad ?? 'tls',
    usuario: correo,
    clave: '',
    carpeta: 'INBOX',
    desde: addMonths(hoy, -1),
    ritmo: '15',
    marcarLeidos: false,
  }
}
