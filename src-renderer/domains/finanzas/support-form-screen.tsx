import { Button, NumberInput, Select, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { MEDIOS_PAGO } from '../../../src-shared/domains/facturacion/texts.ts'
import { NOMBRE_FORMA } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { bogotaDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { draftOf, draftTotals, emptyDraft, emptyLine, readDraft, type SupportDraft } from './support-draft.ts'
import { SupportLine } from './support-line.tsx'
import { SupportSeller } from './support-seller.tsx'
import './finanzas.css'

const LIST = '/finanzas/soportes'
/** After the last key. */
const SAVE_AFTER_MS = 600

/** A new documento soporte: what was left half-written comes back. */
export function NewSupportScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const kept = useQuery({
    ...orpc.finanzas.soportes.borrador.queryOptions({ input: { id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (kept.error) return <Unreadable error={kept.error} />
  if (!kept.data) return null
  const blank = emptyDraft(bogotaDate(new Date()))
  return (
    <SupportForm
      draftId={id}
      start={{ ...blank, ...(kept.data.contenido as Partial<SupportDraft> | null) }}
    />
  )
}

/** A rejected one, written again with its number. */
export function CorrectSupportScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const query = useQuery({
    ...orpc.finanzas.soportes.obtener.queryOptions({ input: { id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (query.error) return <Unreadable error={query.error} />
  if (!query.data) return null
  return <SupportForm rejected={{ id, numero: query.data.numero }} start={draftOf(query.data.peticion)} />
}

function Unreadable({ error }: { readonly error: unknown }) {
  const navigation = useNavigation()
  const { mensaje, remedio } = failureOf(error)
  return (
    <ErrorState
      quePaso={mensaje}
      queHacer={remedio}
      actionLabel="Volver"
      onAction={() => navigation.go(LIST)}
    />
  )
}

interface SupportFormProps {
  readonly start: SupportDraft
  readonly draftId?: string
  readonly rejected?: { readonly id: string; readonly numero: string }
}

function SupportForm({ start, draftId, rejected }: SupportFormProps) {
  const navigation = useNavigation()
  const [draft, setDraft] = useState(start)
  const [tried, setTried] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const numbering = useQuery({
    ...orpc.finanzas.soportes.numeracion.queryOptions(),
    enabled: !rejected,
    meta: { datos: ['soportes', 'configuracion'] },
  })
  const saving = useSaving(draft, draftId)
  const read = readDraft(draft)
  const problemOf = (path: string) => (tried && !read.ok ? (read.problems.get(path) ?? null) : null)
  const set = (change: Partial<SupportDraft>) => setDraft((old) => ({ ...old, ...change }))
  const issue = useMutation({
    mutationFn: async () => {
      if (!read.ok) throw new Error('unreachable: the draft is unreadable')
      saving.stop()
      return rejected
        ? client.finanzas.soportes.corregir({ commandId, id: rejected.id, peticion: read.peticion })
        : client.finanzas.soportes.emitir({ commandId, peticion: read.peticion, borradorId: draftId ?? null })
    },
    onSuccess: ({ id }) => navigation.go(`${LIST}/${id}`),
    onError: (error) => {
      saving.resume()
      // The core said no and did nothing: the next attempt is another act.
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const discard = useMutation({
    mutationFn: (id: string) => {
      saving.stop()
      return client.finanzas.soportes.descartarBorrador({ commandId: crypto.randomUUID(), id })
    },
    onSuccess: () => navigation.go(LIST),
  })
  const submit = () => {
    setTried(true)
    if (!read.ok || issue.isPending) return
    issue.mutate()
  }
  const failed = issue.error ?? discard.error ?? saving.error
  const motivo = numbering.data?.motivo
  const totals = draftTotals(draft)
  return (
    <>
      <ScreenHeader
        title={rejected ? `Corregir el documento soporte ${rejected.numero}` : 'Documento soporte nuevo'}
        context={
          numbering.data?.proximo ? <span className="atenuado">Será el {numbering.data.proximo}</span> : null
        }
        onBack={() => navigation.go(rejected ? `${LIST}/${rejected.id}` : LIST)}
        actions={draftId ? [{ label: 'Descartar', onRun: () => discard.mutate(draftId) }] : []}
        primary={{
          label: 'Firmar y enviar',
          onRun: submit,
          loading: issue.isPending,
          ...(motivo ? { disabled: true, reason: motivo.mensaje } : {}),
        }}
      />
      <ScreenBody panel={<Amounts totals={totals} />}>
        <div className="apilado">
          {motivo && (
            <Notice tone="pide">
              <strong>{motivo.mensaje}</strong> {motivo.remedio}
            </Notice>
          )}
          {failed !== null && (
            <Notice tone="peligro">
              <strong>{failureOf(failed).mensaje}</strong> {failureOf(failed).remedio}
            </Notice>
          )}
          {tried && !read.ok && <Notice tone="pide">Faltan datos: están señalados abajo.</Notice>}
          <SupportSeller
            proveedor={draft.proveedor}
            problemOf={problemOf}
            onChange={(proveedor) => set({ proveedor })}
          />
          <Panel
            title="Qué se compró"
            actions={
              <Button
                size="xs"
                onClick={() =>
                  set({ lineas: [...draft.lineas, emptyLine(draft.lineas.at(-1)?.fecha ?? '')] })
                }
              >
                Agregar otra
              </Button>
            }
          >
            <div className="apilado">
              {draft.lineas.map((linea, indice) => (
                <SupportLine
                  // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity until it is issued
                  key={indice}
                  indice={indice}
                  linea={linea}
                  problemOf={(campo) => problemOf(`lineas.${indice}.${campo}`)}
                  onChange={(una) =>
                    set({ lineas: draft.lineas.map((otra, i) => (i === indice ? una : otra)) })
                  }
                  {...(draft.lineas.length > 1
                    ? { onRemove: () => set({ lineas: draft.lineas.filter((_, i) => i !== indice) }) }
                    : {})}
                />
              ))}
              {problemOf('lineas') && <Notice tone="peligro">{problemOf('lineas')}</Notice>}
            </div>
          </Panel>
          <Panel title="Pago y retenciones">
            <PaymentFields draft={draft} problemOf={problemOf} set={set} />
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}

function PaymentFields({
  draft,
  problemOf,
  set,
}: {
  readonly draft: SupportDraft
  readonly problemOf: (path: string) => string | null
  readonly set: (change: Partial<SupportDraft>) => void
}) {
  const percent = (campo: 'retencionRenta' | 'retencionIva', label: string) => (
    <NumberInput
      {...fieldTexts({ label, optional: true, error: problemOf(campo) })}
      value={draft[campo]}
      onChange={(value) => set({ [campo]: value === '' ? '' : Number(value) })}
      decimalScale={2}
      decimalSeparator=","
      allowedDecimalSeparators={[',', '.']}
      min={0}
      max={100}
      suffix=" %"
      hideControls
    />
  )
  return (
    <div className="apilado">
      <FormRow>
        <Select
          {...fieldTexts({ label: 'Son' })}
          data={Object.entries(NOMBRE_FORMA).map(([value, label]) => ({ value, label }))}
          value={draft.forma}
          allowDeselect={false}
          onChange={(value) => set({ forma: value === '2' ? '2' : '1' })}
        />
        <Select
          {...fieldTexts({ label: 'Se paga' })}
          data={[
            { value: '1', label: 'De contado' },
            { value: '2', label: 'A crédito' },
          ]}
          value={draft.pagoForma}
          allowDeselect={false}
          onChange={(value) => set({ pagoForma: value === '2' ? '2' : '1' })}
        />
        <Select
          {...fieldTexts({ label: 'Medio de pago', error: problemOf('pago.medio') })}
          data={MEDIOS_PAGO.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))}
          value={draft.medio}
          allowDeselect={false}
          onChange={(value) => set({ medio: value ?? '10' })}
        />
        {draft.pagoForma === '2' && (
          <FechaInput
            label="Vence"
            error={problemOf('pago.vencimiento')}
            value={draft.vencimiento}
            onChange={(vencimiento) => set({ vencimiento })}
          />
        )}
      </FormRow>
      <FormRow>
        {percent('retencionRenta', 'Retención en la fuente')}
        {percent('retencionIva', 'Retención de IVA')}
      </FormRow>
      <Textarea
        {...fieldTexts({ label: 'Observaciones', optional: true, error: problemOf('nota') })}
        value={draft.nota}
        onChange={(event) => set({ nota: event.currentTarget.value })}
        maxLength={500}
        minRows={2}
        autosize
      />
    </div>
  )
}

function Amounts({ totals }: { readonly totals: ReturnType<typeof draftTotals> }) {
  return (
    <aside className="soporte-valores" aria-label="Valores">
      <p className="atenuado">Total</p>
      <Money value={totals.aPagar} size="grande" />
      <KeyValue
        items={[
          { label: 'Subtotal', value: <Money value={totals.subtotal} /> },
          { label: 'IVA', value: <Money value={totals.aPagar - totals.subtotal} /> },
          { label: 'Se retiene', value: <Money value={totals.totalRetenido} /> },
          { label: 'Se le paga', value: <Money value={totals.neto} strong /> },
        ]}
      />
    </aside>
  )
}

/** Keeps the draft a moment after the last key, and what was left when the screen goes. */
function useSaving(draft: SupportDraft, draftId: string | undefined) {
  const [error, setError] = useState<unknown>(null)
  const first = useRef(draft)
  const pending = useRef<SupportDraft | null>(null)
  const stopped = useRef(false)
  const save = useRef(async () => {
    const kept = pending.current
    if (kept === null || draftId === undefined || stopped.current) return
    pending.current = null
    try {
      await client.finanzas.soportes.guardarBorrador({
        commandId: crypto.randomUUID(),
        id: draftId,
        titulo: kept.proveedor.nombre.slice(0, 200),
        contenido: { ...kept },
      })
      setError(null)
    } catch (failure) {
      pending.current ??= kept
      setError(failure)
    }
  })
  useEffect(() => {
    if (draft === first.current) return
    pending.current = draft
    const timer = setTimeout(() => void save.current(), SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => () => void save.current(), [])
  return {
    error,
    stop: () => {
      stopped.current = true
    },
    resume: () => {
      stopped.current = false
    },
  }
}
