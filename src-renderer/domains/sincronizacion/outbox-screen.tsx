import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { ATIENDEN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { Envio } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { ESTADOS_ENVIO } from '../../../src-shared/domains/sincronizacion/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useNow } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { nextOf } from './next-attempt.ts'
import { OutboxItemPanel } from './outbox-item-panel.tsx'
import './sincronizacion.css'

const LIST = 'bandeja'
const LIMIT = 500
type Cuales = 'por-enviar' | 'rechazados' | 'aceptados' | 'todos'

const EMPTY: Readonly<Record<Cuales, string>> = {
  'por-enviar': 'Todo entregado.',
  rechazados: 'Nada rechazado.',
  aceptados: 'Todavía no se ha entregado nada.',
  todos: 'Todavía no hay nada que entregar. Las facturas y los RIPS llegan aquí solos.',
}

/** Everything that must reach an authority: what waits, when it is tried again, what was answered. */
export function OutboxScreen({ search }: ScreenProps) {
  const canRetry = useHasRole(...ATIENDEN)
  // Coming from an invoice: its item is the row in hand.
  const [cuales, setCuales] = useState<Cuales>(() => {
    if (search.envio) places.set(LIST, { row: search.envio, filter: '' })
    return search.envio ? 'todos' : search.cuales === 'rechazados' ? 'rechazados' : 'por-enviar'
  })
  const [active, setActive] = useState<Envio | null>(null)
  // A narrow window keeps its width for the list: the detail comes with Enter.
  const isWide = useMediaQuery('(min-width: 1260px)', true)
  const [detailed, setDetailed] = useState(false)
  const now = useTicking()
  const resumen = useQuery({
    ...orpc.sincronizacion.resumen.queryOptions(),
    meta: { datos: ['outbox'] },
  })
  const list = useQuery({
    ...orpc.sincronizacion.listar.queryOptions({ input: { cuales, limite: LIMIT } }),
    meta: { datos: ['outbox'] },
  })
  const retry = useMutation({ mutationFn: (id: string) => client.sincronizacion.reintentar({ id }) })
  const columns = useMemo(() => columnsAt(now), [now])
  // The row in hand as it is now, not as it was when it was reached.
  const current = list.data?.find(({ id }) => id === active?.id) ?? null
  const counts = resumen.data
  const segments = [
    {
      value: 'por-enviar',
      label: withCount('Por enviar', counts && counts.porEnviar + counts.inciertos + counts.correosEnDuda),
    },
    { value: 'rechazados', label: withCount('Rechazados', counts?.rechazados) },
    { value: 'aceptados', label: 'Aceptados' },
    { value: 'todos', label: 'Todos' },
  ]
  const retryable = current !== null && canRetry && isRetryable(current)
  return (
    <>
      <ScreenHeader
        title="Bandeja de salida"
        filters={
          <SegmentedControl
            aria-label="Cuáles"
            data={segments}
            value={cuales}
            onChange={(value) => setCuales(value as Cuales)}
          />
        }
        primary={
          canRetry
            ? {
                label: 'Reintentar',
                keys: 'R',
                onRun: () => current && retry.mutate(current.id),
                disabled: !retryable,
                loading: retry.isPending,
              }
            : undefined
        }
      />
      <ScreenBody
        scroll="contenido"
        padded={false}
        panel={
          current &&
          (isWide || detailed) && (
            <OutboxItemPanel
              key={current.id}
              envio={current}
              now={now}
              onClose={isWide ? undefined : () => setDetailed(false)}
            />
          )
        }
      >
        <div className="bandeja-frase">
          {counts && (
            <Notice tone={toneOf(counts)}>
              <strong>{counts.frase}</strong>
              {counts.sinConexionDesde !== null && (
                <span className="secundario">
                  {' '}
                  Puede seguir trabajando: todo queda guardado y sale solo, en orden, cuando vuelva la
                  conexión.
                </span>
              )}
              {counts.sinServicio.length > 0 && (
                <span className="secundario">
                  {' '}
                  Su conexión está bien. Puede seguir trabajando: se vuelve a intentar solo.
                </span>
              )}
            </Notice>
          )}
          {retry.error !== null && (
            <Notice tone="peligro">
              {failureOf(retry.error).mensaje} {failureOf(retry.error).remedio}
            </Notice>
          )}
        </div>
        <DataList
          id={LIST}
          label="Bandeja de salida"
          noun={['envío', 'envíos']}
          rows={list.data}
          rowKey={(e) => e.id}
          columns={columns}
          onActive={setActive}
          onOpen={() => setDetailed(true)}
          openLabel="Ver el detalle"
          rowKeys={
            canRetry
              ? [{ keys: 'R', label: 'Reintentar', run: (e) => isRetryable(e) && retry.mutate(e.id) }]
              : undefined
          }
          autoFocus
          rowTone={(e) => (e.estado === 'rechazado' ? 'peligro' : e.estado === 'incierto' ? 'pide' : null)}
          error={
            list.error ? (
              <ErrorState
                quePaso="No se pudo leer la bandeja."
                queSeConservo="Lo que espera sigue guardado y se sigue enviando."
                queHacer={failureOf(list.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void list.refetch()}
              />
            ) : undefined
          }
          empty={<EmptyState>{EMPTY[cuales]}</EmptyState>}
        />
      </ScreenBody>
    </>
  )
}

function columnsAt(now: Date): readonly DataListColumn<Envio>[] {
  return [
    {
      id: 'que',
      header: 'Qué',
      width: 'minmax(232px, 1.3fr)',
      cell: (e) => <span title={e.descripcion}>{e.descripcion}</span>,
      text: (e) => e.descripcion,
      sortBy: (e) => e.descripcion,
    },
    {
      id: 'destino',
      header: 'Destino',
      width: 'minmax(72px, 0.8fr)',
      cell: (e) => <span title={e.destino}>{e.destino}</span>,
      text: (e) => e.destino,
      sortBy: (e) => e.destino,
    },
    {
      id: 'estado',
      header: 'Estado',
      width: 'minmax(216px, 1.2fr)',
      cell: (e) => (
        <StateChip
          tone={estadoTone(ESTADOS_ENVIO[e.estado].tono)}
          label={ESTADOS_ENVIO[e.estado].texto}
          plain
        />
      ),
      sortBy: (e) => ESTADOS_ENVIO[e.estado].texto,
    },
    {
      id: 'proximo',
      header: 'Próximo intento',
      width: 'minmax(136px, 1.3fr)',
      cell: (e) => (
        <span className="tabular" title={nextOf(e, now)}>
          {nextOf(e, now)}
        </span>
      ),
    },
    {
      id: 'intentos',
      header: 'Intentos',
      width: '64px',
      align: 'end',
      cell: (e) => <span className="tabular">{e.intentos}</span>,
      sortBy: (e) => e.intentos,
      hiddenByDefault: true,
    },
    {
      id: 'respuesta',
      header: 'Última respuesta',
      width: 'minmax(110px, 1.5fr)',
      cell: (e) =>
        e.ultimaRespuesta === '' ? (
          <span className="atenuado">Todavía sin intentar</span>
        ) : (
          <span title={e.ultimaRespuesta}>{e.ultimaRespuesta}</span>
        ),
      text: (e) => e.ultimaRespuesta,
    },
  ]
}

function isRetryable({ estado }: Envio): boolean {
  return estado !== 'aceptado' && estado !== 'reemplazado' && estado !== 'enviando'
}

function toneOf(counts: {
  rechazados: number
  inciertos: number
  correosEnDuda: number
  porEnviar: number
  sinConexionDesde: string | null
  sinServicio: readonly unknown[]
}) {
  if (counts.rechazados > 0) return 'peligro'
  if (
    counts.sinConexionDesde !== null ||
    counts.sinServicio.length > 0 ||
    counts.inciertos + counts.correosEnDuda > 0
  )
    return 'pide'
  return counts.porEnviar > 0 ? 'informa' : 'hecho'
}

function withCount(word: string, count: number | undefined): string {
  return count ? `${word} ${count}` : word
}

/** The present, renewed so that «en 4 min» stays true. */
function useTicking(): Date {
  const now = useNow()
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 5000)
    return () => clearInterval(timer)
  }, [now])
  return at
}
