// biome-ignore-all lint/a11y/useSemanticElements: screens nest their own sections inside
import type { ReactNode } from 'react'
import './screen-body.css'

interface ScreenBodyProps {
  readonly children: ReactNode
  /** A `DetailPanel`, at the right. */
  readonly panel?: ReactNode | undefined
  /** `contenido` scrolls inside its own lists and fills the height; `pagina` scrolls as a whole (default). */
  readonly scroll?: 'pagina' | 'contenido' | undefined
  /** Space around the content (default true); lists that reach the edges turn it off. */
  readonly padded?: boolean | undefined
}

/** Below the header: one main column of work and an optional panel of detail. */
export function ScreenBody({ children, panel, scroll = 'pagina', padded = true }: ScreenBodyProps) {
  return (
    <div className="screen-body">
      <div
        className="screen-body-principal"
        data-scroll={scroll}
        data-padded={padded || undefined}
        data-panel
        tabIndex={-1}
        role="region"
        aria-label="Trabajo"
      >
        {children}
      </div>
      {panel}
    </div>
  )
}
