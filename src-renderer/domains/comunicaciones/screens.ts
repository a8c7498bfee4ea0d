import { ADMINISTRAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import type { ScreenDefinition, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'cuenta-correo',
    path: '/configuracion/correo',
    title: 'Correo',
    under: 'configuracion',
    roles: ADMINISTRAN,
    load: () => import('./mail-account-screen.tsx').then((m) => m.MailAccountScreen),
  },
  {
    id: 'buzon',
    path: '/configuracion/buzon',
    title: 'Buzón de facturas',
    under: 'configuracion',
    roles: ADMINISTRAN,
    load: () => import('./mailbox-screen.tsx').then((m) => m.MailboxScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'cuenta-correo',
    label: 'Cuenta de correo del consultorio',
    roles: ADMINISTRAN,
    keywords: 'e-mail smtp gmail outlook enviar facturas configuracion',
    run: (navigation) => navigation.go('/configuracion/correo'),
  },
  {
    id: 'buzon',
    label: 'Buzón de facturas recibidas',
    roles: ADMINISTRAN,
    keywords: 'imap correo e-mail gmail traer leer configuracion',
    run: (navigation) => navigation.go('/configuracion/buzon'),
  },
]
