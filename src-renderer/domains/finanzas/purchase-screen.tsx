import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CompraDetalle } from '../../../src-shared/domains/finanzas/contract.ts'
import type { EventoComprador } from '../../../src-shared/domains/finanzas/rules.ts'
import { ACTOS_COMPRA, ESTADOS_COMPRA, ESTADOS_EVENTO } from '../../../src-shared/domains/finanzas/texts.ts'
import { formatDiaSemana, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { CopyCode } from '../../ui/copy-code.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { EventDialog } from './event-dialog.tsx'
import './finanzas.css'

/** One purchase: its amount, what was checked, and what was answered to DIAN, with the next act. */
export function PurchaseScreen({ params }: ScreenProps) {
  const navigation = useNavigation()
  const id = params.id ?? ''
  const query = useQuery({
    ...orpc.finanzas.compras.obtener.queryOptions({ input: { id } }),
    meta: { datos: ['compras', `compra:${id}`] },
  })
  const back = () => navigation.go('/finanzas')
  if (query.error)
    return (
      <ErrorState
        quePaso={failureOf(query.error).mensaje}
        queHacer={failureOf(query.error).remedio}
        actionLabel="Volver"
        onAction={back}
      />
    )
  return query.data ? <Purchase compra={query.data} onBack={back} /> : null
}

function Purchase({ compra, onBack }: { readonly compra: CompraDetalle; readonly onBack: () => void }) {
  const [act, setAct] = useState<EventoComprador | null>(null)
  const download = useMutation({
    mutationFn: (cual: 'original' | 'pdf') => client.finanzas.compras.archivo({ id: compra.id, cual }),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'application/octet-stream'),
  })
  const [next, other] = compra.posibles
  const { texto, tono } = ESTADOS_COMPRA[compra.estado]
  return (
    <>
      <ScreenHeader
        title={`Factura ${compra.numero}`}
        context={<StateChip tone={estadoTone(tono)} label={texto} />}
        onBack={onBack}
        actions={[
          ...(other ? [{ label: ACTOS_COMPRA[other], onRun: () => setAct(other) }] : []),
          ...(compra.tienePdf ? [{ label: 'Guardar PDF', onRun: () => download.mutate('pdf') }] : []),
          { label: 'Guardar archivo original', onRun: () => download.mutate('original') },
        ]}
        {...(next ? { primary: { label: ACTOS_COMPRA[next], onRun: () => setAct(next) } } : {})}
      />
      <ScreenBody panel={<Facts compra={compra} />}>
        <div className="apilado">
          {compra.limiteTacita && (
            <Notice tone="pide">
              Acepte o reclame a más tardar el {formatDiaSemana(compra.limiteTacita)}{' '}
              {formatFecha(compra.limiteTacita)}: después queda aceptada por silencio.
              {receiptWaits(compra) &&
                ' El recibo todavía no ha salido: si se demora tanto que hay que firmarlo de nuevo, el plazo corre desde esa fecha.'}
            </Notice>
          )}
          {download.error && (
            <Notice tone="peligro">
              {failureOf(download.error).mensaje} {failureOf(download.error).remedio}
            </Notice>
          )}
          <Events compra={compra} />
          <Lines compra={compra} />
          <Checks compra={compra} />
        </div>
      </ScreenBody>
      {act && <EventDialog compraId={compra.id} codigo={act} onClose={() => setAct(null)} />}
    </>
  )
}

/** Whether the receipt from which the term runs has not reached DIAN yet. */
function receiptWaits({ eventos }: CompraDetalle): boolean {
  return eventos.some(({ codigo, estado }) => codigo === '032' && estado === 'firmado')
}

function Facts({ compra }: { readonly compra: CompraDetalle }) {
  return (
    <DetailPanel title={compra.proveedor}>
      <div>
        <p className="atenuado">Total</p>
        <Money value={compra.total} size="grande" />
      </div>
      <KeyValue
        items={[
          { label: 'NIT', value: <span className="tabular">{compra.proveedorNit}</span> },
          { label: 'Emitida', value: <Fecha value={compra.fecha} /> },
          ...(compra.vence ? [{ label: 'Vence', value: <Fecha value={compra.vence} /> }] : []),
          { label: 'Forma de pago', value: compra.forma === '1' ? 'Contado' : 'Crédito' },
          { label: 'Subtotal', value: <Money value={compra.subtotal} /> },
          { label: 'Impuestos', value: <Money value={compra.impuestos} /> },
          { label: 'Importada', value: <Fecha value={compra.importadaEn} /> },
          { label: 'CUFE', value: <CopyCode value={compra.cufe} label="Copiar el CUFE" short /> },
        ]}
      />
    </DetailPanel>
  )
}

function Events({ compra }: { readonly compra: CompraDetalle }) {
  return (
    <Panel title="Ante la DIAN">
      {compra.eventos.length === 0 ? (
        <p className="secundario">Todavía no se le ha dicho nada a la DIAN de esta factura.</p>
      ) : (
        <ul className="compra-lista">
          {compra.eventos.map(({ id, codigo, numero, en, estado, detalle, hallazgos }) => (
            <li key={id}>
              <div className="compra-renglon">
                <span>
                  <strong>{ACTOS_COMPRA[codigo]}</strong>{' '}
                  <span className="atenuado tabular">
                    {numero} · <Fecha value={en} />
                  </span>
                </span>
                <StateChip
                  tone={estadoTone(ESTADOS_EVENTO[estado].tono)}
                  label={ESTADOS_EVENTO[estado].texto}
                  plain
                />
              </div>
              {estado !== 'registrado' && <p className="secundario">{detalle}</p>}
              {hallazgos.map(({ regla, mensaje, remedio }) => (
                <p key={regla + mensaje} className="secundario">
                  {mensaje} {remedio}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Lines({ compra }: { readonly compra: CompraDetalle }) {
  return (
    <Panel title="Qué se compró">
      <ul className="compra-lista">
        {compra.lineas.map(({ descripcion, valor }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a kept invoice never move
          <li key={index} className="compra-renglon">
            <span>{descripcion}</span>
            <Money value={valor} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Checks({ compra }: { readonly compra: CompraDetalle }) {
  return (
    <Panel title="Qué se comprobó">
      <ul className="compra-lista">
        {compra.comprobaciones.map(({ resultado, texto }) => (
          <li key={texto} className="compra-comprobacion">
            <ToneIcon tone={resultado === 'bien' ? 'hecho' : 'pide'} />
            <span>{texto}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
