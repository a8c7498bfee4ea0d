import { Button, Select } from '@mantine/core'
import { useRef, useState } from 'react'
import { ELECCIONES_USUALES } from '../../../src-shared/domains/facturacion/rules.ts'
import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { addDays, isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { useHoy } from '../../ui/environment.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ProgressTask } from '../../ui/progress-task.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import type { Periodo } from './account-rules.ts'
import type { AccountInvoice } from './account-summary.tsx'
import { MEDIOS } from './charge-dialog.tsx'
import { NoContractField } from './no-contract-field.tsx'

interface IssueAccountProps {
  readonly facturas: readonly AccountInvoice[]
  readonly periodo: Periodo
  readonly conContrato: boolean
  readonly pagador: string
  readonly onClose: () => void
}

/** Looks the account over as DIAN and the ministry would, and issues it: one that fails does not stop the rest. */
export function IssueAccount(props: IssueAccountProps) {
  const { length } = props.facturas
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={
        length === 1
          ? `¿Emitir la cuenta a ${props.pagador}?`
          : `¿Emitir ${length} facturas a ${props.pagador}?`
      }
      size="lg"
    >
      <Body {...props} />
    </Modal>
  )
}

type Outcome =
  | { readonly tipo: 'emitida'; readonly id: string; readonly numero: string }
  | { readonly tipo: 'problema'; readonly mensajes: readonly string[] }

type Phase = 'pregunta' | 'revisando' | 'emitiendo' | 'hecho'

function Body({ facturas, periodo, conContrato, onClose }: IssueAccountProps) {
  const navigation = useNavigation()
  const hoy = useHoy()
  const [medio, setMedio] = useState('47')
  const [vence, setVence] = useState<string>(() => addDays(hoy, 30))
  const [sinContrato, setSinContrato] = useState(ELECCIONES_USUALES.sinContrato)
  const [phase, setPhase] = useState<Phase>('pregunta')
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const stopped = useRef(false)
  // The same act keeps its ids however often it is pressed.
  const [ids] = useState(() => facturas.map(() => crypto.randomUUID()))
  const verb = facturas.length === 1 ? 'Emitir la factura' : `Emitir ${facturas.length} facturas`
  const problem = isLocalDate(vence) && vence >= hoy ? null : 'Escriba cuándo vence, desde hoy'

  const run = async () => {
    if (problem !== null || (phase !== 'pregunta' && phase !== 'hecho')) return
    const done: Outcome[] = []
    for (const [index, factura] of facturas.entries()) {
      if (stopped.current) break
      const peticion = {
        servicioIds: [...factura.servicioIds],
        recaudos: [...factura.recaudoIds],
        pago: { forma: '2' as const, medio, vencimiento: vence },
        salud: { sinContrato },
        periodo,
      }
      setPhase('revisando')
      const problems = await review(peticion)
      if (problems.length > 0) done.push({ tipo: 'problema', mensajes: problems })
      else {
        setPhase('emitiendo')
        done.push(await issueOne({ ...peticion, commandId: ids[index] ?? crypto.randomUUID(), recibo: null }))
      }
      setOutcomes([...done])
    }
    setPhase('hecho')
    const [only] = done
    if (done.length === 1 && only?.tipo === 'emitida') navigation.go(`/facturacion/${only.id}`)
  }
  const failed = outcomes.some(({ tipo }) => tipo === 'problema')
  useShortcut('Ctrl+Enter', () => (phase === 'hecho' ? onClose() : void run()), {
    label: verb,
    inTextField: true,
    enabled: phase === 'pregunta' || phase === 'hecho',
  })

  return (
    <div className="factura-emitiendo">
      {phase === 'pregunta' ? (
        <>
          <p>
            Se revisa como la DIAN y el ministerio; si algo se rechazaría, no se toma número y se dice de
            quién es.
          </p>
          <FormRow>
            <Select
              label="Medio de pago (crédito)"
              data={MEDIOS}
              value={medio}
              onChange={(value) => setMedio(value ?? medio)}
              allowDeselect={false}
            />
            <FechaInput
              label="Vence"
              hint="Por ejemplo +30d"
              value={vence}
              onChange={setVence}
              ambito={{ futuro: true }}
              error={problem}
            />
          </FormRow>
          {!conContrato && <NoContractField value={sinContrato} onChange={setSinContrato} />}
        </>
      ) : (
        <ProgressTask
          title={
            phase === 'hecho' ? 'Terminado' : phase === 'revisando' ? 'Revisando' : 'Firmando y guardando'
          }
          done={outcomes.length}
          total={facturas.length}
          onCancel={
            phase === 'hecho' || facturas.length === 1
              ? undefined
              : () => {
                  stopped.current = true
                }
          }
        />
      )}
      <ul>
        {facturas.map((factura, index) => (
          <li key={factura.servicioIds[0]}>
            <span>
              {factura.pacientes === 1 ? '1 paciente' : `${factura.pacientes} pacientes`},{' '}
              {factura.servicios === 1 ? '1 servicio' : `${factura.servicios} servicios`}{' '}
              <Result outcome={outcomes[index]} />
            </span>
            <Money value={factura.neto} />
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
            {failed ? 'Volver a la cuenta' : 'Terminar'}
          </Button>
        )}
      </div>
    </div>
  )
}

function Result({ outcome }: { readonly outcome: Outcome | undefined }) {
  if (outcome === undefined) return null
  if (outcome.tipo === 'emitida') return <StateChip tone="hecho" label={`Firmada ${outcome.numero}`} plain />
  return (
    <span className="tono-peligro factura-problema cuenta-problemas">
      {outcome.mensajes.slice(0, 8).map((mensaje) => (
        <span key={mensaje}>{mensaje}</span>
      ))}
      {outcome.mensajes.length > 8 && <span>y {outcome.mensajes.length - 8} más.</span>}
    </span>
  )
}

type Peticion = Parameters<typeof client.facturacion.previsualizar>[0]

/** What would be refused, in words; nothing when it may be issued. */
async function review(peticion: Peticion): Promise<string[]> {
  try {
    const { hallazgos, hallazgosRips } = await client.facturacion.previsualizar(peticion)
    return [...new Set([...hallazgos.filter(refusesFactura), ...hallazgosRips.filter(refusesRips)].map(text))]
  } catch (error) {
    return [text(failureOf(error))]
  }
}

async function issueOne(input: Parameters<typeof client.facturacion.emitir>[0]): Promise<Outcome> {
  try {
    const { id, numero } = await client.facturacion.emitir(input)
    return { tipo: 'emitida', id, numero }
  } catch (error) {
    return { tipo: 'problema', mensajes: [text(failureOf(error))] }
  }
}

function refusesFactura({ severidad }: HallazgoFactura): boolean {
  return severidad === 'rechazo'
}

function refusesRips({ clase }: HallazgoRips): boolean {
  return clase === 'RECHAZO'
}

function text({ mensaje, remedio }: { readonly mensaje: string; readonly remedio: string }): string {
  return `${mensaje} ${remedio}`
}
