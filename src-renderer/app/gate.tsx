import { IconStethoscope } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { SchemeSwitch } from './scheme-switch.tsx'
import './gate.css'

interface GateProps {
  readonly title: string
  readonly children: ReactNode
  /** More room: forms and the recovery code. */
  readonly wide?: boolean | undefined
}

/** A page before the work: one box in the middle, with one thing to do. */
export function GatePage({ title, children, wide = false }: GateProps) {
  return (
    <main className="gate">
      <div className="gate-tema">
        <SchemeSwitch />
      </div>
      <div className="gate-caja" data-ancha={wide || undefined}>
        <p className="gate-marca">
          <IconStethoscope size={20} stroke={1.8} aria-hidden="true" /> Consultorio
        </p>
        <h1 className="gate-titulo">{title}</h1>
        {children}
      </div>
    </main>
  )
}
