import { Button, Select } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import type { FacturaResumen } from '../../../src-shared/domains/facturacion/contract.ts'
import { ESTADOS_FACTURA, type EstadoFactura } from '../../../src-shared/domains/facturacion/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ChargeDialog } from './charge-dialog.tsx'
import { PdfDialog } from './pdf-dialog.tsx'

const LIST = 'facturas'
const PAGE = 500
/** More rows than this are for searching, not for leafing through. */
const MAX_ROWS = 5000

const ESTADOS = Object.keys(ESTADOS_FACTURA) as EstadoFactura[]
const isEstado = (text: string | null): text is EstadoFactura => ESTADOS.some((one) => one === text)

const COLUMNS: readonly DataListColumn<FacturaResumen>[] = [
  {
    id: 'numero',
    header: 'Número',
    width: '124px',
    cell: (f) => <span className="tabular">{f.numero}</span>,
    sortBy: (f) => f.numero,
  },
  {
    id: 'adquiriente',
    header: 'Adquiriente',
    width: 'minmax(130px, 2fr)',
    cell: (f) => <span title={f.adquiriente}>{f.adquiriente}</span>,
    sortBy: (f) => f.adquiriente,
  },
  {
    id: 'documento',
    header: 'Documento',
    width: '112px',
    cell: (f) => <span className="tabular">{f.adquirienteDocumento}</span>,
    hiddenByDefault: true,
  },
  {
    id: 'fecha',
    header: 'Emitida',
    width: '138px',
    cell: (f) => <Fecha value={f.emitidaEn} />,
    sortBy: (f) => f.emitidaEn,
  },
  {
    id: 'estado',
    header: 'Estado',
    width: 'minmax(216px, 1.2fr)',
    cell: (f) => <EstadoChip estado={f.estado} />,
    sortBy: (f) => ESTADOS_FACTURA[f.estado].texto,
  },
  {
    id: 'total',
    header: 'Total',
    width: '104px',
    align: 'end',
    cell: (f) => <Money value={f.total} />,
    sortBy: (f) => f.total,
  },
  {
    id: 'recibido',
    header: 'Recibido',
    width: '104px',
    align: 'end',
    cell: (f) => <Money value={f.recibido} />,
    sortBy: (f) => f.recibido,
    hiddenByDefault: true,
  },
  {
    id: 'saldo',
    header: 'Saldo',
    width: '104px',
    align: 'end',
    cell: (f) =>
      f.aPagar - f.recibido === 0 ? (
        <span className="atenuado">—</span>
      ) : (
        <Money value={f.aPagar - f.recibido} />
      ),
    sortBy: (f) => f.aPagar - f.recibido,
  },
]

function EstadoChip({ estado }: { readonly estado: EstadoFactura }) {
  const { texto, tono } = ESTADOS_FACTURA[estado]
  return <StateChip tone={estadoTone(tono)} label={texto} plain />
}

/** Where the next page begins. */
type Marca = Pick<FacturaResumen, 'emitidaEn' | 'id'>

function marcaDe(factura: FacturaResumen | undefined): Marca | undefined {
  return factura && { emitidaEn: factura.emitidaEn, id: factura.id }
}

interface InvoicesListProps {
  readonly segments: ReactNode
  readonly estado: string | null
}

