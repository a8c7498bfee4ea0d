import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { FormProvider } from 'react-hook-form'
import { z } from 'zod'
import { camposDistintos, revisarDatos } from '../../../src-shared/domains/pacientes/rules.ts'
import type {
  CampoPaciente,
  FichaPaciente,
  PacienteCambios,
  PacienteDatos,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import { failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { type StoredDraft, useStoredDrafts } from '../../rpc/drafts.ts'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { Form } from '../../ui/form.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { ConflictQuestion } from './conflict-question.tsx'
import { FormAside } from './form-aside.tsx'
import { type LikenessQuestion, likenessIn } from './likeness.ts'
import { PatientFields } from './patient-form.tsx'
import {
  datosOf,
  type NombresDeCodigos,
  type PatientFormValues,
  patientFormSchema,
  valuesOf,
} from './patient-form-values.ts'
import { DuplicateQuestion } from './similar-patients.tsx'
import { useKeepDraft } from './use-draft.ts'
import { datosOfCard, useCodeNames, usePatientCard } from './use-patient-card.ts'
import { showRefusal, usePatientForm } from './use-patient-form.ts'
import './pacientes.css'

/** A draft of a change remembers the version it began from, so that another person's change is not undone by it. */
const draftSchema = z.object({ version: z.number(), values: patientFormSchema })
type EditDraft = z.infer<typeof draftSchema>

export function EditPatientScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const navigation = useNavigation()
  const ficha = usePatientCard(id)
  const nombres = useCodeNames(ficha.data)
  const drafts = useStoredDrafts(claveOf(id), draftSchema)
  // The form is filled once: what arrives later is joined when saving, not under the person's hands.
  const [first, setFirst] = useState<{ ficha: FichaPaciente; nombres: NombresDeCodigos } | null>(null)
  if (first === null && ficha.data && nombres) setFirst({ ficha: ficha.data, nombres })
  if (ficha.error && first === null)
    return (
      <ErrorState
        quePaso="No se pudo abrir el paciente."
        queHacer={failureText(ficha.error)}
        actionLabel="Volver"
        onAction={navigation.back}
      />
    )
  if (first === null || drafts === undefined) return null
  return <EditPatient {...first} draft={drafts[0] ?? null} />
}

interface EditPatientProps {
  readonly ficha: FichaPaciente
  readonly nombres: NombresDeCodigos
  readonly draft: StoredDraft<EditDraft> | null
}

function EditPatient({ ficha, nombres, draft }: EditPatientProps) {
  const navigation = useNavigation()
  const { id } = ficha.paciente
  const hoy = useHoy()
  const queryClient = useQueryClient()
  const usable = draft !== null && draft.values.version === ficha.paciente.version ? draft : null
  const [base, setBase] = useState({ version: ficha.paciente.version, datos: datosOfCard(ficha) })
  const form = usePatientForm(usable?.values.values ?? valuesOf(base.datos, nombres), (card) =>
    setProblem(
      `La cédula leída es de ${card.primerNombre} ${card.primerApellido}, no de este paciente. Búsquela en la lista o regístrela con F3.`,
    ),
  )
  const { forget, finish } = useKeepDraft<PatientFormValues, PatientFormValues>(
    claveOf(id),
    form,
    (values) => ({
      version: base.version,
      values,
    }),
  )
  const [recovered, setRecovered] = useState(usable !== null)
  const [problem, setProblem] = useState<string | null>(null)
  const [question, setQuestion] = useState<LikenessQuestion | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const back = () => navigation.go(`/pacientes/${id}`)

  useEffect(() => form.setFocus('documento'), [form])

  const save = useMutation({
    mutationFn: ({ datos, from, noEsDuplicado }: SaveInput) =>
      client.pacientes.actualizar({
        commandId: crypto.randomUUID(),
        id,
        version: from.version,
        cambios: cambiosOf(from.datos, datos),
        noEsDuplicado,
      }),
    onSuccess: async () => {
      finish()
      await queryClient.invalidateQueries({ queryKey: orpc.pacientes.key() })
      back()
    },
    onError: async (error, { datos }) => {
      const refusal = refusalIn(error)
      if (refusal?.code === 'VERSION_VIEJA') {
        const latest = await client.pacientes.obtener({ id })
        const campos = z.array(z.string()).catch([]).parse(refusal.datos.campos) as CampoPaciente[]
        setConflict({ campos, mine: datos, theirs: datosOfCard(latest), version: latest.paciente.version })
        return
      }
      const asked = likenessIn(refusal)
      setQuestion(asked)
      setProblem(asked ? null : showRefusal(form, error))
    },
  })

  const submit = (values: PatientFormValues, noEsDuplicado = false) => {
    if (save.isPending || save.isSuccess) return
    setProblem(null)
    setQuestion(null)
    const typed = datosOf(values)
    const clean = revisarDatos(typed, hoy)
    const datos = clean.ok ? clean.value : typed
    if (camposDistintos(base.datos, datos).length === 0) {
      finish()
      back()
    } else save.mutate({ datos, from: base, noEsDuplicado })
  }

  const settle = (keepTheirs: ReadonlySet<CampoPaciente>) => {
    if (!conflict) return
    const mine = camposDistintos(base.datos, conflict.mine).filter((campo) => !keepTheirs.has(campo))
    const joined = {
      ...conflict.theirs,
      ...Object.fromEntries(mine.map((campo) => [campo, conflict.mine[campo]])),
    }
    const from = { version: conflict.version, datos: conflict.theirs }
    setBase(from)
    setConflict(null)
    form.reset({ ...valuesOf(joined, nombres), municipio: form.getValues('municipio') })
    if (camposDistintos(from.datos, joined).length === 0) {
      finish()
      back()
    } else save.mutate({ datos: joined, from, noEsDuplicado: false })
  }

  const startOver = () => {
    forget()
    form.reset(valuesOf(base.datos, nombres))
    setRecovered(false)
  }

  return (
    <FormProvider {...form}>
      <ScreenHeader
        title={ficha.nombre}
        context="Editar datos"
        onBack={back}
        primary={{
          label: 'Guardar cambios',
          onRun: () => void form.handleSubmit((values) => submit(values))(),
          loading: save.isPending,
        }}
      />
      <ScreenBody
        panel={<FormAside exceptoId={id} onOpen={(other) => navigation.go(`/pacientes/${other}`)} />}
      >
        <div className="paciente-formulario">
          <div className="paciente-avisos">
            {recovered && usable && (
              <Notice tone="informa" action={<Button onClick={startOver}>Descartar</Button>}>
                Recuperamos los cambios que estaba escribiendo el <Fecha value={usable.at} />.
              </Notice>
            )}
            {problem !== null && <Notice tone="peligro">{problem}</Notice>}
          </div>
          <Form form={form} onSubmit={(values) => submit(values)} label="Datos del paciente">
            <PatientFields isNew={false} />
          </Form>
        </div>
      </ScreenBody>
      <DuplicateQuestion
        question={question}
        onClose={() => setQuestion(null)}
        onOpen={(other) => navigation.go(`/pacientes/${other}`)}
        onAnother={() => void form.handleSubmit((values) => submit(values, true))()}
      />
      <ConflictQuestion conflict={conflict} onClose={() => setConflict(null)} onSettle={settle} />
    </FormProvider>
  )
}

export interface Conflict {
  readonly campos: readonly CampoPaciente[]
  readonly mine: PacienteDatos
  readonly theirs: PacienteDatos
  readonly version: number
}

interface SaveInput {
  readonly datos: PacienteDatos
  readonly from: { readonly version: number; readonly datos: PacienteDatos }
  readonly noEsDuplicado: boolean
}

function claveOf(id: string): string {
  return `pacientes:editar:${id}`
}

function cambiosOf(base: PacienteDatos, datos: PacienteDatos): PacienteCambios {
  return Object.fromEntries(camposDistintos(base, datos).map((campo) => [campo, datos[campo]]))
}
