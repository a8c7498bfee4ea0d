import type { Command } from '../command.ts'

/** A command and the file it lives in; the file is loaded only when the command is run or described in full. */
interface RegisteredCommand {
  readonly nombre: string
  readonly load: () => Promise<Command>
}

export const COMMANDS: readonly RegisteredCommand[] = [
  { nombre: 'dv', load: async () => (await import('./dv.ts')).dv },
  { nombre: 'festivos', load: async () => (await import('./festivos.ts')).festivos },
  { nombre: 'dias-habiles', load: async () => (await import('./dias-habiles.ts')).diasHabiles },
  { nombre: 'cufe', load: async () => (await import('./cufe.ts')).cufe },
  { nombre: 'firma verificar', load: async () => (await import('./firma-verificar.ts')).firmaVerificar },
  { nombre: 'dian validar', load: async () => (await import('./dian-validar.ts')).dianValidar },
  { nombre: 'rips validar', load: async () => (await import('./rips-validar.ts')).ripsValidar },
  {
    nombre: 'auditoria verificar',
    load: async () => (await import('./auditoria-verificar.ts')).auditoriaVerificar,
  },
  { nombre: 'demo', load: async () => (await import('./demo.ts')).demo },
  { nombre: 'host', load: async () => (await import('./host.ts')).host },
]
