import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { MEDIOS } from './charge-dialog.tsx'
import type { BorradorVenta } from './venta-model.ts'

type Pago = Pick<BorradorVenta, 'forma' | 'medio' | 'vence' | 'recibe' | 'referencia' | 'nota'>

interface SalePaymentProps {
  readonly pago: Pago
  /** What is mended keeps its receipts: no money is received here. */
  readonly cobra: boolean
  readonly onChange: (cambio: Partial<Pago>) => void
}

/** How a sale is paid, the money that is received now, and what the invoice says at its foot. */
export function SalePayment({ pago, cobra, onChange }: SalePaymentProps) {
  const { forma, medio, vence, recibe, referencia, nota } = pago
  return (
    <div className="factura-pago" data-campo="pago">
      <div className="form-fila">
        <div>
          <p className="mantine-InputWrapper-label">Forma de pago</p>
          <SegmentedControl
            fullWidth
            aria-label="Forma de pago"
            data={[
              { value: '1', label: 'Contado' },
              { value: '2', label: 'Crédito' },
            ]}
            value={forma}
            onChange={(value) => onChange({ forma: value as Pago['forma'] })}
          />
        </div>
        <Select
          label="Medio de pago"
          data={MEDIOS}
          value={medio}
          onChange={(value) => onChange({ medio: value ?? medio })}
          allowDeselect={false}
        />
        {forma === '2' ? (
          <FechaInput
            label="Vence"
            hint="Por ejemplo +30d"
            value={vence}
            onChange={(value) => onChange({ vence: value })}
            error={vence === '' ? 'Escriba cuándo vence' : null}
          />
        ) : (
          cobra && (
            <TextInput
              label="Referencia (opcional)"
              value={referencia}
              onChange={(event) => onChange({ referencia: event.currentTarget.value })}
              maxLength={60}
              disabled={!recibe}
            />
          )
        )}
      </div>
      {forma === '1' && cobra && (
        <Checkbox
          label="El dinero se recibe ahora: hacer recibo de caja"
          checked={recibe}
          onChange={(event) => onChange({ recibe: event.currentTarget.checked })}
        />
      )}
      <Textarea
        label="Nota de la factura (opcional)"
        value={nota}
        onChange={(event) => onChange({ nota: event.currentTarget.value })}
        maxLength={1000}
        autosize
        minRows={1}
      />
    </div>
  )
}
