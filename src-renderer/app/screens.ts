import type { Rol } from '../../src-shared/domains/seguridad/schemas.ts'
import type {
  DomainScreens,
  MenuSlot,
  ScreenDefinition,
  SearchProvider,
  ShellAction,
} from '../ui/screen-definition.ts'

/** All that the domains bring to the shell. */
export interface ScreenRegistry {
  readonly screens: readonly ScreenDefinition[]
  readonly actions: readonly ShellAction[]
  readonly searchProviders: readonly SearchProvider[]
}

export function joinScreens(domains: readonly DomainScreens[]): ScreenRegistry {
  return {
    screens: domains.flatMap((domain) => domain.screens),
    actions: domains.flatMap((domain) => domain.actions ?? []),
    searchProviders: domains.flatMap((domain) => domain.searchProviders ?? []),
  }
}

/** What a role may use. */
export function registryFor(all: ScreenRegistry, rol: Rol): ScreenRegistry {
  const allowed = (item: { readonly roles: readonly Rol[] }) => item.roles.includes(rol)
  return {
    screens: all.screens.filter(allowed),
    actions: all.actions.filter(allowed),
    searchProviders: all.searchProviders.filter(allowed),
  }
}

/** The side bar of these screens, in order. */
export function menuOf(screens: readonly ScreenDefinition[]): MenuSlot[] {
  return screens
    .flatMap((screen) => (screen.menu === undefined ? [] : [screen.menu]))
    .sort((a, b) => a.order - b.order)
}
