import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { type CuentaEntrada, cuentaEntrada } from '../../../src-shared/domains/comunicaciones/contract.ts'
import type { CuentaVisible, SeguridadCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { PROVEEDORES, SEGURIDADES } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { NumberField, SelectField, SwitchField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'

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

const OTRO = 'otro'

/** The account from which the practice writes: who gives it, how it connects, and what goes by itself. */
export function AccountForm({ formId, cuenta, practica, propuesta, onBusy, onSaved }: AccountFormProps) {
  const [failure, setFailure] = useState<string | null>(null)
  const [proveedor, setProveedor] = useState(() => proveedorDe(cuenta))
  const form = useForm<Values>({ defaultValues: { ...(cuenta ?? nueva(propuesta)), clave: '' } })
  const elegido = PROVEEDORES.find(({ id }) => id === proveedor)

  const choose = (id: string) => {
    setProveedor(id)
    const found = PROVEEDORES.find((one) => one.id === id)
    if (!found) return
    for (const [name, value] of Object.entries(found.datos))
      form.setValue(name as keyof typeof found.datos, value, { shouldDirty: true })
  }

  const save = async (values: Values) => {
    const parsed = cuentaEntrada.safeParse({ ...values, clave: values.clave || null })
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues.toReversed())
        form.setError(path[0] as keyof Values, { message }, { shouldFocus: true })
      return
    }
    onBusy(true)
    setFailure(null)
    try {
      onSaved(
        await client.comunicaciones.guardarCuenta({ commandId: crypto.randomUUID(), cuenta: parsed.data }),
      )
      form.resetField('clave')
    } catch (error) {
      const { mensaje, remedio, campo } = failureOf(error)
      const field = campo?.split('.').at(-1)
      const text = `${mensaje} ${remedio}`
      if (field !== undefined && field in values)
        form.setError(field as keyof Values, { message: text }, { shouldFocus: true })
      else setFailure(text)
    } finally {
      onBusy(false)
    }
  }

  return (
    <>
      <SegmentedControl
        aria-label="Quién le da el correo"
        value={proveedor}
        onChange={choose}
        data={[
          ...PROVEEDORES.map(({ id, nombre }) => ({ value: id, label: nombre })),
          { value: OTRO, label: 'Otro o dominio propio' },
        ]}
      />
      {elegido && (
        <section className="correo-proveedor" aria-label={`Antes de empezar con ${elegido.nombre}`}>
          <strong>Antes de empezar</strong>
          <ol>
            {elegido.pasos.map((paso) => (
              <li key={paso}>{paso}</li>
            ))}
          </ol>
        </section>
      )}
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
        <FormRow tracks="minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2.4fr)">
          <TextField<Values> name="servidor" label="Servidor de salida" />
          <NumberField<Values> name="puerto" label="Puerto" min={1} max={65_535} />
          <SelectField<Values>
            name="seguridad"
            label="Seguridad"
            options={SEGURIDADES.filter(({ codigo }) => practica || codigo !== 'ninguna').map(
              ({ codigo, nombre }) => ({ value: codigo, label: nombre }),
            )}
          />
        </FormRow>
        <FormRow>
          <TextField<Values>
            name="usuario"
            label="Usuario"
            hint="Casi siempre es el correo completo"
            optional={form.watch('seguridad') === 'ninguna'}
          />
          <TextField<Values>
            name="clave"
            label="Contraseña"
            kind="clave"
            autoComplete="new-password"
            hint={
              cuenta === null
                ? 'Se guarda cifrada en este equipo y no vuelve a mostrarse'
                : 'Vacía conserva la que está guardada'
            }
          />
        </FormRow>
        <SwitchField<Values>
          name="automatico"
          label="Enviar la factura por correo al validarla"
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

function proveedorDe(cuenta: CuentaVisible | null): string {
  if (cuenta === null) return PROVEEDORES[0]?.id ?? OTRO
  return PROVEEDORES.find(({ datos }) => datos.servidor === cuenta.servidor)?.id ?? OTRO
}
