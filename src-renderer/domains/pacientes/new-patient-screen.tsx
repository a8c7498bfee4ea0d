import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { FormProvider } from 'react-hook-form'
import { CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { type StoredDraft, useStoredDrafts } from '../../rpc/drafts.ts'
import { useHoy } from '../../ui/environment.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { Form } from '../../ui/form.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { FormAside } from './form-aside.tsx'
import { type LikenessQuestion, likenessIn } from './likeness.ts'
import { PatientFields } from './patient-form.tsx'
import { datosOf, type PatientFormValues, patientFormSchema, valuesOf } from './patient-form-values.ts'
import { type KnownBeforehand, knownBeforehand, registerKnowing } from './scanned-card.ts'
import { DuplicateQuestion } from './similar-patients.tsx'
import { useKeepDraft } from './use-draft.ts'
import { fillFromCard, showRefusal, usePatientForm } from './use-patient-form.ts'
import './pacientes.css'

const PREFIJO = 'pacientes:nuevo:'

type Draft = StoredDraft<PatientFormValues>

/**
 * F3: registers a patient. What was half-filled when the program was closed comes back; a card read or a text searched
 * begins another one, and the half-filled ones wait.
 */
export function NewPatientScreen({ search }: ScreenProps) {
  return <OneRegistration key={search.con ?? ''} con={search.con} />
}

function OneRegistration({ con }: { readonly con: string | undefined }) {
  const drafts = useStoredDrafts(PREFIJO, patientFormSchema)
  const [chosen, setChosen] = useState<string | null>(null)
  if (drafts === undefined) return null
  const known = knownBeforehand(con)
  const current =
    drafts.find((draft) => draft.clave === chosen) ?? (known === undefined ? drafts[0] : undefined) ?? null
  return (
    <NewPatient
      key={current?.clave ?? 'nuevo'}
      draft={current}
      known={current === null ? known : undefined}
      others={drafts.filter((draft) => draft !== current)}
      onChoose={setChosen}
    />
  )
}

interface NewPatientProps {
  readonly draft: Draft | null
  readonly known: KnownBeforehand | undefined
  readonly others: readonly Draft[]
  readonly onChoose: (clave: string) => void
}

function NewPatient({ draft, known, others, onChoose }: NewPatientProps) {
  const navigation = useNavigation()
  const hoy = useHoy()
  const clinical = useHasRole(...CLINICOS)
  // One id for one act: pressing twice, or again after a cut, registers one patient (K-23).
  const [commandId] = useState(() => crypto.randomUUID())
  const form = usePatientForm(draft?.values ?? valuesOf(), (cedula) =>
    navigation.go(registerKnowing({ cedula })),
  )
  const { forget, finish } = useKeepDraft(draft?.clave ?? `${PREFIJO}${commandId}`, form)
  const ajustes = useQuery(orpc.configuracion.ajustes.queryOptions())
  const [recovered, setRecovered] = useState(draft !== null)
  const [problem, setProblem] = useState<string | null>(null)
  const [question, setQuestion] = useState<LikenessQuestion | null>(null)

  useEffect(() => {
    if (known?.cedula) fillFromCard(form, known.cedula)
    else {
      if (known?.texto) prefill(form.setValue, known.texto)
      form.setFocus('documento')
    }
  }, [form, known])

  const save = useMutation({
    mutationFn: ({ values, noEsDuplicado }: { values: PatientFormValues; noEsDuplicado: boolean }) => {
      const { alergias, ...datos } = datosOf(values)
      return client.pacientes.crear({
        commandId,
        datos: clinical ? { ...datos, alergias } : datos,
        noEsDuplicado,
        consentimiento:
          values.autoriza && ajustes.data
            ? {
                decision: 'autoriza',
                version: String(ajustes.data.consentimiento.version),
                fecha: hoy,
                medio: values.medio,
              }
            : null,
      })
    },
    onSuccess: ({ id }) => {
      finish()
      navigation.go(`/pacientes/${id}`)
    },
    onError: (error) => {
      const asked = likenessIn(refusalIn(error))
      setQuestion(asked)
      setProblem(asked ? null : showRefusal(form, error))
    },
  })

  const submit = (values: PatientFormValues, noEsDuplicado = false) => {
    if (save.isPending || save.isSuccess) return
    setProblem(null)
    setQuestion(null)
    save.mutate({ values, noEsDuplicado })
  }
  const startOver = () => {
    forget()
    form.reset(valuesOf())
    setRecovered(false)
  }
  const open = (id: string) => navigation.go(`/pacientes/${id}`)

  return (
    <FormProvider {...form}>
      <ScreenHeader
        title="Nuevo paciente"
        context="Con nombre y teléfono basta para empezar"
        onBack={navigation.back}
        primary={{
          label: 'Guardar paciente',
          onRun: () => void form.handleSubmit((values) => submit(values))(),
          loading: save.isPending,
        }}
      />
      <ScreenBody panel={<FormAside onOpen={open} />}>
        <div className="paciente-formulario">
          <div className="paciente-avisos">
            {recovered && draft && (
              <Notice tone="informa" action={<Button onClick={startOver}>Empezar de nuevo</Button>}>
                Recuperamos lo que estaba escribiendo el <Fecha value={draft.at} />.
              </Notice>
            )}
            {others.length > 0 && (
              <Notice tone="informa">
                También dejó a medias:{' '}
                {others.map((other) => (
                  <Button key={other.clave} variant="subtle" onClick={() => onChoose(other.clave)}>
                    {draftName(other.values)}
                  </Button>
                ))}
              </Notice>
            )}
            {problem !== null && <Notice tone="peligro">{problem}</Notice>}
          </div>
          <Form form={form} onSubmit={(values) => submit(values)} label="Nuevo paciente">
            <PatientFields isNew />
          </Form>
        </div>
      </ScreenBody>
      <DuplicateQuestion
        question={question}
        onClose={() => setQuestion(null)}
        onOpen={open}
        onAnother={() => void form.handleSubmit((values) => submit(values, true))()}
      />
    </FormProvider>
  )
}

function draftName(values: PatientFormValues): string {
  const name = [values.primerNombre, values.primerApellido].filter(Boolean).join(' ')
  return name || values.documento.numero || 'Sin nombre'
}

/** What was searched and not found begins the registration: a number is the document, words are names. */
function prefill(set: ReturnType<typeof usePatientForm>['setValue'], texto: string): void {
  const numero = texto.replace(/[\s.,-]/g, '')
  if (/^\d+$/.test(numero)) {
    if (/^(3\d{9}|60\d{8})$/.test(numero)) set('telefono', numero, { shouldDirty: true })
    else set('documento', { tipo: 'CC', numero }, { shouldDirty: true })
    return
  }
  const words = texto
    .trim()
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  const [first = '', second, third, fourth] = words
  set('primerNombre', first, { shouldDirty: true })
  if (words.length === 2) set('primerApellido', second ?? '', { shouldDirty: true })
  if (words.length === 3) {
    set('primerApellido', second ?? '', { shouldDirty: true })
    set('segundoApellido', third ?? '', { shouldDirty: true })
  }
  if (words.length >= 4) {
    set('segundoNombre', second ?? '', { shouldDirty: true })
    set('primerApellido', third ?? '', { shouldDirty: true })
    set('segundoApellido', [fourth, ...words.slice(4)].join(' '), { shouldDirty: true })
  }
}
