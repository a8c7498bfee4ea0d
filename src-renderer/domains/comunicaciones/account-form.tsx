import { useForm } from 'react-hook-form'
import { type CuentaEntrada, cuentaEntrada } from '../../../src-shared/domains/comunicaciones/contract.ts'
import type { CuentaVisible, SeguridadCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { PROVEEDORES } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { client } from '../../rpc/client.ts'
import { SwitchField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import { ProviderChoice } from './provider-choice.tsx'
import { useSaveAccount } from './use-save-account.ts'

type Values = Omit<CuentaEntrada, 'clave' | 'puerto'> & { clave: string; puerto: number | null }

interface AccountFormProps {
  readonly formId: string
  readonly cuenta: CuentaVisible | null
  readonly practica: boolean
  /** Proposed to who has no account yet. */
  readonly propuesta: { readonly nombre: string; readonly correo: string }
  readonly onBusy: (busy: boolean) => void
  readonly onSaved: (cuenta: CuentaVisible) => void
}

/** The account from which the practice writes: who gives it, how it connects, and what goes by itself. */
export function AccountForm({ formId, cuenta, practica, propuesta, onBusy, onSaved }: AccountFormProps) {
  const form = useForm<Values>({ defaultValues: { ...(cuenta ?? nueva(propuesta)), clave: '' } })
  const { failure, save } = useSaveAccount({
    form,
    schema: cuentaEntrada,
    toInput: (values) => ({ ...values, clave: values.clave || null }),
    send: (entrada) =>
      client.comunicaciones.guardarCuenta({ commandId: crypto.randomUUID(), cuenta: entrada }),
    onBusy,
    onSaved,
  })
  return (
    <>
      <ProviderChoice
        label="Quién le da el correo"
        proveedores={PROVEEDORES}
        servidor={cuenta?.servidor ?? null}
        onChoose={({ servidor, puerto, seguridad }) => {
          form.setValue('servidor', servidor, { shouldDirty: true })
          form.setValue('puerto', puerto, { shouldDirty: true })
          form.setValue('seguridad', seguridad, { shouldDirty: true })
        }}
      />
      <Form form={form} onSubmit={save} id={formId} label="Cuenta de correo">
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <FormRow>
          <TextField<Values>
            name="nombre"
            label="Nombre con el que le llega al paciente"
            hint="El del consultorio o el suyo"
            maxLength={120}
          />
          <TextField<Values> name="correo" label="Dirección desde la que se envía" kind="correo" />
        </FormRow>
        <ConnectionFields
          servidor="Servidor de salida"
          practica={practica}
          guardada={cuenta !== null}
          usuarioOpcional
        />
        <SwitchField<Values>
          name="automatico"
          label="Enviar facturas y notas por correo al validarlas"
          hint="A los clientes que tienen correo. Empieza a regir cuando la cuenta quede probada."
        />
      </Form>
    </>
  )
}

function nueva({
  nombre,
  correo,
}: AccountFormProps['propuesta']): Omit<CuentaVisible, 'probadaEn'> & { seguridad: SeguridadCorreo } {
  const [primero] = PROVEEDORES
  return {
    servidor: primero?.datos.servidor ?? '',
    puerto: primero?.datos.puerto ?? 465,
    seguridad: primero?.datos.seguridad ?? 'tls',
    usuario: correo,
    nombre,
    correo,
    automatico: true,
  }
}
