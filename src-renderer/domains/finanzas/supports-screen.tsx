import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SoporteResumen } from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import { ESTADOS_SOPORTE } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { Money } from '../../ui/money.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { SupportChip } from './support-chip.tsx'
import './finanzas.css'

const LIST = 'soportes'
const LIMIT = 2000

const COLUMNS: readonly DataListColumn<SoporteResumen>[] = [
  {
    id: 'numero',
    header: 'Número',
    width: '140px',
    cell: (s) => <span className="tabular">{s.numero}</span>,
    sortBy: (s) => s.numero,
  },
  {
    id: 'clase',
    header: 'Documento',
    width: 'minmax(230px, 1fr)',
    cell: (s) => (s.ajustaA ? `Nota de ajuste de ${s.ajustaA.numero}` : 'Documento soporte'),
    sortBy: (s) => s.clase,
  },
  {
    id: 'proveedor',
    header: 'A quién se compró',
    width: 'minmax(160px, 2fr)',
    cell: (s) => <span title={s.proveedor}>{s.proveedor}</span>,
    sortBy: (s) => s.proveedor,
  },
  {
    id: 'fecha',
    header: 'Fecha',
    width: '112px',
    cell: (s) => <Fecha value={s.fecha} />,
    sortBy: (s) => s.fecha,
  },
  {
    id: 'estado',
    header: 'Estado',
    width: 'minmax(190px, 1fr)',
    cell: (s) => <SupportChip estado={s.estado} plain />,
    sortBy: (s) => ESTADOS_SOPORTE[s.estado].texto,
  },
  {
    id: 'total',
    header: 'Total',
    width: '120px',
    align: 'end',
    cell: (s) => <Money value={s.total} />,
    sortBy: (s) => s.total,
  },
]

/** Documentos soporte and their notes, the latest first, and what was left half-written. */
export function SupportsScreen() {
  const navigation = useNavigation()
  const [texto, setTexto] = useState(places.get(LIST)?.filter ?? '')
  const list = useQuery({
    ...orpc.finanzas.soportes.listar.queryOptions({ input: { texto: texto.slice(0, 100), limite: LIMIT } }),
    placeholderData: keepPreviousData,
    meta: { datos: ['soportes'] },
  })
  const start = () => navigation.go(`/finanzas/soporte-nuevo/${crypto.randomUUID()}`)
  const borradores = list.data?.borradores ?? []
  return (
    <>
      <ScreenHeader
        title="Documentos soporte"
        onBack={() => navigation.go('/finanzas')}
        primary={{ label: 'Documento soporte', onRun: start }}
      />
      <ScreenBody scroll="contenido" padded={false}>
        {borradores.length > 0 && (
          <Notice tone="informa">
            Sin terminar:{' '}
            {borradores.map(({ id, titulo }) => (
              <span key={id}>
                <ScreenLink to={`/finanzas/soporte-nuevo/${id}`}>{titulo || 'Sin nombre'}</ScreenLink>{' '}
              </span>
            ))}
          </Notice>
        )}
        <DataList
          id={LIST}
          label="Documentos soporte"
          noun={['documento', 'documentos']}
          rows={list.data?.documentos}
          rowKey={(s) => s.id}
          columns={COLUMNS}
          total={texto === '' ? list.data?.total : undefined}
          onOpen={(s) => navigation.go(`/finanzas/soportes/${s.id}`)}
          openLabel="Abrir el documento"
          onFilter={setTexto}
          autoFocus
          rowTone={(s) => (s.estado === 'rechazada' ? 'peligro' : null)}
          error={
            list.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de documentos soporte."
                queSeConservo="Los documentos están a salvo."
                queHacer={failureOf(list.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void list.refetch()}
              />
            ) : undefined
          }
          empty={
            <EmptyState keys="Ctrl+Enter" keysLabel="hacer un documento soporte" onAction={start}>
              Todavía no hay documentos soporte. Haga uno cuando le compre a alguien que no factura: el aseo,
              el arriendo, una conferencia.
            </EmptyState>
          }
        />
      </ScreenBody>
    </>
  )
}
