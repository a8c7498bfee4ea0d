import { IconFileInvoice, IconUsers } from '@tabler/icons-react'
import { MENU } from '../../src-renderer/ui/menu-slots.ts'
import type { DomainScreens, ScreenDefinition } from '../../src-renderer/ui/screen-definition.ts'
import { ROLES } from '../../src-shared/domains/seguridad/schemas.ts'
import { facturas, pacientes } from './preview-data.ts'

const loaders: Record<string, ScreenDefinition['load']> = {
  hoy: () => import('./today-preview.tsx').then((m) => m.TodayPreview),
  facturacion: () => import('./list-preview.tsx').then((m) => m.ListPreview),
  pacientes: () => import('./form-preview.tsx').then((m) => m.FormPreview),
  consulta: () => import('./states-preview.tsx').then((m) => m.StatesPreview),
}
const empty: ScreenDefinition['load'] = () => import('./empty-preview.tsx').then((m) => m.EmptyPreview)

/** Every place of the side bar; the four built ones show the kit at work. */
export const previewScreens: DomainScreens = {
  screens: Object.values(MENU).map((menu) => ({
    id: menu.id,
    path: menu.path,
    title: menu.title,
    menu,
    roles: ROLES,
    load: loaders[menu.id] ?? empty,
  })),
  actions: [
    {
      id: 'nueva-cita',
      label: 'Nueva cita',
      keys: 'F2',
      roles: ROLES,
      keywords: 'agendar',
      run: (n) => n.go('/agenda'),
    },
    {
      id: 'nuevo-paciente',
      label: 'Nuevo paciente',
      keys: 'F3',
      roles: ROLES,
      run: (n) => n.go('/pacientes'),
    },
    { id: 'cobrar', label: 'Cobrar', keys: 'F4', roles: ROLES, run: (n) => n.go('/caja') },
  ],
  searchProviders: [
    {
      id: 'pacientes',
      label: 'Pacientes',
      icon: IconUsers,
      roles: ROLES,
      search: async (text) =>
        pacientes
          .filter((p) => p.nombre.toLowerCase().includes(text.toLowerCase()))
          .map((p) => ({
            id: p.id,
            title: p.nombre,
            detail: `${p.documento} · ${p.edad}`,
            path: '/pacientes',
          })),
    },
    {
      id: 'facturas',
      label: 'Facturas',
      icon: IconFileInvoice,
      roles: ROLES,
      search: async (text) =>
        facturas(30)
          .filter((f) => f.numero.toLowerCase().includes(text.toLowerCase()))
          .map((f) => ({
            id: f.id,
            title: f.numero,
            detail: `${f.cliente} · ${f.estado}`,
            path: '/facturacion',
          })),
    },
  ],
}
