import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { sedeEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import type { Sede, ServicioHabilitado } from '../../../src-shared/domains/configuracion/schemas.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SearchSelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow, FormSection } from '../../ui/form.tsx'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'
import { useBuscarCodigo, useBuscarMunicipio, useMunicipioElegido } from './code-search.ts'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { remembered, useFormMemory } from './use-form-memory.ts'
import { useGuardar } from './use-guardar.ts'

export type SedeConServicios = Sede & { readonly servicios: readonly ServicioHabilitado[] }

interface Values {
  id: string | null
  codigoSede: string
  nombre: string
  direccion: string
  municipio: SearchOption | null
  telefono: string
  servicios: readonly ServicioHabilitado[]
}

const resolver = entradaResolver<Values, z.output<typeof sedeEntrada>>(sedeEntrada, (v) => ({
  id: v.id,
  codigoSede: v.codigoSede.trim().padStart(2, '0'),
  nombre: v.nombre,
  direccion: v.direccion,
  municipio: v.municipio?.value ?? '',
  telefono: v.telefono.trim() || null,
}))

/** First site of the practice, for the wizard; Configuración lists them all. */
export function FirstSedeEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.sedes.queryOptions())
  return <Loaded query={query}>{(sedes) => <SedeEditor {...props} sede={sedes[0] ?? null} />}</Loaded>
}

/** A place where patients are attended, and the services enabled there. */
export function SedeEditor({ sede, ...props }: EditorProps & { readonly sede: SedeConServicios | null }) {
  const municipio = useMunicipioElegido(sede?.municipio ?? null)
  if (municipio === undefined) return null
  return <SedeForm {...props} sede={sede} municipio={municipio} />
}

interface SedeFormProps extends EditorProps {
  readonly sede: SedeConServicios | null
  readonly municipio: SearchOption | null
}

function SedeForm({ sede, municipio, formId, onSaved, onBusy }: SedeFormProps) {
  const key = `sede.${sede?.id ?? ''}`
  const form = useForm<Values, unknown, z.output<typeof sedeEntrada>>({
    defaultValues: remembered<Values>(key, {
      id: sede?.id ?? null,
      codigoSede: sede?.codigoSede ?? '01',
      nombre: sede?.nombre ?? '',
      direccion: sede?.direccion ?? '',
      municipio,
      telefono: sede?.telefono ?? '',
      servicios: sede?.servicios ?? [],
    }),
    resolver,
  })
  const { forget } = useFormMemory(key, form)
  const { failure, submit } = useGuardar({
    form,
    send: async (entrada, commandId) => {
      const saved = await client.configuracion.guardarSede({ commandId, sede: entrada })
      // If the second one fails, trying again must change this site, not add another.
      form.setValue('id', saved.id)
      await client.configuracion.guardarServiciosHabilitados({
        commandId: crypto.randomUUID(),
        sedeId: saved.id,
        servicios: [...form.getValues('servicios')],
      })
    },
    onSaved: () => {
      forget()
      onSaved()
    },
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <FormRow tracks="minmax(0, 1fr) 140px">
        <TextField<Values> name="nombre" label="Nombre de la sede" placeholder="Consultorio 302" />
        <TextField<Values>
          name="codigoSede"
          label="Número de sede"
          hint="2 dígitos, en el REPS"
          maxLength={2}
        />
      </FormRow>
      <FormRow>
        <TextField<Values> name="direccion" label="Dirección" />
        <SearchSelectField<Values>
          name="municipio"
          label="Municipio"
          search={useBuscarMunicipio()}
          placeholder="Escriba el municipio"
        />
      </FormRow>
      <TextField<Values> name="telefono" label="Teléfono" kind="telefono" optional />
      <FormSection title="Servicios habilitados en esta sede">
        <Servicios form={form} />
      </FormSection>
    </Form>
  )
}

function Servicios({
  form,
}: {
  readonly form: ReturnType<typeof useForm<Values, unknown, z.output<typeof sedeEntrada>>>
}) {
  const servicios = useWatch({ control: form.control, name: 'servicios' })
  const set = (next: readonly ServicioHabilitado[]) => form.setValue('servicios', next, { shouldDirty: true })
  return (
    <>
      <SearchSelect
        label="Agregar un servicio"
        hint="Como aparecen en el REPS. Con ellos se llenan los RIPS."
        placeholder="Medicina general, 328…"
        value={null}
        clearOnPick
        search={useBuscarCodigo('serviciosReps')}
        onChange={(option) => {
          if (option === null || servicios.some((s) => String(s.codigo) === option.value)) return
          set([...servicios, { codigo: Number(option.value), nombre: option.label }])
        }}
      />
      {servicios.length > 0 && (
        <ul className="configuracion-servicios">
          {servicios.map((servicio) => (
            <li key={servicio.codigo}>
              <span className="codigo">{servicio.codigo}</span>
              <span className="recortado">{servicio.nombre}</span>
              <ActionIcon
                size={22}
                aria-label={`Quitar ${servicio.nombre}`}
                onClick={() => set(servicios.filter((s) => s.codigo !== servicio.codigo))}
              >
                <IconX size={13} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
