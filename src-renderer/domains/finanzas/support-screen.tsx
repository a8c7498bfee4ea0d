import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SoporteDetalle } from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import type { ConceptoAjuste } from '../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { CONCEPTOS_AJUSTE, ESTADOS_SOPORTE } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { CopyCode } from '../../ui/copy-code.tsx'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PdfPreview } from '../../ui/pdf-preview.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'
import { SupportChip } from './support-chip.tsx'
import './finanzas.css'

/** One documento soporte or nota de ajuste: where it stands, what it says, and the next act. */
export function SupportScreen({ params }: ScreenProps) {
  const navigation = useNavigation()
  const id = params.id ?? ''
  const query = useQuery({
    ...orpc.finanzas.soportes.obtener.queryOptions({ input: { id } }),
    meta: { datos: ['soportes', `soporte:${id}`] },
  })
  if (query.error)
    return (
      <ErrorState
        quePaso={failureOf(query.error).mensaje}
        queHacer={failureOf(query.error).remedio}
        actionLabel="Volver"
        onAction={() => navigation.go('/finanzas/soportes')}
      />
    )
  return query.data ? <Support soporte={query.data} /> : null
}

function Support({ soporte }: { readonly soporte: SoporteDetalle }) {
  const navigation = useNavigation()
  const { id, estado, clase } = soporte
  const [open, setOpen] = useState<'ajuste' | 'pdf' | null>(null)
  const download = useMutation({
    mutationFn: (cual: 'documento' | 'application-response') =>
      client.finanzas.soportes.archivo({ id, cual }),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'application/xml'),
  })
  const correct = clase === 'soporte' && estado === 'rechazada'
  return (
    <>
      <ScreenHeader
        title={`${clase === 'soporte' ? 'Documento soporte' : 'Nota de ajuste'} ${soporte.numero}`}
        context={<SupportChip estado={estado} />}
        onBack={() => navigation.go('/finanzas/soportes')}
        actions={[
          ...(soporte.porAjustar > 0
            ? [{ label: 'Nota de ajuste', keys: 'Alt+A', onRun: () => setOpen('ajuste') }]
            : []),
          { label: 'Guardar XML', onRun: () => download.mutate('documento') },
          ...(soporte.validadoEn
            ? [{ label: 'Guardar respuesta', onRun: () => download.mutate('application-response') }]
            : []),
          ...(correct ? [{ label: 'Ver PDF', keys: 'Ctrl+P', onRun: () => setOpen('pdf') }] : []),
        ]}
        primary={
          correct
            ? { label: 'Corregir', onRun: () => navigation.go(`/finanzas/soporte-corregir/${id}`) }
            : { label: 'Ver PDF', onRun: () => setOpen('pdf') }
        }
      />
      <ScreenBody panel={<Facts soporte={soporte} />}>
        <div className="apilado">
          {download.error && (
            <Notice tone="peligro">
              {failureOf(download.error).mensaje} {failureOf(download.error).remedio}
            </Notice>
          )}
          {soporte.hallazgos.map(({ regla, severidad, mensaje, remedio }) => (
            <Notice key={regla + mensaje} tone={severidad === 'rechazo' ? 'peligro' : 'informa'}>
              <span className="codigo">{regla}</span> {mensaje} {remedio}
            </Notice>
          ))}
          {soporte.ajustaA && (
            <Panel title="Qué ajusta">
              <p>
                <ScreenLink to={`/finanzas/soportes/${soporte.ajustaA.id}`}>
                  Documento soporte {soporte.ajustaA.numero}
                </ScreenLink>
              </p>
              <p className="secundario">
                {soporte.concepto ? CONCEPTOS_AJUSTE[soporte.concepto as ConceptoAjuste].nombre : ''}.{' '}
                {soporte.razon}
              </p>
            </Panel>
          )}
          {clase === 'soporte' && <Lines soporte={soporte} />}
          {soporte.ajustes.length > 0 && (
            <Panel title="Notas de ajuste">
              <ul className="compra-lista">
                {soporte.ajustes.map((ajuste) => (
                  <li key={ajuste.id} className="compra-renglon">
                    <span>
                      <ScreenLink to={`/finanzas/soportes/${ajuste.id}`}>{ajuste.numero}</ScreenLink>{' '}
                      <SupportChip estado={ajuste.estado} plain />
                    </span>
                    <Money value={ajuste.total} />
                  </li>
                ))}
              </ul>
            </Panel>
          )}
          <Panel title="Ante la DIAN">
            <ul className="compra-lista">
              {soporte.estados.map(({ en, estado: uno, detalle }) => (
                <li key={en + uno}>
                  <strong>{ESTADOS_SOPORTE[uno].texto}</strong>{' '}
                  <span className="atenuado">
                    <Fecha value={en} />
                  </span>
                  <p className="secundario">{detalle}</p>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </ScreenBody>
      {open === 'ajuste' && <AdjustDialog soporte={soporte} onClose={() => setOpen(null)} />}
      {open === 'pdf' && <SupportPdf id={id} numero={soporte.numero} onClose={() => setOpen(null)} />}
    </>
  )
}

function Facts({ soporte }: { readonly soporte: SoporteDetalle }) {
  return (
    <DetailPanel title={soporte.proveedor}>
      <div>
        <p className="atenuado">Total</p>
        <Money value={soporte.total} size="grande" />
      </div>
      <KeyValue
        items={[
          { label: 'Documento', value: <span className="tabular">{soporte.proveedorDocumento}</span> },
          { label: 'Fecha', value: <Fecha value={soporte.fecha} /> },
          { label: 'Subtotal', value: <Money value={soporte.subtotal} /> },
          { label: 'IVA', value: <Money value={soporte.impuestos} /> },
          ...soporte.retenciones.map(({ nombre, valor }) => ({
            label: nombre,
            value: <Money value={valor} />,
          })),
          ...(soporte.retenciones.length > 0
            ? [{ label: 'Se le paga', value: <Money value={soporte.neto} strong /> }]
            : []),
          { label: 'CUDS', value: <CopyCode value={soporte.cuds} label="Copiar el CUDS" short /> },
        ]}
      />
    </DetailPanel>
  )
}

function Lines({ soporte }: { readonly soporte: SoporteDetalle }) {
  return (
    <Panel title="Qué se compró">
      <ul className="compra-lista">
        {soporte.peticion.lineas.map(({ descripcion, cantidad, precioUnitario, fecha }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of what was signed never move
          <li key={index} className="compra-renglon">
            <span>
              {descripcion}{' '}
              <span className="atenuado">
                {String(cantidad / 1000).replace('.', ',')} · <Fecha value={fecha} />
              </span>
            </span>
            <Money value={Math.round((cantidad * precioUnitario) / 1000)} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function SupportPdf({
  id,
  numero,
  onClose,
}: {
  readonly id: string
  readonly numero: string
  readonly onClose: () => void
}) {
  const { data, error } = useQuery({
    ...orpc.finanzas.soportes.pdf.queryOptions({ input: { id } }),
    meta: { datos: ['soportes', `soporte:${id}`] },
  })
  return (
    <Modal opened onClose={onClose} title={numero} size="xl">
      <div className="soporte-pdf">
        {error ? (
          <ErrorState quePaso={failureOf(error).mensaje} queHacer={failureOf(error).remedio} />
        ) : (
          data && <PdfPreview file={data} />
        )}
      </div>
    </Modal>
  )
}
