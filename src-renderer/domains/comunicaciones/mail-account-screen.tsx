import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CuentaVisible } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { AccountForm } from './account-form.tsx'
import { AccountTest } from './account-test.tsx'
import './comunicaciones.css'

const FORM_ID = 'correo-cuenta'

/** Configuración › Correo: the account of the practice, its test, and whether invoices go by themselves. */
export function MailAccountScreen() {
  const navigation = useNavigation()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const account = useQuery({ ...orpc.comunicaciones.cuenta.queryOptions(), meta: { datos: ['correo'] } })
  const prestador = useQuery({
    ...orpc.configuracion.prestador.queryOptions(),
    meta: { datos: ['configuracion'] },
  })
  const keep = (cuenta: CuentaVisible) =>
    queryClient.setQueryData(orpc.comunicaciones.cuenta.queryKey(), (now) => now && { ...now, cuenta })
  const failed = account.error ?? prestador.error
  if (failed)
    return (
      <ErrorState
        quePaso="No se pudo leer la cuenta de correo."
        queHacer={failureOf(failed).remedio}
        actionLabel="Intentar de nuevo"
        onAction={() => void account.refetch()}
      />
    )
  if (!account.data || !prestador.data) return null
  const { cuenta, practica } = account.data
  const quien = prestador.data.prestador
  return (
    <>
      <ScreenHeader
        title="Correo"
        context="Configuración"
        onBack={() => navigation.go('/configuracion')}
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
            Desde esta cuenta le llega a cada cliente su factura: un archivo con el PDF y el documento
            electrónico validado por la DIAN. Nunca lleva diagnósticos ni servicios en el mensaje.
          </p>
          {practica && (
            <Notice tone="informa">
              En práctica puede seguir sin cuenta: la factura se entrega con «Guardar .zip». Si pone una, los
              mensajes salen de verdad y dicen «SIN VALIDEZ».
            </Notice>
          )}
          {saved && (
            <Notice tone="hecho">
              Guardada. {cuenta?.probadaEn === null && 'Ahora envíe el correo de prueba.'}
            </Notice>
          )}
          <AccountForm
            formId={FORM_ID}
            cuenta={cuenta}
            practica={practica}
            propuesta={{
              nombre: quien?.nombreComercial ?? quien?.razonSocial ?? '',
              correo: quien?.correo ?? '',
            }}
            onBusy={(next) => {
              setBusy(next)
              if (next) setSaved(false)
            }}
            onSaved={(next) => {
              setSaved(true)
              keep(next)
            }}
          />
          {cuenta !== null && (
            <AccountTest
              key={cuenta.correo}
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
