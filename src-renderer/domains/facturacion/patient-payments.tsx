import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { conceptoRecaudo, SOPORTES_RECAUDO } from '../../../src-shared/domains/facturacion/recaudos.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { Money } from '../../ui/money.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import type { Tone } from '../../ui/tone.ts'
import { PdfDialog } from './pdf-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'

const ESTADO: Readonly<Record<RecaudoRegistrado['estado'], { readonly label: string; readonly tone: Tone }>> =
  {
    'por-aplicar': { label: 'Por descontar al pagador', tone: 'pide' },
    aplicado: { label: 'Descontado al pagador', tone: 'hecho' },
    anulado: { label: 'Devuelto', tone: 'neutro' },
    rechazado: { label: 'Su factura fue rechazada', tone: 'peligro' },
  }

/** What a patient has paid towards what his payers owe, newest first, with the paper of each and the invoice that took it. */
export function PatientPayments({ pacienteId }: { readonly pacienteId: string }) {
  const pagos = useQuery({
    ...orpc.facturacion.recaudos.dePaciente.queryOptions({ input: { pacienteId } }),
    meta: { datos: ['recaudos', `paciente:${pacienteId}`] },
  })
  const [receipt, setReceipt] = useState<string | null>(null)
  const [returning, setReturning] = useState<RecaudoRegistrado | null>(null)
  const giveBack = useMutation({
    mutationFn: (motivo: string) =>
      client.facturacion.recaudos.anular({
        commandId: crypto.randomUUID(),
        recaudoId: returning?.id ?? '',
        motivo,
      }),
    onSuccess: () => setReturning(null),
  })
  return (
    <Panel title="Lo que ha pagado">
      {pagos.data?.length === 0 && <p className="secundario">Todavía no se le ha cobrado nada.</p>}
      <ul className="cobro-pagos">
        {pagos.data?.map((pago) => (
          <li key={pago.id}>
            <p className="en-linea">
              <strong>{conceptoRecaudo(pago.concepto).nombre}</strong>
              <Money value={pago.valor} strong />
            </p>
            <p className="secundario">
              {formatFecha(pago.fecha)} · {pago.pagador} ·{' '}
              {pago.factura ? (
                <ScreenLink to={`/facturacion/${pago.factura.id}`}>Factura {pago.factura.numero}</ScreenLink>
              ) : (
                [SOPORTES_RECAUDO[pago.soporte].nombre, pago.numeroSoporte].filter(Boolean).join(' ')
              )}
            </p>
            <p className="en-linea">
              <StateChip {...ESTADO[pago.estado]} plain />
              {pago.aplicadoEn && (
                <ScreenLink to={`/facturacion/${pago.aplicadoEn.id}`}>{pago.aplicadoEn.numero}</ScreenLink>
              )}
              {pago.recibo !== null && !pago.factura && (
                <Button size="compact-xs" onClick={() => setReceipt(pago.id)}>
                  Recibo {pago.recibo}
                </Button>
              )}
              {pago.estado === 'por-aplicar' && !pago.factura && (
                <Button size="compact-xs" onClick={() => setReturning(pago)}>
                  Devolver
                </Button>
              )}
            </p>
          </li>
        ))}
      </ul>
      {pagos.error && <Notice tone="peligro">{failureText(pagos.error)}</Notice>}
      {receipt !== null && <PdfDialog id={receipt} cual="recaudo" onClose={() => setReceipt(null)} />}
      {returning !== null && (
        <ReturnDialog
          recaudo={returning}
          busy={giveBack.isPending}
          failure={giveBack.error ? failureText(giveBack.error) : null}
          onReturn={(motivo) => giveBack.mutate(motivo)}
          onClose={() => setReturning(null)}
        />
      )}
    </Panel>
  )
}
