import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import type { ClaseNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import { NOMBRE_NOTA } from '../../../src-shared/domains/facturacion/nota-texts.ts'
import { ESTADOS_FACTURA } from '../../../src-shared/domains/facturacion/texts.ts'
import { formatHora } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { CopyCode } from '../../ui/copy-code.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { type ScreenAction, ScreenHeader } from '../../ui/screen-header.tsx'
import { showBackgroundResult } from '../../ui/toast.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { ChargeDialog } from './charge-dialog.tsx'
import { InvoiceDelivery } from './delivery.tsx'
import { InvoicePaper } from './invoice-paper.tsx'
import { InvoicePayments } from './invoice-payments.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { NotesPanel } from './notes-panel.tsx'
import { PayerEventsPanel } from './payer-events-panel.tsx'
import { PdfDialog } from './pdf-dialog.tsx'
import { RipsBlock } from './rips-block.tsx'
import { StateTrack } from './state-track.tsx'
import { newInvoicePath } from './unbilled-groups.ts'
import { useEnvio } from './use-envio.ts'
import './facturacion.css'

const NOTAS: readonly ClaseNota[] = ['credito', 'debito']

/** One invoice as it is printed, where it stands with DIAN, and what can be done with it. */
export function InvoiceScreen({ params, search }: ScreenProps) {
  const navigation = useNavigation()
  const id = params.id ?? ''
  const factura = useQuery({
    ...orpc.facturacion.obtener.queryOptions({ input: { id } }),
    meta: { datos: ['facturas', 'recaudos', `factura:${id}`] },
  })
  if (factura.error)
    return (
      <ErrorState
        quePaso={failureOf(factura.error).mensaje}
        queHacer={failureOf(factura.error).remedio}
        actionLabel="Volver a Facturación"
        onAction={() => navigation.go('/facturacion')}
      />
    )
  return factura.data ? <Invoice key={id} factura={factura.data} opens={search.ver} /> : null
}

type Open = 'pdf' | 'recibo' | 'cobrar' | ClaseNota | null

function Invoice({
  factura,
  opens,
}: {
  readonly factura: FacturaDetalle
  readonly opens: string | undefined
}) {
  const navigation = useNavigation()
  const [open, setOpen] = useState<Open>(opens === 'pdf' ? 'pdf' : null)
  const { id, numero, estado } = factura
  const saldo = factura.aPagar - factura.recibido
  const rejected = estado === 'rechazada'
  const esVenta = factura.origen === 'venta'
  const notas = useQuery({
    ...orpc.facturacion.notas.deFactura.queryOptions({ input: { facturaId: id } }),
    meta: { datos: [`factura:${id}`] },
  })
  const mend = useMutation({
    mutationFn: () => client.facturacion.corregir({ commandId: crypto.randomUUID(), facturaId: id }),
  })
  const [commandId] = useState(() => crypto.randomUUID())
  const leave = useMutation({
    mutationFn: () => client.facturacion.descartarNumero({ commandId, facturaId: id }),
    onSuccess: ({ servicioIds }) => navigation.go(newInvoicePath(servicioIds)),
  })
  const confirm = useConfirm()
  const renumber = async () => {
    const sure = await confirm({
      title: `¿Facturar con otro número lo de la ${numero}?`,
      consequence: <RenumberConsequence factura={factura} />,
      verb: 'Facturar con otro número',
    })
    if (sure) leave.mutate()
  }
  const download = useMutation({
    mutationFn: (cual: 'factura' | 'attached-document' | 'application-response') =>
      client.facturacion.xml({ id, cual }),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'application/xml'),
  })
  const charge: ScreenAction = { label: 'Cobrar', keys: 'F4', onRun: () => setOpen('cobrar') }
  const viewPdf: ScreenAction = { label: 'Ver PDF', keys: 'Ctrl+P', onRun: () => setOpen('pdf') }
  const needsNumber = factura.otroNumero !== null
  // Of use all the same when what was wrong was the range as it is on file here.
  const correct: ScreenAction = {
    label: 'Corregir y reenviar',
    // What a person wrote is mended by a person.
    onRun: () => (esVenta ? navigation.go(`/facturacion/venta?factura=${id}`) : mend.mutate()),
    loading: mend.isPending,
  }
  const actions: ScreenAction[] = [
    viewPdf,
    ...(saldo > 0 && rejected ? [charge] : []),
    ...(needsNumber ? [correct] : []),
    ...(factura.recibido > 0 ? [{ label: 'Ver recibo de caja', onRun: () => setOpen('recibo') }] : []),
    // What a user paid is only given back whole.
    ...NOTAS.filter((clase) => clase === 'credito' || factura.origen !== 'recaudo').map((clase) => ({
      label: `Hacer ${NOMBRE_NOTA[clase].toLowerCase()}`,
      onRun: () => setOpen(clase),
      disabled: estado !== 'validada',
      reason: estado === 'anulada' ? 'La factura está anulada' : 'Cuando la DIAN la valide',
    })),
    {
      label: 'Descargar XML firmado',
      onRun: () => download.mutate('factura'),
      icon: IconDownload,
    },
    {
      label: 'Descargar AttachedDocument',
      onRun: () => download.mutate('attached-document'),
      disabled: factura.validadaEn === null,
      reason: 'Existe cuando la DIAN la valida',
    },
    {
      label: 'Descargar respuesta de la DIAN',
      onRun: () => download.mutate('application-response'),
      disabled: factura.validadaEn === null,
    },
  ]
  const failed = mend.error ?? leave.error ?? download.error
  return (
    <>
      <ScreenHeader
        title={numero}
        context={<span className="recortado">{factura.adquiriente}</span>}
        onBack={() => navigation.go('/facturacion')}
        actions={actions}
        visible={rejected && saldo > 0 ? 2 : 1}
        primary={
          rejected
            ? needsNumber
              ? { label: 'Facturar con otro número', onRun: () => void renumber(), loading: leave.isPending }
              : correct
            : saldo > 0 && estado !== 'descartada'
              ? charge
              : undefined
        }
      />
      <ScreenBody>
        <div className="factura">
          <div className="factura-estado">
            <StateTrack factura={factura} />
            {failed !== null && (
              <Notice tone="peligro">
                <strong>{failureOf(failed).mensaje}</strong> {failureOf(failed).remedio}
              </Notice>
            )}
            <Standing factura={factura} />
          </div>
          <InvoicePaper
            documento={factura.documento}
            findings={lastFindings(factura)}
            pacienteId={factura.pacienteId}
            validada={estado === 'validada' || estado === 'anulada'}
            cufe={
              <div>
                <p className="atenuado">CUFE</p>
                <CopyCode label="CUFE" value={factura.cufe} />
              </div>
            }
          />
          <div className="factura-lado">
            <Panel title="Pago">
              <KeyValue
                items={[
                  { label: 'Total a pagar', value: <Money value={factura.aPagar} /> },
                  { label: 'Recibido', value: <Money value={factura.recibido} /> },
                  saldo < 0
                    ? { label: 'A favor de quien pagó', value: <Money value={-saldo} strong /> }
                    : { label: 'Saldo', value: <Money value={saldo} strong /> },
                ]}
              />
              {factura.recibido > 0 && (
                <Button mt={8} fullWidth onClick={() => setOpen('recibo')}>
                  Ver recibo de caja
                </Button>
              )}
            </Panel>
            <InvoicePayments factura={factura} />
            <Patients factura={factura} />
            <NotesPanel facturaId={id} notas={notas.data ?? []} />
            <PayerEventsPanel factura={factura} />
            <InvoiceDelivery facturaId={id} validada={factura.validadaEn !== null} />
            {esVenta && (
              <Panel title="RIPS">
                <p className="secundario">No lleva: es una venta, no un servicio de salud.</p>
              </Panel>
            )}
            {factura.origen === 'servicios' && <RipsBlock facturaId={id} />}
            <Panel title="Historia">
              <History factura={factura} />
            </Panel>
          </div>
        </div>
      </ScreenBody>
      {(open === 'pdf' || open === 'recibo') && (
        <PdfDialog id={id} cual={open === 'pdf' ? 'factura' : 'recibo'} onClose={() => setOpen(null)} />
      )}
      {(open === 'credito' || open === 'debito') && (
        <NoteDialog
          factura={factura}
          clase={open}
          onClose={() => setOpen(null)}
          onIssued={(nota) => {
            setOpen(null)
            showBackgroundResult({
              tone: 'hecho',
              title: `${NOMBRE_NOTA[nota.clase]} ${nota.numero} firmada`,
              message: 'Está en la bandeja de salida; cambia la factura cuando la DIAN la valide.',
            })
          }}
        />
      )}
      {open === 'cobrar' && (
        <ChargeDialog
          facturaId={id}
          numero={numero}
          saldo={saldo}
          onClose={() => setOpen(null)}
          onCharged={() => setOpen('recibo')}
        />
      )}
    </>
  )
}

