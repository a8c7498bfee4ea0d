import type { ReactNode } from 'react'
import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { InvoiceFindings } from './findings.tsx'
import { type Jump, type Section, sectionOf } from './paper-sections.ts'

interface PaperSectionProps {
  readonly section: Section
  readonly findings: readonly HallazgoFactura[]
  /** Where each is mended; nowhere to jump to when null. */
  readonly jumpOf: (finding: HallazgoFactura) => Jump | null
  /** Takes the caret to the field that mends it, when it is on this paper. */
  readonly onGo?: (() => void) | undefined
  /** null: only its findings. */
  readonly children: ReactNode
}

/** A part of the invoice as it is printed, with its own findings in the margin. */
export function PaperSection({ section, findings, jumpOf, onGo, children }: PaperSectionProps) {
  const own = findings.filter((finding) => sectionOf(finding) === section)
  if (children === null && own.length === 0) return null
  const marked = own.some(({ severidad }) => severidad === 'rechazo')
  return (
    <div className="factura-fila" data-marked={marked || undefined} data-seccion={section}>
      {children !== null && <div className="factura-fila-papel">{children}</div>}
      {own.length > 0 && (
        <div className="factura-fila-margen">
          <InvoiceFindings findings={own} jumpOf={jumpOf} onGo={onGo} />
        </div>
      )}
    </div>
  )
}
