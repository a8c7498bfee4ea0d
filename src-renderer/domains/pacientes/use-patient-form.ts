import { useEffect, useRef } from 'react'
import { type UseFormReturn, useForm } from 'react-hook-form'
import { type DatosDeCedula, leerCedula, pareceCedula } from '../../../src-shared/domains/pacientes/cedula.ts'
import { puedeSerElMismoNombre } from '../../../src-shared/domains/pacientes/names.ts'
import { revisarDatos } from '../../../src-shared/domains/pacientes/rules.ts'
import { pacienteDatosSchema } from '../../../src-shared/domains/pacientes/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import { type CallRefusal, failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { useHoy } from '../../ui/environment.tsx'
import { datosOf, fieldOf, type PatientFormValues } from './patient-form-values.ts'
import { SCAN_SETTLES_MS } from './scanned-card.ts'

export type PatientForm = UseFormReturn<PatientFormValues, unknown, PatientFormValues>

/** The form of a patient: what cannot be is said beside its field before asking the core; a scanned card fills it. */
export function usePatientForm(
  values: PatientFormValues,
  /** A card of someone else than the person in the form was read; the form was left as it was. */
  onOtherCard: (card: DatosDeCedula) => void,
): PatientForm {
  const hoy = useHoy()
  const other = useRef(onOtherCard)
  useEffect(() => {
    other.current = onOtherCard
  })
  const form = useForm<PatientFormValues>({
    defaultValues: values,
    resolver: (typed) => {
      const problem = problemOf(typed, hoy)
      return problem
        ? { values: {}, errors: { [problem.field]: { type: 'regla', message: problem.message } } }
        : { values: typed, errors: {} }
    },
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let typedByHand = form.getValues('documento')
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values: typed }) => {
        clearTimeout(timer)
        const numero = typed.documento?.numero ?? ''
        if (!pareceCedula(numero)) {
          // A card's first letters are not a document: only what stood still was typed by hand.
          timer = setTimeout(() => {
            typedByHand = typed.documento
          }, SCAN_SETTLES_MS)
          return
        }
        timer = setTimeout(() => {
          form.setValue('documento', typedByHand)
          const card = leerCedula(numero, hoy)
          if (!card) form.setError('documento', { message: NO_SE_LEYO }, { shouldFocus: true })
          else if (isOther(form.getValues(), card)) other.current(card)
          else fillFromCard(form, card)
        }, SCAN_SETTLES_MS)
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [form, hoy])
  return form
}

/** Writes what a card says over what the form had. */
export function fillFromCard(form: PatientForm, card: DatosDeCedula): void {
  const set = <K extends keyof PatientFormValues>(name: K, value: PatientFormValues[K]) =>
    // The value is that of the name; the library's path type cannot follow the generic.
    form.setValue(name as 'primerNombre', value as string, { shouldDirty: true })
  set('documento', { tipo: card.tipoDocumento ?? 'CC', numero: card.numeroDocumento ?? '' })
  set('primerNombre', card.primerNombre)
  set('segundoNombre', card.segundoNombre ?? '')
  set('primerApellido', card.primerApellido ?? '')
  set('segundoApellido', card.segundoApellido ?? '')
  set('fechaNacimiento', card.fechaNacimiento ?? '')
  set('sexo', card.sexo ?? '')
  form.clearErrors()
  form.setFocus('telefono')
}

/** Puts a refusal of the core beside its field. @returns what to say when it belongs to no field. */
export function showRefusal(form: PatientForm, error: unknown): string | null {
  const refusal: CallRefusal | undefined = refusalIn(error)
  const field = refusal ? fieldOf(refusal.campo) : null
  if (!refusal || field === null) return failureText(error)
  form.setError(
    field,
    { type: 'rechazo', message: `${refusal.mensaje} ${refusal.remedio}` },
    { shouldFocus: true },
  )
  return null
}

const NO_SE_LEYO = 'No se pudo leer el código de la cédula. Pásela de nuevo o escriba los datos.'

function isOther(values: PatientFormValues, card: DatosDeCedula): boolean {
  if (values.primerNombre.trim() === '') return false
  const { primerNombre, segundoNombre, primerApellido, segundoApellido } = datosOf(values)
  return !puedeSerElMismoNombre(
    { primerNombre, segundoNombre, primerApellido, segundoApellido },
    {
      primerNombre: card.primerNombre,
      segundoNombre: card.segundoNombre ?? null,
      primerApellido: card.primerApellido ?? null,
      segundoApellido: card.segundoApellido ?? null,
    },
  )
}

function problemOf(
  typed: PatientFormValues,
  hoy: LocalDate,
): { field: keyof PatientFormValues; message: string } | null {
  if (typed.primerNombre.trim() === '')
    return {
      field: 'primerNombre',
      message: 'Falta el primer nombre. Escríbalo como aparece en el documento.',
    }
  const datos = datosOf(typed)
  if (datos.responsable !== null && typed.responsableParentesco === null)
    return { field: 'responsableParentesco', message: 'Falta el parentesco. Elíjalo en la lista.' }
  const shape = pacienteDatosSchema.safeParse(datos)
  if (!shape.success) {
    const issue = shape.error.issues[0]
    const field = fieldOf(issue?.path.join('.') ?? null)
    return { field: field ?? 'primerNombre', message: issue?.message ?? 'Revise este dato.' }
  }
  const checked = revisarDatos(datos, hoy)
  if (checked.ok) return null
  const { campo, mensaje, remedio } = checked.error
  return { field: fieldOf(campo) ?? 'primerNombre', message: `${mensaje} ${remedio}` }
}
