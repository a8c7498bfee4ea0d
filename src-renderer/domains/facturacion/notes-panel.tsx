import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { NotaResumen } from '../../../src-shared/domains/facturacion/contract.ts'
import { NOMBRE_NOTA, nombreConcepto } from '../../../src-shared/domains/facturacion/nota-texts.ts'
import { ESTADOS_FACTURA } from '../../../src-shared/domains/facturacion/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { Money } from '../../ui/money.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { StateChip } from '../../ui/state-chip.tsx'
import { Delivery } from './delivery.tsx'
import { InvoiceFindings } from './findings.tsx'
import { PdfDialog } from './pdf-dialog.tsx'

interface NotesPanelProps {
  readonly facturaId: string
  readonly notas: readonly NotaResumen[]
}

/** The notes of an invoice: what each changes, where it stands with DIAN, its papers, and its delivery to the customer. */
export function NotesPanel({ facturaId, notas }: NotesPanelProps) {
  const [open, setOpen] = useState<string | null>(null)
  const download = useMutation({
    mutationFn: (nota: NotaResumen) =>
      client.facturacion.notas.xml({
        id: nota.id,
        cual: nota.estado === 'validada' ? 'attached-document' : 'nota',
      }),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'application/xml'),
  })
  if (notas.length === 0) return null
  return (
    <Panel title="Notas">
      <ul className="factura-notas">
        {notas.map((nota) => (
          <li key={nota.id}>
            <p className="en-linea">
              <strong>
                {NOMBRE_NOTA[nota.clase]} {nota.numero}
              </strong>
              <Money value={nota.clase === 'credito' ? -nota.total : nota.total} />
            </p>
            <p className="secundario">{nombreConcepto(nota.clase, nota.concepto)}</p>
            <p className="atenuado">
              {nota.razon} · <Fecha value={nota.emitidaEn} />
            </p>
            <StateChip
              tone={estadoTone(ESTADOS_FACTURA[nota.estado].tono)}
              label={ESTADOS_FACTURA[nota.estado].texto}
            />
            {nota.estado === 'rechazada' && <InvoiceFindings findings={nota.hallazgos} />}
            <div className="en-linea">
              <Button size="xs" onClick={() => setOpen(nota.id)}>
                Ver PDF
              </Button>
              <Button size="xs" onClick={() => download.mutate(nota)}>
                Descargar XML
              </Button>
            </div>
            {nota.estado === 'validada' && (
              <section
                className="factura-nota-entrega"
                aria-label={`Entrega de la ${NOMBRE_NOTA[nota.clase].toLowerCase()} ${nota.numero}`}
              >
                <Delivery facturaId={facturaId} notaId={nota.id} validada />
              </section>
            )}
          </li>
        ))}
      </ul>
      {download.error !== null && (
        <Notice tone="peligro">
          {failureOf(download.error).mensaje} {failureOf(download.error).remedio}
        </Notice>
      )}
      {open !== null && <PdfDialog id={open} cual="nota" onClose={() => setOpen(null)} />}
    </Panel>
  )
}
