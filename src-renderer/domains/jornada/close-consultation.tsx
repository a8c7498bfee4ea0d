import { Button, Checkbox, SegmentedControl, Select, TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleX,
} from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { MEDIOS_PAGO } from '../../../src-shared/domains/facturacion/texts.ts'
import type { Artefacto } from '../../../src-shared/domains/jornada/contract.ts'
import { addDays, isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { useDelayed } from '../../ui/use-delayed.ts'
import { ContingencyNotice } from '../facturacion/contingency-notice.tsx'
import { NumberingNotice } from '../facturacion/numbering-notice.tsx'
import type { ClosingProps } from '../historia/note-editor.tsx'
import { closeNote } from '../historia/open-notes.ts'
import { cambioDe, type FormaPago, pagoDelCierre } from './payment.ts'
import './jornada.css'

export type Closed = Awaited<ReturnType<typeof client.jornada.cerrarConsulta>>
type Preparado = Awaited<ReturnType<typeof client.jornada.prepararCierre>>

const NOMBRES: Readonly<Record<Artefacto['clase'], string>> = {
  nota: 'Nota',
  formula: 'Fórmula',
  factura: 'Factura',
  rips: 'RIPS',
}
const ICONS = {
  listo: IconCircleCheck,
  avisa: IconAlertTriangle,
  falta: IconCircleX,
  'no-aplica': IconCircleMinus,
} as const
const ESTADO: Readonly<Record<Artefacto['estado'], string>> = {
  listo: 'listo',
  avisa: 'con avisos',
  falta: 'falta',
  'no-aplica': 'no aplica',
}
/** Days to pay what is left owing, unless another date is written. */
const DIAS_CREDITO = 30

interface CloseConsultationProps extends ClosingProps {
  readonly onClosed: (closed: Closed) => void
}

/** One panel: what will be produced with its tick or what is missing, how it is paid, and Enter. */
export function CloseConsultation(props: CloseConsultationProps) {
  return (
    <Modal opened={props.opened} onClose={props.onDismiss} title="Cerrar consulta" size="lg">
      <Prepared {...props} />
    </Modal>
  )
}

function Prepared(props: CloseConsultationProps) {
  const prepared = useQuery({
    ...orpc.jornada.prepararCierre.queryOptions({ input: { notaId: props.nota.id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const slow = useDelayed(prepared.isPending)
  if (prepared.isError)
    return (
      <ErrorState
        quePaso="No se pudo revisar lo que se va a producir."
        queSeConservo="La nota está guardada como borrador."
        queHacer={failureText(prepared.error)}
        actionLabel="Intentar de nuevo"
        onAction={() => void prepared.refetch()}
      />
    )
  if (!prepared.data) return <div className="cierre-espera">{slow && 'Revisando…'}</div>
  return <ClosingForm {...props} preparado={prepared.data} onPrepareAgain={() => void prepared.refetch()} />
}

interface ClosingFormProps extends CloseConsultationProps {
  readonly preparado: Preparado
  readonly onPrepareAgain: () => void
}

function ClosingForm({ nota, preparado, onDismiss, onGoTo, onClosed, onPrepareAgain }: ClosingFormProps) {
  const queries = useQueryClient()
  const hoy = useHoy()
  const [facturar, setFacturar] = useState(preparado.facturar)
  const [forma, setForma] = useState<FormaPago>('paga')
  const [medio, setMedio] = useState<string>('10')
  const [recibido, setRecibido] = useState<number | null>(preparado.total)
  const [referencia, setReferencia] = useState('')
  const [vencimiento, setVencimiento] = useState(() => addDays(hoy, DIAS_CREDITO))
  // One id for one act: Enter twice, or again after a cut, closes and bills once.
  const act = useRef(crypto.randomUUID())

  const close = useMutation({
    mutationFn: (conFactura: boolean) =>
      client.jornada.cerrarConsulta({
        commandId: act.current,
        notaId: nota.id,
        facturar: conFactura,
        ...pagoDelCierre({
          facturar: conFactura,
          total: preparado.total,
          forma,
          medio,
          recibido,
          referencia,
          vencimiento,
        }),
        recaudos: [],
      }),
    onSuccess: async (closed) => {
      closeNote(nota.id)
      onClosed(closed)
      await queries.invalidateQueries({
        queryKey: orpc.historia.obtener.queryKey({ input: { id: nota.id } }),
      })
      onDismiss()
    },
    onError: (error) => {
      // The core said no and did nothing: the next attempt is another act.
      if (refusalIn(error)) act.current = crypto.randomUUID()
    },
  })

  const noteReady = preparado.artefactos.every(({ clase, estado }) =>
    clase === 'nota' || clase === 'formula' ? estado !== 'falta' : true,
  )
  const mayBill = preparado.facturar
  const ready = facturar ? preparado.puedeCerrar : noteReady
  const paying = facturar && mayBill
  const badPayment =
    paying && (forma === 'paga' ? recibido === null || Number.isNaN(recibido) : !isLocalDate(vencimiento))
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (ready && !badPayment && !close.isPending && !close.isSuccess) close.mutate(facturar)
  }
  useShortcut('Ctrl+Enter', () => submit())
  // The caret of the dialog was given away before this was known: Enter must confirm, or go to what is missing.
  const form = useRef<HTMLFormElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when what will be produced is known
  useEffect(() => {
    const wait = setTimeout(() => {
      const first = ready ? 'button[type=submit]' : '.cierre-faltantes button, .cierre-botones button'
      form.current?.querySelector<HTMLElement>(first)?.focus()
    })
    return () => clearTimeout(wait)
  }, [])
  const refusal = refusalIn(close.error)
  const change = forma === 'paga' ? cambioDe(preparado.total, recibido) : 0

  return (
    <form ref={form} className="cierre" onSubmit={submit}>
      <ul className="cierre-artefactos">
        {preparado.artefactos.map((artefacto) => (
          <ArtifactLine key={artefacto.clase} artefacto={artefacto} onGoTo={onGoTo} />
        ))}
      </ul>

      {mayBill && (
        <div className="cierre-pago">
          <div className="cierre-total">
            <span className="atenuado">{preparado.paga}</span>
            <Money value={facturar ? preparado.total : 0} size="grande" />
            <Checkbox
              label="Facturar ahora"
              checked={facturar}
              onChange={(event) => setFacturar(event.currentTarget.checked)}
            />
          </div>
          {paying && (
            <div className="cierre-campos">
              <SegmentedControl
                aria-label="Cómo paga"
                value={forma}
                onChange={(value) => setForma(value as FormaPago)}
                data={[
                  { value: 'paga', label: 'Paga ahora' },
                  { value: 'debe', label: 'Queda debiendo' },
                ]}
              />
              {forma === 'paga' ? (
                <div className="cierre-fila">
                  <Select
                    label="Medio de pago"
                    data={MEDIOS_PAGO.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))}
                    value={medio}
                    allowDeselect={false}
                    onChange={(value) => value !== null && setMedio(value)}
                  />
                  <MoneyInput
                    label="Valor recibido"
                    value={recibido}
                    onChange={setRecibido}
                    hint={
                      change > 0 ? `Devuelta ${formatPesos(change)}` : saldoHint(preparado.total, recibido)
                    }
                  />
                  {medio !== '10' && (
                    <TextInput
                      label="Referencia"
                      value={referencia}
                      maxLength={60}
                      onChange={(event) => setReferencia(event.currentTarget.value)}
                    />
                  )}
                </div>
              ) : (
                <div className="cierre-fila">
                  <FechaInput
                    label="Vence"
                    value={vencimiento}
                    ambito={{ futuro: true }}
                    onChange={setVencimiento}
                  />
                </div>
              )}
            </div>
          )}
        </div>
      )}
      {!mayBill && preparado.paga !== 'Particular' && (
        <p className="secundario">Los servicios quedan en Por facturar para la cuenta de {preparado.paga}.</p>
      )}

      {mayBill && facturar && <ContingencyNotice />}
      {mayBill && facturar && <NumberingNotice />}

      {close.isError && (
        <Notice
          tone="peligro"
          action={
            <Button size="xs" onClick={onPrepareAgain}>
              Revisar de nuevo
            </Button>
          }
        >
          {refusal ? `${refusal.mensaje} ${refusal.remedio}` : failureText(close.error)} La nota sigue como
          borrador, completa.
        </Notice>
      )}

      <div className="cierre-botones">
        <Button onClick={onDismiss}>Seguir escribiendo</Button>
        {mayBill && facturar && noteReady && !preparado.puedeCerrar && (
          <Button onClick={() => close.mutate(false)} loading={close.isPending}>
            Cerrar sin facturar
          </Button>
        )}
        <Button
          variant="filled"
          type="submit"
          disabled={!ready || badPayment}
          loading={close.isPending}
          rightSection={<Shortcut keys="Enter" />}
        >
          {facturar && mayBill ? 'Firmar, facturar y cerrar' : 'Firmar y cerrar'}
        </Button>
      </div>
    </form>
  )
}

const contarFaltantes = (cuantos: number): string =>
  cuantos === 1 ? 'Falta un dato' : `Faltan ${cuantos} datos`

function saldoHint(total: number, recibido: number | null): string | undefined {
  if (recibido === null || Number.isNaN(recibido) || recibido >= total) return undefined
  return `Queda debiendo ${formatPesos(total - recibido)}`
}

interface ArtifactLineProps {
  readonly artefacto: Artefacto
  readonly onGoTo: (campo: string) => void
}

function ArtifactLine({ artefacto, onGoTo }: ArtifactLineProps) {
  const { clase, estado, faltantes } = artefacto
  const inNote = clase === 'nota' || clase === 'formula'
  // What only waits for the note is not a fault of its own.
  const waits = estado === 'falta' && faltantes.length === 0 && !inNote
  const Icon = waits ? IconCircleDashed : ICONS[estado]
  return (
    <li data-estado={waits ? 'espera' : estado}>
      <p className="cierre-artefacto">
        <Icon size={17} stroke={1.9} aria-hidden="true" />
        <strong>{NOMBRES[clase]}</strong>
        <span className="solo-lector">{ESTADO[estado]}: </span>
        <span>{inNote && faltantes.length > 0 ? contarFaltantes(faltantes.length) : artefacto.detalle}</span>
      </p>
      {faltantes.length > 0 && (
        <ul className="cierre-faltantes">
          {faltantes.map((falta) => (
            <li key={`${falta.campo} ${falta.mensaje}`}>
              {inNote ? (
                <button type="button" className="enlace" onClick={() => onGoTo(falta.campo)}>
                  {falta.mensaje}
                </button>
              ) : (
                <>
                  {falta.mensaje === artefacto.detalle ? '' : `${falta.mensaje} `}
                  <span className="atenuado">{falta.remedio}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
