import type {
  BuzonEntrada,
  BuzonVisible,
  CuentaBuzon,
  EstadoBuzon,
  NoLeido,
} from '../../../../src-shared/domains/comunicaciones/buzon.ts'
import { hashOf } from '../../../core/audit/audit.ts'
import { type CallContext, SYSTEM_CALL } from '../../../core/calls/call-context.ts'
import { transact } from '../../../core/database/transaction.ts'
import { Refusal } from '../../../core/errors/refusal.ts'
import { FalloBuzon, falloDe } from '../../../integrations/imap/fallo.ts'
import { type PalabrasBuzon, palabrasDelBuzon } from '../../../integrations/imap/palabras.ts'
import { abrirBuzon } from '../../../integrations/imap/sesion.ts'
import { getPrestador } from '../../configuracion/api.ts'
import type { DomainKit } from '../../kit.ts'
import { claveParaGuardar, exigirCifrado } from '../cuenta-segura.ts'
import { leerBuzon } from './leer-buzon.ts'
import * as repository from './repository.ts'

export type BuzonService = ReturnType<typeof createBuzonService>

/** How often it is looked whether a reading is due, in ms. */
const LATIDO_MS = 60_000

/** A failure that is not of the mailbox: the log keeps it whole. */
const NO_SE_GUARDO: PalabrasBuzon = {
  mensaje: 'No se pudo guardar algo de lo que trajo el buzón.',
  remedio:
    'Lo que ya se había guardado está a salvo y se sigue desde ahí. Revise que haya espacio en el disco; si continúa, reporte la falla.',
}

interface EnCurso {
  hechos: number
  total: number | null
  readonly parar: AbortController
  readonly fin: Promise<void>
}

