import { Select } from '@mantine/core'
import {
  type EleccionesSalud,
  soporteRecaudoSchema,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import { FACTURA_SIN_CONTRATO } from '../../../src-shared/domains/rips/tablas.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'

export type Concepto = '01' | '02' | '03'

/** What is written of an invoice that somebody other than the patient pays. */
export interface DatosPagador extends EleccionesSalud {
  readonly concepto: Concepto | ''
  /** Centavos. */
  readonly recaudado: number | null
}

const CONCEPTOS = [
  { value: '', label: 'Nada' },
  { value: '02', label: 'Cuota moderadora' },
  { value: '01', label: 'Copago' },
  { value: '03', label: 'Pago compartido' },
]

const SOPORTES: readonly { value: EleccionesSalud['soporte']; label: string }[] = [
  { value: 'factura-electronica', label: 'Factura electrónica al paciente' },
  { value: 'factura-contingencia', label: 'Factura de contingencia al paciente' },
  { value: 'pos', label: 'Documento POS' },
  { value: 'talonario', label: 'Factura de talonario' },
  { value: 'solo-informar', label: 'Ya se arregló con el pagador: solo informarlo' },
]

const CASOS = FACTURA_SIN_CONTRATO.valores
  .filter(({ codigo }) => codigo !== '07')
  .map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

interface PayerFieldsProps {
  readonly datos: DatosPagador
  readonly onChange: (change: Partial<DatosPagador>) => void
  /** The payer has no contract: the norm asks for the case. */
  readonly sinContrato: boolean
}

/** Fields of the health sector that the payer of this invoice asks for, and no other (Res. 948 de 2026, DT2). */
export function PayerFields({ datos, onChange, sinContrato }: PayerFieldsProps) {
  return (
    <>
      <div className="form-fila">
        <Select
          label="Lo que pagó el paciente"
          data={CONCEPTOS}
          value={datos.concepto}
          onChange={(value) => onChange({ concepto: (value ?? '') as Concepto | '' })}
          allowDeselect={false}
        />
        <MoneyInput
          label="Valor recaudado"
          value={datos.recaudado}
          onChange={(recaudado) => onChange({ recaudado })}
          disabled={datos.concepto === ''}
        />
      </div>
      {datos.concepto !== '' && (
        <div>
          <Select
            label="Qué se le entregó al paciente por ese pago"
            description="De esto depende si el valor se le resta al pagador."
            data={SOPORTES}
            value={datos.soporte}
            onChange={(value) => {
              const soporte = soporteRecaudoSchema.options.find((uno) => uno === value)
              if (soporte) onChange({ soporte })
            }}
            allowDeselect={false}
          />
          <WhyHint>
            El tipo de operación de la factura dice con qué documento se le cobró al paciente: SS-CUFE,
            SS-CUDE, SS-POS o SS-SNum restan lo pagado del total; SS-Reporte solo lo informa. Resolución 948
            de 2026, Documento Técnico 2, numeral de tipos de operación.
          </WhyHint>
        </div>
      )}
      {sinContrato && (
        <div>
          <Select
            label="Por qué se factura sin contrato"
            description="Este pagador no tiene número de contrato en Configuración."
            data={CASOS}
            value={datos.sinContrato}
            onChange={(value) => {
              const caso = CASOS.find((uno) => uno.value === value)
              if (caso) onChange({ sinContrato: caso.value as EleccionesSalud['sinContrato'] })
            }}
            allowDeselect={false}
          />
          <WhyHint>
            Sin contrato, el ministerio pide decir el caso (campo FACTURA_SIN_CONTRATO) para dar el CUV.
            Resolución 948 de 2026, Documento Técnico 2, regla FED136.
          </WhyHint>
        </div>
      )}
    </>
  )
}
