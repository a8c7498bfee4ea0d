import { Button, SegmentedControl } from '@mantine/core'
import { IconDownload, IconPlus, IconPrinter } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useConfirm } from '../../src-renderer/ui/confirm-verb.tsx'
import { DataList, type DataListColumn } from '../../src-renderer/ui/data-list.tsx'
import { DetailPanel } from '../../src-renderer/ui/detail-panel.tsx'
import { EmptyState } from '../../src-renderer/ui/empty-state.tsx'
import { Fecha } from '../../src-renderer/ui/fecha.tsx'
import { KeyValue } from '../../src-renderer/ui/key-value.tsx'
import { Money } from '../../src-renderer/ui/money.tsx'
import { ScreenLink } from '../../src-renderer/ui/navigation.tsx'
import { Notice } from '../../src-renderer/ui/notice.tsx'
import { ScreenBody } from '../../src-renderer/ui/screen-body.tsx'
import type { ScreenProps } from '../../src-renderer/ui/screen-definition.ts'
import { ScreenHeader } from '../../src-renderer/ui/screen-header.tsx'
import { StateChip } from '../../src-renderer/ui/state-chip.tsx'
import { type FacturaMuestra, facturas } from './preview-data.ts'

const columns: readonly DataListColumn<FacturaMuestra>[] = [
  {
    id: 'numero',
    header: 'Número',
    width: '118px',
    cell: (f) => <span className="codigo">{f.numero}</span>,
    text: (f) => f.numero,
    sortBy: (f) => f.numero,
  },
  {
    id: 'fecha',
    header: 'Fecha',
    dropOrder: 2,
    width: '92px',
    cell: (f) => <Fecha value={f.fecha} />,
    sortBy: (f) => f.fecha,
  },
  {
    id: 'cliente',
    header: 'Paciente',
    width: 'minmax(140px, 2fr)',
    cell: (f) => f.cliente,
    text: (f) => f.cliente,
    sortBy: (f) => f.cliente,
  },
  {
    id: 'pagador',
    header: 'Pagador',
    dropOrder: 1,
    width: 'minmax(90px, 1fr)',
    cell: (f) => f.pagador,
    text: (f) => f.pagador,
    sortBy: (f) => f.pagador,
  },
  {
    id: 'estado',
    header: 'Estado',
    width: 'minmax(150px, 214px)',
    cell: (f) => <StateChip tone={f.tono} label={f.estado} />,
    text: (f) => f.estado,
    sortBy: (f) => f.estado,
  },
  {
    id: 'valor',
    header: 'Valor',
    width: '100px',
    align: 'end',
    cell: (f) => <Money value={f.valor} />,
    sortBy: (f) => f.valor,
  },
]

const key = (f: FacturaMuestra) => f.id

/** A list of 500 invoices with its detail; `#/facturacion?cuantas=0` shows it empty. */
export function ListPreview({ search }: ScreenProps) {
  const rows = useMemo(() => facturas(Number(search.cuantas ?? 500)), [search.cuantas])
  const [active, setActive] = useState<FacturaMuestra | null>(null)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [view, setView] = useState('todas')
  const confirm = useConfirm()
  const emitir = () =>
    confirm({
      title: '¿Emitir 14 facturas?',
      consequence:
        'Se firman y toman número de la resolución. Una factura emitida solo se corrige con nota crédito.',
      verb: 'Emitir 14 facturas',
    })
  return (
    <>
      <ScreenHeader
        title="Facturación"
        context="noviembre de 2026"
        filters={
          <SegmentedControl
            aria-label="Ver"
            value={view}
            onChange={setView}
            data={[
              { value: 'todas', label: 'Todas' },
              { value: 'rechazadas', label: 'Rechazadas' },
            ]}
          />
        }
        actions={[
          { label: 'Exportar', icon: IconDownload, onRun: () => undefined },
          { label: 'Imprimir', keys: 'Ctrl+P', icon: IconPrinter, onRun: () => undefined },
          { label: 'Nota crédito', keys: 'Alt+N', onRun: () => undefined },
        ]}
        visible={1}
        primary={{ label: 'Emitir', onRun: emitir, icon: IconPlus }}
      />
      <ScreenBody
        scroll="contenido"
        padded={false}
        panel={
          active && (
            <DetailPanel
              title={active.numero}
              subtitle={active.cliente}
              state={<StateChip tone={active.tono} label={active.estado} />}
              footer={
                <>
                  <Button>Ver PDF</Button>
                  <Button>Enviar por correo</Button>
                </>
              }
            >
              <Money value={active.valor} size="grande" />
              {active.tono === 'peligro' && (
                <Notice tone="peligro">
                  <span className="codigo">FAK61</span> · Falta el municipio del adquiriente. Complételo en la
                  ficha del paciente y vuelva a emitir.
                </Notice>
              )}
              <KeyValue
                items={[
                  { label: 'Fecha', value: <Fecha value={active.fecha} conDia /> },
                  { label: 'Pagador', value: active.pagador },
                  { label: 'Servicio', value: 'Consulta de primera vez por medicina general' },
                  { label: 'CUPS', value: <span className="codigo">890201</span> },
                  { label: 'Autorización', value: null },
                  { label: 'CUFE', value: <span className="codigo">6d0c1f0b5a…e41f</span> },
                ]}
              />
            </DetailPanel>
          )
        }
      >
        <DataList
          id="muestra-facturas"
          label="Facturas del mes"
          rows={rows}
          rowKey={key}
          columns={columns}
          noun={['factura', 'facturas']}
          onOpen={() => undefined}
          onActive={setActive}
          selected={selected}
          onSelected={setSelected}
          autoFocus
          empty={
            <EmptyState
              keys="F4"
              keysLabel="cobra al paciente que tiene abierto"
              link={<ScreenLink to="/hoy">Practicar con un ejemplo</ScreenLink>}
            >
              Aún no hay facturas este mes.
            </EmptyState>
          }
        />
      </ScreenBody>
    </>
  )
}
