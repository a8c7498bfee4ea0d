import {
  type Icon,
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconCircleX,
  IconInfoCircle,
} from '@tabler/icons-react'
import type { Tone } from './tone.ts'

const ICONS: Readonly<Record<Tone, Icon>> = {
  neutro: IconCircleDashed,
  informa: IconInfoCircle,
  hecho: IconCircleCheck,
  pide: IconAlertTriangle,
  peligro: IconCircleX,
  acento: IconCircleDot,
}

/** The icon that says the tone without colour. */
export function ToneIcon({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = ICONS[tone]
  return <Icon size={size} stroke={2} aria-hidden="true" />
}
