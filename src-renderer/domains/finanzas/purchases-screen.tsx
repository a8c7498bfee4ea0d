import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CompraResumen } from '../../../src-shared/domains/finanzas/contract.ts'
import { ESTADOS_COMPRA } from '../../../src-shared/domains/finanzas/texts.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { places } from '../../ui/data-list-state.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ImportPurchase } from './import-purchase.tsx'
import { MailboxStrip, useMailbox } from './mailbox-strip.tsx'
import './finanzas.css'

const LIST = 'compras'
const PAGE = 500
/** More rows than this are for searching, not for leafing through. */
const MAX_ROWS = 5000

const COLUMNS: readonly DataListColumn<CompraResumen>[] = [
  {
    id: 'numero',
    header: 'Número',
    width: '120px',
    cell: (c) => <span className="tabular">{c.numero}</span>,
    sortBy: (c) => c.numero,
  },
  {
    id: 'proveedor',
    header: 'Proveedor',
    width: 'minmax(110px, 2fr)',
    cell: (c) => <span title={c.proveedor}>{c.proveedor}</span>,
    sortBy: (c) => c.proveedor,
  },
  {
    id: 'fecha',
    header: 'Fecha',
    width: '100px',
    cell: (c) => <Fecha value={c.fecha} />,
    sortBy: (c) => c.fecha,
  },
  {
    id: 'vence',
    header: 'Vence',
    width: '100px',
    cell: (c) => (c.vence ? <Fecha value={c.vence} /> : <span className="atenuado">—</span>),
    sortBy: (c) => c.vence ?? '',
  },
  {
    id: 'estado',
    header: 'Estado',
    width: 'minmax(212px, 1.2fr)',
    cell: (c) => <PurchaseChip compra={c} />,
    sortBy: (c) => ESTADOS_COMPRA[c.estado].texto,
  },
  {
    id: 'impuestos',
    header: 'Impuestos',
    width: '96px',
    align: 'end',
    cell: (c) => <Money value={c.impuestos} />,
    sortBy: (c) => c.impuestos,
  },
  {
    id: 'total',
    header: 'Total',
    width: '104px',
    align: 'end',
    cell: (c) => <Money value={c.total} />,
    sortBy: (c) => c.total,
  },
]

function PurchaseChip({ compra }: { readonly compra: CompraResumen }) {
  const { texto, tono } = ESTADOS_COMPRA[compra.estado]
  return compra.conRechazo ? (
    <StateChip tone="peligro" label="Evento rechazado" plain />
  ) : (
    <StateChip
      tone={estadoTone(tono)}
      label={compra.limiteTacita ? `Por aceptar hasta el ${formatFecha(compra.limiteTacita)}` : texto}
      plain
    />
  )
}

/** Where the next page begins. */
type Marca = Pick<CompraResumen, 'importadaEn' | 'id'>

function marcaDe(compra: CompraResumen | undefined): Marca | undefined {
  return compra && { importadaEn: compra.importadaEn, id: compra.id }
}

/** Purchases: invoices of suppliers, the latest first; type to find, Enter opens. */
export function PurchasesScreen() {
  const navigation = useNavigation()
  const [texto, setTexto] = useState(places.get(LIST)?.filter ?? '')
  const [importing, setImporting] = useState(false)
  const mailbox = useMailbox()
  const pages = useInfiniteQuery({
    ...orpc.finanzas.compras.listar.infiniteOptions({
      input: (desdeMarca: Marca | null) => ({ texto: texto.slice(0, 100), desdeMarca, limite: PAGE }),
      initialPageParam: null,
      getNextPageParam: (last, all) =>
        last.compras.length < PAGE || all.length * PAGE >= MAX_ROWS
          ? undefined
          : marcaDe(last.compras.at(-1)),
    }),
    placeholderData: keepPreviousData,
    meta: { datos: ['compras'] },
  })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  const open = (id: string) => navigation.go(`/finanzas/compras/${id}`)
  return (
    <>
      <ScreenHeader
        title="Compras"
        actions={[
          ...mailbox.actions,
          { label: 'Documentos soporte', keys: 'Alt+D', onRun: () => navigation.go('/finanzas/soportes') },
        ]}
        primary={{ label: 'Importar factura', onRun: () => setImporting(true) }}
      />
      {mailbox.estado && (mailbox.estado.hayCuenta || mailbox.estado.noLeidos > 0) && (
        <MailboxStrip
          estado={mailbox.estado}
          error={mailbox.error}
          settings={mailbox.settings}
          onUnread={() => navigation.go('/finanzas/buzon')}
        />
      )}
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id={LIST}
          label="Compras"
          noun={['compra', 'compras']}
          rows={pages.data?.pages.flatMap(({ compras }) => compras)}
          rowKey={(c) => c.id}
          columns={COLUMNS}
          total={pages.data?.pages[0]?.total}
          onOpen={(c) => open(c.id)}
          openLabel="Abrir la compra"
          onFilter={setTexto}
          autoFocus
          rowTone={(c) => (c.conRechazo ? 'peligro' : null)}
          error={
            pages.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista de compras."
                queSeConservo="Las compras están a salvo."
                queHacer={failureOf(pages.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void pages.refetch()}
              />
            ) : undefined
          }
          empty={
            <EmptyState
              keys="Ctrl+Enter"
              keysLabel="importar una factura"
              onAction={() => setImporting(true)}
            >
              Todavía no hay compras. Importe el archivo que el proveedor le envía por correo.
            </EmptyState>
          }
        />
      </ScreenBody>
      {importing && <ImportPurchase onClose={() => setImporting(false)} onImported={open} />}
    </>
  )
}
