import { implement } from '@orpc/server'
import { seguridadContract } from '../../../src-shared/domains/seguridad/contract.ts'
import type { CallContext } from '../../core/calls/call-context.ts'
import { guardCalls } from '../../core/calls/guarded.ts'
import type { SeguridadService } from './service.ts'

export function seguridadHandlers(service: SeguridadService) {
  const os = implement(seguridadContract).$context<CallContext>().use(guardCalls(service.accesoNegado))
  return os.router({
    usuariosParaEntrar: os.usuariosParaEntrar.handler(() => service.usuariosParaEntrar()),
    crearPrimerUsuario: os.crearPrimerUsuario.handler(({ context, input }) =>
      service.crearPrimerUsuario(context, input),
    ),
    iniciarSesion: os.iniciarSesion.handler(({ context, input }) => service.iniciarSesion(context, input)),
    bloquear: os.bloquear.handler(({ context }) => service.bloquear(context)),
    desbloquear: os.desbloquear.handler(({ context, input }) => service.desbloquear(context, input)),
    cerrarSesion: os.cerrarSesion.handler(({ context }) => service.cerrarSesion(context)),
    sesion: os.sesion.handler(async ({ context }) => ({
      usuario: context.usuario ? await service.usuarioDe(context.usuario.id) : null,
      bloqueada: context.bloqueada,
      ...(await service.condiciones()),
    })),
    usuarios: os.usuarios.handler(() => service.usuarios()),
    crearUsuario: os.crearUsuario.handler(({ context, input }) => service.crearUsuario(context, input)),
    vincularProfesional: os.vincularProfesional.handler(({ context, input }) =>
      service.vincularProfesional(context, input),
    ),
    cambiarClave: os.cambiarClave.handler(({ context, input }) => service.cambiarClave(context, input)),
    desactivarUsuario: os.desactivarUsuario.handler(({ context, input }) =>
      service.cambiarActivo(context, input, false),
    ),
    reactivarUsuario: os.reactivarUsuario.handler(({ context, input }) =>
      service.cambiarActivo(context, input, true),
    ),
    restablecerClave: os.restablecerClave.handler(({ context, input }) =>
      service.restablecerClave(context, input),
    ),
    reportarIncidente: os.reportarIncidente.handler(({ input }) => service.reportarIncidente(input)),
    verificarAuditoria: os.verificarAuditoria.handler(async () => {
      const { rows, firstBreak } = await service.verificarAuditoria()
      return { filas: rows, primeraRuptura: firstBreak }
    }),
  })
}
