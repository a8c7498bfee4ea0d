import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { LineaCuenta } from '../../../src-shared/domains/facturacion/contract.ts'
import { repartirCuenta } from '../../../src-shared/domains/facturacion/cuenta.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
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
import { amountsOf, type Periodo } from './account-rules.ts'
import { AccountSummary } from './account-summary.tsx'
import { IssueAccount } from './issue-account.tsx'
import { ServiceDataDialog } from './service-data-dialog.tsx'

interface AccountRow extends LineaCuenta {
  /** First of its patient: the name is written once. */
  readonly leads: boolean
}

const COLUMNS: readonly DataListColumn<AccountRow>[] = [
  {
    id: 'paciente',
    header: 'Paciente',
    width: 'minmax(150px, 1.6fr)',
    cell: (s) =>
      s.leads ? (
        <strong title={`${s.paciente} · ${s.documento}`}>{s.paciente}</strong>
      ) : (
        <span className="atenuado" title={s.paciente}>
          ″
        </span>
      ),
    text: (s) => `${s.paciente} ${s.documento}`,
  },
  {
    id: 'fecha',
    header: 'Atención',
    width: '96px',
    cell: (s) => <Fecha value={bogotaDate(new Date(s.inicio))} />,
  },
  {
    id: 'cups',
    header: 'CUPS',
    width: '68px',
    cell: (s) => (
      <span className="codigo" title={s.descripcion}>
        {s.cups}
      </span>
    ),
    text: (s) => `${s.cups} ${s.descripcion}`,
  },
  {
    id: 'faltas',
    header: 'Qué le falta',
    width: 'minmax(120px, 1.3fr)',
    cell: (s) =>
      s.faltas.length === 0 ? (
        <span className="atenuado">Completo</span>
      ) : (
        <span
          className="tono-pide factura-problema"
          title={s.faltas.map(({ mensaje }) => mensaje).join('. ')}
        >
          {s.faltas.map(({ mensaje }) => mensaje).join(', ')}
        </span>
      ),
    text: (s) => s.faltas.map(({ mensaje }) => mensaje).join(' '),
  },
  {
    id: 'valor',
    header: 'Valor',
    width: '100px',
    align: 'end',
    cell: (s) => <Money value={s.valorUnitario * s.cantidad} />,
  },
  {
    id: 'autorizacion',
    header: 'Autorización',
    width: 'minmax(84px, 0.8fr)',
    cell: (s) => <span className="tabular">{s.autorizacion ?? '—'}</span>,
    text: (s) => s.autorizacion ?? '',
  },
]

/** What was left out, by account: moving away and back does not choose it again. */
const kept = new Map<string, ReadonlySet<string>>()

interface AccountProps {
  readonly pagadorId: string
  readonly periodo: Periodo
  readonly filters: ReactNode
  readonly onBack: () => void
}

