import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ESTADOS_RIPS,
  type EstadoRips,
  type PaqueteResumen,
} from '../../../src-shared/domains/rips/contract.ts'
import { RIPS_TEXTOS } from '../../../src-shared/domains/rips/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'

const LIST = 'rips'
type Filtro = Exclude<EstadoRips, 'reemplazado'>

const SEGMENTS: { value: Filtro | 'todos'; label: string }[] = [
  { value: 'todos', label: 'Todos' },
  { value: 'observaciones', label: ESTADOS_RIPS.observaciones.texto },
  { value: 'rechazado', label: ESTADOS_RIPS.rechazado.texto },
  { value: 'listo', label: ESTADOS_RIPS.listo.texto },
  { value: 'cuv', label: ESTADOS_RIPS.cuv.texto },
]

const COLUMNS: readonly DataListColumn<PaqueteResumen>[] = [
  {
    id: 'numero',
    header: 'Factura',
    width: '124px',
    cell: (p) => <span className="tabular">{p.numero}</span>,
    sortBy: (p) => p.numero,
  },
  {
    id: 'paciente',
    header: 'Adquiriente',
    width: 'minmax(150px, 1.6fr)',
    cell: (p) => <span title={p.paciente}>{p.paciente}</span>,
    sortBy: (p) => p.paciente,
  },
  {
    id: 'creado',
    header: 'Generado',
    width: '138px',
    cell: (p) => <Fecha value={p.creadoEn} />,
    sortBy: (p) => p.creadoEn,
  },
  {
    id: 'estado',
    header: 'Estado',
    width: '176px',
    cell: (p) => (
      <StateChip tone={estadoTone(ESTADOS_RIPS[p.estado].tono)} label={ESTADOS_RIPS[p.estado].texto} plain />
    ),
    sortBy: (p) => ESTADOS_RIPS[p.estado].texto,
  },
  {
    id: 'observaciones',
    header: 'Observaciones',
    width: '104px',
    align: 'end',
    cell: (p) => <span className="tabular">{p.observaciones === 0 ? '—' : p.observaciones}</span>,
    sortBy: (p) => p.observaciones,
  },
  {
    id: 'cuv',
    header: 'CUV',
    width: 'minmax(120px, 1fr)',
    cell: (p) =>
      p.cuv === null ? (
        <span className="atenuado">—</span>
      ) : (
        <span className="codigo" title={p.cuv}>
          {p.cuv}
        </span>
      ),
  },
]

/** RIPS of each invoice by state; Enter opens what was found and what was sent. */
export function PackagesScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const [texto, setTexto] = useState(places.get(LIST)?.filter ?? '')
  const segment = SEGMENTS.find(({ value }) => value === search.estado)?.value ?? 'todos'
  const estado = segment === 'todos' ? null : segment
  const query = useQuery({
    ...orpc.rips.listar.queryOptions({ input: { texto: texto.slice(0, 100), estado, limite: 500 } }),
    placeholderData: keepPreviousData,
    meta: { datos: ['rips'] },
  })
  return (
    <>
      <ScreenHeader
        title={RIPS_TEXTOS.titulo}
        filters={
          <SegmentedControl
            aria-label="Estado"
            data={SEGMENTS}
            value={segment}
            onChange={(value) => navigation.go(value === 'todos' ? '/rips' : `/rips?estado=${value}`)}
          />
        }
      />
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id={LIST}
          label="RIPS"
          noun={['paquete', 'paquetes']}
          rows={query.data?.paquetes}
          total={texto === '' ? query.data?.total : undefined}
          rowKey={(p) => p.facturaId}
          columns={COLUMNS}
          onOpen={(p) => navigation.go(`/rips/${p.facturaId}`)}
          openLabel="Abrir el RIPS"
          onFilter={setTexto}
          autoFocus
          rowTone={(p) =>
            p.estado === 'rechazado' ? 'peligro' : p.estado === 'observaciones' ? 'pide' : null
          }
          error={
            query.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de RIPS."
                queSeConservo="Los paquetes están a salvo."
                queHacer={failureOf(query.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void query.refetch()}
              />
            ) : undefined
          }
          empty={
            <EmptyState>
              {estado === null
                ? 'Todavía no hay RIPS. Se generan con cada factura.'
                : `No hay RIPS en estado «${ESTADOS_RIPS[estado].texto}».`}
            </EmptyState>
          }
        />
      </ScreenBody>
    </>
  )
}
