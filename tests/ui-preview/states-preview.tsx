import { Button } from '@mantine/core'
import { useState } from 'react'
import { EmptyState } from '../../src-renderer/ui/empty-state.tsx'
import { ErrorState } from '../../src-renderer/ui/error-state.tsx'
import { Notice } from '../../src-renderer/ui/notice.tsx'
import { Panel } from '../../src-renderer/ui/panel.tsx'
import { ScreenBody } from '../../src-renderer/ui/screen-body.tsx'
import { ScreenHeader } from '../../src-renderer/ui/screen-header.tsx'
import { StateChip } from '../../src-renderer/ui/state-chip.tsx'
import { showBackgroundResult } from '../../src-renderer/ui/toast.ts'
import type { Tone } from '../../src-renderer/ui/tone.ts'

const CHIPS: readonly (readonly [Tone, string])[] = [
  ['neutro', 'Borrador'],
  ['informa', 'Enviada, respuesta desconocida'],
  ['hecho', 'Validada por la DIAN'],
  ['pide', 'Firmada, pendiente de envío'],
  ['peligro', 'Rechazada por la DIAN'],
  ['acento', 'En consulta'],
]

/** States, notices, emptiness and errors; the button breaks the screen on purpose. */
export function StatesPreview() {
  const [broken, setBroken] = useState(false)
  if (broken) throw new Error('preview')
  return (
    <>
      <ScreenHeader
        title="Estados"
        actions={[
          { label: 'Fallar', onRun: () => setBroken(true) },
          {
            label: 'Avisar',
            onRun: () =>
              showBackgroundResult({ tone: 'hecho', title: 'Copia terminada', message: '1.204 registros.' }),
          },
        ]}
        primary={{
          label: 'Cerrar consulta',
          onRun: () => undefined,
          disabled: true,
          reason: 'Falta el diagnóstico',
        }}
      />
      <ScreenBody>
        <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 16 }}>
          <Panel title="Estados">
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
              {CHIPS.map(([tone, label]) => (
                <StateChip key={label} tone={tone} label={label} />
              ))}
            </div>
          </Panel>
          <Panel title="Avisos">
            <div className="apilado">
              <Notice tone="peligro" action={<Button size="xs">Corregir</Button>}>
                El diagnóstico no corresponde a la edad del paciente. Elija otro código.
              </Notice>
              <Notice tone="pide">Le quedan 43 números en la resolución 18764.</Notice>
              <Notice tone="informa">La factura se enviará cuando vuelva la conexión.</Notice>
              <Notice tone="hecho">Nota firmada a las 10:42.</Notice>
            </div>
          </Panel>
          <Panel title="Vacío">
            <EmptyState keys="F2" keysLabel="crea la primera cita" onAction={() => undefined}>
              No hay citas para este día.
            </EmptyState>
          </Panel>
          <Panel title="Error">
            <ErrorState
              quePaso="No se pudo abrir la factura."
              queSeConservo="La factura está guardada y firmada."
              queHacer="Intente de nuevo; si se repite, reinicie el programa."
              actionLabel="Intentar de nuevo"
              onAction={() => undefined}
              incidente="K7F-042"
            />
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}
