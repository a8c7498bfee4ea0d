import { Button } from '@mantine/core'
import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { ScreenLink } from '../../ui/navigation.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { Jump } from './paper-sections.ts'

interface FindingProps {
  readonly regla: string
  readonly rechaza: boolean
  readonly mensaje: string
  readonly remedio: string
  readonly jump?: Jump | null | undefined
  /** Takes the caret to its field, when it is on the same paper. */
  readonly onGo?: (() => void) | undefined
}

/** One rule: what it is about in plain words, what to do, and where. A notification says that it does not affect validity. */
export function Finding({ regla, rechaza, mensaje, remedio, jump, onGo }: FindingProps) {
  const tone = rechaza ? 'peligro' : 'informa'
  return (
    <div className={`factura-hallazgo tono-${tone}`}>
      <ToneIcon tone={tone} size={14} />
      <div>
        <p className="factura-hallazgo-regla">
          <span className="codigo">{regla}</span> {rechaza ? 'Rechazo' : 'Aviso · no afecta la validez'}
        </p>
        <p>{mensaje}</p>
        <p className="secundario">{remedio}</p>
        {jump && <ScreenLink to={jump.path}>{jump.label}</ScreenLink>}
        {!jump && onGo && (
          <Button size="xs" variant="subtle" px={0} onClick={onGo}>
            Ir al campo
          </Button>
        )}
      </div>
    </div>
  )
}

interface InvoiceFindingsProps {
  readonly findings: readonly HallazgoFactura[]
  /** Where each is mended; nowhere to jump to when absent. */
  readonly jumpOf?: ((finding: HallazgoFactura) => Jump | null) | undefined
  readonly onGo?: (() => void) | undefined
}

export function InvoiceFindings({ findings, jumpOf, onGo }: InvoiceFindingsProps) {
  return inOrder(findings.map((one) => ({ ...one, rechaza: one.severidad === 'rechazo' }))).map((one) => (
    <Finding key={`${one.regla} ${one.ruta} ${one.mensaje}`} {...one} jump={jumpOf?.(one)} onGo={onGo} />
  ))
}

export function RipsFindings({ findings }: { readonly findings: readonly HallazgoRips[] }) {
  return inOrder(findings.map((one) => ({ ...one, rechaza: one.clase === 'RECHAZO' }))).map((one) => (
    <Finding key={`${one.regla} ${one.ruta} ${one.mensaje}`} {...one} />
  ))
}

/** What stops it first. */
function inOrder<T extends { readonly rechaza: boolean }>(findings: readonly T[]): T[] {
  return [...findings].sort((a, b) => Number(b.rechaza) - Number(a.rechaza))
}
