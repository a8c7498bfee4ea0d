import { ADMINISTRAN, ATIENDEN, TODOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'agenda',
    path: '/agenda',
    title: 'Agenda',
    menu: MENU.agenda,
    roles: TODOS,
    load: () => import('./agenda-screen.tsx').then((m) => m.AgendaScreen),
  },
  {
    id: 'agenda-horarios',
    path: '/agenda/horarios',
    title: 'Horarios y servicios de la agenda',
    under: 'agenda',
    roles: ADMINISTRAN,
    load: () => import('./hours-screen.tsx').then((m) => m.HoursScreen),
  },
  {
    id: 'sala',
    path: '/sala',
    title: 'Sala de espera',
    menu: MENU.sala,
    roles: TODOS,
    load: () => import('./waiting-room-screen.tsx').then((m) => m.WaitingRoomScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'nueva-cita',
    label: 'Nueva cita',
    keys: 'F2',
    roles: ATIENDEN,
    keywords: 'agendar reservar cupo turno',
    // The number makes a second F2 a new request.
    run: (navigation) => navigation.go(`/agenda?nueva=${Date.now()}`),
  },
]
