import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  CASOS_CONTINGENCIA,
  type CausaContingencia,
} from '../../../src-shared/domains/facturacion/contingencia.ts'
import type { ContingenciaResumen } from '../../../src-shared/domains/facturacion/contract.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { ContingencyForm } from './contingency-form.tsx'
import { PdfDialog } from './pdf-dialog.tsx'
import './facturacion.css'

const CAUSAS: readonly CausaContingencia[] = ['dian', 'propia']

/** Contingency: which of the two situations it is, what is done in each, and the clock of what was issued. */
export function ContingencyScreen() {
  const navigation = useNavigation()
  const estado = useQuery({
    ...orpc.facturacion.contingencia.estado.queryOptions(),
    meta: { datos: ['contingencia', 'facturas', 'configuracion'] },
  })
  const [declaring, setDeclaring] = useState<CausaContingencia | null>(null)
  const [letter, setLetter] = useState<string | null>(null)
  if (estado.error)
    return (
      <ErrorState
        quePaso={failureOf(estado.error).mensaje}
        queHacer={failureOf(estado.error).remedio}
        actionLabel="Volver a Facturación"
        onAction={() => navigation.go('/facturacion')}
      />
    )
  const abierta = estado.data?.abierta ?? null
  return (
    <>
      <ScreenHeader
        title="Contingencia"
        context={abierta ? 'Abierta' : 'Ninguna abierta'}
        onBack={() => navigation.go('/facturacion')}
      />
      {estado.data && (
        <ScreenBody>
          <div className="contingencia">
            {abierta ? (
              <OpenContingency contingencia={abierta} onLetter={() => setLetter(abierta.id)} />
            ) : (
              <div className="contingencia-casos">
                {CAUSAS.map((causa) => (
                  <Panel key={causa} title={CASOS_CONTINGENCIA[causa].titulo}>
                    <div className="apilado">
                      <p>{CASOS_CONTINGENCIA[causa].cuando}</p>
                      <p className="secundario">{CASOS_CONTINGENCIA[causa].que}</p>
                      {causa === 'propia' && !estado.data.hayPapel && (
                        <Notice tone="pide">
                          Falta una numeración de contingencia vigente.{' '}
                          <ScreenLink to="/configuracion">Agregarla en Configuración › Numeración</ScreenLink>
                        </Notice>
                      )}
                      <div>
                        <Button
                          onClick={() => setDeclaring(causa)}
                          disabled={causa === 'propia' && !estado.data.hayPapel}
                        >
                          Declarar esta contingencia
                        </Button>
                      </div>
                    </div>
                  </Panel>
                ))}
              </div>
            )}
            <p className="secundario">
              Sin internet por un rato no hace falta declararla: la factura queda firmada y en la bandeja de
              salida, y se entrega cuando la DIAN la valide.
            </p>
            <Past
              contingencias={estado.data.recientes.filter((una) => una.id !== abierta?.id)}
              onLetter={setLetter}
            />
          </div>
        </ScreenBody>
      )}
      {declaring && <ContingencyForm causa={declaring} onClose={() => setDeclaring(null)} />}
      {letter !== null && <PdfDialog id={letter} cual="carta" onClose={() => setLetter(null)} />}
    </>
  )
}

function OpenContingency({
  contingencia,
  onLetter,
}: {
  readonly contingencia: ContingenciaResumen
  readonly onLetter: () => void
}) {
  const confirm = useConfirm()
  const caso = CASOS_CONTINGENCIA[contingencia.causa]
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const end = useMutation({
    mutationFn: () => client.facturacion.contingencia.terminar({ commandId, id: contingencia.id }),
    onError: () => setCommandId(crypto.randomUUID()),
  })
  const ask = async () => {
    const sure = await confirm({
      title: '¿Terminar la contingencia?',
      consequence:
        'Las facturas vuelven a salir como siempre, y lo expedido en contingencia se transmite en las 48 horas siguientes.',
      verb: 'Terminar la contingencia',
    })
    if (sure) end.mutate()
  }
  return (
    <Panel
      title={caso.titulo}
      actions={
        <Button size="xs" onClick={onLetter}>
          Carta a la DIAN
        </Button>
      }
    >
      <div className="apilado">
        {contingencia.recuperadaEn !== null && (
          <Notice tone="pide">
            La DIAN volvió a responder el <Fecha value={contingencia.recuperadaEn} />. Si la falla terminó,
            termine la contingencia.
          </Notice>
        )}
        {end.error !== null && (
          <Notice tone="peligro">
            {failureOf(end.error).mensaje} {failureOf(end.error).remedio}
          </Notice>
        )}
        <p>{caso.que}</p>
        <Facts contingencia={contingencia} />
        <div>
          <Button variant="filled" onClick={() => void ask()} loading={end.isPending}>
            Terminar la contingencia
          </Button>
        </div>
      </div>
    </Panel>
  )
}

function Facts({ contingencia }: { readonly contingencia: ContingenciaResumen }) {
  return (
    <KeyValue
      items={[
        { label: 'Qué pasó', value: contingencia.razon },
        { label: 'Empezó', value: <Fecha value={contingencia.desde} /> },
        ...(contingencia.terminadaEn
          ? [{ label: 'Terminó', value: <Fecha value={contingencia.terminadaEn} /> }]
          : []),
        { label: 'Facturas', value: String(contingencia.facturas) },
        { label: 'Por transmitir', value: String(contingencia.porTransmitir) },
        ...(contingencia.vence && contingencia.porTransmitir > 0
          ? [{ label: 'Transmitir antes de', value: <Fecha value={contingencia.vence} /> }]
          : []),
      ]}
    />
  )
}

function Past({
  contingencias,
  onLetter,
}: {
  readonly contingencias: readonly ContingenciaResumen[]
  readonly onLetter: (id: string) => void
}) {
  if (contingencias.length === 0) return null
  return (
    <Panel title="Anteriores">
      <ul className="contingencia-anteriores">
        {contingencias.map((una) => (
          <li key={una.id}>
            <div>
              <p>
                <strong>{CASOS_CONTINGENCIA[una.causa].titulo}</strong>
              </p>
              <Facts contingencia={una} />
            </div>
            <Button size="xs" onClick={() => onLetter(una.id)}>
              Carta a la DIAN
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
