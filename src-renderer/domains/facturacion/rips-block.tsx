import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ESTADOS_RIPS } from '../../../src-shared/domains/rips/contract.ts'
import { RIPS_TEXTOS } from '../../../src-shared/domains/rips/texts.ts'
import { RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { CopyCode } from '../../ui/copy-code.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { RipsFindings } from './findings.tsx'

/** RIPS of an invoice: its state, its CUV and what the ministry or our own check found. */
export function RipsBlock({ facturaId }: { readonly facturaId: string }) {
  const leeContenido = useHasRole(...RADICAN)
  const rips = useQuery({
    ...orpc.rips.deFactura.queryOptions({ input: { facturaId } }),
    meta: { datos: ['rips', `factura:${facturaId}`] },
  })
  const again = useMutation({
    mutationFn: () => client.rips.regenerar({ commandId: crypto.randomUUID(), facturaId }),
  })
  const paquete = rips.data
  if (paquete === undefined) return null
  const canRegenerate = leeContenido && paquete !== null && paquete.cuv === null
  return (
    <Panel
      title="RIPS"
      actions={
        canRegenerate && (
          <Button size="xs" onClick={() => again.mutate()} loading={again.isPending}>
            Generar de nuevo
          </Button>
        )
      }
    >
      {paquete === null ? (
        <p className="secundario">Sin generar</p>
      ) : (
        <div className="apilado">
          <div>
            <StateChip
              tone={estadoTone(ESTADOS_RIPS[paquete.estado].tono)}
              label={ESTADOS_RIPS[paquete.estado].texto}
            />
          </div>
          {paquete.cuv !== null && (
            <div>
              <p className="atenuado">
                CUV · <Fecha value={paquete.validadoEn} />
              </p>
              <CopyCode label="CUV" value={paquete.cuv} />
            </div>
          )}
          {again.error !== null && (
            <Notice tone="peligro">
              {failureOf(again.error).mensaje} {failureOf(again.error).remedio}
            </Notice>
          )}
          <RipsFindings findings={[...paquete.hallazgosMuv, ...paquete.hallazgos]} />
          {!leeContenido && paquete.cuv === null && (
            <p className="secundario">{RIPS_TEXTOS.sinContenido(paquete.observaciones)}</p>
          )}
          <p>
            <ScreenLink to={`/rips/${facturaId}`}>
              {leeContenido ? 'Ver el RIPS completo' : 'Abrir el RIPS'}
            </ScreenLink>
          </p>
        </div>
      )}
    </Panel>
  )
}
