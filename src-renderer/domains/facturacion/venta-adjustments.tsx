import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { NOMBRE_RETENCION } from '../../../src-shared/domains/facturacion/impreso.ts'
import type { TotalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import { baseUsual } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { MoneyInput } from '../../ui/money-input.tsx'
import {
  type AjusteBorrador,
  ajusteVacio,
  type BorradorVenta,
  NOMBRE_AJUSTE,
  type RetencionBorrador,
  retencionVacia,
} from './venta-model.ts'

interface AdjustmentsProps {
  readonly borrador: Pick<BorradorVenta, 'ajustes' | 'retenciones'>
  readonly totales: TotalesFactura
  /** O-15: only then may the invoice tell what it withholds from itself. */
  readonly esAutorretenedor: boolean
  readonly onChange: (cambio: Partial<Pick<BorradorVenta, 'ajustes' | 'retenciones'>>) => void
}

const CODIGOS = (Object.keys(NOMBRE_AJUSTE) as AjusteBorrador['codigo'][]).toSorted()
const AJUSTES = CODIGOS.map((codigo) => ({ value: codigo, label: NOMBRE_AJUSTE[codigo] }))
const TRIBUTOS = Object.entries(NOMBRE_RETENCION).map(([value, label]) => ({ value, label }))
const QUIENES = [
  { value: 'cliente', label: 'La practica quien paga' },
  { value: 'propia', label: 'Autorretención' },
]

/** Discounts and charges of the whole sale, and what is withheld of it. */
export function Adjustments({ borrador, totales, esAutorretenedor, onChange }: AdjustmentsProps) {
  const { ajustes, retenciones } = borrador
  const changeAjuste = (clave: string, cambio: Partial<AjusteBorrador>) =>
    onChange({ ajustes: ajustes.map((uno) => (uno.clave === clave ? { ...uno, ...cambio } : uno)) })
  const changeRetencion = (clave: string, cambio: Partial<RetencionBorrador>) =>
    onChange({ retenciones: retenciones.map((una) => (una.clave === clave ? { ...una, ...cambio } : una)) })
  return (
    <div className="venta-ajustes" data-campo="totales">
      {ajustes.map(({ clave, codigo, valor, razon }) => (
        <div key={clave} className="venta-ajuste">
          <NativeSelect
            label="Descuento o recargo"
            data={AJUSTES}
            value={codigo}
            onChange={(event) =>
              changeAjuste(clave, { codigo: event.currentTarget.value as AjusteBorrador['codigo'] })
            }
          />
          <TextInput
            label="Motivo"
            value={razon}
            onChange={(event) => changeAjuste(clave, { razon: event.currentTarget.value })}
            maxLength={200}
          />
          <MoneyInput
            label="Valor"
            value={valor}
            onChange={(nuevo) => changeAjuste(clave, { valor: nuevo })}
          />
          <Remove
            label="Quitar el descuento o recargo"
            onClick={() => onChange({ ajustes: ajustes.filter((uno) => uno.clave !== clave) })}
          />
        </div>
      ))}
      {retenciones.map(({ clave, quien, tributo, tarifa, base }) => (
        <div key={clave} className="venta-ajuste venta-retencion">
          <NativeSelect
            label="Retención"
            data={TRIBUTOS}
            value={tributo}
            onChange={(event) =>
              changeRetencion(clave, { tributo: event.currentTarget.value as RetencionBorrador['tributo'] })
            }
          />
          <NativeSelect
            label="Quién la hace"
            data={esAutorretenedor ? QUIENES : QUIENES.slice(0, 1)}
            value={quien}
            onChange={(event) =>
              changeRetencion(clave, { quien: event.currentTarget.value as RetencionBorrador['quien'] })
            }
          />
          <TextInput
            label="Tarifa %"
            placeholder={tributo === '05' ? '15' : '2,5'}
            value={tarifa}
            onChange={(event) => changeRetencion(clave, { tarifa: event.currentTarget.value })}
            inputMode="decimal"
            autoComplete="off"
          />
          <MoneyInput
            label="Base"
            hint={base === null ? `Usual: ${formatPesos(baseUsual(tributo, totales))}` : undefined}
            value={base}
            onChange={(nueva) => changeRetencion(clave, { base: nueva })}
          />
          <Remove
            label="Quitar la retención"
            onClick={() => onChange({ retenciones: retenciones.filter((una) => una.clave !== clave) })}
          />
        </div>
      ))}
      <div className="en-linea">
        <Button size="xs" onClick={() => onChange({ ajustes: [...ajustes, ajusteVacio()] })}>
          Agregar descuento o recargo
        </Button>
        <Button size="xs" onClick={() => onChange({ retenciones: [...retenciones, retencionVacia()] })}>
          Agregar retención
        </Button>
      </div>
      {ajustes.length > 0 && (
        <p className="atenuado">
          El descuento o recargo general cambia lo que se paga, no la base del impuesto: para bajar el IVA use
          el descuento de la línea.
        </p>
      )}
    </div>
  )
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button variant="subtle" size="xs" px={4} aria-label={label} title={label} onClick={onClick}>
      <IconTrash size={14} aria-hidden="true" />
    </Button>
  )
}
