import { z } from 'zod'
import { command, commandId, query, refusals } from '../procedure.ts'
import { ADMINISTRAN, clave, nombrePersona, nombreUsuario, rol, TODOS, usuarioResumen } from './schemas.ts'

/** Users, sessions, lock screen and the audit chain. */
export const seguridadContract = {
  /** Names that may sign in on this machine: what the sign-in screen lists. No role nor document is told. */
  usuariosParaEntrar: query({ roles: 'publico', lan: true }).output(
    z.array(z.object({ usuario: z.string(), nombre: z.string() })),
  ),
  /** The first person of a new practice, its administrator; refused once anybody exists. Only on this machine. */
  crearPrimerUsuario: command({ roles: 'publico', lan: false })
    .errors(refusals('YA_HAY_USUARIOS'))
    .input(
      z.object({
        commandId,
        usuario: nombreUsuario,
        nombre: nombrePersona,
        rol: z.enum(['medico', 'administrador']),
        clave,
      }),
    )
    .output(usuarioResumen),
  iniciarSesion: command({ roles: 'publico', lan: true })
    .errors(refusals('CLAVE_INCORRECTA', 'USUARIO_ESPERA'))
    .input(z.object({ usuario: z.string().trim().min(1, 'Escriba su usuario'), clave }))
    .output(z.object({ token: z.string(), usuario: usuarioResumen })),
  bloquear: command({ roles: TODOS, lan: true }).output(z.object({ bloqueada: z.literal(true) })),
  desbloquear: command({ roles: 'bloqueada', lan: true })
    .errors(refusals('CLAVE_INCORRECTA', 'USUARIO_ESPERA'))
    .input(z.object({ clave }))
    .output(z.object({ usuario: usuarioResumen })),
  cerrarSesion: command({ roles: 'bloqueada', lan: true }).output(z.object({ cerrada: z.literal(true) })),
  sesion: query({ roles: 'publico', lan: true }).output(
    z.object({
      usuario: usuarioResumen.nullable(),
      bloqueada: z.boolean(),
      /** Minutes without use after which the screen locks by itself. */
      minutosBloqueo: z.number().int(),
      /** Practice: nothing that is issued has any validity. */
      practica: z.boolean(),
    }),
  ),
  usuarios: query({ roles: ADMINISTRAN, lan: true }).output(
    z.array(usuarioResumen.extend({ activo: z.boolean(), ultimoIngreso: z.string().nullable() })),
  ),
  crearUsuario: command({ roles: ADMINISTRAN, lan: false })
    .errors(refusals('USUARIO_EXISTE'))
    .input(
      z.object({
        commandId,
        usuario: nombreUsuario,
        nombre: nombrePersona,
        rol,
        clave,
        profesionalId: z.string().nullable(),
      }),
    )
    .output(usuarioResumen),
  vincularProfesional: command({ roles: ADMINISTRAN, lan: false })
    .input(z.object({ commandId, usuarioId: z.string(), profesionalId: z.string().nullable() }))
    .output(usuarioResumen),
  cambiarClave: command({ roles: TODOS, lan: true })
    .errors(refusals('CLAVE_INCORRECTA', 'USUARIO_ESPERA'))
    .input(z.object({ commandId, claveActual: clave, claveNueva: clave }))
    .output(z.object({ cambiada: z.literal(true) })),
  /** Their sessions end at once. Refused for the last who administers. */
  desactivarUsuario: command({ roles: ADMINISTRAN, lan: false })
    .errors(refusals('ULTIMO_ADMINISTRADOR'))
    .input(z.object({ commandId, usuarioId: z.string() }))
    .output(usuarioResumen.extend({ activo: z.boolean() })),
  reactivarUsuario: command({ roles: ADMINISTRAN, lan: false })
    .input(z.object({ commandId, usuarioId: z.string() }))
    .output(usuarioResumen.extend({ activo: z.boolean() })),
  /** A new key for somebody else, who forgot theirs. Their sessions end at once. */
  restablecerClave: command({ roles: ADMINISTRAN, lan: false })
    .input(z.object({ commandId, usuarioId: z.string(), claveNueva: clave }))
    .output(z.object({ restablecida: z.literal(true) })),
  /**
   * A screen failed: its id, the class of the error and the number the person reads on it go to the local log. Messages and
   * data never do, they may hold what a patient said. Open to all because the sign-in screen may fail too.
   */
  reportarIncidente: command({ roles: 'publico', lan: true })
    .input(
      z.object({
        donde: z.string().regex(/^[a-z0-9-]{1,60}$/, 'No es el identificador de una pantalla'),
        clase: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/, 'No es una clase de error'),
        incidente: z.string().regex(/^[A-Z0-9]{8}$/, 'No es un número de incidente'),
      }),
    )
    .output(z.object({ anotado: z.boolean() })),
  verificarAuditoria: query({ roles: [...ADMINISTRAN, 'auditor'], lan: false }).output(
    z.object({ filas: z.number().int(), primeraRuptura: z.number().int().nullable() }),
  ),
}
