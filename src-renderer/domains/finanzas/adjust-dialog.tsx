import { Button, Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { SoporteDetalle } from '../../../src-shared/domains/finanzas/soporte-contract.ts'
import { anulaSoporte } from '../../../src-shared/domains/finanzas/soporte-rules.ts'
import type { ConceptoAjuste } from '../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { CONCEPTOS_AJUSTE } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface AdjustDialogProps {
  readonly soporte: SoporteDetalle
  readonly onClose: () => void
}

interface Draft {
  readonly concepto: ConceptoAjuste
  readonly razon: string
  readonly valores: readonly (number | null)[]
}

/** What was half-written when it was closed, by document: Esc never destroys it. */
const kept = new Map<string, Draft>()

/** Nota de ajuste of a validated documento soporte. */
export function AdjustDialog(props: AdjustDialogProps) {
  return (
    <Modal opened onClose={props.onClose} title={`Nota de ajuste de ${props.soporte.numero}`} size="lg">
      <AdjustForm {...props} />
    </Modal>
  )
}

function AdjustForm({ soporte, onClose }: AdjustDialogProps) {
  const [draft, setDraft] = useState<Draft>(
    () =>
      kept.get(soporte.id) ?? { concepto: '2', razon: '', valores: soporte.peticion.lineas.map(() => null) },
  )
  const [tried, setTried] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change }
    kept.set(soporte.id, next)
    setDraft(next)
  }
  const whole = anulaSoporte(draft.concepto)
  const problem = draft.razon.trim().length < 5 ? 'Escriba la razón en una frase; va en la nota.' : null
  const unreadable = draft.valores.some((valor) => Number.isNaN(valor))
  const issue = useMutation({
    mutationFn: () =>
      client.finanzas.soportes.ajustar({
        commandId,
        id: soporte.id,
        concepto: draft.concepto,
        razon: draft.razon.trim(),
        valores: whole
          ? []
          : draft.valores.flatMap((valor, linea) => (valor === null ? [] : [{ linea, valor }])),
      }),
    onSuccess: () => {
      kept.delete(soporte.id)
      onClose()
    },
    onError: (error) => {
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    setTried(true)
    if (problem === null && !(unreadable && !whole) && !issue.isPending) issue.mutate()
  }
  useShortcut('Ctrl+Enter', submit, { label: 'Firmar la nota', inTextField: true, enabled: !issue.isPending })
  const failed = issue.error === null ? null : failureOf(issue.error)
  return (
    <ActForm onSubmit={submit} failure={failed}>
      <Select
        {...fieldTexts({ label: 'Concepto', hint: CONCEPTOS_AJUSTE[draft.concepto].ayuda })}
        data={(['2', '1', '3', '4', '5'] as const).map((codigo) => ({
          value: codigo,
          label: CONCEPTOS_AJUSTE[codigo].nombre,
        }))}
        value={draft.concepto}
        allowDeselect={false}
        onChange={(value) => set({ concepto: (value ?? '2') as ConceptoAjuste })}
        data-autofocus
      />
      {whole ? (
        <Notice tone="pide">
          Cuando la DIAN la valide, el documento queda anulado por {formatPesos(soporte.total)}. No se puede
          deshacer.
        </Notice>
      ) : (
        soporte.peticion.lineas.map(({ descripcion }, indice) => (
          <MoneyInput
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of what was signed never move
            key={indice}
            label={`Cuánto se baja de «${descripcion}», sin IVA`}
            optional
            value={draft.valores[indice] ?? null}
            onChange={(valor) =>
              set({ valores: draft.valores.map((otro, i) => (i === indice ? valor : otro)) })
            }
          />
        ))
      )}
      <Textarea
        {...fieldTexts({ label: 'Razón', error: tried ? problem : null })}
        value={draft.razon}
        onChange={(event) => set({ razon: event.currentTarget.value })}
        maxLength={500}
        minRows={2}
        autosize
      />
      <div className="compra-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={issue.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Firmar la nota
        </Button>
      </div>
    </ActForm>
  )
}
