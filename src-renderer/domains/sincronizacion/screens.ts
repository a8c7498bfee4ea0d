import { TODOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'bandeja',
    path: '/bandeja',
    title: 'Bandeja de salida',
    menu: MENU.bandeja,
    roles: TODOS,
    load: () => import('./outbox-screen.tsx').then((m) => m.OutboxScreen),
  },
]
