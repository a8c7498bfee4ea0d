import { CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition } from '../../ui/screen-definition.ts'

/** The note itself is in jornada: closing it concerns every domain. */
export const screens: readonly ScreenDefinition[] = [
  {
    id: 'consulta',
    path: '/consulta',
    title: 'Consulta',
    menu: MENU.consulta,
    roles: CLINICOS,
    load: () => import('./consultations-screen.tsx').then((m) => m.ConsultationsScreen),
  },
]
