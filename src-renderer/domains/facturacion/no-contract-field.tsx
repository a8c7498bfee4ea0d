import { Select } from '@mantine/core'
import type { EleccionesSalud } from '../../../src-shared/domains/facturacion/schemas.ts'
import { FACTURA_SIN_CONTRATO } from '../../../src-shared/domains/rips/tablas.ts'
import { WhyHint } from '../../ui/why-hint.tsx'

const CASOS = FACTURA_SIN_CONTRATO.valores
  .filter(({ codigo }) => codigo !== '07')
  .map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

interface NoContractFieldProps {
  readonly value: EleccionesSalud['sinContrato']
  readonly onChange: (value: EleccionesSalud['sinContrato']) => void
}

/** Case of an invoice to a payer without contract, which the norm asks for (Res. 948 de 2026, DT2). */
export function NoContractField({ value, onChange }: NoContractFieldProps) {
  return (
    <div>
      <Select
        label="Por qué se factura sin contrato"
        description="Este pagador no tiene número de contrato en Configuración."
        data={CASOS}
        value={value}
        onChange={(chosen) => {
          const caso = CASOS.find((uno) => uno.value === chosen)
          if (caso) onChange(caso.value as EleccionesSalud['sinContrato'])
        }}
        allowDeselect={false}
      />
      <WhyHint>
        Sin contrato, el ministerio pide decir el caso (campo FACTURA_SIN_CONTRATO) para dar el CUV.
        Resolución 948 de 2026, Documento Técnico 2, regla FED136.
      </WhyHint>
    </div>
  )
}
