import { randomBytes } from 'node:crypto'
import { esClaveDebil, esperaTrasFallos } from '../../../src-shared/domains/seguridad/rules.ts'
import {
  ADMINISTRAN,
  esRolDe,
  type Rol,
  type UsuarioResumen,
} from '../../../src-shared/domains/seguridad/schemas.ts'
import { type AuditVerification, appendAudit, verifyAudit } from '../../core/audit/audit.ts'
import { auditActor, type CallContext } from '../../core/calls/call-context.ts'
import type { RunCommand } from '../../core/calls/run-command.ts'
import type { Clock } from '../../core/clock/clock.ts'
import { hashPassword, passwordMatches } from '../../core/crypto/password-hash.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { transact } from '../../core/database/transaction.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import type { Changes } from '../../core/events/changes.ts'
import type { Ids } from '../../core/ids/ids.ts'
import type { Logger } from '../../core/logging/logger.ts'
import { getAjuste, getProfesional } from '../configuracion/api.ts'
import { hashToken, SESIONES } from './api.ts'
import * as repository from './repository.ts'
import type { UsuarioRow } from './tables.ts'

/** Failures of screens taken into the log per minute: a screen that fails in a loop must not fill the disk. */
const INCIDENTES_POR_MINUTO = 30

/** The screen locks by itself first; the core, this long after it. */
const GRACIA_MS = 60_000
const ANOTAR_CADA_MS = 60_000
const VIDA_SESION_MS = 30 * 86_400_000

interface NuevoUsuario {
  readonly commandId: string
  readonly usuario: string
  readonly nombre: string
  readonly rol: Rol
  readonly clave: string
  readonly profesionalId: string | null
}

export type SeguridadService = ReturnType<typeof createSeguridadService>

