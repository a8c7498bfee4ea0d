import { type ReactNode, useId } from 'react'
import './panel.css'

interface PanelProps {
  readonly title: string
  /** Count or short fact beside the title. */
  readonly aside?: ReactNode | undefined
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode | undefined
  /** Content reaches the edges (lists). */
  readonly flush?: boolean | undefined
  readonly children: ReactNode
}

/** Titled region of a screen; F6 and Shift+F6 walk between panels. */
export function Panel({ title, aside, actions, flush = false, children }: PanelProps) {
  const id = useId()
  return (
    <section className="panel" aria-labelledby={id} data-panel tabIndex={-1}>
      <header className="panel-cabecera">
        <h2 id={id} className="panel-titulo recortado">
          {title}
        </h2>
        {aside !== undefined && <span className="panel-aparte tabular">{aside}</span>}
        {actions !== undefined && <div className="panel-acciones">{actions}</div>}
      </header>
      <div className={flush ? 'panel-cuerpo panel-cuerpo-al-ras' : 'panel-cuerpo'}>{children}</div>
    </section>
  )
}
