import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { ROLES, type Rol } from '../../../src-shared/domains/seguridad/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { NOMBRE_ROL } from '../../ui/session.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { problemasClave } from './key-rules.ts'

export interface ProfesionalOpcion {
  readonly value: string
  readonly label: string
}

interface Values {
  nombre: string
  usuario: string
  rol: Rol
  profesionalId: string | null
  clave: string
  repetida: string
}

const FORM_ID = 'usuario-nuevo'
const QUE_PUEDE: Readonly<Record<Rol, string>> = {
  medico: 'Atiende, escribe y firma notas, factura y administra.',
  recepcion: 'Agenda, registra pacientes, cobra y factura. No ve la historia clínica.',
  facturacion: 'Factura, genera RIPS y lleva la cartera. No ve la historia clínica.',
  administrador: 'Configura el consultorio y sus usuarios, y factura. No ve la historia clínica.',
  auditor: 'Solo mira y verifica el registro de actividad.',
}

interface UserFormProps {
  readonly profesionales: readonly ProfesionalOpcion[]
  readonly onClose: () => void
}

/** Somebody new: name, what they may do, and the PIN they start with. */
export function UserForm({ profesionales, onClose }: UserFormProps) {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm<Values>({
    defaultValues: {
      nombre: '',
      usuario: '',
      rol: 'recepcion',
      profesionalId: null,
      clave: '',
      repetida: '',
    },
  })
  const rol = form.watch('rol')

  const create = async (values: Values) => {
    const { repetida, ...usuario } = values
    const wrong = problemasClave(usuario.clave, repetida)
    if (wrong !== null) return form.setError(wrong.campo, { message: wrong.mensaje }, { shouldFocus: true })
    setBusy(true)
    setProblem(null)
    try {
      await client.seguridad.crearUsuario({
        commandId: crypto.randomUUID(),
        ...usuario,
        nombre: usuario.nombre.trim(),
        usuario: usuario.usuario.trim().toLowerCase(),
        profesionalId: usuario.rol === 'medico' ? usuario.profesionalId : null,
      })
      onClose()
    } catch (error) {
      const { campo, mensaje, remedio } = failureOf(error)
      if (campo !== null && campo in values)
        form.setError(campo as keyof Values, { message: `${mensaje} ${remedio}` }, { shouldFocus: true })
      else setProblem(`${mensaje} ${remedio}`)
    } finally {
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(create)(), {
    label: 'Crear usuario',
    enabled: !busy,
  })

  return (
    <>
      <Form form={form} onSubmit={create} id={FORM_ID} autoFocus>
        {problem !== null && <Notice tone="peligro">{problem}</Notice>}
        <FormRow>
          <TextField<Values>
            name="nombre"
            label="Nombre completo"
            hint="Como aparece al ingresar."
            maxLength={120}
          />
          <TextField<Values>
            name="usuario"
            label="Usuario"
            hint="Letras minúsculas, números, punto o guion."
            maxLength={40}
          />
        </FormRow>
        <FormRow>
          <SelectField<Values>
            name="rol"
            label="Rol"
            hint={QUE_PUEDE[rol]}
            options={ROLES.map((value) => ({ value, label: NOMBRE_ROL[value] }))}
          />
          {rol === 'medico' && (
            <SelectField<Values>
              name="profesionalId"
              label="Firma como"
              hint="Sin profesional no puede escribir notas."
              options={profesionales}
              clearable
            />
          )}
        </FormRow>
        <FormRow>
          <TextField<Values>
            name="clave"
            kind="clave"
            label="PIN o contraseña inicial"
            hint="Al menos 4 caracteres; que la persona la cambie al ingresar."
            autoComplete="new-password"
          />
          <TextField<Values> name="repetida" kind="clave" label="Repítala" autoComplete="new-password" />
        </FormRow>
      </Form>
      <div className="seguridad-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          form={FORM_ID}
          loading={busy}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Crear usuario
        </Button>
      </div>
    </>
  )
}
