import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import type { EventosFactura } from '../../../src-shared/domains/facturacion/eventos-contract.ts'
import {
  CONSULTAR_EVENTOS,
  DECLARAR_TACITA,
  DICHOS_PAGADOR,
  SITUACIONES_PAGADOR,
} from '../../../src-shared/domains/facturacion/eventos-texts.ts'
import { NOMBRE_RECLAMO } from '../../../src-shared/domains/finanzas/eventos.ts'
import { ESTADOS_EVENTO } from '../../../src-shared/domains/finanzas/texts.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { CopyCode } from '../../ui/copy-code.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { InvoiceFindings } from './findings.tsx'
import { TacitAcceptanceDialog } from './tacit-acceptance-dialog.tsx'

/** What the buyer of an invoice on credit answered to DIAN, and the declaration of its silence; nothing of the other invoices. */
export function PayerEventsPanel({ factura }: { readonly factura: FacturaDetalle }) {
  const { id } = factura
  const eventos = useQuery({
    ...orpc.facturacion.eventos.deFactura.queryOptions({ input: { facturaId: id } }),
    meta: { datos: [`factura:${id}`] },
  })
  return eventos.data?.aplica ? <PayerEvents factura={factura} eventos={eventos.data} /> : null
}

function PayerEvents({
  factura,
  eventos,
}: {
  readonly factura: FacturaDetalle
  readonly eventos: EventosFactura
}) {
  const { id } = factura
  const [declaring, setDeclaring] = useState(false)
  const ask = useMutation({
    mutationFn: () => client.facturacion.eventos.consultar({ commandId: crypto.randomUUID(), facturaId: id }),
  })
  const { mutate, isPending } = ask
  // Asked by itself once each time that the invoice is opened: without network it would go on for ever.
  const asked = useRef(false)
  useEffect(() => {
    if (!eventos.porConsultar || asked.current) return
    asked.current = true
    mutate()
  }, [eventos.porConsultar, mutate])
  const canDeclare = eventos.impedimento === null
  useShortcut(null, () => mutate(), { label: CONSULTAR_EVENTOS, enabled: !isPending })
  useShortcut(null, () => setDeclaring(true), { label: DECLARAR_TACITA, enabled: canDeclare })
  const { texto, tono } = SITUACIONES_PAGADOR[eventos.situacion]
  return (
    <Panel title="Eventos del pagador">
      <div className="apilado">
        <div>
          <StateChip tone={estadoTone(tono)} label={texto} />
        </div>
        <Said eventos={eventos} />
        <Declared eventos={eventos} />
        {eventos.sinEntender && (
          <Notice tone="pide">
            La última respuesta de la DIAN no se pudo leer completa. Revise los eventos de la factura en el
            portal de la DIAN antes de declarar nada.
          </Notice>
        )}
        <WhatFollows eventos={eventos} />
        {canDeclare && (
          <Button fullWidth onClick={() => setDeclaring(true)}>
            {DECLARAR_TACITA}
          </Button>
        )}
        <Button fullWidth loading={isPending} onClick={() => mutate()}>
          {CONSULTAR_EVENTOS}
        </Button>
        <p className="atenuado" role="status">
          {eventos.consultadoEn === null ? (
            'Todavía no se le ha preguntado a la DIAN.'
          ) : (
            <>
              La DIAN respondió el <Fecha value={eventos.consultadoEn} />.
            </>
          )}
          {ask.data?.respondio === false && ` No se pudo consultar ahora: ${ask.data.detalle}`}
          {ask.error !== null && ` No se pudo consultar ahora: ${failureOf(ask.error).mensaje}`}
        </p>
      </div>
      {declaring && (
        <TacitAcceptanceDialog factura={factura} eventos={eventos} onClose={() => setDeclaring(false)} />
      )}
    </Panel>
  )
}

function Said({ eventos: { eventos } }: { readonly eventos: EventosFactura }) {
  if (eventos.length === 0) return null
  return (
    <ol className="factura-notas">
      {eventos.map(({ codigo, fecha, concepto, cude, oidoEl }) => (
        <li key={codigo}>
          <p className="en-linea">
            <span>
              <strong>{DICHOS_PAGADOR[codigo]}</strong> <span className="atenuado">{codigo}</span>
            </span>
            {fecha !== null && (
              <span className="secundario">
                <Fecha value={fecha} />
              </span>
            )}
          </p>
          {concepto !== null && (
            <p>
              {NOMBRE_RECLAMO[concepto]} <span className="atenuado">{concepto}</span>
            </p>
          )}
          {fecha === null && (
            <p className="secundario">
              Sin fecha; se supo el <Fecha value={oidoEl} />
            </p>
          )}
          {cude !== null && (
            <div className="factura-cude">
              <span className="atenuado">CUDE</span>
              <CopyCode label={`CUDE del evento ${codigo}`} value={cude} short />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

function Declared({ eventos: { declaradas } }: { readonly eventos: EventosFactura }) {
  if (declaradas.length === 0) return null
  return (
    <ol className="factura-notas">
      {declaradas.map(({ id, numero, en, estado, detalle, hallazgos }) => (
        <li key={id}>
          <p className="en-linea">
            <strong>Aceptación tácita {numero}</strong>
            <span className="secundario">
              <Fecha value={bogotaDate(new Date(en))} />
            </span>
          </p>
          <StateChip tone={estadoTone(ESTADOS_EVENTO[estado].tono)} label={ESTADOS_EVENTO[estado].texto} />
          {estado !== 'registrado' && <p className="secundario">{detalle}</p>}
          {estado === 'rechazado' && <InvoiceFindings findings={hallazgos} />}
        </li>
      ))}
    </ol>
  )
}

/** What the law waits for, while nobody has had the last word. */
function WhatFollows({ eventos }: { readonly eventos: EventosFactura }) {
  const { impedimento, situacion, declaradas } = eventos
  const standing = declaradas.some(({ estado }) => estado !== 'rechazado')
  if (standing || situacion === 'aceptada' || situacion === 'aceptada-tacita') return null
  if (impedimento === null)
    return (
      <Notice tone="pide">
        Pasaron los tres días hábiles del pagador y no aceptó ni reclamó: puede declararla aceptada ante la
        DIAN.
      </Notice>
    )
  return (
    <p className="secundario">
      {impedimento.que} {impedimento.remedio}
    </p>
  )
}