/** Users, sessions and the lock screen. Invariants in this folder's README. */
export function createSeguridadService(ports: {
  readonly db: Db
  readonly clock: Clock
  readonly ids: Ids
  readonly runCommand: RunCommand
  readonly changes: Changes
  readonly logger: Logger
  /** Practice database: its public PIN 1234 is allowed. */
  readonly practica: boolean
}) {
  const { db, clock, ids, runCommand, logger, changes } = ports
  /** Last use of each session in ms, newer than what is stored. */
  const actividad = new Map<string, number>()
  let incidentes = { minuto: 0, anotados: 0 }

  const turnos = new Map<string, Promise<unknown>>()

  /** One check of a key at a time for each user: the next one begins when the one before it has ended, however it ended. */
  function enTurno<T>(usuarioId: string, work: () => Promise<T>): Promise<T> {
    const mine = (turnos.get(usuarioId) ?? Promise.resolve()).then(work)
    const ended = mine
      .catch(() => {})
      .finally(() => {
        if (turnos.get(usuarioId) === ended) turnos.delete(usuarioId)
      })
    turnos.set(usuarioId, ended)
    return mine
  }

  /**
   * Checks a key with the growing wait after wrong attempts. The attempt counts as failed before the hash runs, which takes ~50 ms
   * outside any transaction: attempts at the same time cannot share one count, and a core that dies meanwhile has counted it.
   * @returns the user as stored when the attempt began
   */
  function checkClave(usuarioId: string, clave: string, call: CallContext): Promise<UsuarioRow> {
    return enTurno(usuarioId, async () => {
      const now = clock.now()
      const row = await transact(db, (trx) => contarIntento(trx, usuarioId, now))
      if (await passwordMatches(row.clave_hash, clave)) {
        await transact(db, (trx) =>
          repository.updateUsuario(trx, row.id, { intentos_fallidos: 0, espera_hasta: null }),
        )
        return row
      }
      await transact(db, (trx) =>
        appendAudit(trx, now.toISOString(), auditActor(call), {
          action: 'seguridad.clave-incorrecta',
          subjectKind: 'usuario',
          subjectId: row.id,
          detail: { fallos: row.intentos_fallidos + 1 },
        }),
      )
      throw new Refusal(
        'CLAVE_INCORRECTA',
        'El PIN o la contraseña no es correcta.',
        'Verifique e intente de nuevo.',
        { campo: 'clave' },
      )
    })
  }

  return {
    /** Who a session token belongs to. Never throws: an unknown token is simply nobody. */
    async contextFor(token: string | undefined, origen: CallContext['origen']): Promise<CallContext> {
      const tokenHash = token && hashToken(token)
      const session = tokenHash ? await repository.findSesion(db, tokenHash) : undefined
      if (!tokenHash || !session || session.activo === 0)
        return { origen, token, usuario: undefined, bloqueada: false }
      const bloqueada =
        session.bloqueada === 1 || (origen !== 'cli' && (await sinUso(tokenHash, session.ultima_actividad)))
      if (!bloqueada) await anotarActividad(tokenHash, session.ultima_actividad)
      return {
        origen,
        token,
        bloqueada,
        usuario: {
          id: session.id,
          nombre: session.nombre,
          rol: session.rol,
          profesionalId: session.profesional_id,
        },
      }
    },

    /** Takes away the sessions nobody used for a month: their tokens open nothing any more. */
    async purgarSesiones(): Promise<void> {
      const antes = new Date(clock.now().getTime() - VIDA_SESION_MS).toISOString()
      await transact(db, (trx) => repository.deleteSesionesAntes(trx, antes))
    },

    /** What the screen needs to know before anybody signs in. */
    async condiciones(): Promise<{ minutosBloqueo: number; practica: boolean }> {
      return { minutosBloqueo: await getAjuste(db, 'minutosBloqueo'), practica: ports.practica }
    },

    async usuariosParaEntrar() {
      const rows = await repository.listUsuarios(db)
      return rows.filter((r) => r.activo === 1).map((r) => ({ usuario: r.usuario, nombre: r.nombre }))
    },

    async usuarioDe(id: string): Promise<UsuarioResumen | null> {
      const row = await repository.getUsuario(db, id)
      return row ? resumen(row) : null
    },

    async iniciarSesion(call: CallContext, input: { usuario: string; clave: string }) {
      const row = await repository.findUsuario(db, input.usuario.toLowerCase())
      if (!row || row.activo === 0)
        throw new Refusal(
          'CLAVE_INCORRECTA',
          'El usuario o el PIN no es correcto.',
          'Verifique e intente de nuevo.',
          {
            campo: 'usuario',
          },
        )
      await checkClave(row.id, input.clave, call)
      const token = randomBytes(32).toString('base64url')
      await transact(db, async (trx) => {
        const at = clock.now().toISOString()
        await repository.insertSesion(trx, {
          tokenHash: hashToken(token),
          usuarioId: row.id,
          origen: call.origen,
          at,
        })
        await repository.updateUsuario(trx, row.id, { ultimo_ingreso: at })
        await appendAudit(
          trx,
          at,
          { id: row.id, role: row.rol, device: call.origen },
          {
            action: 'seguridad.ingreso',
            subjectKind: 'usuario',
            subjectId: row.id,
          },
        )
      })
      return { token, usuario: resumen(row) }
    },

    async bloquear(call: CallContext) {
      await changeSession(call, 'seguridad.bloqueo', (trx, tokenHash, at) =>
        repository.setBloqueada(trx, tokenHash, true, at),
      )
      return { bloqueada: true as const }
    },

    async desbloquear(call: CallContext, input: { clave: string }) {
      const row = call.usuario ? await repository.getUsuario(db, call.usuario.id) : undefined
      if (!row) throw sinSesion()
      await checkClave(row.id, input.clave, call)
      await changeSession(call, 'seguridad.desbloqueo', (trx, tokenHash, at) =>
        repository.setBloqueada(trx, tokenHash, false, at),
      )
      return { usuario: resumen(row) }
    },

    async cerrarSesion(call: CallContext) {
      await changeSession(call, 'seguridad.salida', async (trx, tokenHash) => {
        await repository.deleteSesion(trx, tokenHash)
        actividad.delete(tokenHash)
      })
      changes.announce([SESIONES])
      return { cerrada: true as const }
    },

    async usuarios() {
      return (await repository.listUsuarios(db)).map((row) => ({
        ...resumen(row),
        activo: row.activo === 1,
        ultimoIngreso: row.ultimo_ingreso,
      }))
    },

    async crearPrimerUsuario(
      call: CallContext,
      input: {
        commandId: string
        usuario: string
        nombre: string
        rol: 'medico' | 'administrador'
        clave: string
      },
    ): Promise<UsuarioResumen> {
      const nuevo = { ...input, profesionalId: null }
      return store(call, 'seguridad.crearPrimerUsuario', nuevo, async (trx) => {
        if ((await repository.listUsuarios(trx)).length > 0)
          throw new Refusal(
            'YA_HAY_USUARIOS',
            'Este consultorio ya tiene usuarios.',
            'Ingrese con uno de ellos y cree los demás en Configuración › Usuarios.',
          )
      })
    },

    async crearUsuario(call: CallContext, input: NuevoUsuario): Promise<UsuarioResumen> {
      return store(call, 'seguridad.crearUsuario', input, async (trx) => {
        if (await repository.findUsuario(trx, input.usuario))
          throw new Refusal(
            'USUARIO_EXISTE',
            `Ya existe el usuario ${input.usuario}.`,
            'Escriba otro nombre de usuario.',
            {
              campo: 'usuario',
            },
          )
      })
    },

    /** Joins a user to the professional who signs as them; without it the user cannot write notes. */
    async vincularProfesional(
      call: CallContext,
      input: { commandId: string; usuarioId: string; profesionalId: string | null },
    ): Promise<UsuarioResumen> {
      return runCommand(
        call,
        { name: 'seguridad.vincularProfesional', commandId: input.commandId, input },
        async (scope) => {
          const row = await repository.getUsuario(scope.trx, input.usuarioId)
          if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró el usuario.', 'Actualice la lista.')
          if (input.profesionalId !== null && !(await getProfesional(scope.trx, input.profesionalId)))
            throw new Refusal('NO_ENCONTRADO', 'No se encontró el profesional.', 'Actualice la lista.', {
              campo: 'profesionalId',
            })
          await repository.updateUsuario(scope.trx, row.id, { profesional_id: input.profesionalId })
          await scope.audit({
            action: 'seguridad.vincular-profesional',
            subjectKind: 'usuario',
            subjectId: row.id,
          })
          scope.changed('usuarios')
          return resumen({ ...row, profesional_id: input.profesionalId })
        },
      )
    },

    /**
     * The user's own key. Neither key is part of the record of the command, and a repeat answers from it without asking for the key
     * that was in use: after the first time it is another one.
     */
    async cambiarClave(
      call: CallContext,
      input: { commandId: string; claveActual: string; claveNueva: string },
    ) {
      const row = call.usuario ? await repository.getUsuario(db, call.usuario.id) : undefined
      if (!row) throw sinSesion()
      const repetida = await db
        .selectFrom('commands')
        .select('name')
        .where('command_id', '=', input.commandId)
        .executeTakeFirst()
      if (!repetida) {
        await checkClave(row.id, input.claveActual, call)
        exigirClave(input.claveNueva, 'claveNueva')
      }
      const claveHash = repetida ? row.clave_hash : await hashPassword(input.claveNueva)
      return runCommand(
        call,
        { name: 'seguridad.cambiarClave', commandId: input.commandId, input: { usuarioId: row.id } },
        async (scope) => {
          await repository.updateUsuario(scope.trx, row.id, { clave_hash: claveHash })
          await scope.audit({
            action: 'seguridad.cambiar-clave',
            subjectKind: 'usuario',
            subjectId: row.id,
          })
          return { cambiada: true as const }
        },
      )
    },

    /** Who stops or begins again to sign in. Sessions end when it stops. @throws Refusal ULTIMO_ADMINISTRADOR */
    async cambiarActivo(
      call: CallContext,
      input: { commandId: string; usuarioId: string },
      activo: boolean,
    ): Promise<UsuarioResumen & { activo: boolean }> {
      const name = activo ? 'seguridad.reactivarUsuario' : 'seguridad.desactivarUsuario'
      return runCommand(call, { name, commandId: input.commandId, input }, async (scope) => {
        const row = await exigirUsuario(scope.trx, input.usuarioId)
        if (!activo) await exigirOtroAdministrador(scope.trx, row)
        await repository.updateUsuario(scope.trx, row.id, { activo: activo ? 1 : 0 })
        if (!activo) await repository.deleteSesionesDe(scope.trx, row.id)
        await scope.audit({
          action: activo ? 'seguridad.reactivar-usuario' : 'seguridad.desactivar-usuario',
          subjectKind: 'usuario',
          subjectId: row.id,
        })
        scope.changed('usuarios', SESIONES)
        return { ...resumen(row), activo }
      })
    },

    /** A new key for somebody else; whoever had the old one open is out. */
    async restablecerClave(
      call: CallContext,
      input: { commandId: string; usuarioId: string; claveNueva: string },
    ) {
      if (input.usuarioId === call.usuario?.id)
        throw new Refusal(
          'DATOS_INVALIDOS',
          'Su propio PIN se cambia sabiendo el que usa.',
          'Use «Cambiar mi PIN».',
        )
      exigirClave(input.claveNueva, 'claveNueva')
      const claveHash = await hashPassword(input.claveNueva)
      const { claveNueva: _clave, ...withoutKey } = input
      return runCommand(
        call,
        { name: 'seguridad.restablecerClave', commandId: input.commandId, input: withoutKey },
        async (scope) => {
          const row = await exigirUsuario(scope.trx, input.usuarioId)
          await repository.updateUsuario(scope.trx, row.id, {
            clave_hash: claveHash,
            intentos_fallidos: 0,
            espera_hasta: null,
          })
          await repository.deleteSesionesDe(scope.trx, row.id)
          await scope.audit({
            action: 'seguridad.restablecer-clave',
            subjectKind: 'usuario',
            subjectId: row.id,
          })
          scope.changed('usuarios', SESIONES)
          return { restablecida: true as const }
        },
      )
    },

    /** Someone tried what their role does not allow: it stays in the chain (workflows 2, C-19). */
    async accesoNegado(call: CallContext, procedure: string): Promise<void> {
      await transact(db, (trx) =>
        appendAudit(trx, clock.now().toISOString(), auditActor(call), {
          action: 'seguridad.acceso-negado',
          subjectKind: 'procedimiento',
          subjectId: procedure,
        }),
      )
    },

    /** Writes a failure of a screen to the local log. @returns whether it was, or there were too many in this minute. */
    reportarIncidente(input: { donde: string; clase: string; incidente: string }): { anotado: boolean } {
      const minuto = Math.floor(clock.now().getTime() / 60_000)
      if (minuto !== incidentes.minuto) incidentes = { minuto, anotados: 0 }
      if (incidentes.anotados >= INCIDENTES_POR_MINUTO) return { anotado: false }
      incidentes.anotados += 1
      logger.error('screen.failed', { id: input.donde, kind: input.clase, incidentId: input.incidente })
      return { anotado: true }
    },

    verificarAuditoria: (): Promise<AuditVerification> => verifyAudit(db),
  }

  /** Whether a session went unused longer than the screen waits to lock itself, and its grace. */
  async function sinUso(tokenHash: string, guardada: string): Promise<boolean> {
    const minutos = await getAjuste(db, 'minutosBloqueo')
    return clock.now().getTime() - ultimaActividad(tokenHash, guardada) > minutos * 60_000 + GRACIA_MS
  }

  function ultimaActividad(tokenHash: string, guardada: string): number {
    return Math.max(Date.parse(guardada), actividad.get(tokenHash) ?? 0)
  }

  /** Keeps the instant of use in memory always, and in the file at most once a minute. */
  async function anotarActividad(tokenHash: string, guardada: string): Promise<void> {
    const now = clock.now()
    actividad.set(tokenHash, now.getTime())
    // Also when the clock was set back: a future instant would keep the session open.
    if (Math.abs(now.getTime() - Date.parse(guardada)) < ANOTAR_CADA_MS) return
    try {
      await transact(db, (trx) => repository.touchSesion(trx, tokenHash, now.toISOString()))
    } catch (error) {
      // A disk without room must not lock out who is working: memory knows until the program closes.
      logger.error('session.activity-not-stored', {}, error)
    }
  }

  /** Stores a user once `check` finds no objection. The hash is made before the transaction: it takes ~50 ms. */
  async function store(
    call: CallContext,
    name: string,
    input: NuevoUsuario,
    check: (trx: Trx) => Promise<void>,
  ): Promise<UsuarioResumen> {
    exigirClave(input.clave, 'clave')
    const claveHash = await hashPassword(input.clave)
    const { clave: _clave, ...withoutKey } = input
    return runCommand(call, { name, commandId: input.commandId, input: withoutKey }, async (scope) => {
      await check(scope.trx)
      const row: UsuarioRow = {
        id: ids.next(),
        usuario: input.usuario,
        nombre: input.nombre,
        rol: input.rol,
        profesional_id: input.profesionalId,
        clave_hash: claveHash,
        activo: 1,
        intentos_fallidos: 0,
        espera_hasta: null,
        ultimo_ingreso: null,
        creado_en: scope.at,
      }
      await repository.insertUsuario(scope.trx, row)
      await scope.audit({
        action: 'seguridad.crear-usuario',
        subjectKind: 'usuario',
        subjectId: row.id,
        detail: { rol: row.rol },
      })
      scope.changed('usuarios')
      return resumen(row)
    })
  }

  function exigirClave(clave: string, campo: string): void {
    if (!ports.practica && esClaveDebil(clave))
      throw new Refusal(
        'DATOS_INVALIDOS',
        'Ese PIN es muy fácil de adivinar.',
        'Evite repetir un dígito o usar 1234.',
        { campo },
      )
  }

  async function changeSession(
    call: CallContext,
    action: string,
    change: (
      trx: Parameters<typeof repository.setBloqueada>[0],
      tokenHash: string,
      at: string,
    ) => Promise<void>,
  ): Promise<void> {
    const { token, usuario } = call
    if (!token || !usuario) throw sinSesion()
    await transact(db, async (trx) => {
      const at = clock.now().toISOString()
      await change(trx, hashToken(token), at)
      await appendAudit(trx, at, auditActor(call), { action, subjectKind: 'usuario', subjectId: usuario.id })
    })
  }
}

