import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { esClaveDebil } from '../../src-shared/domains/seguridad/rules.ts'
import { clave, nombrePersona, nombreUsuario } from '../../src-shared/domains/seguridad/schemas.ts'
import { RadioField, TextField } from '../ui/fields.tsx'
import { Form, FormRow } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { BackToPractice } from './back-to-practice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'

const schema = z
  .object({
    nombre: nombrePersona,
    rol: z.enum(['medico', 'administrador']),
    usuario: nombreUsuario,
    clave: clave.refine(
      (text) => !esClaveDebil(text),
      'Es muy fácil de adivinar: evite 1234 o repetir un dígito',
    ),
    repetida: z.string(),
  })
  .refine((values) => values.clave === values.repetida, {
    path: ['repetida'],
    message: 'No es igual al de arriba. Escríbalo otra vez.',
  })
type Values = z.infer<typeof schema>

const FIELDS: readonly string[] = ['nombre', 'rol', 'usuario', 'clave']

/** The first person of a new practice; who is created here goes on to the set-up. */
export function FirstUserForm() {
  const { createFirstUser } = useShell()
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { nombre: '', rol: 'medico', usuario: '', clave: '', repetida: '' },
  })

  const create = async ({ nombre, rol, usuario, clave }: Values) => {
    setError(null)
    setBusy(true)
    const answer = await createFirstUser({ nombre, rol, usuario, clave })
    setBusy(false)
    if (answer.ok) return
    const { campo, mensaje } = answer.error
    if (campo !== null && FIELDS.includes(campo))
      form.setError(campo as keyof Values, { message: mensaje }, { shouldFocus: true })
    else setError(mensaje)
  }

  return (
    <GatePage title="Su usuario" wide>
      <p>
        Es el primero de este consultorio. Con él entra todos los días; después podrá crear los de su equipo.
      </p>
      <Form<Values> form={form} onSubmit={create} label="Primer usuario" autoFocus>
        <TextField<Values> name="nombre" label="Nombre completo" autoComplete="name" />
        <RadioField<Values>
          name="rol"
          label="Trabajo en el consultorio"
          hint="El médico atiende, firma y también configura; el administrador configura y no ve las notas."
          options={[
            { value: 'medico', label: 'Médico' },
            { value: 'administrador', label: 'Administrador' },
          ]}
        />
        <TextField<Values>
          name="usuario"
          label="Usuario"
          autoComplete="username"
          hint="Minúsculas y números, sin espacios: por ejemplo catalina.ruiz"
        />
        <FormRow>
          <TextField<Values> name="clave" label="PIN o contraseña" kind="clave" autoComplete="new-password" />
          <TextField<Values> name="repetida" label="Otra vez" kind="clave" autoComplete="new-password" />
        </FormRow>
        {error !== null && <Notice tone="peligro">{error}</Notice>}
        <Button type="submit" variant="filled" size="md" loading={busy}>
          Crear y continuar al asistente
        </Button>
      </Form>
      <BackToPractice />
    </GatePage>
  )
}
