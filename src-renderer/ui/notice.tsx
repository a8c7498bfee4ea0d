import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'
import { ToneIcon } from './tone-icon.tsx'
import './notice.css'
import './tone.css'

interface NoticeProps {
  readonly tone: Exclude<Tone, 'acento'>
  readonly children: ReactNode
  /** One button or link. */
  readonly action?: ReactNode | undefined
}

/** A line that informs inside a screen: findings, remedies, rules. */
export function Notice({ tone, children, action }: NoticeProps) {
  return (
    <div className={`notice tono-${tone}`} role={tone === 'peligro' ? 'alert' : 'status'}>
      <ToneIcon tone={tone} size={15} />
      <div className="notice-texto">{children}</div>
      {action !== undefined && <div className="notice-accion">{action}</div>}
    </div>
  )
}
