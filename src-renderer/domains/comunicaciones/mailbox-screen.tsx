import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BuzonVisible } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { MailboxForm } from './mailbox-form.tsx'
import { MailboxTest } from './mailbox-test.tsx'
import './comunicaciones.css'

const FORM_ID = 'buzon-cuenta'

/** Configuración › Buzón de facturas: from where the invoices of suppliers are brought. */
export function MailboxScreen() {
  const navigation = useNavigation()
  const queryClient = useQueryClient()
  const confirm = useConfirm()
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  /** What a test said is of the account that was tested: with each saving it begins anew. */
  const [savings, setSavings] = useState(0)
  const account = useQuery({ ...orpc.comunicaciones.buzon.cuenta.queryOptions(), meta: { datos: ['buzon'] } })
  const prestador = useQuery({
    ...orpc.configuracion.prestador.queryOptions(),
    meta: { datos: ['configuracion'] },
  })
  const hoy = useHoy()
  const keep = (cuenta: BuzonVisible | null) =>
    queryClient.setQueryData(orpc.comunicaciones.buzon.cuenta.queryKey(), (now) => now && { ...now, cuenta })
  const failed = account.error ?? prestador.error
  if (failed)
    return (
      <ErrorState
        quePaso="No se pudo leer la cuenta del buzón."
        queHacer={failureOf(failed).remedio}
        actionLabel="Intentar de nuevo"
        onAction={() => void account.refetch()}
      />
    )
  if (!account.data || !prestador.data) return null
  const { cuenta, practica } = account.data
  const remove = async () => {
    const sure = await confirm({
      title: '¿Quitar el buzón?',
      consequence:
        'Se olvida la cuenta con su contraseña y no se lee más. Las compras que trajo se quedan como están.',
      verb: 'Quitar el buzón',
    })
    if (!sure) return
    await client.comunicaciones.buzon.quitar({ commandId: crypto.randomUUID() })
    setSaved(false)
    keep(null)
  }
  return (
    <>
      <ScreenHeader
        title="Buzón de facturas"
        context="Configuración"
        onBack={() => navigation.go('/configuracion')}
        actions={cuenta === null ? [] : [{ label: 'Quitar el buzón', onRun: () => void remove() }]}
        primary={{
          label: 'Guardar',
          onRun: () => {
            const form = document.getElementById(FORM_ID)
            if (form instanceof HTMLFormElement) form.requestSubmit()
          },
          loading: busy,
        }}
      />
      <ScreenBody>
        <div className="correo-cuenta">
          <p className="secundario">
            Al correo del consultorio llegan las facturas de los proveedores. El programa mira solo los
            mensajes que traen un ZIP o un XML, comprueba cada factura y la deja en Compras.
          </p>
          {practica && (
            <Notice tone="informa">
              En práctica puede seguir sin buzón: las facturas se importan una por una. Si pone uno, se lee de
              verdad y lo que traiga queda solo en la práctica.
            </Notice>
          )}
          {saved && <Notice tone="hecho">Guardado. {cuenta?.probadaEn === null && 'Ahora pruébelo.'}</Notice>}
          <MailboxForm
            key={cuenta === null ? 'nuevo' : 'guardado'}
            formId={FORM_ID}
            cuenta={cuenta}
            practica={practica}
            correo={prestador.data.prestador?.correo ?? ''}
            hoy={hoy}
            onBusy={(next) => {
              setBusy(next)
              if (next) setSaved(false)
            }}
            onSaved={(next) => {
              setSaved(true)
              setSavings((times) => times + 1)
              keep(next)
            }}
          />
          {cuenta !== null && (
            <MailboxTest
              key={savings}
              cuenta={cuenta}
              onTested={(next) => {
                setSaved(false)
                keep(next)
              }}
            />
          )}
        </div>
      </ScreenBody>
    </>
  )
}
