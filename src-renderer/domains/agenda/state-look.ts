import {
  type Icon,
  IconArrowForwardUp,
  IconCalendarX,
  IconCheck,
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDot,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react'
import type { EstadoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import type { Tone } from '../../ui/tone.ts'

/** How each state looks: tone and icon. The word comes from the texts of the domain. */
export const LOOK: Readonly<Record<EstadoCita, { readonly tone: Tone; readonly icon: Icon }>> = {
  agendada: { tone: 'neutro', icon: IconCircle },
  confirmada: { tone: 'informa', icon: IconCheck },
  'en-sala': { tone: 'pide', icon: IconUserCheck },
  'en-consulta': { tone: 'acento', icon: IconCircleDot },
  atendida: { tone: 'hecho', icon: IconCircleCheckFilled },
  'cancelada-paciente': { tone: 'neutro', icon: IconCalendarX },
  'cancelada-consultorio': { tone: 'neutro', icon: IconCalendarX },
  'no-asistio': { tone: 'peligro', icon: IconUserOff },
  reprogramada: { tone: 'neutro', icon: IconArrowForwardUp },
}
