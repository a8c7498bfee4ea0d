import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { EstadoBuzon } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { ADMINISTRAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { formatFechaHora } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ProgressTask } from '../../ui/progress-task.tsx'
import type { ScreenAction } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'

/** How the mailbox stands, and the acts of the screen that has it. */
export function useMailbox() {
  const navigation = useNavigation()
  const administra = useHasRole(...ADMINISTRAN)
  const estado = useQuery({ ...orpc.comunicaciones.buzon.estado.queryOptions(), meta: { datos: ['buzon'] } })
  const traer = useMutation({
    mutationFn: () => client.comunicaciones.buzon.traer({ commandId: crypto.randomUUID() }),
  })
  const settings = () => navigation.go('/configuracion/buzon')
  const { data } = estado
  const actions: ScreenAction[] = data?.hayCuenta
    ? [
        {
          label: 'Traer del buzón',
          keys: 'Alt+B',
          onRun: () => traer.mutate(),
          loading: traer.isPending,
          disabled: data.leyendo !== null,
          reason: 'Ya se está leyendo',
        },
      ]
    : data && administra
      ? [{ label: 'Conectar el buzón', onRun: settings }]
      : []
  return { estado: data, actions, error: traer.error, settings: administra ? settings : undefined }
}

interface MailboxStripProps {
  readonly estado: EstadoBuzon
  readonly error: unknown
  /** Absent for who may not change the account. */
  readonly settings: (() => void) | undefined
  readonly onUnread: () => void
}

/** What a person must know of the mailbox, above the purchases: how the reading goes, what stopped it, what nobody could read. */
export function MailboxStrip({ estado, error, settings, onUnread }: MailboxStripProps) {
  const stop = useMutation({
    mutationFn: () => client.comunicaciones.buzon.detener({ commandId: crypto.randomUUID() }),
  })
  const { leyendo, fallo, noLeidos } = estado
  const refused = error === null ? null : failureOf(error)
  return (
    <div className="compra-buzon">
      <FailureNotice failure={refused} />
      {leyendo && (
        <ProgressTask
          title="Trayendo del buzón"
          done={leyendo.hechos}
          total={leyendo.total}
          onCancel={() => stop.mutate()}
          cancelling={leyendo.deteniendo || stop.isPending}
        />
      )}
      {!leyendo && fallo?.detenido && (
        <Notice
          tone="peligro"
          action={
            settings && (
              <Button size="xs" onClick={settings}>
                Corregir
              </Button>
            )
          }
        >
          <strong>{fallo.mensaje}</strong> {fallo.remedio}
        </Notice>
      )}
      {noLeidos > 0 && (
        <Notice
          tone="pide"
          action={
            <Button size="xs" onClick={onUnread}>
              Ver por qué
            </Button>
          }
        >
          {noLeidos === 1
            ? 'Un archivo del buzón no se pudo leer como factura.'
            : `${noLeidos} archivos del buzón no se pudieron leer como facturas.`}
        </Notice>
      )}
      {!leyendo && estado.hayCuenta && !fallo?.detenido && (
        <p className="atenuado compra-buzon-linea">{lineOf(estado)}</p>
      )}
    </div>
  )
}

/** In one line: when it was read and what it brought; or since when it does not answer, which mends itself. */
function lineOf({ leidoEn, trajo, fallo }: EstadoBuzon): string {
  if (fallo && !fallo.detenido)
    return `${fallo.mensaje} Desde ${formatFechaHora(fallo.desde)}. ${fallo.remedio}`
  if (leidoEn === null) return 'El buzón todavía no se ha leído.'
  const { compras } = trajo
  const cuantas =
    compras === 0 ? 'nada nuevo' : compras === 1 ? 'una factura nueva' : `${compras} facturas nuevas`
  return `La última lectura trajo ${cuantas}. Leído hasta el final el ${formatFechaHora(leidoEn)}.`
}
