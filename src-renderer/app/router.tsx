import {
  createHashHistory,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Navigate,
  type RouterHistory,
  useParams,
  useSearch,
} from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { EmptyState } from '../ui/empty-state.tsx'
import type { ScreenDefinition, ScreenProps } from '../ui/screen-definition.ts'
import { useDelayed } from '../ui/use-delayed.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { useScreenComponent } from './screen-loading.ts'
import { menuOf } from './screens.ts'
import { useShell } from './shell-context.tsx'

/** The address lives after `#`: it works the same over `app://` and over HTTP, and survives a reload. */
export function createHistory(start?: string): RouterHistory {
  return start === undefined ? createHashHistory() : createMemoryHistory({ initialEntries: [start] })
}

/** Routes of these screens inside the frame; the root goes to the first of the menu. */
export function createAppRouter(
  screens: readonly ScreenDefinition[],
  frame: () => ReactNode,
  history: RouterHistory,
) {
  const root = createRootRoute({ component: frame, notFoundComponent: NotFound })
  const home = menuOf(screens)[0]?.path
  const index = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (home === undefined ? <NotFound /> : <Navigate to={home} replace />),
  })
  const routes = screens.map((screen) =>
    createRoute({ getParentRoute: () => root, path: screen.path, component: screenComponent(screen) }),
  )
  return createRouter({
    routeTree: root.addChildren([index, ...routes]),
    history,
    defaultPreload: false,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text === '' ? '' : `?${text}`
    },
  })
}

export type AppRouter = ReturnType<typeof createAppRouter>

function screenComponent(screen: ScreenDefinition) {
  return function RoutedScreen() {
    const { reportProblem } = useShell()
    const params: Record<string, string> = useParams({ strict: false })
    const search: Record<string, string> = useSearch({ strict: false })
    const resetKey = useMemo(() => `${screen.id} ${JSON.stringify(params)}`, [params])
    return (
      <ErrorBoundary resetKey={resetKey} where={screen.id} onProblem={reportProblem}>
        <LoadedScreen screen={screen} params={params} search={search} />
      </ErrorBoundary>
    )
  }
}

function LoadedScreen({ screen, params, search }: ScreenProps & { readonly screen: ScreenDefinition }) {
  const Loaded = useScreenComponent(screen)
  return Loaded === null ? <Waiting /> : <Loaded params={params} search={search} />
}

function Waiting() {
  return useDelayed(true, 300) ? <p className="pantalla-espera">Abriendo…</p> : null
}

function NotFound() {
  return (
    <EmptyState keys="Ctrl+K" keysLabel="busca una pantalla, un paciente o una factura">
      Esta pantalla no existe o su rol no puede abrirla.
    </EmptyState>
  )
}