/**
 * Counts an attempt as failed, with the wait that a failure brings.
 * @returns the row before counting
 * @throws Refusal USUARIO_ESPERA while a wait runs
 */
async function contarIntento(trx: Trx, usuarioId: string, now: Date): Promise<UsuarioRow> {
  const row = await repository.getUsuario(trx, usuarioId)
  if (!row || row.activo === 0) throw sinSesion()
  const restan = row.espera_hasta ? Date.parse(row.espera_hasta) - now.getTime() : 0
  if (restan > 0) {
    const segundos = Math.ceil(restan / 1000)
    throw new Refusal(
      'USUARIO_ESPERA',
      `Demasiados intentos. Espere ${segundos} segundos.`,
      'Intente de nuevo después de la espera.',
      { datos: { segundos } },
    )
  }
  const fallos = row.intentos_fallidos + 1
  const espera = esperaTrasFallos(fallos)
  await repository.updateUsuario(trx, row.id, {
    intentos_fallidos: fallos,
    espera_hasta: espera > 0 ? new Date(now.getTime() + espera * 1000).toISOString() : null,
  })
  return row
}

async function exigirUsuario(trx: Trx, id: string): Promise<UsuarioRow> {
  const row = await repository.getUsuario(trx, id)
  if (!row) throw new Refusal('NO_ENCONTRADO', 'No se encontró el usuario.', 'Actualice la lista.')
  return row
}

/** Somebody who can create and reactivate users must remain. */
async function exigirOtroAdministrador(trx: Trx, row: UsuarioRow): Promise<void> {
  if (!esRolDe(ADMINISTRAN, row.rol)) return
  const otros = (await repository.listUsuarios(trx)).filter(
    (otro) => otro.id !== row.id && otro.activo === 1 && esRolDe(ADMINISTRAN, otro.rol),
  )
  if (otros.length === 0)
    throw new Refusal(
      'ULTIMO_ADMINISTRADOR',
      `${row.nombre} es la única persona que puede administrar el consultorio.`,
      'Cree o reactive primero a otra persona con rol de médico o administrador.',
    )
}

function resumen(row: UsuarioRow): UsuarioResumen {
  return {
    id: row.id,
    usuario: row.usuario,
    nombre: row.nombre,
    rol: row.rol as Rol,
    profesionalId: row.profesional_id,
  }
}

function sinSesion(): Refusal {
  return new Refusal(
    'SESION_REQUERIDA',
    'Su sesión terminó.',
    'Ingrese de nuevo; lo que estaba escribiendo se conserva.',
  )
}
