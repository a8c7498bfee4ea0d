import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { ServicioPorFacturar } from '../../../src-shared/domains/facturacion/contract.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { CollectDialog } from './collect-dialog.tsx'
import { IssueMany } from './issue-many.tsx'
import { groupByPatient, newInvoicePath, type UnbilledGroup } from './unbilled-groups.ts'

interface UnbilledRow extends ServicioPorFacturar {
  /** First of its patient: the name is written once. */
  readonly leads: boolean
}

const COLUMNS: readonly DataListColumn<UnbilledRow>[] = [
  {
    id: 'paciente',
    header: 'Paciente',
    width: 'minmax(160px, 1.6fr)',
    cell: (s) =>
      s.leads ? (
        <strong title={s.paciente}>{s.paciente}</strong>
      ) : (
        <span className="atenuado" title={s.paciente}>
          ″
        </span>
      ),
    text: (s) => s.paciente,
  },
  { id: 'fecha', header: 'Atención', width: '138px', cell: (s) => <Fecha value={s.inicio} /> },
  {
    id: 'cups',
    header: 'CUPS',
    width: '72px',
    cell: (s) => <span className="codigo">{s.cups}</span>,
    text: (s) => s.cups,
  },
  {
    id: 'servicio',
    header: 'Servicio',
    width: 'minmax(180px, 2fr)',
    cell: (s) => <span title={s.descripcion}>{s.descripcion}</span>,
    text: (s) => s.descripcion,
  },
  {
    id: 'pagador',
    header: 'Quién paga',
    width: 'minmax(100px, 1fr)',
    cell: (s) => s.pagador,
    text: (s) => s.pagador,
  },
  {
    id: 'valor',
    header: 'Valor',
    width: '104px',
    align: 'end',
    cell: (s) => <Money value={s.valorUnitario * s.cantidad} />,
  },
]

/** Services given and not billed, by patient: choose and Ctrl+Enter. */
export function UnbilledList({ segments }: { readonly segments: ReactNode }) {
  const navigation = useNavigation()
  const query = useQuery({
    ...orpc.facturacion.porFacturar.queryOptions({ input: {} }),
    meta: { datos: ['por-facturar'] },
  })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<UnbilledRow | null>(null)
  const [collecting, setCollecting] = useState<UnbilledRow | null>(null)
  const [issuing, setIssuing] = useState<readonly UnbilledGroup[] | null>(null)
  const groups = useMemo(() => groupByPatient(query.data ?? []), [query.data])
  const rows = useMemo<UnbilledRow[] | undefined>(
    () =>
      query.data &&
      groups.flatMap(({ servicios }) => servicios.map((one, i) => ({ ...one, leads: i === 0 }))),
    [query.data, groups],
  )
  const chosen = groupByPatient((query.data ?? []).filter(({ id }) => selected.has(id)))
  const total = chosen.reduce((sum, { valor }) => sum + valor, 0)

  /** What was chosen, or all of the patient in hand. */
  const issue = () => {
    const own = groups.find(({ pacienteId }) => pacienteId === active?.pacienteId)
    const wanted = chosen.length > 0 ? chosen : own ? [own] : []
    const [first, ...others] = wanted
    if (first === undefined) return
    if (others.length === 0) navigation.go(newInvoicePath(first.servicios.map(({ id }) => id)))
    else setIssuing(wanted)
  }

  return (
    <>
      <ScreenHeader
        title="Facturación"
        filters={segments}
        context={total > 0 ? <Money value={total} strong /> : undefined}
        actions={[
          {
            label: 'Cobrar copago o cuota',
            keys: 'F4',
            onRun: () => setCollecting(active),
            disabled: active === null,
          },
          {
            label: 'Cuenta al pagador',
            keys: 'Alt+C',
            onRun: () =>
              navigation.go(
                active?.pagadorId ? `/facturacion/cuenta?pagador=${active.pagadorId}` : '/facturacion/cuenta',
              ),
          },
        ]}
        primary={{
          label: chosen.length > 1 ? `Emitir ${chosen.length} facturas` : 'Emitir',
          onRun: issue,
          disabled: chosen.length === 0 && active === null,
        }}
      />
      <ScreenBody scroll="contenido" padded={false}>
        <DataList
          id="por-facturar"
          label="Servicios por facturar"
          noun={['servicio', 'servicios']}
          rows={rows}
          rowKey={(s) => s.id}
          columns={COLUMNS}
          selected={selected}
          onSelected={setSelected}
          onActive={setActive}
          onOpen={issue}
          openLabel="Facturar lo del paciente"
          autoFocus
          error={
            query.error ? (
              <ErrorState
                quePaso="No se pudo leer la lista."
                queSeConservo="Los servicios están a salvo."
                queHacer={failureOf(query.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void query.refetch()}
              />
            ) : undefined
          }
          empty={<EmptyState>Todo lo atendido está facturado.</EmptyState>}
        />
      </ScreenBody>
      {collecting !== null && (
        <CollectDialog
          pacienteId={collecting.pacienteId}
          paciente={collecting.paciente}
          onClose={() => setCollecting(null)}
        />
      )}
      {issuing !== null && (
        <IssueMany
          groups={issuing}
          onClose={() => {
            setIssuing(null)
            setSelected(new Set())
          }}
        />
      )}
    </>
  )
}
