import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PIN } from '../../../src-main/practice/demo-facts.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

/** Words and not digits: four digits may stand by chance in any identifier of a record. */
const CLAVE = 'sopa de mora'

const nuevo = (usuario: string) => ({
  commandId: c.ids.next(),
  usuario,
  nombre: 'Lucía Ortega Páez',
  rol: 'facturacion' as const,
  clave: CLAVE,
  profesionalId: null,
})

describe('Usuarios', () => {
  it('se crean, se listan y entran con su PIN; la clave no se guarda ni se responde', async () => {
    const admin = await c.como('administrador')
    const creado = await admin.seguridad.crearUsuario(nuevo('lucia'))
    expect(creado).not.toHaveProperty('clave')
    const lista = await admin.seguridad.usuarios()
    expect(lista.map(({ usuario }) => usuario)).toContain('lucia')
    expect(JSON.stringify(lista)).not.toMatch(/argon|8462/)
    const rows = await c.core.db.selectFrom('usuarios').selectAll().where('usuario', '=', 'lucia').execute()
    expect(rows[0]?.clave_hash).toMatch(/^\$argon2id\$/)
    const { rows: commands } = { rows: await c.core.db.selectFrom('commands').selectAll().execute() }
    expect(JSON.stringify(commands)).not.toContain(CLAVE)
    await expect(admin.seguridad.crearUsuario(nuevo('lucia'))).rejects.toMatchObject({
      code: 'USUARIO_EXISTE',
      data: { campo: 'usuario' },
    })
    const entrada = await c.clientFor(undefined).seguridad.iniciarSesion({ usuario: 'lucia', clave: CLAVE })
    expect(entrada.usuario).toMatchObject({ rol: 'facturacion' })
  })

  it('cada quien cambia su PIN sabiendo el que usa', async () => {
    const admin = await c.como('administrador')
    const nueva = 'loma sin perro'
    await admin.seguridad.crearUsuario(nuevo('rosa'))
    const anonima = c.clientFor(undefined).seguridad
    const rosa = c.clientFor((await anonima.iniciarSesion({ usuario: 'rosa', clave: CLAVE })).token)
    await expect(
      rosa.seguridad.cambiarClave({ commandId: c.ids.next(), claveActual: '0000', claveNueva: nueva }),
    ).rejects.toMatchObject({ code: 'CLAVE_INCORRECTA' })
    const cambio = { commandId: c.ids.next(), claveActual: CLAVE, claveNueva: nueva }
    expect(await rosa.seguridad.cambiarClave(cambio)).toEqual({ cambiada: true })
    // The answer was lost and the window asks again: it is told the same, and no attempt is counted as wrong.
    expect(await rosa.seguridad.cambiarClave(cambio)).toEqual({ cambiada: true })
    const stored = JSON.stringify(await c.core.db.selectFrom('commands').selectAll().execute())
    expect(stored).not.toMatch(new RegExp(`${CLAVE}|${nueva}`))
    await expect(anonima.iniciarSesion({ usuario: 'rosa', clave: CLAVE })).rejects.toMatchObject({
      code: 'CLAVE_INCORRECTA',
    })
    await anonima.iniciarSesion({ usuario: 'rosa', clave: nueva })
  })

  it('tras tres claves malas hay que esperar, también para la buena', async () => {
    const admin = await c.como('administrador')
    await admin.seguridad.crearUsuario(nuevo('pablo'))
    const anonima = c.clientFor(undefined).seguridad
    for (let i = 0; i < 3; i += 1)
      await expect(anonima.iniciarSesion({ usuario: 'pablo', clave: '0000' })).rejects.toMatchObject({
        code: 'CLAVE_INCORRECTA',
      })
    await expect(anonima.iniciarSesion({ usuario: 'pablo', clave: CLAVE })).rejects.toMatchObject({
      code: 'USUARIO_ESPERA',
      data: { datos: { segundos: 5 } },
    })
    c.clock.advance(6)
    await anonima.iniciarSesion({ usuario: 'pablo', clave: CLAVE })
  })

  it('cuarenta intentos a la vez cuentan uno por uno: tras tres malos hay que esperar, también para el bueno', async () => {
    const admin = await c.como('administrador')
    const { id } = await admin.seguridad.crearUsuario(nuevo('marta'))
    const anonima = c.clientFor(undefined).seguridad
    const codes = await Promise.all(
      [...Array(40).fill('0000'), CLAVE].map((clave: string) =>
        anonima.iniciarSesion({ usuario: 'marta', clave }).then(
          () => 'ENTRA',
          (error: { code: string }) => error.code,
        ),
      ),
    )
    expect(codes.slice(0, 3)).toEqual(['CLAVE_INCORRECTA', 'CLAVE_INCORRECTA', 'CLAVE_INCORRECTA'])
    expect(new Set(codes.slice(3))).toEqual(new Set(['USUARIO_ESPERA']))
    const stored = () =>
      c.core.db
        .selectFrom('usuarios')
        .select(['intentos_fallidos', 'espera_hasta'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    expect(await stored()).toMatchObject({ intentos_fallidos: 3, espera_hasta: expect.any(String) })
    c.clock.advance(6)
    await anonima.iniciarSesion({ usuario: 'marta', clave: CLAVE })
    expect(await stored()).toEqual({ intentos_fallidos: 0, espera_hasta: null })
  })

  it('desactivar cierra sus sesiones y no lo deja entrar; reactivar sí; el último que administra se queda', async () => {
    const admin = await c.como('administrador')
    const { id: usuarioId } = await admin.seguridad.crearUsuario(nuevo('julia'))
    const anonima = c.clientFor(undefined).seguridad
    const entra = () => anonima.iniciarSesion({ usuario: 'julia', clave: CLAVE })
    const julia = c.clientFor((await entra()).token)
    const stream = await julia.sincronizacion.eventos()
    await stream.next()
    const next = stream.next()
    const input = () => ({ commandId: c.ids.next(), usuarioId })
    expect(await admin.seguridad.desactivarUsuario(input())).toMatchObject({ activo: false })
    expect(await next).toMatchObject({ done: true })
    await expect(julia.seguridad.bloquear()).rejects.toMatchObject({
      code: 'SESION_REQUERIDA',
    })
    await expect(entra()).rejects.toMatchObject({ code: 'CLAVE_INCORRECTA' })
    expect(await admin.seguridad.reactivarUsuario(input())).toMatchObject({ activo: true })
    await entra()
    const recepcion = await c.como('recepcion')
    await expect(recepcion.seguridad.desactivarUsuario(input())).rejects.toMatchObject({
      code: 'SIN_PERMISO',
    })
    const todos = (await admin.seguridad.usuarios()).filter(
      ({ rol, usuario }) => (rol === 'medico' || rol === 'administrador') && usuario !== 'administrador',
    )
    const yo = (await admin.seguridad.usuarios()).find(({ usuario }) => usuario === 'administrador')
    const cambiar = async (activo: number) => {
      for (const { id } of todos)
        await c.core.db.updateTable('usuarios').set({ activo }).where('id', '=', id).execute()
    }
    await cambiar(0)
    await expect(
      admin.seguridad.desactivarUsuario({ commandId: c.ids.next(), usuarioId: yo?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'ULTIMO_ADMINISTRADOR' })
    await cambiar(1)
  })

  it('quien administra da un PIN nuevo a quien lo olvidó; sus sesiones terminan y queda en la auditoría', async () => {
    const admin = await c.como('administrador')
    const { id: usuarioId } = await admin.seguridad.crearUsuario(nuevo('ines'))
    const anonima = c.clientFor(undefined).seguridad
    const ines = c.clientFor((await anonima.iniciarSesion({ usuario: 'ines', clave: CLAVE })).token)
    for (let i = 0; i < 3; i += 1)
      await anonima.iniciarSesion({ usuario: 'ines', clave: '0000' }).catch(() => {})
    const commandId = c.ids.next()
    await admin.seguridad.restablecerClave({ commandId, usuarioId, claveNueva: '5937' })
    await expect(ines.seguridad.bloquear()).rejects.toMatchObject({ code: 'SESION_REQUERIDA' })
    await anonima.iniciarSesion({ usuario: 'ines', clave: '5937' })
    const audited = await c.core.db
      .selectFrom('audit')
      .select('subject_id')
      .where('action', '=', 'seguridad.restablecer-clave')
      .execute()
    expect(audited).toEqual([{ subject_id: usuarioId }])
    const yo = (await admin.seguridad.usuarios()).find(({ usuario }) => usuario === 'administrador')
    await expect(
      admin.seguridad.restablecerClave({
        commandId: c.ids.next(),
        usuarioId: yo?.id ?? '',
        claveNueva: '5937',
      }),
    ).rejects.toMatchObject({ code: 'DATOS_INVALIDOS' })
    await expect(
      ines.seguridad.restablecerClave({ commandId: c.ids.next(), usuarioId, claveNueva: '5937' }),
    ).rejects.toMatchObject({ code: 'SESION_REQUERIDA' })
  })

  it('vincular con quien firma: sin profesional no escribe notas, y solo con uno que existe', async () => {
    const admin = await c.como('administrador')
    const medica = await admin.seguridad.crearUsuario({ ...nuevo('medica2'), rol: 'medico' })
    const [profesional] = await admin.configuracion.profesionales()
    const vincular = (profesionalId: string | null) =>
      admin.seguridad.vincularProfesional({ commandId: c.ids.next(), usuarioId: medica.id, profesionalId })
    await expect(vincular('no-existe')).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
    expect(await vincular(profesional?.id ?? '')).toMatchObject({ profesionalId: profesional?.id })
    expect(await vincular(null)).toMatchObject({ profesionalId: null })
  })

  it('solo quien administra los ve y los crea', async () => {
    const recepcion = await c.como('recepcion')
    await expect(recepcion.seguridad.usuarios()).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await expect(recepcion.seguridad.crearUsuario(nuevo('otro'))).rejects.toMatchObject({
      code: 'SIN_PERMISO',
    })
  })
})

describe('Historia clínica y recepción', () => {
  it('recepción no puede leer ni escribir historia y cada intento queda en la cadena de auditoría', async () => {
    const { pacienteId } = await c.atender()
    const recepcion = await c.como('recepcion')
    const attempts: readonly [string, () => Promise<unknown>][] = [
      ['historia.borradores', () => recepcion.historia.borradores()],
      [
        'historia.iniciar',
        () =>
          recepcion.historia.iniciar({
            commandId: c.ids.next(),
            pacienteId,
            citaId: null,
            plantilla: 'control',
          }),
      ],
      ['historia.obtener', () => recepcion.historia.obtener({ id: c.ids.next() })],
      ['jornada.prepararCierre', () => recepcion.jornada.prepararCierre({ notaId: c.ids.next() })],
    ]
    for (const [procedure, attempt] of attempts) {
      await expect(attempt(), procedure).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    }
    const denied = await c.core.db
      .selectFrom('audit')
      .select(['subject_id', 'actor_role'])
      .where('action', '=', 'seguridad.acceso-negado')
      .where('subject_kind', '=', 'procedimiento')
      .orderBy('seq', 'desc')
      .limit(attempts.length)
      .execute()
    expect(denied.toReversed()).toEqual(
      attempts.map(([procedure]) => ({ subject_id: procedure, actor_role: 'recepcion' })),
    )
    const admin = await c.como('administrador')
    expect(await admin.seguridad.verificarAuditoria()).toMatchObject({ primeraRuptura: null })
  })

  it('cada procedimiento de historia está cerrado a quien no atiende', async () => {
    const { contract } = await import('../../../src-shared/contract.ts')
    for (const [name, procedure] of Object.entries(contract.historia)) {
      const { roles } = (procedure as { '~orpc': { meta: { roles: unknown } } })['~orpc'].meta
      expect(roles, name).toEqual(['medico'])
    }
  })
})

describe('Sesiones', () => {
  it('sin uso más de los minutos de bloqueo, el programa mismo la bloquea; con el PIN sigue', async () => {
    const admin = await c.como('administrador')
    const { minutosBloqueo } = await admin.seguridad.sesion()
    await c.inactivo(async () => {
      c.clock.advance((minutosBloqueo + 1) * 60)
      expect(await admin.seguridad.sesion()).toMatchObject({ bloqueada: false })
      c.clock.advance((minutosBloqueo + 1) * 60 + 1)
      await expect(admin.seguridad.usuarios()).rejects.toMatchObject({ code: 'SESION_BLOQUEADA' })
      expect(await admin.seguridad.sesion()).toMatchObject({
        bloqueada: true,
        usuario: { rol: 'administrador' },
      })
      await admin.seguridad.desbloquear({ clave: PIN })
      await admin.seguridad.usuarios()
    })
  })

  it('quien escribe no se bloquea: cada guardado cuenta como uso y se anota una vez por minuto', async () => {
    const admin = await c.como('administrador')
    const anotadas = new Set<string>()
    await c.inactivo(async () => {
      for (let segundos = 0; segundos < 3600; segundos += 20) {
        c.clock.advance(20)
        await admin.seguridad.usuarios()
        const row = await c.core.db
          .selectFrom('sesiones')
          .select((eb) => eb.fn.max('ultima_actividad').as('en'))
          .executeTakeFirstOrThrow()
        anotadas.add(row.en ?? '')
      }
    })
    expect(anotadas.size).toBeLessThanOrEqual(61)
    expect(anotadas.size).toBeGreaterThan(30)
  })

  it('un mes sin uso la quita al abrir el programa', async () => {
    await c.como('recepcion')
    await c.inactivo(async () => {
      c.clock.advance(31 * 86_400)
      const nueva = await c.como('administrador')
      await c.core.start()
      expect(await c.core.db.selectFrom('sesiones').select('origen').execute()).toHaveLength(1)
      await nueva.seguridad.usuarios()
    })
  })
})
