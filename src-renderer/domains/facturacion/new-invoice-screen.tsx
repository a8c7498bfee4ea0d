import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Emision, ServicioPorFacturar } from '../../../src-shared/domains/facturacion/contract.ts'
import { soporteComun } from '../../../src-shared/domains/facturacion/recaudos.ts'
import { ELECCIONES_USUALES, totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import { type CallFailure, failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { Money } from '../../ui/money.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { MEDIOS } from './charge-dialog.tsx'
import { CollectDialog } from './collect-dialog.tsx'
import { ContingencyNotice } from './contingency-notice.tsx'
import { RipsFindings } from './findings.tsx'
import { InvoicePaper } from './invoice-paper.tsx'
import { NoContractField } from './no-contract-field.tsx'
import { NumberingNotice } from './numbering-notice.tsx'
import { PaymentPicker } from './payment-picker.tsx'
import { ServiceDataDialog } from './service-data-dialog.tsx'
import { StateTrack } from './state-track.tsx'
import { groupByPatient, type UnbilledGroup } from './unbilled-groups.ts'
import { useCommandId } from './use-command-id.ts'
import './facturacion.css'

/** `Nueva factura`: drawn as it will be printed, with what DIAN and the ministry would say, before it takes a number. */
export function NewInvoiceScreen({ search }: ScreenProps) {
  const wanted = useMemo(() => new Set((search.servicios ?? '').split(',')), [search.servicios])
  const waiting = useQuery({
    ...orpc.facturacion.porFacturar.queryOptions({ input: {} }),
    meta: { datos: ['por-facturar'] },
  })
  if (waiting.data === undefined) return null
  const chosen = waiting.data.filter(({ id }) => wanted.has(id))
  return chosen.length > 0 ? <NewInvoice key={search.servicios} servicios={chosen} /> : <NothingChosen />
}

function NothingChosen() {
  const navigation = useNavigation()
  const back = () => navigation.go('/facturacion?vista=por-facturar')
  return (
    <>
      <ScreenHeader title="Nueva factura" onBack={back} />
      <ScreenBody>
        <EmptyState keys="Esc" keysLabel="vuelve a lo que falta por facturar" onAction={back}>
          Estos servicios ya tienen factura.
        </EmptyState>
      </ScreenBody>
    </>
  )
}

type Forma = Emision['pago']['forma']

function NewInvoice({ servicios }: { readonly servicios: readonly ServicioPorFacturar[] }) {
  const navigation = useNavigation()
  const [group] = groupByPatient(servicios)
  const hasPayer = group?.pagadorId != null
  const [forma, setForma] = useState<Forma>(hasPayer ? '2' : '1')
  const [medio, setMedio] = useState(hasPayer ? '47' : '10')
  const [vence, setVence] = useState('')
  const [sinContrato, setSinContrato] = useState(ELECCIONES_USUALES.sinContrato)
  const payments = usePayments(group)
  const [collecting, setCollecting] = useState(false)
  const [editing, setEditing] = useState<{ readonly id: string; readonly focus?: string } | null>(null)
  const [receives, setReceives] = useState(!hasPayer)
  const [referencia, setReferencia] = useState('')
  const [refused, setRefused] = useState<CallFailure | null>(null)
  const [busy, setBusy] = useState(false)

  const peticion = useMemo(
    (): Pick<Emision, 'servicioIds' | 'pago' | 'recaudos' | 'salud'> => ({
      servicioIds: servicios.map(({ id }) => id),
      pago: { forma, medio, ...(forma === '2' && vence !== '' ? { vencimiento: vence } : {}) },
      recaudos: payments.all.filter(({ id }) => payments.chosen.has(id)).map(({ id }) => id),
      salud: { sinContrato },
    }),
    [servicios, forma, medio, vence, payments.all, payments.chosen, sinContrato],
  )
  const mixed = !soporteComun(payments.all.filter(({ id }) => payments.chosen.has(id))).ok
  const preview = useQuery({
    ...orpc.facturacion.previsualizar.queryOptions({ input: peticion }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    enabled: payments.ready && !mixed,
    meta: { datos: ['por-facturar', 'pacientes', 'configuracion'] },
  })
  const documento = preview.data?.documento
  const aPagar = documento ? totalesFactura(documento).aPagar : 0
  const findings = preview.data?.hallazgos ?? []
  const ripsFindings = preview.data?.hallazgosRips ?? []
  const wouldReject = findings.some(({ severidad }) => severidad === 'rechazo')
  const recibido = preview.data?.recibido ?? 0
  const porRecibir = Math.max(aPagar - recibido, 0)
  const takesMoney = receives && forma === '1' && porRecibir > 0
  const recibo = takesMoney ? { valor: porRecibir, medio, referencia: referencia.trim() || null } : null
  // The same act keeps its id however often it is pressed; what is changed on the form is another act.
  const act = JSON.stringify([peticion, recibo])
  const commandId = useCommandId(act)

  const issue = async () => {
    setBusy(true)
    setRefused(null)
    try {
      const factura = await client.facturacion.emitir({ commandId, ...peticion, recibo })
      navigation.go(`/facturacion/${factura.id}${takesMoney ? '?ver=pdf' : ''}`)
    } catch (error) {
      setRefused(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const failure = refused ?? (preview.error ? failureOf(preview.error) : null)
  const missing = failure && missingIn(failure)

  const fields = (
    <div className="factura-pago">
      <div className="form-fila">
        <div>
          <p className="mantine-InputWrapper-label">Forma de pago</p>
          <SegmentedControl
            fullWidth
            aria-label="Forma de pago"
            data={[
              { value: '1', label: 'Contado' },
              { value: '2', label: 'Crédito' },
            ]}
            value={forma}
            onChange={(value) => setForma(value as Forma)}
          />
        </div>
        <Select
          label="Medio de pago"
          data={MEDIOS}
          value={medio}
          onChange={(value) => setMedio(value ?? medio)}
          allowDeselect={false}
        />
        {forma === '2' ? (
          <FechaInput
            label="Vence"
            hint="Por ejemplo +30d"
            value={vence}
            onChange={setVence}
            error={vence === '' ? 'Escriba cuándo vence' : null}
          />
        ) : (
          <TextInput
            label="Referencia (opcional)"
            value={referencia}
            onChange={(event) => setReferencia(event.currentTarget.value)}
            maxLength={60}
            disabled={!receives}
          />
        )}
      </div>
      {forma === '1' && (
        <Checkbox
          label="El dinero se recibe ahora: hacer recibo de caja"
          checked={receives}
          onChange={(event) => setReceives(event.currentTarget.checked)}
        />
      )}
      {(hasPayer || payments.all.length > 0) && (
        <PaymentPicker
          recaudos={payments.all}
          chosen={payments.chosen}
          onChoose={payments.choose}
          onCollect={() => setCollecting(true)}
        />
      )}
      {hasPayer && (
        <div className="factura-recaudos">
          <p className="mantine-InputWrapper-label">Autorización, MIPRES y póliza</p>
          <div className="en-linea">
            {servicios.map(({ id, cups }) => (
              <Button key={id} size="compact-sm" onClick={() => setEditing({ id })}>
                Datos de {cups}
              </Button>
            ))}
          </div>
        </div>
      )}
      {hasPayer && documento?.salud?.facturaSinContrato !== undefined && (
        <NoContractField value={sinContrato} onChange={setSinContrato} />
      )}
    </div>
  )

  return (
    <>
      <ScreenHeader
        title="Nueva factura"
        context={<span className="recortado">{group?.paciente}</span>}
        onBack={() => navigation.go('/facturacion?vista=por-facturar')}
        primary={{
          label: 'Emitir factura',
          onRun: () => void issue(),
          loading: busy,
          disabled:
            documento === undefined ||
            preview.isPlaceholderData ||
            preview.error !== null ||
            wouldReject ||
            mixed,
          reason: mixed
            ? 'Los pagos escogidos no van en una misma factura'
            : wouldReject
              ? 'La DIAN la rechazaría: vea lo señalado al margen'
              : undefined,
        }}
        actions={[{ label: 'Cobrar copago o cuota', keys: 'F4', onRun: () => setCollecting(true) }]}
      />
      <ScreenBody>
        <div className="factura">
          <div className="factura-estado">
            <StateTrack factura={null} />
            {failure !== null && (
              <Notice
                tone="peligro"
                action={
                  failure.codigo === 'CONFIGURACION_INCOMPLETA' ? (
                    <ScreenLink to="/configuracion">Abrir Configuración</ScreenLink>
                  ) : (
                    missing && <Button onClick={() => setEditing(missing)}>Completarlo</Button>
                  )
                }
              >
                <strong>{failure.mensaje}</strong> {failure.remedio}
              </Notice>
            )}
            <ContingencyNotice />
            <NumberingNotice />
            {recibido > 0 && (
              <Notice tone="informa">
                Ya se recibieron <Money value={recibido} /> por estos servicios con un número que se dejó de
                lado: pasan a esta factura.
              </Notice>
            )}
            {mixed && (
              <Notice tone="pide">
                Los pagos escogidos no van en una misma factura: vea «Lo que pagó el paciente».
              </Notice>
            )}
            {wouldReject && !mixed && (
              <Notice tone="pide">
                La DIAN la rechazaría. Corrija lo señalado al margen; no se consume número.
              </Notice>
            )}
          </div>
          {documento ? (
            <InvoicePaper
              documento={documento}
              findings={findings}
              pacienteId={group?.pacienteId ?? null}
              validada={false}
              borrador
              pago={fields}
            />
          ) : (
            <Panel title="Pago">{fields}</Panel>
          )}
          <div className="factura-lado">
            <Panel title="RIPS">
              {ripsFindings.length === 0 ? (
                <p className="secundario">
                  {documento ? 'Sin observaciones: se envía al ministerio después de la factura.' : '—'}
                </p>
              ) : (
                <div className="apilado">
                  <RipsFindings findings={ripsFindings} />
                </div>
              )}
            </Panel>
          </div>
        </div>
      </ScreenBody>
      {editing !== null && (
        <ServiceDataDialog servicioId={editing.id} focus={editing.focus} onClose={() => setEditing(null)} />
      )}
      {collecting && group && (
        <CollectDialog
          pacienteId={group.pacienteId}
          paciente={group.paciente}
          onClose={() => setCollecting(false)}
        />
      )}
    </>
  )
}

/** The service that lacks what its payer asks, and the field. */
function missingIn({ codigo, datos }: CallFailure): { readonly id: string; readonly focus: string } | null {
  if (codigo !== 'FALTAN_DATOS_PAGADOR') return null
  const faltas = datos.faltas as { readonly campo: string; readonly servicioId: string | null }[]
  const first = faltas.find(({ servicioId }) => servicioId !== null)
  return first?.servicioId ? { id: first.servicioId, focus: first.campo } : null
}

/** The payments of the patient that wait for an invoice to this payer; all chosen until one is taken out. */
function usePayments(group: UnbilledGroup | undefined) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const query = useQuery({
    ...orpc.facturacion.recaudos.porAplicar.queryOptions({
      input: { pagadorId: group?.pagadorId ?? null, pacienteIds: group ? [group.pacienteId] : [] },
    }),
    meta: { datos: ['recaudos', 'facturas'] },
  })
  const all = useMemo(() => query.data ?? [], [query.data])
  const chosen = useMemo(
    () =>
      new Set(all.filter(({ id, estado }) => estado === 'por-aplicar' && !left.has(id)).map(({ id }) => id)),
    [all, left],
  )
  return {
    all,
    chosen,
    ready: query.data !== undefined || query.error !== null,
    choose: (wanted: ReadonlySet<string>) =>
      setLeft(new Set(all.filter(({ id }) => !wanted.has(id)).map(({ id }) => id))),
  }
}
