import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { NoLeido } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import './finanzas.css'

/** What came to the mailbox and could not become a purchase: who sent it, why, and what to do. */
export function UnreadMailScreen() {
  const navigation = useNavigation()
  const list = useQuery({ ...orpc.comunicaciones.buzon.noLeidos.queryOptions(), meta: { datos: ['buzon'] } })
  const aside = useMutation({
    mutationFn: (id: string) => client.comunicaciones.buzon.descartar({ commandId: crypto.randomUUID(), id }),
  })
  const back = () => navigation.go('/finanzas')
  if (list.error)
    return (
      <ErrorState
        quePaso="No se pudo leer la lista."
        queHacer={failureOf(list.error).remedio}
        actionLabel="Intentar de nuevo"
        onAction={() => void list.refetch()}
      />
    )
  if (!list.data) return null
  return (
    <>
      <ScreenHeader title="Lo que no se pudo leer" context="Buzón de facturas" onBack={back} />
      <ScreenBody>
        {aside.error !== null && (
          <Notice tone="peligro">
            {failureOf(aside.error).mensaje} {failureOf(aside.error).remedio}
          </Notice>
        )}
        {list.data.length === 0 ? (
          <EmptyState keys="Esc" keysLabel="volver a Compras" onAction={back}>
            Todo lo que llegó al buzón se pudo leer.
          </EmptyState>
        ) : (
          <Panel title="Mensajes" aside={list.data.length}>
            <ul className="compra-lista">
              {list.data.map((one) => (
                <Unread
                  key={one.id}
                  one={one}
                  busy={aside.isPending && aside.variables === one.id}
                  onAside={() => aside.mutate(one.id)}
                />
              ))}
            </ul>
          </Panel>
        )}
      </ScreenBody>
    </>
  )
}

function Unread({
  one,
  busy,
  onAside,
}: {
  readonly one: NoLeido
  readonly busy: boolean
  readonly onAside: () => void
}) {
  const { de, asunto, recibidoEn, archivo, motivo, remedio } = one
  return (
    <li className="compra-no-leido">
      <div>
        <p className="recortado">
          <strong>{asunto || 'Sin asunto'}</strong>{' '}
          <span className="atenuado">
            {de || 'sin remitente'} · <Fecha value={recibidoEn} />
          </span>
        </p>
        {archivo !== '' && <p className="atenuado recortado">{archivo}</p>}
        <p>
          {motivo} <span className="secundario">{remedio}</span>
        </p>
      </div>
      <Button size="xs" onClick={onAside} loading={busy} aria-label={`Ya lo vi: ${asunto || de}`}>
        Ya lo vi
      </Button>
    </li>
  )
}
