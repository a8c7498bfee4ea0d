import { type ComponentType, createContext, useContext } from 'react'
import type { ScreenAction } from '../../ui/screen-header.tsx'

interface PatientPart {
  readonly pacienteId: string
}

/** What higher domains show on a patient's card; the shell joins them, because this domain knows none of them. */
export interface PatientExtensions {
  /** Appointments, notes, invoices in time. Without it the card says that there is nothing yet. */
  readonly timeline?: ComponentType<PatientPart> | undefined
  /** Facts of the header with a real figure: `Saldo`. */
  readonly facts?:
    | readonly { readonly label: string; readonly Value: ComponentType<PatientPart> }[]
    | undefined
  /** Further actions of the card: `Nueva cita`, `Iniciar consulta`; the first `primary` takes Ctrl+Enter. */
  readonly actions?: readonly ((
    patient: PatientPart & { readonly nombre: string },
  ) => ScreenAction & { readonly primary?: boolean })[]
}

const ExtensionsContext = createContext<PatientExtensions>({})

/** `<PatientExtensionsProvider value={…}>` above the screens. */
export const PatientExtensionsProvider = ExtensionsContext

export function usePatientExtensions(): PatientExtensions {
  return useContext(ExtensionsContext)
}
