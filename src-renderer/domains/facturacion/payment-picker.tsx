import { Button, Checkbox } from '@mantine/core'
import type { RecaudoRegistrado } from '../../../src-shared/domains/facturacion/recaudo-schemas.ts'
import {
  conceptoRecaudo,
  explicarMezcla,
  SOPORTES_RECAUDO,
  soporteComun,
} from '../../../src-shared/domains/facturacion/recaudos.ts'
import { operacionDeSoporte } from '../../../src-shared/domains/facturacion/rules.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { Money } from '../../ui/money.tsx'
import { ScreenLink } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'

interface PaymentPickerProps {
  readonly recaudos: readonly RecaudoRegistrado[]
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onCollect: () => void
}

/** Payments of the patient that no invoice took yet: chosen beforehand, each with what it was supported by. */
export function PaymentPicker({ recaudos, chosen, onChoose, onCollect }: PaymentPickerProps) {
  const mine = recaudos.filter(({ id }) => chosen.has(id))
  const soporte = soporteComun(mine)
  const toggle = (id: string, on: boolean) =>
    onChoose(new Set(on ? [...chosen, id] : [...chosen].filter((other) => other !== id)))
  return (
    <fieldset className="factura-recaudos">
      <legend className="mantine-InputWrapper-label">Lo que pagó el paciente</legend>
      {recaudos.length === 0 && (
        <p className="secundario">
          No ha pagado nada para esta factura. Si paga copago o cuota, cóbrelo antes.
        </p>
      )}
      {recaudos.map((recaudo) => (
        <div key={recaudo.id} className="factura-recaudo">
          <Checkbox
            label={`${conceptoRecaudo(recaudo.concepto).nombre} del ${formatFecha(recaudo.fecha)}`}
            description={[SOPORTES_RECAUDO[recaudo.soporte].nombre, recaudo.numeroSoporte]
              .filter(Boolean)
              .join(' ')}
            checked={chosen.has(recaudo.id)}
            disabled={recaudo.estado === 'rechazado'}
            onChange={(event) => toggle(recaudo.id, event.currentTarget.checked)}
          />
          <Money value={recaudo.valor} />
          {recaudo.estado === 'rechazado' && recaudo.factura && (
            <p className="tono-peligro factura-problema">
              La DIAN rechazó su factura.{' '}
              <ScreenLink to={`/facturacion/${recaudo.factura.id}`}>Corregirla primero</ScreenLink>
            </p>
          )}
        </div>
      ))}
      {!soporte.ok && <Mixed recaudos={recaudos} soportes={soporte.error} onChoose={onChoose} />}
      <div className="en-linea">
        <Button size="compact-sm" onClick={onCollect} rightSection={<Shortcut keys="F4" />}>
          Cobrar copago o cuota
        </Button>
        {mine.length > 0 && soporte.ok && (
          <>
            <span className="secundario">Operación {operacionDeSoporte(soporte.value)}</span>
            <WhyHint>
              El tipo de operación dice con qué documento se le cobró al paciente: SS-CUFE, SS-CUDE, SS-POS o
              SS-SNum restan lo pagado del total; SS-Reporte solo lo informa. Resolución 948 de 2026,
              Documento Técnico 2, numeral de tipos de operación.
            </WhyHint>
          </>
        )}
      </div>
    </fieldset>
  )
}

/** What is wrong with several kinds of support, and one act for each way out. */
function Mixed({
  recaudos,
  soportes,
  onChoose,
}: Pick<PaymentPickerProps, 'recaudos' | 'onChoose'> & {
  readonly soportes: readonly RecaudoRegistrado['soporte'][]
}) {
  const { mensaje, remedio } = explicarMezcla(soportes.filter((soporte) => soporte !== 'recibo'))
  return (
    <Notice tone="pide">
      <strong>{mensaje}</strong> {remedio}
      <span className="en-linea">
        {soportes.map((soporte) => (
          <Button
            key={soporte}
            size="compact-sm"
            onClick={() =>
              onChoose(
                new Set(
                  recaudos
                    .filter((one) => one.soporte === soporte || one.soporte === 'recibo')
                    .map(({ id }) => id),
                ),
              )
            }
          >
            Dejar solo: {SOPORTES_RECAUDO[soporte].nombre}
          </Button>
        ))}
      </span>
    </Notice>
  )
}
