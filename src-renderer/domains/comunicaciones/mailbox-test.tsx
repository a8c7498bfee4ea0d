import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { BuzonVisible } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'

/** «Probar»: opens the folder with the stored account and counts. Until it does once, nothing is read by itself. */
export function MailboxTest({
  cuenta,
  onTested,
}: {
  readonly cuenta: BuzonVisible
  readonly onTested: (cuenta: BuzonVisible) => void
}) {
  const test = useMutation({
    mutationFn: () => client.comunicaciones.buzon.probar({ commandId: crypto.randomUUID() }),
    onSuccess: (done) => onTested(done.cuenta),
  })
  const failed = test.error === null ? null : failureOf(test.error)
  const desde = formatFecha(cuenta.desde)
  return (
    <Panel
      title="Prueba"
      actions={
        <Button onClick={() => test.mutate()} loading={test.isPending}>
          Probar
        </Button>
      }
    >
      {failed !== null ? (
        <Notice tone="peligro">
          <strong>{failed.mensaje}</strong> {failed.remedio}
          {typeof failed.datos.dijo === 'string' && (
            <p className="atenuado">Para quien le ayude: {failed.datos.dijo}</p>
          )}
        </Notice>
      ) : test.data && cuenta.probadaEn !== null ? (
        <Notice tone="hecho">
          Se abrió «{cuenta.carpeta}»:{' '}
          {test.data.mensajes === 1 ? 'un mensaje' : `${test.data.mensajes} mensajes`} desde el {desde}. Ya
          puede traer las facturas en Compras.
        </Notice>
      ) : cuenta.probadaEn === null ? (
        <Notice tone="pide">Este buzón no se ha probado: todavía no se lee nada solo.</Notice>
      ) : (
        <Notice tone="hecho">
          Probado el <Fecha value={cuenta.probadaEn} />.
        </Notice>
      )}
    </Panel>
  )
}
