import { FACTURAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'rips',
    path: '/rips',
    title: 'RIPS y radicación',
    menu: MENU.rips,
    roles: FACTURAN,
    load: () => import('./packages-screen.tsx').then((m) => m.PackagesScreen),
  },
  {
    id: 'rips-paquete',
    path: '/rips/$id',
    title: 'RIPS de una factura',
    under: 'rips',
    roles: FACTURAN,
    load: () => import('./package-screen.tsx').then((m) => m.PackageScreen),
  },
]
