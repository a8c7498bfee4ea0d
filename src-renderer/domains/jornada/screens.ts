import { CLINICOS, TODOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'hoy',
    path: '/hoy',
    title: 'Hoy',
    menu: MENU.hoy,
    roles: TODOS,
    load: () => import('./today-screen.tsx').then((m) => m.TodayScreen),
  },
  {
    id: 'consulta-nueva',
    path: '/consulta/nueva',
    title: 'Consulta',
    under: 'consulta',
    roles: CLINICOS,
    load: () => import('./consultation-screen.tsx').then((m) => m.NewConsultationScreen),
  },
  {
    id: 'consulta-nota',
    path: '/consulta/$id',
    title: 'Consulta',
    under: 'consulta',
    roles: CLINICOS,
    load: () => import('./consultation-screen.tsx').then((m) => m.ConsultationScreen),
  },
]
