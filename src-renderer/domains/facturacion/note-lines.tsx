import { VisuallyHidden } from '@mantine/core'
import type { ClaseNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import type { TotalesLinea } from '../../../src-shared/domains/facturacion/rules.ts'
import type { LineaFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'

interface NoteLinesProps {
  readonly clase: ClaseNota
  readonly lineas: readonly LineaFactura[]
  readonly totales: readonly TotalesLinea[]
  readonly valores: readonly (number | null)[]
  readonly error: string | null
  readonly onChange: (valores: (number | null)[]) => void
}

/** How much of each line of the invoice is credited or charged, before taxes. */
export function NoteLines({ clase, lineas, totales, valores, error, onChange }: NoteLinesProps) {
  const columna = clase === 'credito' ? 'Valor que se acredita' : 'Valor que se cobra'
  return (
    <div>
      <table className="factura-lineas">
        <thead>
          <tr>
            <th>Código</th>
            <th>Descripción</th>
            <th>Facturado</th>
            <th>{columna}</th>
          </tr>
        </thead>
        <tbody>
          {lineas.map((linea, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an issued invoice do not move, and one code may be twice
            <tr key={i}>
              <td className="codigo">{linea.codigo}</td>
              <td>{linea.descripcion}</td>
              <td>
                <Money value={totales[i]?.subtotal ?? 0} />
              </td>
              <td className="factura-lineas-valor">
                <MoneyInput
                  label={<VisuallyHidden>{`${columna}: ${linea.descripcion}`}</VisuallyHidden>}
                  value={valores[i] ?? null}
                  onChange={(valor) => onChange(valores.map((old, other) => (other === i ? valor : old)))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {error !== null && (
        <p className="factura-problema tono-peligro" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