/** What leaving its number aside does, told before it is done. */
function RenumberConsequence({ factura }: { readonly factura: FacturaDetalle }) {
  return (
    <div className="apilado">
      <p>{factura.otroNumero}</p>
      <p>
        El número {factura.numero} no se usa más y queda explicado en el control de numeración. Sus servicios
        vuelven a estar por facturar y su RIPS se retira.
      </p>
      {factura.recibido > 0 && (
        <p>
          Los <Money value={factura.recibido} /> ya recibidos pasan a la factura nueva.
        </p>
      )}
      <p>No se puede deshacer.</p>
    </div>
  )
}

/** Whom an account is of, each with the way to his record. */
function Patients({ factura: { pacientes } }: { readonly factura: FacturaDetalle }) {
  if (pacientes.length <= 1) return null
  return (
    <Panel title={`${pacientes.length} pacientes`}>
      <ul className="cuenta-pacientes">
        {pacientes.map(({ id, nombre, documento }) => (
          <li key={id}>
            <ScreenLink to={`/pacientes/${id}`}>{nombre}</ScreenLink>{' '}
            <span className="atenuado tabular">{documento}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What is true of it until DIAN validates it, and when the program will try next. */
function Standing({ factura }: { readonly factura: FacturaDetalle }) {
  const envio = useEnvio(factura)
  const { nota: usual, tono } = ESTADOS_FACTURA[factura.estado]
  const nota = factura.otroNumero ?? usual
  if (nota === '') return null
  const tone = factura.estado === 'firmada' ? 'pide' : estadoTone(tono)
  return (
    <Notice
      tone={tone}
      action={envio && <ScreenLink to={`/bandeja?envio=${envio.id}`}>Ver en la bandeja</ScreenLink>}
    >
      {nota}
      {factura.otroNumero !== null && ' Factúrela con otro número.'}
      {factura.despues.map((otra) => (
        <span key={otra.id}>
          {' '}
          <ScreenLink to={`/facturacion/${otra.id}`}>Ver la {otra.numero}</ScreenLink>
        </span>
      ))}
      {envio?.ultimaRespuesta && <span className="secundario"> {envio.ultimaRespuesta}.</span>}
      {envio?.proximoIntento && (
        <span className="secundario"> Próximo intento a las {formatHora(envio.proximoIntento)}.</span>
      )}
    </Notice>
  )
}

/** What DIAN said of the version that stands; a later one has its own. */
function lastFindings({ estados, version }: FacturaDetalle) {
  return estados.findLast((one) => one.version === version)?.hallazgos ?? []
}

function History({ factura }: { readonly factura: FacturaDetalle }) {
  return (
    <ol className="factura-historia">
      {factura.estados.toReversed().map((one) => {
        const known =
          one.estado in ESTADOS_FACTURA ? ESTADOS_FACTURA[one.estado as FacturaDetalle['estado']] : null
        const tone = known ? estadoTone(known.tono) : 'neutro'
        return (
          <li key={`${one.en} ${one.estado} ${one.version}`} className={`tono-${tone}`}>
            <ToneIcon tone={tone} size={13} />
            <div>
              <p>
                {known?.texto ?? one.estado}
                {factura.version > 1 && <span className="atenuado"> · versión {one.version}</span>}
              </p>
              <p className="atenuado">
                <Fecha value={one.en} />
              </p>
              {one.detalle && <p className="secundario">{one.detalle}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
