import { ADMINISTRAN, TODOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { ScreenDefinition, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'usuarios',
    path: '/configuracion/usuarios',
    title: 'Usuarios',
    under: 'configuracion',
    roles: ADMINISTRAN,
    load: () => import('./users-screen.tsx').then((m) => m.UsersScreen),
  },
  {
    id: 'mi-clave',
    path: '/mi-clave',
    title: 'Cambiar mi PIN',
    roles: TODOS,
    load: () => import('./own-key-screen.tsx').then((m) => m.OwnKeyScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'usuarios',
    label: 'Usuarios',
    roles: ADMINISTRAN,
    keywords: 'crear usuario roles permisos recepcion configuracion',
    run: (navigation) => navigation.go('/configuracion/usuarios'),
  },
  {
    id: 'mi-clave',
    label: 'Cambiar mi PIN',
    roles: TODOS,
    keywords: 'clave contraseña seguridad',
    run: (navigation) => navigation.go('/mi-clave'),
  },
]
