import type { FaltaCuenta } from '../../../src-shared/domains/facturacion/contract.ts'
import type { FacturaDeCuenta } from '../../../src-shared/domains/facturacion/cuenta.ts'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import { SOPORTES_RECAUDO } from '../../../src-shared/domains/facturacion/recaudos.ts'
import { operacionDeSoporte } from '../../../src-shared/domains/facturacion/rules.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'
import type { Amounts } from './account-rules.ts'

export type AccountInvoice = FacturaDeCuenta & Amounts

interface AccountSummaryProps {
  readonly facturas: readonly AccountInvoice[]
  /** Centavos for the payer. */
  readonly total: number
  readonly faltas: readonly FaltaCuenta[]
  readonly recaudos: readonly RecaudoRegistrado[]
  readonly sinLugar: readonly string[]
  /** Chosen services that lack something. */
  readonly fallas: number
}

/** What the account adds up to, and why it is more than one invoice when it is. */
export function AccountSummary({ facturas, total, faltas, recaudos, sinLugar, fallas }: AccountSummaryProps) {
  const waiting = recaudos.filter(({ id }) => sinLugar.includes(id))
  const rejected = recaudos.filter(({ estado }) => estado === 'rechazado')
  return (
    <DetailPanel title="La cuenta">
      <div className="apilado">
        <p className="atenuado">Total para el pagador</p>
        <p className="cuenta-total">
          <Money value={total} size="grande" />
        </p>
        {faltas.map((falta) => (
          <Notice key={falta.campo} tone="peligro">
            {falta.mensaje} {falta.destino && <ScreenLink to={falta.destino}>Corregirlo</ScreenLink>}
          </Notice>
        ))}
        {fallas > 0 && (
          <Notice tone="pide">
            {fallas === 1
              ? 'A un servicio escogido le falta algo.'
              : `A ${fallas} servicios escogidos les falta algo.`}{' '}
            Enter lo abre; Alt+F los deja para otra cuenta.
          </Notice>
        )}
        {facturas.length > 1 && (
          <Notice tone="informa">
            Salen {facturas.length} facturas: {reasonOf(facturas)}.
            <WhyHint>
              Una factura de salud lleva una sola póliza y un solo tipo de operación, que depende de cómo se
              le soportó el pago al paciente. Resolución 948 de 2026, Documento Técnico 2.
            </WhyHint>
          </Notice>
        )}
        {waiting.map((recaudo) => (
          <Notice key={recaudo.id} tone="pide">
            El pago de {recaudo.paciente} ({SOPORTES_RECAUDO[recaudo.soporte].nombre.toLowerCase()}) queda
            para otra cuenta: tiene pagos de dos clases y un solo servicio.
          </Notice>
        ))}
        {rejected.map((recaudo) => (
          <Notice key={recaudo.id} tone="pide">
            El pago de {recaudo.paciente} no se descuenta: la DIAN rechazó su factura.{' '}
            {recaudo.factura && <ScreenLink to={`/facturacion/${recaudo.factura.id}`}>Corregirla</ScreenLink>}
          </Notice>
        ))}
        {facturas.map((factura, index) => (
          <section key={factura.servicioIds[0]} className="cuenta-factura">
            {facturas.length > 1 && <h3>{titleOf(factura, index)}</h3>}
            <KeyValue
              items={[
                { label: 'Pacientes', value: <span className="tabular">{factura.pacientes}</span> },
                { label: 'Servicios', value: <span className="tabular">{factura.servicios}</span> },
                { label: 'Valor', value: <Money value={factura.valor} /> },
                ...(factura.pagado > 0
                  ? [
                      {
                        label: factura.neto < factura.valor ? 'Pagaron los pacientes' : 'Solo se informa',
                        value: (
                          <Money value={factura.neto < factura.valor ? -factura.pagado : factura.pagado} />
                        ),
                      },
                      { label: 'Neto', value: <Money value={factura.neto} strong /> },
                    ]
                  : []),
                {
                  label: 'Operación',
                  value: factura.soporte === null ? 'SS-SinAporte' : operacionDeSoporte(factura.soporte),
                },
                ...(factura.poliza ? [{ label: 'Póliza', value: factura.poliza }] : []),
              ]}
            />
          </section>
        ))}
      </div>
    </DetailPanel>
  )
}

function titleOf({ poliza, soporte }: AccountInvoice, index: number): string {
  const rasgo = [poliza && `póliza ${poliza}`, soporte && SOPORTES_RECAUDO[soporte].nombre.toLowerCase()]
    .filter(Boolean)
    .join(', ')
  return rasgo ? `Factura ${index + 1}: ${rasgo}` : `Factura ${index + 1}`
}

function reasonOf(facturas: readonly AccountInvoice[]): string {
  const polizas = new Set(facturas.map(({ poliza }) => poliza)).size > 1
  const soportes = new Set(facturas.map(({ soporte }) => soporte)).size > 1
  if (polizas && soportes) return 'hay pólizas distintas y pagos con soportes distintos'
  if (polizas) return 'una por cada póliza'
  return soportes
    ? 'los pagos de los pacientes tienen soportes distintos'
    : 'la DIAN admite hasta 1.500 líneas por factura'
}
