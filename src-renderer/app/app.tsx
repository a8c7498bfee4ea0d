import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type RouterHistory, RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { PatientParts } from '../domains/jornada/patient-extensions.tsx'
import { type ActivePatient, ActivePatientProvider } from '../ui/active-patient.tsx'
import { NavigationProvider } from '../ui/navigation.tsx'
import { SessionProvider, type Usuario } from '../ui/session.tsx'
import { UiProvider } from '../ui/ui-provider.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { FirstStart } from './first-start.tsx'
import { Frame } from './frame.tsx'
import { useFieldMemory } from './help-dialog.tsx'
import { LockScreen } from './lock-screen.tsx'
import { createAppRouter, createHistory } from './router.tsx'
import { registryFor, type ScreenRegistry } from './screens.ts'
import { ShellProvider, useShell } from './shell-context.tsx'
import type { ShellServices } from './shell-services.ts'
import { SignIn } from './sign-in.tsx'
import { Starting } from './starting.tsx'
import { useStore } from './store.ts'
import { useIdleLock } from './use-idle-lock.ts'

// Seen once in the life of a practice: an ordinary start does not load their forms.
const CreateKey = lazy(() => import('./create-key.tsx').then((m) => ({ default: m.CreateKey })))
const RecoveryCode = lazy(() => import('./recovery-code.tsx').then((m) => ({ default: m.RecoveryCode })))
const OpenKey = lazy(() => import('./open-key.tsx').then((m) => ({ default: m.OpenKey })))
const FirstUserForm = lazy(() => import('./first-user.tsx').then((m) => ({ default: m.FirstUserForm })))

export interface AppProps {
  readonly services: ShellServices
  readonly registry: ScreenRegistry
  readonly queryClient: QueryClient
  /** Style nonce of this response; null when the host sets no policy. */
  readonly nonce: string | null
  /** Address to open; from the `#` of the page when not given. */
  readonly start?: string | undefined
}

/** The whole program on the screen. */
export function App({ services, registry, queryClient, nonce, start }: AppProps) {
  return (
    <UiProvider nonce={nonce} hostKind={services.hostKind} now={services.now}>
      <QueryClientProvider client={queryClient}>
        <ShellProvider value={services}>
          <ErrorBoundary resetKey="programa" where="programa" onProblem={services.reportProblem}>
            <Suspense fallback={null}>
              <Gate registry={registry} start={start} />
            </Suspense>
          </ErrorBoundary>
        </ShellProvider>
      </QueryClientProvider>
    </UiProvider>
  )
}

type GateProps = Pick<AppProps, 'registry' | 'start'>

function Gate(props: GateProps) {
  const session = useStore(useShell().session)
  // A page loaded while the session is locked has nothing beneath to keep: the work is mounted after the first unlock.
  const openedBy = useRef<string | null>(null)
  if (session.fase === 'abierta') openedBy.current = session.usuario.id
  switch (session.fase) {
    case 'cargando':
      return <Starting problema={session.problema} />
    case 'primer-inicio':
      return <FirstStart />
    case 'crear-clave':
      return <CreateKey fraseNecesaria={session.fraseNecesaria} />
    case 'guardar-codigo':
      return <RecoveryCode codigo={session.codigo} />
    case 'abrir-con-clave':
      return <OpenKey conFrase={session.conFrase} />
    case 'primer-usuario':
      return <FirstUserForm />
    case 'sin-sesion':
      openedBy.current = null
      return <SignIn usuarios={session.usuarios} practica={session.practica} />
    case 'abierta':
    case 'bloqueada': {
      const { usuario, practica } = session
      const isLocked = session.fase === 'bloqueada'
      return (
        <>
          {openedBy.current === usuario.id && (
            <Workplace
              key={usuario.id}
              {...props}
              usuario={usuario}
              practica={practica}
              minutosBloqueo={session.fase === 'abierta' ? session.minutosBloqueo : 0}
            />
          )}
          {isLocked && <LockScreen usuario={usuario} practica={practica} />}
        </>
      )
    }
  }
}

interface WorkplaceProps extends GateProps {
  readonly usuario: Usuario
  readonly practica: boolean
  readonly minutosBloqueo: number
}

function Workplace({ registry, start, usuario, practica, minutosBloqueo }: WorkplaceProps) {
  const { lock } = useShell()
  useIdleLock(minutosBloqueo, lock)
  useFieldMemory()
  const [patient, setPatient] = useState<ActivePatient | null>(null)
  const [history] = useState<RouterHistory>(() => createHistory(start))
  const { rol } = usuario
  const router = useMemo(() => {
    const allowed = registryFor(registry, rol)
    return createAppRouter(allowed.screens, () => <Frame registry={allowed} />, history)
  }, [registry, rol, history])
  const navigation = useMemo(
    () => ({
      go: (path: string) => history.push(path),
      back: () => history.back(),
      href: (path: string) => `#${path}`,
    }),
    [history],
  )
  const session = useMemo(() => ({ usuario, practica }), [usuario, practica])
  const active = useMemo(() => ({ patient, set: setPatient }), [patient])
  return (
    <SessionProvider value={session}>
      <ActivePatientProvider value={active}>
        <NavigationProvider value={navigation}>
          <PatientParts>
            <RouterProvider router={router} />
          </PatientParts>
        </NavigationProvider>
      </ActivePatientProvider>
    </SessionProvider>
  )
}
