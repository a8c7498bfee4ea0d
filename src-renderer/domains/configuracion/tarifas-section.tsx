import { Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Tarifa } from '../../../src-shared/domains/configuracion/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { DialogForm } from './list-section.tsx'
import { nombreContrato } from './nombre-contrato.ts'
import { PasteTarifasEditor } from './paste-tarifas-editor.tsx'
import type { Seccion } from './secciones.ts'
import { SettingsFrame } from './settings-frame.tsx'

const PARTICULAR = 'particular'

const COLUMNS: readonly DataListColumn<Tarifa>[] = [
  {
    id: 'cups',
    header: 'CUPS',
    width: '90px',
    cell: (t) => <span className="codigo">{t.cups}</span>,
    text: (t) => t.cups,
    sortBy: (t) => t.cups,
  },
  {
    id: 'descripcion',
    header: 'Servicio',
    width: 'minmax(200px, 3fr)',
    cell: (t) => t.descripcion,
    text: (t) => t.descripcion,
    sortBy: (t) => t.descripcion,
  },
  {
    id: 'impuesto',
    header: 'IVA',
    width: '100px',
    cell: ({ impuesto }) =>
      impuesto.clase === 'gravado'
        ? `${String(impuesto.tarifa / 100).replace('.', ',')} %`
        : impuesto.clase === 'exento'
          ? 'Exento'
          : 'Excluido',
  },
  {
    id: 'valor',
    header: 'Valor',
    width: '130px',
    align: 'end',
    cell: (t) => <Money value={t.valor} />,
    sortBy: (t) => t.valor,
  },
]

/** Prices by payer; pasted from a spreadsheet, also to change them. */
export function TarifasSection({ seccion }: { readonly seccion: Seccion }) {
  const confirm = useConfirm()
  const [pagador, setPagador] = useState(PARTICULAR)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [pasting, setPasting] = useState(false)
  const pagadorId = pagador === PARTICULAR ? null : pagador
  const pagadores = useQuery(orpc.configuracion.pagadores.queryOptions())
  const query = useQuery(orpc.configuracion.tarifas.queryOptions({ input: { pagadorId } }))
  const remove = useMutation({
    mutationFn: (ids: readonly string[]) =>
      client.configuracion.quitarTarifas({ commandId: crypto.randomUUID(), ids: [...ids] }),
    onSuccess: () => {
      setSelected(new Set())
      return query.refetch()
    },
  })

  const askRemove = async () => {
    const count = selected.size
    const verb = count === 1 ? 'Quitar 1 tarifa' : `Quitar ${count} tarifas`
    const yes = await confirm({
      title: `¿${verb}?`,
      consequence: 'Lo ya facturado no cambia. Para volver a cobrar el servicio habrá que escribir su valor.',
      verb,
      danger: true,
    })
    if (yes) remove.mutate([...selected])
  }

  return (
    <SettingsFrame
      seccion={seccion}
      wide
      primary={{ label: 'Pegar tarifas', onRun: () => setPasting(true) }}
      actions={
        selected.size > 0
          ? [{ label: `Quitar ${selected.size}`, onRun: () => void askRemove(), loading: remove.isPending }]
          : []
      }
    >
      <FailureNotice failure={remove.isError ? failureOf(remove.error) : null} />
      <div className="configuracion-lista">
        <DataList
          key={pagador}
          id="configuracion.tarifas"
          label="Tarifas"
          rows={query.data}
          rowKey={(t) => t.id}
          columns={COLUMNS}
          noun={['tarifa', 'tarifas']}
          selected={selected}
          onSelected={setSelected}
          toolbar={
            <Select
              aria-label="Tarifas de"
              value={pagador}
              onChange={(value) => {
                setPagador(value ?? PARTICULAR)
                setSelected(new Set())
              }}
              allowDeselect={false}
              w={260}
              data={[
                { value: PARTICULAR, label: 'Particular' },
                ...(pagadores.data ?? []).map((p) => ({ value: p.id, label: nombreContrato(p) })),
              ]}
            />
          }
          error={
            query.isError ? (
              <ErrorState
                quePaso="No se pudieron leer las tarifas."
                queHacer="Intente de nuevo."
                actionLabel="Volver a leer"
                onAction={() => void query.refetch()}
              />
            ) : undefined
          }
          empty={
            <EmptyState keys="Ctrl+Enter" keysLabel="Pegar tarifas" onAction={() => setPasting(true)}>
              Todavía no hay tarifas aquí: habrá que escribir el valor en cada factura.
            </EmptyState>
          }
        />
      </div>
      <Modal opened={pasting} onClose={() => setPasting(false)} size="xl" title="Pegar tarifas">
        {pasting && (
          <DialogForm verb="Guardar tarifas" onClose={() => setPasting(false)}>
            {(props) => <PasteTarifasEditor {...props} pagadorId={pagadorId} canSkip={false} />}
          </DialogForm>
        )}
      </Modal>
    </SettingsFrame>
  )
}