/** The services of a payer in some days, all chosen; what each lacks is said before, and left out with one key. */
export function Account({ pagadorId, periodo, filters, onBack }: AccountProps) {
  const navigation = useNavigation()
  const query = useQuery({
    ...orpc.facturacion.cuenta.servicios.queryOptions({
      input: { pagadorId, desde: periodo.inicio, hasta: periodo.fin },
    }),
    meta: { datos: ['por-facturar', 'recaudos', 'pacientes', 'configuracion'] },
  })
  const place = `${pagadorId} ${periodo.inicio} ${periodo.fin}`
  const [left, setLeftState] = useState<ReadonlySet<string>>(kept.get(place) ?? new Set())
  const setLeft = (next: ReadonlySet<string>) => {
    kept.set(place, next)
    setLeftState(next)
  }
  const [issuing, setIssuing] = useState(false)
  const [editing, setEditing] = useState<AccountRow | null>(null)
  const { data } = query
  const rows = useMemo(
    () =>
      data?.lineas.map(
        (linea, index): AccountRow => ({
          ...linea,
          leads: linea.pacienteId !== data.lineas[index - 1]?.pacienteId,
        }),
      ),
    [data],
  )
  const selected = useMemo(
    () => new Set((rows ?? []).filter(({ id }) => !left.has(id)).map(({ id }) => id)),
    [rows, left],
  )
  const reparto = useMemo(() => {
    const chosen = (rows ?? []).filter(({ id }) => selected.has(id))
    const pacientes = new Set(chosen.map(({ pacienteId }) => pacienteId))
    return repartirCuenta(
      chosen,
      (data?.recaudos ?? []).filter(
        ({ pacienteId, estado }) => estado === 'por-aplicar' && pacientes.has(pacienteId),
      ),
      data?.pagador.conContrato ?? false,
    )
  }, [rows, selected, data])
  const facturas = useMemo(() => {
    const lineas = new Map((rows ?? []).map((linea) => [linea.id, linea]))
    const recaudos = new Map((data?.recaudos ?? []).map((recaudo) => [recaudo.id, recaudo]))
    return reparto.facturas.map((factura) => ({ ...factura, ...amountsOf(factura, lineas, recaudos) }))
  }, [reparto, rows, data])
  const faulty = (rows ?? []).filter(({ faltas }) => faltas.some(({ impide }) => impide))
  const chosenFaulty = faulty.filter(({ id }) => selected.has(id)).length
  const total = facturas.reduce((sum, { neto }) => sum + neto, 0)
  const blocked = (data?.faltas.length ?? 0) > 0

  return (
    <>
      <ScreenHeader
        title="Cuenta al pagador"
        filters={filters}
        onBack={onBack}
        actions={[
          {
            label: chosenFaulty === 0 ? 'Quitar fallas' : `Quitar ${chosenFaulty} con fallas`,
            keys: 'Alt+F',
            onRun: () => setLeft(new Set([...left, ...faulty.map(({ id }) => id)])),
            disabled: chosenFaulty === 0,
            reason: chosenFaulty === 0 ? 'Todo lo escogido está completo' : undefined,
          },
        ]}
        visible={1}
        primary={{
          label: facturas.length > 1 ? `Emitir ${facturas.length} facturas` : 'Emitir cuenta',
          onRun: () => setIssuing(true),
          disabled: facturas.length === 0 || blocked,
          reason: blocked ? data?.faltas[0]?.mensaje : undefined,
        }}
      />
      <ScreenBody
        scroll="contenido"
        padded={false}
        panel={
          data && (
            <AccountSummary
              facturas={facturas}
              total={total}
              faltas={data.faltas}
              recaudos={data.recaudos}
              sinLugar={reparto.sinLugar}
              fallas={chosenFaulty}
            />
          )
        }
      >
        <DataList
          id="cuenta-pagador"
          label="Servicios de la cuenta"
          noun={['servicio', 'servicios']}
          rows={rows}
          rowKey={(s) => s.id}
          columns={COLUMNS}
          selected={selected}
          onSelected={(keys) =>
            setLeft(new Set((rows ?? []).map(({ id }) => id).filter((id) => !keys.has(id))))
          }
          onOpen={(s) => {
            const destino = s.faltas.find(({ impide }) => impide)?.destino
            if (destino) navigation.go(destino)
            else setEditing(s)
          }}
          openLabel="Completar lo que falta"
          rowTone={(s) => (s.faltas.length > 0 ? 'pide' : null)}
          autoFocus
          error={
            query.error ? (
              <ErrorState
                quePaso="No se pudo leer la cuenta."
                queSeConservo="Los servicios están a salvo."
                queHacer={failureOf(query.error).remedio}
                actionLabel="Intentar de nuevo"
                onAction={() => void query.refetch()}
              />
            ) : undefined
          }
          empty={<EmptyState>Este pagador no tiene servicios por facturar en esas fechas.</EmptyState>}
        />
      </ScreenBody>
      {editing !== null && (
        <ServiceDataDialog
          servicioId={editing.id}
          focus={editing.faltas.find(({ impide }) => impide)?.campo}
          onClose={() => setEditing(null)}
        />
      )}
      {issuing && data && (
        <IssueAccount
          facturas={facturas}
          periodo={periodo}
          conContrato={data.pagador.conContrato}
          pagador={data.pagador.nombre}
          onClose={() => setIssuing(false)}
        />
      )}
    </>
  )
}
