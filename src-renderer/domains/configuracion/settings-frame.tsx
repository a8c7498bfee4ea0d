import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { EstadoPaso, Paso } from '../../../src-shared/domains/configuracion/schemas.ts'
import { orpc } from '../../rpc/client.ts'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { type ScreenAction, ScreenHeader } from '../../ui/screen-header.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { PendientesList } from './pendientes-list.tsx'
import { SECCIONES, type Seccion, seccionDe } from './secciones.ts'
import './configuracion.css'

interface SettingsFrameProps {
  readonly seccion: Seccion
  readonly primary?: ScreenAction | undefined
  readonly actions?: readonly ScreenAction[] | undefined
  /** Lists take the whole width. */
  readonly wide?: boolean | undefined
  readonly children: ReactNode
}

/** Configuración: sections at the left, one at a time at the right, and above what is pending in it. */
export function SettingsFrame({
  seccion,
  primary,
  actions = [],
  wide = false,
  children,
}: SettingsFrameProps) {
  const { go } = useNavigation()
  const estado = useQuery(orpc.configuracion.estado.queryOptions())
  const open = (id: string) => go(`/configuracion?seccion=${id}`)
  const isHere = ({ paso }: { readonly paso: Paso }) => seccionDe(paso) === seccion.id
  const pendientes = estado.data?.pendientes.filter(isHere) ?? []
  const avisos = estado.data?.avisos.filter(isHere) ?? []
  return (
    <>
      <ScreenHeader
        title="Configuración"
        context={seccion.titulo}
        actions={[
          ...actions,
          { label: 'Configurar paso a paso', onRun: () => go('/configuracion/asistente') },
        ]}
        primary={primary}
      />
      <ScreenBody>
        <div className="configuracion" data-wide={wide || undefined}>
          <nav className="configuracion-lado" aria-label="Secciones">
            <ul>
              {(SECCIONES as readonly Seccion[]).map((otra) => (
                <li key={otra.id}>
                  <button
                    type="button"
                    className="configuracion-lugar"
                    aria-current={otra.id === seccion.id ? 'page' : undefined}
                    onClick={() => open(otra.id)}
                  >
                    <span className="recortado">{otra.titulo}</span>
                    <State pasos={estado.data?.pasos} paso={otra.paso} />
                  </button>
                </li>
              ))}
              <li>
                <button
                  type="button"
                  className="configuracion-lugar"
                  onClick={() => go('/configuracion/correo')}
                >
                  <span className="recortado">Correo</span>
                </button>
              </li>
              <li>
                <button
                  type="button"
                  className="configuracion-lugar"
                  onClick={() => go('/configuracion/buzon')}
                >
                  <span className="recortado">Buzón de facturas</span>
                </button>
              </li>
              <li>
                <button
                  type="button"
                  className="configuracion-lugar"
                  onClick={() => go('/configuracion/usuarios')}
                >
                  <span className="recortado">Usuarios</span>
                </button>
              </li>
            </ul>
          </nav>
          <div className="configuracion-paso">
            {(pendientes.length > 0 || avisos.length > 0) && (
              <PendientesList pendientes={pendientes} avisos={avisos} />
            )}
            {children}
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

function State({
  pasos,
  paso,
}: {
  readonly pasos: readonly EstadoPaso[] | undefined
  readonly paso: Paso | undefined
}) {
  const estado = pasos?.find((p) => p.paso === paso)?.estado
  if (estado !== 'pendiente' && estado !== 'omitido') return null
  return (
    <span className="configuracion-estado tono-pide">
      <ToneIcon tone="pide" size={13} /> Pendiente
    </span>
  )
}
