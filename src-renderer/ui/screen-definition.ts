import type { Icon } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Rol } from '../../src-shared/domains/seguridad/schemas.ts'
import type { Navigation } from './navigation.tsx'

/** What the router hands to a screen. */
export interface ScreenProps {
  /** Parts of the path: `/pacientes/$id` gives `params.id`. */
  readonly params: Readonly<Record<string, string>>
  /** What follows `?`. */
  readonly search: Readonly<Record<string, string>>
}

/** Place in the side bar. */
export interface MenuSlot {
  readonly id: string
  readonly path: string
  readonly title: string
  /** Short word under the icon. */
  readonly word: string
  readonly icon: Icon
  readonly shortcut: string | null
  /** Order from the top; `abajo` sends it to the foot. */
  readonly order: number
  readonly foot?: boolean | undefined
}

export interface ScreenDefinition {
  /** Unique, kebab case: `pacientes`, `paciente-ficha`. */
  readonly id: string
  /** `/pacientes`, `/pacientes/$id`. */
  readonly path: string
  readonly title: string
  /** Present when the screen has a place in the side bar. */
  readonly menu?: MenuSlot | undefined
  /** Id of the menu entry that is lit while this screen is open. */
  readonly under?: string | undefined
  /** Who may open it. */
  readonly roles: readonly Rol[]
  /** `() => import('./patients-screen.tsx').then((m) => m.PatientsScreen)` */
  readonly load: () => Promise<ComponentType<ScreenProps>>
}

/** Something done from anywhere: a key, and a line of the palette (`F2 Nueva cita`). */
export interface ShellAction {
  readonly id: string
  readonly label: string
  readonly keys?: string | undefined
  readonly roles: readonly Rol[]
  /** Other words that find it in the palette. */
  readonly keywords?: string | undefined
  readonly run: (navigation: Navigation) => void
}

export interface SearchHit {
  readonly id: string
  readonly title: string
  /** Second line: document and age, or number and state. */
  readonly detail?: string | undefined
  /** Where Enter goes. */
  readonly path: string
}

/** Answers the palette while one types (patients, invoices). */
export interface SearchProvider {
  readonly id: string
  /** Heading of its results: `Pacientes`. */
  readonly label: string
  readonly icon: Icon
  readonly roles: readonly Rol[]
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>
}

/** What `src-renderer/domains/<d>/screens.ts` exports. */
export interface DomainScreens {
  readonly screens: readonly ScreenDefinition[]
  readonly actions?: readonly ShellAction[] | undefined
  readonly searchProviders?: readonly SearchProvider[] | undefined
}