/** The mailbox to which suppliers send their invoices: see the invariants in this folder's README. */
export function createBuzonService(ports: DomainKit & { readonly practica: boolean }) {
  const { db, clock, changes, logger, runCommand, practica } = ports
  let enCurso: EnCurso | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  async function estado(): Promise<EstadoBuzon> {
    const lectura = await repository.getLectura(db)
    return {
      hayCuenta: (await repository.getCuenta(db)) !== undefined,
      leidoEn: lectura.leidoEn,
      trajo: lectura.trajo,
      leyendo: enCurso
        ? { hechos: enCurso.hechos, total: enCurso.total, deteniendo: enCurso.parar.signal.aborted }
        : null,
      fallo: lectura.fallo,
      noLeidos: await repository.countNoLeidos(db),
    }
  }

  /** Begins a reading unless one is in course. */
  function empezar(call: CallContext, cuenta: CuentaBuzon, nit: string): void {
    if (enCurso) return
    const parar = new AbortController()
    const yo: EnCurso = { hechos: 0, total: null, parar, fin: Promise.resolve() }
    enCurso = Object.assign(yo, {
      fin: leer(call, cuenta, nit, yo)
        .catch((error: unknown) => logger.error('comunicaciones.buzon-failed', {}, error))
        .then(() => {
          enCurso = undefined
          changes.announce(['buzon'])
        }),
    })
    changes.announce(['buzon'])
  }

  async function leer(call: CallContext, cuenta: CuentaBuzon, nit: string, yo: EnCurso): Promise<void> {
    const { signal } = yo.parar
    const trajo = { compras: 0, repetidas: 0, noLeidos: 0 }
    await anotar({ intentadaEn: clock.now().toISOString() })
    try {
      await leerBuzon(ports, {
        call,
        cuenta,
        nit,
        signal,
        trajo,
        alAvanzar: (hechos, total) => {
          Object.assign(yo, { hechos, total })
          changes.announce(['buzon'])
        },
      })
      await anotar({ trajo, fallo: null, ...(!signal.aborted && { leidoEn: clock.now().toISOString() }) })
    } catch (error) {
      await anotar({ trajo })
      if (signal.aborted) return
      if (error instanceof FalloBuzon) return anotarFallo(palabrasDelBuzon(error, cuenta), error.definitivo)
      await anotarFallo(NO_SE_GUARDO, false)
      throw error
    }
  }

  const anotar = (cambios: Partial<repository.Lectura>) =>
    transact(db, (trx) => repository.saveLectura(trx, cambios))

  async function anotarFallo({ mensaje, remedio }: PalabrasBuzon, detenido: boolean): Promise<void> {
    const antes = (await repository.getLectura(db)).fallo
    const desde = antes?.mensaje === mensaje ? antes.desde : clock.now().toISOString()
    await anotar({ fallo: { mensaje, remedio, desde, detenido } })
  }

  /** Reads by itself when it is time: an account that was tested, whose last failure does not wait for a person. */
  async function latido(): Promise<void> {
    const cuenta = await repository.getCuenta(db)
    const nit = (await getPrestador(db))?.nit
    if (!cuenta || nit === undefined || cuenta.cadaMinutos === 0 || cuenta.probadaEn === null) return
    const { intentadaEn, fallo } = await repository.getLectura(db)
    if (fallo?.detenido) return
    const pasaron = intentadaEn === null ? Infinity : clock.now().getTime() - Date.parse(intentadaEn)
    // A clock that was set back must not stop it for years.
    if (pasaron < 0 || pasaron >= cuenta.cadaMinutos * 60_000) empezar(SYSTEM_CALL, cuenta, nit)
  }

  return {
    async cuenta(): Promise<{ cuenta: BuzonVisible | null; practica: boolean }> {
      const found = await repository.getCuenta(db)
      return { cuenta: found ? visible(found) : null, practica }
    },

    guardar(call: CallContext, input: { commandId: string; cuenta: BuzonEntrada }): Promise<BuzonVisible> {
      const { clave: escrita, ...datos } = input.cuenta
      return runCommand(
        call,
        { name: 'comunicaciones.guardarBuzon', commandId: input.commandId, input: datos },
        async (scope) => {
          exigirCifrado(datos, practica)
          const before = await repository.getCuenta(scope.trx)
          const cuenta = { ...datos, clave: claveParaGuardar(escrita, before, datos) }
          const same = before !== undefined && conexionDe(before) === conexionDe(cuenta)
          const saved = { ...cuenta, probadaEn: same ? before.probadaEn : null }
          await repository.saveCuenta(scope.trx, saved, scope.at)
          await repository.saveLectura(scope.trx, { fallo: null })
          await scope.audit({
            action: 'comunicaciones.guardar-buzon',
            subjectKind: 'cuenta-buzon',
            subjectId: 'cuenta',
            ...(before ? { beforeHash: hashOf(JSON.stringify(before)) } : {}),
            afterHash: hashOf(JSON.stringify(saved)),
            detail: { probada: saved.probadaEn !== null, cadaMinutos: saved.cadaMinutos },
          })
          // A reading with the former account ends where it is.
          scope.afterCommit(() => enCurso?.parar.abort())
          scope.changed('buzon')
          return visible(saved)
        },
      )
    },

    async probar(
      call: CallContext,
      input: { commandId: string },
    ): Promise<{ cuenta: BuzonVisible; mensajes: number }> {
      const cuenta = await repository.getCuenta(db)
      if (!cuenta) throw sinCuenta()
      const mensajes = await contar(cuenta)
      return runCommand(
        call,
        { name: 'comunicaciones.probarBuzon', commandId: input.commandId, input: null },
        async (scope) => {
          const now = await repository.getCuenta(scope.trx)
          // Changed while it was being opened: what was tested is another account.
          if (!now || conexionDe(now) !== conexionDe(cuenta)) throw sinCuenta()
          const tested = { ...now, probadaEn: scope.at }
          await repository.saveCuenta(scope.trx, tested, scope.at)
          await repository.saveLectura(scope.trx, { fallo: null })
          await scope.audit({
            action: 'comunicaciones.probar-buzon',
            subjectKind: 'cuenta-buzon',
            subjectId: 'cuenta',
          })
          scope.changed('buzon')
          return { cuenta: visible(tested), mensajes }
        },
      )
    },

    quitar(call: CallContext, input: { commandId: string }): Promise<{ quitada: boolean }> {
      return runCommand(
        call,
        { name: 'comunicaciones.quitarBuzon', commandId: input.commandId, input: null },
        async (scope) => {
          const quitada = (await repository.getCuenta(scope.trx)) !== undefined
          await repository.deleteCuenta(scope.trx)
          await repository.saveLectura(scope.trx, { fallo: null })
          await scope.audit({
            action: 'comunicaciones.quitar-buzon',
            subjectKind: 'cuenta-buzon',
            subjectId: 'cuenta',
          })
          scope.afterCommit(() => enCurso?.parar.abort())
          scope.changed('buzon')
          return { quitada }
        },
      )
    },

    estado,

    async traer(call: CallContext): Promise<EstadoBuzon> {
      const cuenta = await repository.getCuenta(db)
      if (!cuenta) throw sinCuenta()
      const prestador = await getPrestador(db)
      if (!prestador)
        throw new Refusal(
          'CONFIGURACION_INCOMPLETA',
          'Falta el NIT del consultorio para saber qué facturas son suyas.',
          'Complete los datos del consultorio en Configuración y traiga el buzón.',
        )
      empezar(call, cuenta, prestador.nit)
      return estado()
    },

    async detener(): Promise<EstadoBuzon> {
      enCurso?.parar.abort()
      return estado()
    },

    /** Why it is not tried again until the account is saved or tested, in words; null while it is read. */
    async detenidoPor(): Promise<string | null> {
      const { fallo } = await repository.getLectura(db)
      return fallo?.detenido ? fallo.mensaje : null
    },

    noLeidos: (): Promise<NoLeido[]> => repository.listNoLeidos(db),

    descartar(call: CallContext, input: { commandId: string; id: string }): Promise<{ id: string }> {
      return runCommand(
        call,
        { name: 'comunicaciones.descartarNoLeido', commandId: input.commandId, input: input.id },
        async (scope) => {
          if (!(await repository.descartar(scope.trx, input.id, scope.at)))
            throw new Refusal('NO_ENCONTRADO', 'Ese mensaje ya no está en la lista.', 'Actualice la lista.')
          await scope.audit({
            action: 'comunicaciones.descartar-no-leido',
            subjectKind: 'buzon-archivo',
            subjectId: input.id,
          })
          scope.changed('buzon')
          return { id: input.id }
        },
      )
    },

    latido,

    /** Begins reading by itself when it is time. */
    start(): void {
      const once = () =>
        latido().catch((error: unknown) => logger.error('comunicaciones.buzon-failed', {}, error))
      timer = setInterval(once, LATIDO_MS)
      timer.unref()
      void once()
    },

    /** Waits until no reading is in course: for tests and headless runs. */
    async drain(): Promise<void> {
      while (enCurso) await enCurso.fin
    },

    /** Ends the reading in course where it is; the next start goes on from there. */
    async stop(): Promise<void> {
      clearInterval(timer)
      enCurso?.parar.abort()
      await enCurso?.fin
    },
  }
}

async function contar(cuenta: CuentaBuzon): Promise<number> {
  try {
    const sesion = await abrirBuzon(cuenta)
    try {
      return (await sesion.buscar(1, cuenta.desde)).length
    } finally {
      await sesion.cerrar()
    }
  } catch (error) {
    const fallo = falloDe(error)
    const { mensaje, remedio } = palabrasDelBuzon(fallo, cuenta)
    throw new Refusal('BUZON_NO_ABRE', mensaje, remedio, { datos: { paso: fallo.paso, dijo: fallo.dijo } })
  }
}

function visible({ clave: _, ...cuenta }: repository.CuentaGuardada): BuzonVisible {
  return cuenta
}

/** What a test proves: with the same, it is still proved. */
function conexionDe({ servidor, puerto, seguridad, usuario, clave, carpeta }: CuentaBuzon): string {
  return JSON.stringify([servidor, puerto, seguridad, usuario, clave, carpeta])
}

function sinCuenta(): Refusal {
  return new Refusal(
    'BUZON_SIN_CUENTA',
    'El consultorio no tiene un buzón de dónde traer las facturas.',
    'Un administrador lo agrega en Configuración › Buzón de facturas. Mientras tanto, impórtelas una por una.',
  )
}