/** What was issued, the latest first; type to find, Enter opens. */
export function InvoicesList({ segments, estado }: InvoicesListProps) {
  const navigation = useNavigation()
  const isWide = useMediaQuery('(min-width: 1200px)', true)
  const [texto, setTexto] = useState(places.get(LIST)?.filter ?? '')
  const [active, setActive] = useState<FacturaResumen | null>(null)
  const [open, setOpen] = useState<'pdf' | 'recibo' | 'cobrar' | null>(null)
  const filter = isEstado(estado) ? estado : null
  const pages = useInfiniteQuery({
    ...orpc.facturacion.listar.infiniteOptions({
      input: (desdeMarca: Marca | null) => ({
        texto: texto.slice(0, 100),
        estado: filter,
        desdeMarca,
        limite: PAGE,
      }),
      initialPageParam: null,
      getNextPageParam: (last, all) =>
        last.facturas.length < PAGE || all.length * PAGE >= MAX_ROWS
          ? undefined
          : marcaDe(last.facturas.at(-1)),
    }),
    placeholderData: keepPreviousData,
    meta: { datos: ['facturas'] },
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const rows = pages.data?.pages.flatMap(({ facturas }) => facturas)
  const saldo = active ? active.aPagar - active.recibido : 0
  const toOpen = (factura: FacturaResumen) => navigation.go(`/facturacion/${factura.id}`)

  return (
    <>
      <ScreenHeader
        title="Facturación"
        filters={segments}
        actions={[
          { label: 'Ver PDF', keys: 'Ctrl+P', onRun: () => setOpen('pdf'), disabled: active === null },
          { label: 'Cobrar', keys: 'F4', onRun: () => setOpen('cobrar'), disabled: saldo <= 0 },
          { label: 'Nueva venta', onRun: () => navigation.go('/facturacion/venta') },
        ]}
        visible={3}
        primary={{
          label: 'Nueva factura',
          onRun: () => navigation.go('/facturacion?vista=por-facturar'),
        }}
      />
      <ScreenBody
        scroll="contenido"
        padded={false}
        panel={
          isWide && active ? (
            <InvoicePanel
              factura={active}
              onOpen={() => toOpen(active)}
              onPdf={() => setOpen('pdf')}
              onReceipt={() => setOpen('recibo')}
            />
          ) : undefined
        }
      >
        <DataList
          id={LIST}
          label="Facturas"
          noun={['factura', 'facturas']}
          rows={rows}
          rowKey={(f) => f.id}
          columns={COLUMNS}
          total={texto === '' ? pages.data?.pages[0]?.total : undefined}
          onOpen={toOpen}
          openLabel="Abrir la factura"
          onActive={setActive}
          onFilter={setTexto}
          autoFocus
          rowTone={(f) => (f.estado === 'rechazada' ? 'peligro' : f.estado === 'desconocida' ? 'pide' : null)}
          toolbar={
            <Select
              size="xs"
              w={216}
              aria-label="Estado"
              placeholder="Todos los estados"
              clearable
              clearButtonProps={{ 'aria-label': 'Todos los estados' }}
              data={ESTADOS.map((one) => ({ value: one, label: ESTADOS_FACTURA[one].texto }))}
              value={filter}
              onChange={(value) => navigation.go(value ? `/facturacion?estado=${value}` : '/facturacion')}
            />
          }
          error={
            pages.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de facturas."
                queSeConservo="Las facturas están a salvo."
                queHacer={failureOf(pages.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void pages.refetch()}
              />
            ) : undefined
          }
          empty={
            filter === null ? (
              <EmptyState
                keys="Ctrl+Enter"
                keysLabel="ver los servicios por facturar"
                onAction={() => navigation.go('/facturacion?vista=por-facturar')}
              >
                Todavía no hay facturas. Salen al cerrar la consulta.
              </EmptyState>
            ) : (
              <EmptyState>No hay facturas en estado «{ESTADOS_FACTURA[filter].texto}».</EmptyState>
            )
          }
        />
      </ScreenBody>
      {active && (open === 'pdf' || open === 'recibo') && (
        <PdfDialog
          id={active.id}
          cual={open === 'pdf' ? 'factura' : 'recibo'}
          onClose={() => setOpen(null)}
        />
      )}
      {active && open === 'cobrar' && (
        <ChargeDialog
          facturaId={active.id}
          numero={active.numero}
          saldo={saldo}
          onClose={() => setOpen(null)}
          onCharged={() => setOpen('recibo')}
        />
      )}
    </>
  )
}

interface InvoicePanelProps {
  readonly factura: FacturaResumen
  readonly onOpen: () => void
  readonly onPdf: () => void
  readonly onReceipt: () => void
}

/** The row in hand: the amount first, where it stands, and what can be done. */
function InvoicePanel({ factura, onOpen, onPdf, onReceipt }: InvoicePanelProps) {
  const { texto, tono, nota } = ESTADOS_FACTURA[factura.estado]
  const saldo = factura.aPagar - factura.recibido
  return (
    <DetailPanel
      title={factura.numero}
      subtitle={factura.adquiriente}
      state={<StateChip tone={estadoTone(tono)} label={texto} />}
      footer={
        <>
          <Button variant="light" onClick={onOpen} rightSection={<Shortcut keys="Enter" />}>
            {factura.estado === 'rechazada' ? 'Ver qué corregir' : 'Abrir'}
          </Button>
          <Button onClick={onPdf}>PDF</Button>
          {factura.recibido > 0 && <Button onClick={onReceipt}>Recibo</Button>}
        </>
      }
    >
      <div>
        <p className="atenuado">Total a pagar</p>
        <Money value={factura.aPagar} size="grande" />
      </div>
      {nota !== '' && <Notice tone={factura.estado === 'firmada' ? 'pide' : estadoTone(tono)}>{nota}</Notice>}
      <KeyValue
        items={[
          { label: 'Recibido', value: <Money value={factura.recibido} /> },
          { label: 'Saldo', value: <Money value={saldo} strong={saldo > 0} /> },
          { label: 'Emitida', value: <Fecha value={factura.emitidaEn} /> },
          {
            label: 'Documento',
            value: <span className="tabular">{factura.adquirienteDocumento}</span>,
          },
        ]}
      />
    </DetailPanel>
  )
}
