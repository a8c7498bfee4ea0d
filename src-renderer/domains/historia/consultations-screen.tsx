import { useQuery } from '@tanstack/react-query'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'
import { useSession } from '../../ui/session.tsx'
import { horaExacta } from './save-state.tsx'
import './historia.css'

async function searchPatients(texto: string, signal: AbortSignal) {
  const found = await client.pacientes.buscar({ texto, limite: 8 }, { signal })
  return found.map((p) => ({
    value: p.id,
    label: p.nombre,
    detail: [
      documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? 'Sin documento',
      p.edad && edadLegible(p.edad),
      p.pagador,
    ]
      .filter(Boolean)
      .join(' · '),
  }))
}

/** Who to attend: a patient by name, or a note that was left open. */
export function ConsultationsScreen() {
  const navigation = useNavigation()
  const hoy = useHoy()
  const { usuario } = useSession()
  const drafts = useQuery({
    ...orpc.historia.borradores.queryOptions(),
    meta: { datos: ['borradores'] },
  })
  const when = (iso: string) => {
    const fecha = bogotaDate(new Date(iso))
    return fecha === hoy ? horaExacta(iso).slice(0, 5) : formatFecha(fecha)
  }
  return (
    <>
      <ScreenHeader title="Consulta" context="Busque al paciente o siga con una nota abierta" />
      <ScreenBody>
        <div className="consulta-inicio">
          {usuario.profesionalId === null && (
            <ErrorState
              quePaso="Su usuario no está unido a un profesional."
              queHacer="Pida en Configuración › Usuarios que lo unan a su ficha; las notas se firman con ella."
            />
          )}
          <SearchSelect
            label="Paciente"
            placeholder="Nombre, documento o teléfono"
            autoFocus
            value={null}
            search={searchPatients}
            disabled={usuario.profesionalId === null}
            onChange={(option) => {
              if (option) navigation.go(`/consulta/nueva?paciente=${option.value}`)
            }}
          />
          <Panel title="Notas sin cerrar" aside={drafts.data?.length} flush>
            {drafts.isError ? (
              <ErrorState
                quePaso="No se pudieron leer las notas abiertas."
                queHacer={failureText(drafts.error)}
                actionLabel="Intentar de nuevo"
                onAction={() => void drafts.refetch()}
              />
            ) : drafts.data?.length === 0 ? (
              <EmptyState>No hay notas sin cerrar.</EmptyState>
            ) : (
              <ul className="consulta-borradores">
                {drafts.data?.map((draft) => (
                  <li key={draft.id}>
                    <button type="button" onClick={() => navigation.go(`/consulta/${draft.id}`)}>
                      <span className="recortado">{draft.paciente}</span>
                      <span className="atenuado tabular">{when(draft.actualizadaEn)}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}
