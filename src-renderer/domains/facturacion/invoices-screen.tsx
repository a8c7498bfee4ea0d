import { SegmentedControl } from '@mantine/core'
import { useNavigation } from '../../ui/navigation.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { InvoicesList } from './invoices-list.tsx'
import { UnbilledList } from './unbilled-list.tsx'
import './facturacion.css'

/** Facturación: what was issued, and what still waits to be. */
export function InvoicesScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const vista = search.vista === 'por-facturar' ? 'por-facturar' : 'facturas'
  const segments = (
    <SegmentedControl
      aria-label="Qué ver"
      data={[
        { value: 'facturas', label: 'Facturas' },
        { value: 'por-facturar', label: 'Por facturar' },
      ]}
      value={vista}
      onChange={(value) =>
        navigation.go(value === 'facturas' ? '/facturacion' : '/facturacion?vista=por-facturar')
      }
    />
  )
  return vista === 'facturas' ? (
    <InvoicesList key={search.estado ?? ''} segments={segments} estado={search.estado ?? null} />
  ) : (
    <UnbilledList segments={segments} />
  )
}
