import { Select } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type {
  FiltroNumeracion,
  UsoDeNumeros,
} from '../../../src-shared/domains/facturacion/numeracion-contract.ts'
import { USOS_NUMERO, type UsoNumero } from '../../../src-shared/domains/facturacion/usos-numero.ts'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import './facturacion.css'

const PAGE = 500
/** More numbers than this are for the sheet, not for leafing through. */
const MAX_ROWS = 5000

const USOS = Object.keys(USOS_NUMERO) as UsoNumero[]
const isUso = (text: string | null): text is UsoNumero => USOS.some((one) => one === text)

const columnsOf = (prefijo: string): readonly DataListColumn<UsoDeNumeros>[] => [
  {
    id: 'numero',
    header: 'Número',
    width: 'minmax(150px, 1fr)',
    cell: ({ desde, hasta }) => (
      <span className="codigo">
        {prefijo}
        {desde}
        {hasta > desde && ` – ${hasta}`}
      </span>
    ),
    text: ({ desde, hasta }) => `${prefijo}${desde} ${prefijo}${hasta}`,
    sortBy: ({ desde }) => desde,
  },
  {
    id: 'uso',
    header: 'Qué pasó',
    width: 'minmax(190px, 1fr)',
    cell: ({ uso }) => (
      <StateChip tone={estadoTone(USOS_NUMERO[uso].tono)} label={USOS_NUMERO[uso].texto} plain />
    ),
    text: ({ uso }) => USOS_NUMERO[uso].texto,
    sortBy: ({ uso }) => USOS_NUMERO[uso].texto,
  },
  {
    id: 'fecha',
    header: 'Fecha',
    width: '110px',
    cell: ({ fecha }) => <Fecha value={fecha} />,
    sortBy: ({ fecha }) => fecha ?? '',
  },
  {
    id: 'explicacion',
    header: 'Explicación',
    width: 'minmax(220px, 3fr)',
    cell: ({ explicacion }) => <span title={explicacion}>{explicacion}</span>,
    text: ({ explicacion }) => explicacion,
  },
  {
    id: 'adquiriente',
    header: 'Adquiriente',
    width: 'minmax(120px, 1.4fr)',
    cell: ({ adquiriente }) => <span title={adquiriente ?? ''}>{adquiriente ?? '—'}</span>,
    text: ({ adquiriente }) => adquiriente ?? '',
  },
  {
    id: 'total',
    header: 'Total',
    width: '110px',
    align: 'end',
    cell: ({ total }) => (total === null ? <span className="atenuado">—</span> : <Money value={total} />),
  },
]

/** Control of numbering: every number of a range with what became of it, and those that nobody can explain. */
export function NumberingControlScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const rangos = useQuery({
    ...orpc.facturacion.numeracion.rangos.queryOptions(),
    meta: { datos: ['configuracion', 'facturas'] },
  })
  const back = () => navigation.go('/facturacion')
  if (rangos.error)
    return (
      <ErrorState
        quePaso={failureOf(rangos.error).mensaje}
        queHacer={failureOf(rangos.error).remedio}
        actionLabel="Volver a Facturación"
        onAction={back}
      />
    )
  if (rangos.data === undefined) return null
  const rango = rangos.data.find(({ id }) => id === search.rango) ?? mostUsed(rangos.data)
  if (rango === undefined)
    return (
      <>
        <ScreenHeader title="Control de numeración" onBack={back} />
        <ScreenBody>
          <EmptyState>
            Todavía no hay numeración. Un administrador la agrega en Configuración › Numeración.
          </EmptyState>
        </ScreenBody>
      </>
    )
  const selector = (
    <Select
      size="xs"
      w={260}
      aria-label="Numeración"
      data={rangos.data.map(({ id, nombre, tipo }) => ({
        value: id,
        label: tipo === 'contingencia' ? `${nombre} (papel)` : nombre,
      }))}
      value={rango.id}
      allowDeselect={false}
      onChange={(id) => navigation.go(`/facturacion/numeracion?rango=${id}`)}
    />
  )
  return <Control key={rango.id} rango={rango} selector={selector} onBack={back} />
}

type Rango = Awaited<ReturnType<typeof client.facturacion.numeracion.rangos>>[number]

function mostUsed(rangos: readonly Rango[]): Rango | undefined {
  return rangos.toSorted((a, b) => b.usados - a.usados)[0]
}

