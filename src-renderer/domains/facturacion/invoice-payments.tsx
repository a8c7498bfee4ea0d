import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import { conceptoRecaudo, SOPORTES_RECAUDO } from '../../../src-shared/domains/facturacion/recaudos.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { Money } from '../../ui/money.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Panel } from '../../ui/panel.tsx'

/** What users paid that an invoice takes from its amount; or, of the invoice of a copago, in which one it was taken. */
export function InvoicePayments({ factura }: { readonly factura: FacturaDetalle }) {
  const { recaudos, recaudo } = factura
  if (recaudo)
    return (
      <Panel title="Recaudo para el pagador">
        <p>
          {conceptoRecaudo(recaudo.concepto).nombre} de{' '}
          <ScreenLink to={`/pacientes/${recaudo.pacienteId}`}>{recaudo.paciente}</ScreenLink>, por cuenta de{' '}
          <strong>{recaudo.pagador}</strong>
        </p>
        <p className="secundario">
          {recaudo.aplicadoEn ? (
            <>
              Se le descontó al pagador en la factura{' '}
              <ScreenLink to={`/facturacion/${recaudo.aplicadoEn.id}`}>
                {recaudo.aplicadoEn.numero}
              </ScreenLink>
              .
            </>
          ) : recaudo.estado === 'anulado' ? (
            'Se devolvió al paciente.'
          ) : (
            'Todavía no se le descuenta al pagador: se hará en su próxima factura.'
          )}{' '}
          No lleva RIPS.
        </p>
      </Panel>
    )
  if (recaudos.length === 0) return null
  return (
    <Panel title="Lo que pagaron los pacientes">
      <ul className="cobro-pagos">
        {recaudos.map((uno) => (
          <li key={uno.id}>
            <p className="en-linea">
              <span>{conceptoRecaudo(uno.concepto).nombre}</span>
              <Money value={uno.valor} />
            </p>
            <p className="secundario">
              {uno.paciente} · {formatFecha(uno.fecha)} ·{' '}
              {uno.factura ? (
                <ScreenLink to={`/facturacion/${uno.factura.id}`}>{uno.factura.numero}</ScreenLink>
              ) : (
                [SOPORTES_RECAUDO[uno.soporte].nombre, uno.numeroSoporte].filter(Boolean).join(' ')
              )}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
