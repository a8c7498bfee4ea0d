import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CuentaVisible } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'

/** «Enviar correo de prueba»: until one is taken by the server, nothing goes by itself. */
export function AccountTest({
  cuenta,
  onTested,
}: {
  readonly cuenta: CuentaVisible
  readonly onTested: (cuenta: CuentaVisible) => void
}) {
  const [para, setPara] = useState(cuenta.correo)
  const test = useMutation({
    mutationFn: (address: string) =>
      client.comunicaciones.probarCuenta({ commandId: crypto.randomUUID(), para: address }),
    onSuccess: onTested,
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    test.mutate(para.trim())
  }
  const failed = test.error === null ? null : failureOf(test.error)
  return (
    <Panel title="Prueba">
      <div className="apilado">
        {failed !== null ? (
          <Notice tone="peligro">
            <strong>{failed.mensaje}</strong> {failed.remedio}
            {typeof failed.datos.dijo === 'string' && (
              <p className="atenuado">Para quien le ayude: {failed.datos.dijo}</p>
            )}
          </Notice>
        ) : test.isSuccess ? (
          <Notice tone="hecho">
            El servidor recibió el mensaje para {test.variables}. Mire que haya llegado; si no está, busque en
            «correo no deseado».
          </Notice>
        ) : cuenta.probadaEn === null ? (
          <Notice tone="pide">Esta cuenta no se ha probado: todavía no sale nada solo.</Notice>
        ) : (
          <Notice tone="hecho">
            Probada el <Fecha value={cuenta.probadaEn} />.
          </Notice>
        )}
        <form className="correo-prueba" onSubmit={send} noValidate>
          <TextInput
            {...fieldTexts({ label: 'Enviar la prueba a', error: null })}
            type="email"
            value={para}
            onChange={(event) => setPara(event.currentTarget.value)}
            autoComplete="off"
          />
          <Button type="submit" loading={test.isPending}>
            Enviar correo de prueba
          </Button>
        </form>
      </div>
    </Panel>
  )
}
