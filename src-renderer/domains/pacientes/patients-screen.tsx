import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { leerCedula, pareceCedula } from '../../../src-shared/domains/pacientes/cedula.ts'
import { telefonoLegible } from '../../../src-shared/domains/pacientes/phone.ts'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import type { PacienteResumen } from '../../../src-shared/domains/pacientes/schemas.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { ATIENDEN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { registerKnowing, SCAN_SETTLES_MS } from './scanned-card.ts'
import './pacientes.css'

type Vista = 'recientes' | 'todos' | 'por-completar'

const VISTAS: { value: Vista; label: string }[] = [
  { value: 'recientes', label: 'Recientes' },
  { value: 'todos', label: 'Todos, A–Z' },
  { value: 'por-completar', label: 'Por completar' },
]

const LIST = 'pacientes'
const PAGE = 500
/** More rows than this are for searching, not for leafing through. */
const MAX_ROWS = 5000
const MAX_FOUND = 100

const COLUMNS: readonly DataListColumn<PacienteResumen>[] = [
  {
    id: 'nombre',
    header: 'Nombre',
    width: 'minmax(180px, 2.4fr)',
    cell: (p) => (
      <span title={p.nombre}>
        {p.nombre} {p.porCompletar && <StateChip tone="pide" label="Por completar" plain />}
      </span>
    ),
  },
  {
    id: 'documento',
    header: 'Documento',
    width: 'minmax(120px, 1fr)',
    cell: (p) => (
      <span className="tabular">{documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? '—'}</span>
    ),
  },
  {
    id: 'edad',
    header: 'Edad',
    width: '84px',
    cell: (p) => <span className="tabular">{p.edad ? edadLegible(p.edad) : '—'}</span>,
  },
  {
    id: 'telefono',
    header: 'Teléfono',
    width: '124px',
    cell: (p) => <span className="tabular">{p.telefono ? telefonoLegible(p.telefono) : '—'}</span>,
  },
  { id: 'pagador', header: 'Quién paga', width: 'minmax(110px, 1fr)', cell: (p) => p.pagador },
  {
    id: 'visita',
    header: 'Última visita',
    width: '112px',
    cell: (p) => <Fecha value={p.ultimaVisita} />,
  },
]

/** Search as one types by document, any part of the name or phone; Enter opens the card. A scanned card opens or registers. */
export function PatientsScreen() {
  const navigation = useNavigation()
  const hoy = useHoy()
  const canRegister = useHasRole(...ATIENDEN)
  const [vista, setVista] = useState<Vista>('recientes')
  const [texto, setTexto] = useState(places.get(LIST)?.filter ?? '')
  const scan = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(scan.current), [])
  const isCard = pareceCedula(texto)
  const searching = texto.trim() !== '' && !isCard

  const found = useQuery({
    ...orpc.pacientes.buscar.queryOptions({
      input: { texto: searching ? texto.slice(0, 200) : '', limite: MAX_FOUND },
    }),
    enabled: searching || vista === 'recientes',
    placeholderData: keepPreviousData,
    meta: { datos: ['pacientes'] },
  })
  const pages = useInfiniteQuery({
    ...orpc.pacientes.listar.infiniteOptions({
      input: (desde: number) => ({ desde, cantidad: PAGE, soloPorCompletar: vista === 'por-completar' }),
      initialPageParam: 0,
      getNextPageParam: (last, all) => {
        const have = all.reduce((sum, page) => sum + page.pacientes.length, 0)
        return last.pacientes.length === 0 || have >= Math.min(last.total, MAX_ROWS) ? undefined : have
      },
    }),
    enabled: !searching && vista !== 'recientes',
    meta: { datos: ['pacientes'] },
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  const inPages = !searching && vista !== 'recientes'
  const rows = inPages ? pages.data?.pages.flatMap((page) => page.pacientes) : found.data
  const error = inPages ? pages.error : found.error
  const total = inPages ? pages.data?.pages[0]?.total : undefined

  const openCard = useCallback(
    async (text: string) => {
      const cedula = leerCedula(text, hoy)
      if (!cedula?.numeroDocumento) return
      const [first] = await client.pacientes.buscar({ texto: cedula.numeroDocumento, limite: 1 })
      if (first?.numeroDocumento === cedula.numeroDocumento) navigation.go(`/pacientes/${first.id}`)
      else if (canRegister) navigation.go(registerKnowing({ cedula }))
    },
    [hoy, navigation, canRegister],
  )

  const onFilter = (text: string) => {
    setTexto(text)
    clearTimeout(scan.current)
    if (pareceCedula(text)) scan.current = setTimeout(() => void openCard(text), SCAN_SETTLES_MS)
  }

  const register = () => navigation.go(searching ? registerKnowing({ texto }) : '/pacientes/nuevo')

  return (
    <>
      <ScreenHeader
        title="Pacientes"
        filters={
          <SegmentedControl
            aria-label="Cuáles"
            data={VISTAS}
            value={vista}
            onChange={(value) => setVista(value as Vista)}
          />
        }
        primary={canRegister ? { label: 'Nuevo paciente', keys: 'F3', onRun: register } : undefined}
      />
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id={LIST}
          label="Pacientes"
          noun={['paciente', 'pacientes']}
          rows={rows}
          rowKey={(p) => p.id}
          columns={COLUMNS}
          onOpen={(p) => navigation.go(`/pacientes/${p.id}`)}
          openLabel="Abrir el paciente"
          onFilter={onFilter}
          total={searching ? undefined : total}
          autoFocus
          rowTone={(p) => (p.porCompletar ? 'pide' : null)}
          toolbar={
            <span className="atenuado">
              {isCard
                ? 'Leyendo la cédula…'
                : 'Documento, nombre o teléfono. También lee el código de la cédula.'}
            </span>
          }
          error={
            error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de pacientes."
                queSeConservo="Los datos están a salvo."
                queHacer={failureText(error)}
                actionLabel="Intentar de nuevo"
                onAction={() => void (inPages ? pages.refetch() : found.refetch())}
              />
            ) : undefined
          }
          empty={
            vista === 'por-completar' ? (
              <EmptyState>Todos los pacientes tienen sus datos de identificación.</EmptyState>
            ) : (
              <EmptyState
                {...(canRegister ? { keys: 'F3', keysLabel: 'registra el primero', onAction: register } : {})}
              >
                Todavía no hay pacientes.
              </EmptyState>
            )
          }
        />
        {searching && found.data?.length === 0 && canRegister && (
          <div className="pacientes-registrar">
            <Button variant="light" onClick={register}>
              Registrar «{texto.trim()}» como paciente nuevo
            </Button>
          </div>
        )}
      </ScreenBody>
    </>
  )
}
