import type { DomainScreens } from '../ui/screen-definition.ts'
import { joinScreens, type ScreenRegistry } from './screens.ts'

/**
 * A domain joins the program by exporting `screens` (and `actions`, `searchProviders`) from `src-renderer/domains/<d>/screens.ts`.
 * One that is not built yet has no such file, and so no place in the menu.
 */
const modules = import.meta.glob<DomainScreens>('../domains/*/screens.{ts,tsx}', { eager: true })

export const domainScreens: ScreenRegistry = joinScreens(Object.values(modules))
