import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CorreoDeFactura, EnvioCorreo } from '../../../src-shared/domains/comunicaciones/contract.ts'
import {
  CORREO_TEXTOS,
  ESTADOS_CORREO,
  SIN_CORREO,
} from '../../../src-shared/domains/comunicaciones/texts.ts'
import type { Entregable } from '../../../src-shared/domains/facturacion/schemas.ts'
import { ESTADOS_ENVIO } from '../../../src-shared/domains/sincronizacion/texts.ts'
import { formatFechaHora, formatHora } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { bytesOfBase64, saveFile } from '../../ui/save-file.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { AddressDialog } from './address-dialog.tsx'

interface DeliveryProps extends Entregable {
  readonly validada: boolean
}

/** Delivery of an invoice to its customer, in a block of its own. */
export function InvoiceDelivery(props: DeliveryProps) {
  return (
    <Panel title="Entrega al cliente">
      <Delivery {...props} />
    </Panel>
  )
}

/** Delivery of an invoice or a note to its customer: to whom it was sent and when, or why not, and the file to hand over. */
export function Delivery({ facturaId, notaId, validada }: DeliveryProps) {
  const cual: Entregable = { facturaId, notaId }
  // A note has its other buttons beside these.
  const look = notaId === undefined ? { fullWidth: true } : { size: 'xs' }
  const confirm = useConfirm()
  const [asking, setAsking] = useState(false)
  const correo = useQuery({
    ...orpc.comunicaciones.deFactura.queryOptions({ input: cual }),
    meta: { datos: ['outbox', 'correo', `factura:${facturaId}`] },
  })
  const send = useMutation({
    mutationFn: (para: string) =>
      client.comunicaciones.enviar({ ...cual, commandId: crypto.randomUUID(), para }),
  })
  const keep = useMutation({
    mutationFn: () => client.comunicaciones.exportar(cual),
    onSuccess: ({ nombre, base64 }) => saveFile(nombre, bytesOfBase64(base64), 'application/zip'),
  })
  const { data } = correo
  if (data === undefined) return null
  const [last] = data.envios
  const failed = send.error ?? keep.error

  const again = async () => {
    if (!last) return
    const asks = askBefore(last)
    if (asks === null || (await confirm({ ...asks, verb: 'Enviar de nuevo' }))) send.mutate(last.para)
  }
  return (
    <>
      <div className="apilado">
        <Standing correo={data} label={`Correos de esta ${notaId === undefined ? 'factura' : 'nota'}`} />
        {failed !== null && (
          <Notice tone="peligro">
            <strong>{failureOf(failed).mensaje}</strong> {failureOf(failed).remedio}
          </Notice>
        )}
        {validada && (
          <div className="factura-entrega">
            {data.hayCuenta && last === undefined && data.direccion !== null && (
              <Button {...look} loading={send.isPending} onClick={() => send.mutate(data.direccion ?? '')}>
                Enviar por correo
              </Button>
            )}
            {data.hayCuenta && last !== undefined && last.estado !== 'enviando' && (
              <Button {...look} loading={send.isPending} onClick={() => void again()}>
                {last.estado === 'pendiente' ? 'Intentar ahora' : 'Enviar de nuevo'}
              </Button>
            )}
            {data.hayCuenta && (
              <Button {...look} onClick={() => setAsking(true)}>
                Enviar a otra dirección
              </Button>
            )}
            <Button {...look} loading={keep.isPending} onClick={() => keep.mutate()}>
              Guardar .zip
            </Button>
          </div>
        )}
      </div>
      {asking && <AddressDialog cual={cual} onClose={() => setAsking(false)} />}
    </>
  )
}

/** «Correo: enviado a x el …», or why not. Earlier addresses below. */
function Standing({ correo, label }: { readonly correo: CorreoDeFactura; readonly label: string }) {
  const { envios, motivo } = correo
  if (envios.length === 0)
    return (
      <p className="secundario">
        {motivo === null
          ? 'Correo: todavía no se ha enviado.'
          : `Correo: no se ha enviado. ${SIN_CORREO[motivo]}`}
      </p>
    )
  return (
    <ol className="factura-historia" aria-label={label}>
      {envios.map((envio) => {
        const tone = estadoTone(ESTADOS_ENVIO[envio.estado].tono)
        return (
          <li key={envio.id} className={`tono-${tone}`}>
            <ToneIcon tone={tone} size={13} />
            <div className="factura-correo">
              <p>{sentence(envio)}</p>
              {envio.estado === 'pendiente' && envio.detalle !== '' && (
                <p className="secundario">{envio.detalle}</p>
              )}
              {envio.proximoIntento !== null && envio.estado === 'pendiente' && (
                <p className="atenuado">Próximo intento a las {formatHora(envio.proximoIntento)}.</p>
              )}
              {envio.remedio !== '' && <p className="secundario">{envio.remedio}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function sentence({ estado, para, en, detalle }: EnvioCorreo): string {
  switch (estado) {
    case 'aceptado':
      return `Correo: enviado a ${para} el ${formatFechaHora(en)}`
    case 'rechazado':
      return `Correo: no salió. ${detalle}`
    default:
      return `Correo: ${ESTADOS_CORREO[estado].toLowerCase()} a ${para}`
  }
}

/** What must be known before a second message leaves; null when nothing left yet. */
function askBefore({ estado, para, en }: EnvioCorreo) {
  if (estado === 'incierto')
    return {
      title: CORREO_TEXTOS.puedeQueHayaLlegado,
      consequence: `Es para ${para}. ${CORREO_TEXTOS.porQueNoSeSabe}`,
    }
  if (estado === 'aceptado')
    return {
      title: '¿Enviarla de nuevo?',
      consequence: `Ya se envió a ${para} el ${formatFechaHora(en)}. Le llegará otro mensaje con el mismo archivo.`,
    }
  return null
}
