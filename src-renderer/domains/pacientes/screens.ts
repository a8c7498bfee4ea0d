import { IconUsers } from '@tabler/icons-react'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { ATIENDEN, TODOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { client } from '../../rpc/client.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition, SearchProvider, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'pacientes',
    path: '/pacientes',
    title: 'Pacientes',
    menu: MENU.pacientes,
    roles: TODOS,
    load: () => import('./patients-screen.tsx').then((m) => m.PatientsScreen),
  },
  {
    id: 'paciente-nuevo',
    path: '/pacientes/nuevo',
    title: 'Nuevo paciente',
    under: 'pacientes',
    roles: ATIENDEN,
    load: () => import('./new-patient-screen.tsx').then((m) => m.NewPatientScreen),
  },
  {
    id: 'paciente-ficha',
    path: '/pacientes/$id',
    title: 'Paciente',
    under: 'pacientes',
    roles: TODOS,
    load: () => import('./patient-card-screen.tsx').then((m) => m.PatientCardScreen),
  },
  {
    id: 'paciente-editar',
    path: '/pacientes/$id/editar',
    title: 'Editar paciente',
    under: 'pacientes',
    roles: ATIENDEN,
    load: () => import('./edit-patient-screen.tsx').then((m) => m.EditPatientScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'nuevo-paciente',
    label: 'Nuevo paciente',
    keys: 'F3',
    roles: ATIENDEN,
    keywords: 'registrar crear admitir',
    run: (navigation) => navigation.go('/pacientes/nuevo'),
  },
]

export const searchProviders: readonly SearchProvider[] = [
  {
    id: 'pacientes',
    label: 'Pacientes',
    icon: IconUsers,
    roles: TODOS,
    search: async (texto, signal) => {
      const found = await client.pacientes.buscar({ texto, limite: 8 }, { signal })
      return found.map((p) => ({
        id: p.id,
        title: p.nombre,
        detail: [
          documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? 'Sin documento',
          p.edad && edadLegible(p.edad),
          p.pagador,
        ]
          .filter(Boolean)
          .join(' · '),
        path: `/pacientes/${p.id}`,
      }))
    },
  },
]
