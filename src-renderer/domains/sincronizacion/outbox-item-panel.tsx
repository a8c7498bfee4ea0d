import { useQuery } from '@tanstack/react-query'
import { KIND_CORREO } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { CORREO_TEXTOS } from '../../../src-shared/domains/comunicaciones/texts.ts'
import { RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { Envio } from '../../../src-shared/domains/sincronizacion/contract.ts'
import { ESTADOS_ENVIO } from '../../../src-shared/domains/sincronizacion/texts.ts'
import { orpc } from '../../rpc/client.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { nextOf } from './next-attempt.ts'

interface OutboxItemPanelProps {
  readonly envio: Envio
  readonly now: Date
  readonly onClose: (() => void) | undefined
}

/** One item: what it waits for, what was answered each time, and where it is mended. */
export function OutboxItemPanel({ envio, now, onClose }: OutboxItemPanelProps) {
  const history = useQuery({
    ...orpc.sincronizacion.historial.queryOptions({ input: { id: envio.id } }),
    meta: { datos: ['outbox'] },
  })
  const radica = useHasRole(...RADICAN)
  const esCorreo = envio.clase === KIND_CORREO
  const leeHallazgos = radica || envio.clase !== 'muv.rips'
  const { texto, tono } = ESTADOS_ENVIO[envio.estado]
  const events = history.data?.toReversed() ?? []
  const findings = events.find(({ hallazgos }) => hallazgos.length > 0)?.hallazgos ?? []
  return (
    <DetailPanel
      title={envio.descripcion}
      subtitle={`Para ${envio.destino}`}
      onClose={onClose}
      state={<StateChip tone={estadoTone(tono)} label={texto} />}
    >
      {envio.estado === 'incierto' && (
        <Notice tone="pide">
          {esCorreo ? (
            <>
              <strong>{CORREO_TEXTOS.puedeQueHayaLlegado}</strong> {CORREO_TEXTOS.porQueNoSeSabe} Reintentar
              lo envía otra vez.
            </>
          ) : (
            'No sabemos si llegó. Antes de reenviar se consulta, para no enviarlo dos veces.'
          )}
        </Notice>
      )}
      {envio.estado === 'rechazado' && esCorreo && (
        <Notice tone="peligro">Abra la factura para enviarlo a otra dirección o guardar el .zip.</Notice>
      )}
      {envio.estado === 'rechazado' && !esCorreo && (
        <Notice tone="peligro">
          {leeHallazgos
            ? 'Corrija lo que indica la regla. Reintentar envía lo mismo otra vez.'
            : 'Lo corrigen el profesional o quien lleva la facturación: ellos ven qué respondió el ministerio. Reintentar envía lo mismo otra vez.'}
        </Notice>
      )}
      {envio.estado === 'rechazado' &&
        findings.map((one) => (
          <div key={`${one.regla} ${one.ruta}`} className="bandeja-hallazgo">
            {!esCorreo && (
              <p>
                <span className="codigo">{one.regla}</span>{' '}
                {one.severidad === 'rechazo' ? '' : '· aviso, no afecta la validez'}
              </p>
            )}
            <p>{one.mensaje}</p>
            <p className="secundario">{one.remedio}</p>
          </div>
        ))}
      <Where envio={envio} />
      <KeyValue
        items={[
          { label: 'Próximo intento', value: nextOf(envio, now) },
          { label: 'Intentos', value: <span className="tabular">{envio.intentos}</span> },
          { label: 'En la bandeja', value: <Fecha value={envio.creadoEn} /> },
        ]}
      />
      <section aria-label="Historia">
        <h3 className="bandeja-titulo">Historia</h3>
        <ol className="bandeja-historia">
          {events.map((event, index) => {
            const tone = estadoTone(ESTADOS_ENVIO[event.estado].tono)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may share everything but their place
              <li key={index} className={`tono-${tone}`}>
                <ToneIcon tone={tone} size={13} />
                <div>
                  <p className="atenuado">
                    <Fecha value={event.en} />
                    {event.intento > 0 && ` · intento ${event.intento}`}
                  </p>
                  <p>{event.detalle || ESTADOS_ENVIO[event.estado].texto}</p>
                </div>
              </li>
            )
          })}
        </ol>
        {history.data?.length === 0 && <p className="atenuado">Todavía sin intentar.</p>}
      </section>
    </DetailPanel>
  )
}

/** The record that the item delivers, where a rejection is mended. */
function Where({ envio }: { readonly envio: Envio }) {
  if (envio.clase === KIND_CORREO)
    return <ScreenLink to={`/facturacion/${envio.referenciaId}`}>Abrir la factura</ScreenLink>
  const deOtra = /^(?:nota|evento)-de:([^:]+)/.exec(envio.cadena)?.[1]
  if (deOtra !== undefined) return <ScreenLink to={`/facturacion/${deOtra}`}>Abrir la factura</ScreenLink>
  const facturaId = /^factura:(.+)$/.exec(envio.cadena)?.[1]
  if (facturaId === undefined) return null
  return envio.clase === 'muv.rips' ? (
    <ScreenLink to={`/rips/${facturaId}`}>Abrir el RIPS</ScreenLink>
  ) : (
    <ScreenLink to={`/facturacion/${facturaId}`}>
      {envio.estado === 'rechazado' ? 'Abrir la factura y corregir' : 'Abrir la factura'}
    </ScreenLink>
  )
}
