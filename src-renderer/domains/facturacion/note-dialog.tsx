import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { FacturaDetalle, NotaResumen } from '../../../src-shared/domains/facturacion/contract.ts'
import {
  ANULACION,
  anula,
  contenidoNota,
  notasAnteriores,
  totalesNota,
} from '../../../src-shared/domains/facturacion/nota-rules.ts'
import type { ClaseNota, ConceptoNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import { CONCEPTOS_NOTA, NOMBRE_NOTA } from '../../../src-shared/domains/facturacion/nota-texts.ts'
import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { failureOf, refusalIn } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Money } from '../../ui/money.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { NoteLines } from './note-lines.tsx'

interface NoteDialogProps {
  readonly factura: FacturaDetalle
  readonly clase: ClaseNota
  readonly onClose: () => void
  readonly onIssued: (nota: NotaResumen) => void
}

interface Draft {
  readonly concepto: ConceptoNota
  readonly razon: string
  /** Centavos by line; null while empty. */
  readonly valores: readonly (number | null)[]
  readonly refacturar: boolean
}

/** What was half-written when a note was closed, by invoice and class: Esc never destroys it. */
const kept = new Map<string, Draft>()

/** A note of an invoice: why, how much of each line, and what will follow. */
export function NoteDialog(props: NoteDialogProps) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={`${NOMBRE_NOTA[props.clase]} de la factura ${props.factura.numero}`}
      size="lg"
    >
      <NoteForm {...props} />
    </Modal>
  )
}

function NoteForm({ factura, clase, onClose, onIssued }: NoteDialogProps) {
  const { documento } = factura
  const key = `${clase} ${factura.id}`
  const [draft, setDraft] = useState<Draft>(
    () =>
      kept.get(key) ?? {
        concepto: CONCEPTOS_NOTA[clase][0]?.codigo ?? '1',
        razon: '',
        valores: documento.lineas.map(() => null),
        refacturar: true,
      },
  )
  useEffect(() => {
    kept.set(key, draft)
  }, [key, draft])
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const [tried, setTried] = useState(false)
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }))

  const { concepto, razon } = draft
  const whole = anula({ clase, concepto })
  const valores = whole
    ? []
    : draft.valores.flatMap((valor, linea) => (valor === null ? [] : [{ linea, valor }]))
  const unreadable = valores.some(({ valor }) => Number.isNaN(valor))
  const notas = useQuery(orpc.facturacion.notas.deFactura.queryOptions({ input: { facturaId: factura.id } }))
  const contenido = unreadable
    ? null
    : contenidoNota(documento, { clase, concepto, valores }, notasAnteriores(factura.total, notas.data ?? []))
  const total = contenido?.ok ? totalesNota(contenido.value).neto : null
  const problems = {
    razon: razon.trim().length < 5 ? 'Escriba la razón en una frase; va en la nota.' : null,
    valores: unreadable
      ? 'Hay un valor que no se entiende.'
      : contenido !== null && !contenido.ok
        ? contenido.error
        : null,
  }

  const issue = useMutation({
    mutationFn: (input: Parameters<typeof client.facturacion.notas.emitir>[0]) =>
      client.facturacion.notas.emitir(input),
    onSuccess: (nota) => {
      kept.delete(key)
      onIssued(nota)
    },
    onError: (error) => {
      // The core said no and did nothing: the next attempt is another act.
      if (refusalIn(error)) setCommandId(crypto.randomUUID())
    },
  })
  const submit = () => {
    setTried(true)
    if (problems.razon !== null || problems.valores !== null || issue.isPending || issue.isSuccess) return
    issue.mutate({
      commandId,
      facturaId: factura.id,
      clase,
      concepto,
      razon: razon.trim(),
      valores,
      refacturar: whole && draft.refacturar,
    })
  }
  useShortcut('Ctrl+Enter', submit, {
    label: `Emitir ${NOMBRE_NOTA[clase].toLowerCase()}`,
    inTextField: true,
    enabled: !issue.isPending,
  })
  const failed = issue.error === null ? null : failureOf(issue.error)

  return (
    <ActForm onSubmit={submit} failure={failed}>
      <Select
        {...fieldTexts({
          label: 'Concepto',
          hint: CONCEPTOS_NOTA[clase].find(({ codigo }) => codigo === concepto)?.ayuda,
        })}
        data={CONCEPTOS_NOTA[clase].map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))}
        value={concepto}
        onChange={(value) => {
          const chosen = CONCEPTOS_NOTA[clase].find(({ codigo }) => codigo === value)
          if (chosen) set({ concepto: chosen.codigo })
        }}
        allowDeselect={false}
        data-autofocus
      />
      {whole && factura.origen !== 'servicios' ? null : whole ? (
        <Checkbox
          label="Los servicios vuelven a quedar por facturar"
          description="Desmárquelo si el servicio no se va a cobrar."
          checked={draft.refacturar}
          onChange={(event) => set({ refacturar: event.currentTarget.checked })}
        />
      ) : (
        <NoteLines
          clase={clase}
          lineas={documento.lineas}
          totales={totalesFactura(documento).lineas}
          valores={draft.valores}
          error={tried ? problems.valores : null}
          onChange={(cambiadas) => set({ valores: cambiadas })}
        />
      )}
      <Textarea
        {...fieldTexts({
          label: 'Razón',
          hint: 'La lee quien recibe la nota. Sin datos clínicos.',
          error: tried ? problems.razon : null,
        })}
        value={razon}
        onChange={(event) => set({ razon: event.currentTarget.value })}
        maxLength={500}
        minRows={2}
        autosize
      />
      <Consequence factura={factura} clase={clase} concepto={concepto} total={total} />
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          loading={issue.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Emitir {NOMBRE_NOTA[clase].toLowerCase()}
        </Button>
      </div>
    </ActForm>
  )
}

/** What the note will do to the invoice once DIAN validates it. */
function Consequence({
  factura,
  clase,
  concepto,
  total,
}: {
  readonly factura: FacturaDetalle
  readonly clase: ClaseNota
  readonly concepto: ConceptoNota
  /** null while it cannot be computed. */
  readonly total: number | null
}) {
  if (concepto === ANULACION && clase === 'credito')
    return (
      <Notice tone="pide">
        Cuando la DIAN la valide, la factura queda anulada por {formatPesos(total ?? factura.total)}. No se
        puede deshacer.
        {factura.recibido > 0 &&
          ` Ya se recibieron ${formatPesos(factura.recibido)}: quedan a favor de quien pagó.`}
      </Notice>
    )
  const aPagar = factura.aPagar + (total ?? 0) * (clase === 'credito' ? -1 : 1)
  return (
    <dl className="factura-efecto">
      <dt>{`Total de la ${NOMBRE_NOTA[clase].toLowerCase()}`}</dt>
      <dd>{total === null ? '—' : <Money value={total} strong />}</dd>
      <dt>La factura queda en</dt>
      <dd>{total === null ? '—' : <Money value={aPagar} />}</dd>
    </dl>
  )
}