function Control({
  rango,
  selector,
  onBack,
}: {
  readonly rango: Rango
  readonly selector: React.ReactNode
  readonly onBack: () => void
}) {
  const navigation = useNavigation()
  const [desde, setDesde] = useState('')
  const [hasta, setHasta] = useState('')
  const [uso, setUso] = useState<UsoNumero | null>(null)
  const filtro: FiltroNumeracion = {
    resolucionId: rango.id,
    desde: isLocalDate(desde) ? desde : null,
    hasta: isLocalDate(hasta) ? hasta : null,
    uso,
  }
  const pages = useInfiniteQuery({
    ...orpc.facturacion.numeracion.control.infiniteOptions({
      input: (despuesDe: number | null) => ({ ...filtro, despuesDe, limite: PAGE }),
      initialPageParam: null,
      getNextPageParam: (last, all) =>
        last.numeros.length < PAGE || all.length * PAGE >= MAX_ROWS
          ? undefined
          : (last.numeros.at(-1)?.desde ?? undefined),
    }),
    placeholderData: keepPreviousData,
    meta: { datos: ['facturas', 'configuracion'] },
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const keep = useMutation({
    mutationFn: () => client.facturacion.numeracion.exportar(filtro),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'text/csv;charset=utf-8'),
  })
  const rows = pages.data?.pages.flatMap(({ numeros }) => numeros)
  const cuenta = pages.data?.pages[0]?.cuenta
  const huecos = cuenta?.hueco ?? 0
  return (
    <>
      <ScreenHeader
        title="Control de numeración"
        context={cuenta && standing(huecos)}
        filters={selector}
        onBack={onBack}
        primary={{
          label: 'Guardar para Excel',
          onRun: () => keep.mutate(),
          loading: keep.isPending,
          disabled: rows === undefined || rows.length === 0,
          reason: 'No hay números que guardar',
        }}
      />
      <ScreenBody scroll="contenido" padded={false}>
        <div className="numeracion-cabeza">
          <div className="form-fila">
            <Select
              label="Qué pasó con el número"
              placeholder="Todos"
              clearable
              clearButtonProps={{ 'aria-label': 'Todos' }}
              data={USOS.map((one) => ({
                value: one,
                label: `${USOS_NUMERO[one].texto} (${(cuenta?.[one] ?? 0).toLocaleString('es-CO')})`,
              }))}
              value={uso}
              onChange={(value) => setUso(isUso(value) ? value : null)}
            />
            <FechaInput label="Desde (opcional)" value={desde} onChange={setDesde} ambito={PASADO} />
            <FechaInput label="Hasta (opcional)" value={hasta} onChange={setHasta} ambito={PASADO} />
          </div>
          {keep.error !== null && (
            <Notice tone="peligro">
              <strong>{failureOf(keep.error).mensaje}</strong> {failureOf(keep.error).remedio}
            </Notice>
          )}
          {huecos > 0 && (
            <Notice tone="pide">
              {huecos === 1 ? 'Un número no tiene' : `${huecos.toLocaleString('es-CO')} números no tienen`}{' '}
              explicación. Pasa cuando se vuelve a una copia vieja o se tocó el archivo: búsquelos en la DIAN
              antes de que se los pregunten.
            </Notice>
          )}
        </div>
        <DataList
          id="control-numeracion"
          label="Números de la numeración"
          noun={['renglón', 'renglones']}
          rows={rows}
          rowKey={(one) => `${one.uso} ${one.desde}`}
          columns={columnsOf(rango.prefijo)}
          onOpen={({ facturaId }) => facturaId && navigation.go(`/facturacion/${facturaId}`)}
          openLabel="Abrir la factura"
          rowTone={(one) => (one.uso === 'hueco' ? 'pide' : one.uso === 'rechazada' ? 'peligro' : null)}
          autoFocus
          error={
            pages.error ? (
              <ErrorState
                quePaso="No se pudo leer la numeración."
                queSeConservo="Las facturas están a salvo."
                queHacer={failureOf(pages.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void pages.refetch()}
              />
            ) : undefined
          }
          empty={<EmptyState>{emptyText(filtro)}</EmptyState>}
        />
      </ScreenBody>
    </>
  )
}

const PASADO = { pasado: true } as const

function standing(huecos: number) {
  return huecos === 0 ? (
    <StateChip tone="hecho" label="Todos los números están explicados" plain />
  ) : (
    <StateChip tone="pide" label={`${huecos.toLocaleString('es-CO')} sin explicación`} plain />
  )
}

function emptyText({ uso, desde, hasta }: FiltroNumeracion): string {
  if (uso === 'hueco') return 'No falta ningún número sin explicación.'
  if (uso !== null) return `Ningún número está en «${USOS_NUMERO[uso].texto}».`
  if (desde !== null || hasta !== null) return 'No se usó ningún número en esos días.'
  return 'Esta numeración todavía no ha dado ningún número.'
}
