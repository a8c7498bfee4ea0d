import { Button, Select } from '@mantine/core'
import { useRef, useState } from 'react'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { ProgressTask } from '../../ui/progress-task.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { MEDIOS } from './charge-dialog.tsx'
import type { UnbilledGroup } from './unbilled-groups.ts'

interface IssueManyProps {
  readonly groups: readonly UnbilledGroup[]
  readonly onClose: () => void
}

/** Several invoices, one per patient: one that fails does not stop the rest. */
export function IssueMany(props: IssueManyProps) {
  const { length } = props.groups
  return (
    <Modal opened onClose={props.onClose} title={`¿Emitir ${length} facturas?`} size="lg">
      <Body {...props} />
    </Modal>
  )
}

type Outcome = { readonly numero: string } | { readonly problema: string }

function Body({ groups, onClose }: IssueManyProps) {
  const [medio, setMedio] = useState('10')
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  const [phase, setPhase] = useState<'pregunta' | 'emitiendo' | 'deteniendo' | 'hecho'>('pregunta')
  const stopped = useRef(false)
  const verb = `Emitir ${groups.length} facturas`

  const run = async () => {
    setPhase('emitiendo')
    for (const group of groups) {
      if (stopped.current) break
      const outcome = await issueOne(group, medio)
      setOutcomes((known) => new Map(known).set(group.pacienteId, outcome))
    }
    setPhase('hecho')
  }
  useShortcut('Ctrl+Enter', () => (phase === 'hecho' ? onClose() : void run()), {
    label: verb,
    enabled: phase === 'pregunta' || phase === 'hecho',
  })

  return (
    <div className="factura-emitiendo">
      {phase === 'pregunta' && (
        <>
          <p>Cada una toma su número de la resolución y queda firmada; no se puede deshacer.</p>
          <Select
            label="Medio de pago de todas (contado)"
            data={MEDIOS}
            value={medio}
            onChange={(value) => setMedio(value ?? '10')}
            allowDeselect={false}
          />
        </>
      )}
      {phase !== 'pregunta' && (
        <ProgressTask
          title={phase === 'hecho' ? 'Terminado' : `Emitiendo ${groups.length} facturas`}
          done={outcomes.size}
          total={groups.length}
          onCancel={
            phase === 'hecho'
              ? undefined
              : () => {
                  stopped.current = true
                  setPhase('deteniendo')
                }
          }
          cancelling={phase === 'deteniendo'}
        />
      )}
      <ul>
        {groups.map((group) => (
          <li key={group.pacienteId}>
            <span>
              <span>{group.paciente}</span> <Outcome outcome={outcomes.get(group.pacienteId)} />
            </span>
            <Money value={group.valor} />
          </li>
        ))}
      </ul>
      <div className="factura-pie">
        {phase === 'pregunta' && <Button onClick={onClose}>Volver</Button>}
        {phase === 'pregunta' && (
          <Button
            variant="filled"
            onClick={() => void run()}
            data-autofocus
            rightSection={<Shortcut keys="Ctrl+Enter" />}
          >
            {verb}
          </Button>
        )}
        {phase === 'hecho' && (
          <Button variant="filled" onClick={onClose} rightSection={<Shortcut keys="Ctrl+Enter" />}>
            Terminar
          </Button>
        )}
      </div>
    </div>
  )
}

function Outcome({ outcome }: { readonly outcome: Outcome | undefined }) {
  if (outcome === undefined) return null
  return 'numero' in outcome ? (
    <StateChip tone="hecho" label={`Firmada ${outcome.numero}`} plain />
  ) : (
    <span className="tono-peligro factura-problema">{outcome.problema}</span>
  )
}

async function issueOne(group: UnbilledGroup, medio: string): Promise<Outcome> {
  try {
    const { numero } = await client.facturacion.emitir({
      commandId: crypto.randomUUID(),
      servicioIds: group.servicios.map(({ id }) => id),
      pago: { forma: '1', medio },
      recaudos: [],
      recibo: null,
    })
    return { numero }
  } catch (error) {
    const { mensaje, remedio } = failureOf(error)
    return { problema: `${mensaje} ${remedio}` }
  }
}
