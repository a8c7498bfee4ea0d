import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { profesionalEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import type { Profesional } from '../../../src-shared/domains/configuracion/schemas.ts'
import { type TipoDocumento, validateDocumento } from '../../../src-shared/kernel/identifiers.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { CheckboxField, DocumentoField, NumberField, SearchSelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import type { SearchOption } from '../../ui/search-select.tsx'
import { useBuscarCodigo, useServicioElegido } from './code-search.ts'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { remembered, useFormMemory } from './use-form-memory.ts'
import { useGuardar } from './use-guardar.ts'

/** Kinds a professional may have in RIPS (C15). */
const TIPOS: readonly TipoDocumento[] = ['CC', 'CE', 'CD', 'PA', 'SC', 'PE', 'DE', 'PT']

interface Values {
  id: string | null
  documento: { tipo: TipoDocumento; numero: string }
  nombres: string
  apellidos: string
  profesion: string
  especialidad: string
  registro: string
  servicioReps: SearchOption | null
  minutosCita: number | null
  activo: boolean
}

const ALIAS = { tipoDocumento: 'documento', numeroDocumento: 'documento' }
const resolver = entradaResolver<Values, z.output<typeof profesionalEntrada>>(
  profesionalEntrada,
  (v, fail) => {
    const documento = validateDocumento(v.documento.tipo, v.documento.numero)
    if (!documento.ok) fail('documento', documento.error)
    return {
      ...v,
      tipoDocumento: v.documento.tipo,
      numeroDocumento: documento.ok ? documento.value : '',
      especialidad: v.especialidad.trim() || null,
      servicioReps: v.servicioReps === null ? null : Number(v.servicioReps.value),
    }
  },
  ALIAS,
)

/** First professional, for the wizard. */
export function FirstProfesionalEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.profesionales.queryOptions())
  return (
    <Loaded query={query}>
      {(found) => <ProfesionalEditor {...props} profesional={found.find((p) => p.activo) ?? null} />}
    </Loaded>
  )
}

/** Somebody who attends patients. */
export function ProfesionalEditor({
  profesional,
  ...props
}: EditorProps & { readonly profesional: Profesional | null }) {
  const servicio = useServicioElegido(profesional?.servicioReps ?? null)
  if (servicio === undefined) return null
  return <ProfesionalForm {...props} profesional={profesional} servicio={servicio} />
}

interface ProfesionalFormProps extends EditorProps {
  readonly profesional: Profesional | null
  readonly servicio: SearchOption | null
}

function ProfesionalForm({ profesional, servicio, formId, onSaved, onBusy }: ProfesionalFormProps) {
  const key = `profesional.${profesional?.id ?? ''}`
  const form = useForm<Values, unknown, z.output<typeof profesionalEntrada>>({
    defaultValues: remembered<Values>(key, {
      id: profesional?.id ?? null,
      documento: {
        tipo: profesional?.tipoDocumento ?? 'CC',
        numero: profesional?.numeroDocumento ?? '',
      },
      nombres: profesional?.nombres ?? '',
      apellidos: profesional?.apellidos ?? '',
      profesion: profesional?.profesion ?? 'Medicina',
      especialidad: profesional?.especialidad ?? '',
      registro: profesional?.registro ?? '',
      servicioReps: servicio,
      minutosCita: profesional?.minutosCita ?? 20,
      activo: profesional?.activo ?? true,
    }),
    resolver,
  })
  const { forget } = useFormMemory(key, form)
  const { failure, submit } = useGuardar({
    form,
    alias: ALIAS,
    send: (entrada, commandId) =>
      client.configuracion.guardarProfesional({ commandId, profesional: entrada }),
    onSaved: () => {
      forget()
      onSaved()
    },
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <FormRow>
        <DocumentoField<Values> name="documento" label="Documento" tipos={TIPOS} />
        <TextField<Values>
          name="registro"
          label="Registro profesional"
          hint="Como aparece en ReTHUS. Sale en la fórmula médica."
        />
      </FormRow>
      <FormRow>
        <TextField<Values> name="nombres" label="Nombres" />
        <TextField<Values> name="apellidos" label="Apellidos" />
      </FormRow>
      <FormRow>
        <TextField<Values> name="profesion" label="Profesión" />
        <TextField<Values> name="especialidad" label="Especialidad" optional />
      </FormRow>
      <FormRow tracks="minmax(0, 1fr) 140px">
        <SearchSelectField<Values>
          name="servicioReps"
          label="Servicio en el que atiende"
          placeholder="Medicina general, 328…"
          search={useBuscarCodigo('serviciosReps')}
        />
        <NumberField<Values> name="minutosCita" label="Duración de la cita" unit="min" min={5} max={240} />
      </FormRow>
      {profesional !== null && (
        <CheckboxField<Values>
          name="activo"
          label="Atiende actualmente"
          hint="Si ya no atiende, sus notas y facturas se conservan y deja de aparecer en la agenda."
        />
      )}
    </Form>
  )
}
