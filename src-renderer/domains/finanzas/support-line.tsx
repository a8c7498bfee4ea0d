import { Button, NumberInput, Select, TextInput } from '@mantine/core'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import type { DraftLine } from './support-draft.ts'

/** One thing bought. */
export function SupportLine({
  linea,
  indice,
  problemOf,
  onChange,
  onRemove,
}: {
  readonly linea: DraftLine
  readonly indice: number
  readonly problemOf: (campo: string) => string | null
  readonly onChange: (linea: DraftLine) => void
  readonly onRemove?: () => void
}) {
  const set = (change: Partial<DraftLine>) => onChange({ ...linea, ...change })
  return (
    <fieldset className="soporte-compra" aria-label={`Compra ${indice + 1}`}>
      <TextInput
        {...fieldTexts({ label: 'Qué', error: problemOf('descripcion') })}
        value={linea.descripcion}
        onChange={(event) => set({ descripcion: event.currentTarget.value })}
        maxLength={300}
      />
      <FormRow tracks="minmax(0, 1fr) minmax(0, 2fr) minmax(0, 1fr) minmax(0, 2fr)">
        <NumberInput
          {...fieldTexts({ label: 'Cantidad', error: problemOf('cantidad') })}
          value={linea.cantidad}
          onChange={(value) => set({ cantidad: value === '' ? '' : Number(value) })}
          decimalScale={3}
          decimalSeparator=","
          allowedDecimalSeparators={[',', '.']}
          min={0}
          hideControls
        />
        <MoneyInput
          label="Valor de cada una"
          error={problemOf('precioUnitario')}
          value={linea.precio}
          onChange={(precio) => set({ precio })}
        />
        <Select
          {...fieldTexts({ label: 'IVA' })}
          data={[
            { value: '', label: 'Sin IVA' },
            { value: '500', label: '5 %' },
            { value: '1900', label: '19 %' },
          ]}
          value={linea.iva}
          allowDeselect={false}
          onChange={(value) => set({ iva: value === '500' || value === '1900' ? value : '' })}
        />
        <FechaInput
          label="Fecha de la compra"
          error={problemOf('fecha')}
          value={linea.fecha}
          onChange={(fecha) => set({ fecha })}
        />
      </FormRow>
      {onRemove && (
        <Button size="xs" className="soporte-quitar" onClick={onRemove}>
          Quitar la compra {indice + 1}
        </Button>
      )}
    </fieldset>
  )
}
