import { useFormContext } from 'react-hook-form'
import type { SeguridadCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { SEGURIDADES } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { NumberField, SelectField, TextField } from '../../ui/fields.tsx'
import { FormRow } from '../../ui/form.tsx'

/** What every mail account is connected with, as the form holds it. */
export interface ConnectionValues {
  servidor: string
  puerto: number | null
  seguridad: SeguridadCorreo
  usuario: string
  clave: string
}

interface ConnectionFieldsProps {
  readonly servidor: string
  readonly practica: boolean
  /** There is a password kept already. */
  readonly guardada: boolean
  /** Without encryption the server may ask for nobody. */
  readonly usuarioOpcional?: boolean
}

export function ConnectionFields(props: ConnectionFieldsProps) {
  const seguridad = useFormContext<ConnectionValues>().watch('seguridad')
  return (
    <>
      <FormRow tracks="minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2.4fr)">
        <TextField<ConnectionValues> name="servidor" label={props.servidor} />
        <NumberField<ConnectionValues> name="puerto" label="Puerto" min={1} max={65_535} />
        <SelectField<ConnectionValues>
          name="seguridad"
          label="Seguridad"
          options={SEGURIDADES.filter(({ codigo }) => props.practica || codigo !== 'ninguna').map(
            ({ codigo, nombre }) => ({ value: codigo, label: nombre }),
          )}
        />
      </FormRow>
      <FormRow>
        <TextField<ConnectionValues>
          name="usuario"
          label="Usuario"
          hint="Casi siempre es el correo completo"
          optional={props.usuarioOpcional === true && seguridad === 'ninguna'}
        />
        <TextField<ConnectionValues>
          name="clave"
          label="Contraseña"
          kind="clave"
          autoComplete="new-password"
          hint={
            props.guardada
              ? 'Vacía conserva la que está guardada'
              : 'Se guarda cifrada en este equipo y no vuelve a mostrarse'
          }
        />
      </FormRow>
    </>
  )
}
