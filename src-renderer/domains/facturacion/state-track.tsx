import type { FacturaDetalle } from '../../../src-shared/domains/facturacion/contract.ts'
import { ESTADOS_FACTURA } from '../../../src-shared/domains/facturacion/texts.ts'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import type { Tone } from '../../ui/tone.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'

interface Step {
  readonly label: string
  readonly when: string | null
  readonly tone: Tone
  readonly isCurrent: boolean
}

/** Where the invoice stands: `Borrador → Firmada → Validada`, with the time of each. null: it has not been issued. */
export function StateTrack({ factura }: { readonly factura: FacturaDetalle | null }) {
  return (
    <ol className="factura-pista" aria-label="Estado de la factura">
      {stepsOf(factura).map((step) => (
        <li
          key={step.label}
          className={`tono-${step.tone}`}
          aria-current={step.isCurrent ? 'step' : undefined}
          data-done={step.when !== null || undefined}
        >
          <ToneIcon tone={step.tone} size={15} />
          <span className="factura-pista-texto">
            <span>{step.label}</span>
            {step.when !== null && (
              <span className="factura-pista-hora">
                <Fecha value={step.when} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}

function stepsOf(factura: FacturaDetalle | null): Step[] {
  if (factura === null)
    return [
      { label: 'Borrador', when: null, tone: 'acento', isCurrent: true },
      { label: 'Firmada', when: null, tone: 'neutro', isCurrent: false },
      { label: 'Validada por la DIAN', when: null, tone: 'neutro', isCurrent: false },
    ]
  const signed = factura.estados.findLast(
    ({ estado, version }) => estado === 'firmada' && version === factura.version,
  )
  const waits = factura.estado === 'firmada'
  return [
    { label: 'Borrador', when: factura.emitidaEn, tone: 'hecho', isCurrent: false },
    {
      label: factura.version === 1 ? 'Firmada' : `Firmada, versión ${factura.version}`,
      when: signed?.en ?? factura.emitidaEn,
      tone: 'hecho',
      isCurrent: waits,
    },
    waits
      ? { label: 'Validada por la DIAN', when: null, tone: 'neutro', isCurrent: false }
      : {
          label: ESTADOS_FACTURA[factura.estado].texto,
          when: factura.estados.at(-1)?.en ?? null,
          tone: estadoTone(ESTADOS_FACTURA[factura.estado].tono),
          isCurrent: true,
        },
  ]
}
