import { ADMINISTRAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { DomainScreens, ScreenDefinition, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'configuracion',
    path: '/configuracion',
    title: 'Configuración',
    menu: MENU.configuracion,
    roles: ADMINISTRAN,
    load: () => import('./settings-screen.tsx').then((m) => m.SettingsScreen),
  },
  {
    id: 'configuracion-asistente',
    path: '/configuracion/asistente',
    title: 'Configurar mi consultorio',
    under: 'configuracion',
    roles: ADMINISTRAN,
    load: () => import('./wizard-screen.tsx').then((m) => m.WizardScreen),
  },
  {
    id: 'configuracion-habilitacion',
    path: '/configuracion/habilitacion',
    title: 'Habilitación ante la DIAN',
    under: 'configuracion',
    roles: ADMINISTRAN,
    load: () => import('./habilitacion-screen.tsx').then((m) => m.HabilitacionScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'configurar-consultorio',
    label: 'Configurar mi consultorio',
    roles: ADMINISTRAN,
    keywords: 'asistente primera vez prestador numeracion certificado tarifas resolucion',
    run: (navigation) => navigation.go('/configuracion/asistente'),
  },
  {
    id: 'habilitacion-dian',
    label: 'Habilitación ante la DIAN',
    roles: ADMINISTRAN,
    keywords: 'set de pruebas testsetid software produccion habilitar',
    run: (navigation) => navigation.go('/configuracion/habilitacion'),
  },
]

export default { screens, actions } satisfies DomainScreens
