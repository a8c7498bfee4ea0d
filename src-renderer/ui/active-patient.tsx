import { createContext, useContext, useEffect } from 'react'

/** The patient that the top bar shows; it stays while one moves between screens. */
export interface ActivePatient {
  readonly id: string
  readonly nombre: string
  /** `CC 41.234.512`. */
  readonly documento: string
  /** `38 a`. */
  readonly edad: string
  readonly alergias: readonly string[]
}

interface ActivePatientSlot {
  readonly patient: ActivePatient | null
  readonly set: (patient: ActivePatient | null) => void
}

const ActivePatientContext = createContext<ActivePatientSlot>({ patient: null, set: () => undefined })

export const ActivePatientProvider = ActivePatientContext

export function useActivePatient(): ActivePatient | null {
  return useContext(ActivePatientContext).patient
}

export function useSetActivePatient(): (patient: ActivePatient | null) => void {
  return useContext(ActivePatientContext).set
}

/** Makes this patient the active one while its screen is open (and after, until another takes the place). */
export function useActivatePatient(patient: ActivePatient | null | undefined): void {
  const set = useSetActivePatient()
  useEffect(() => {
    if (patient) set(patient)
  }, [patient, set])
}
