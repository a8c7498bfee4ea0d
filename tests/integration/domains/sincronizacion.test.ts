import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fraseEnvios } from '../../../src-shared/domains/sincronizacion/rules.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

async function emitir(paciente: number) {
  const { servicioIds } = await c.atender({ paciente })
  const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
  await c.core.outbox.drain()
  return factura
}

describe('Bandeja de salida', () => {
  it('cada envío en palabras: qué, para quién, estado, próximo intento, última respuesta y a quién espera', async () => {
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ frase: 'Todo entregado' })
    c.http.cut()
    const { numero } = await emitir(0)
    const [factura, rips] = await c.medico.sincronizacion.listar({ cuales: 'por-enviar' })
    expect(factura).toMatchObject({
      descripcion: `Factura ${numero}`,
      destino: 'DIAN',
      estado: 'pendiente',
      intentos: 1,
      ultimaRespuesta: expect.stringMatching(/\S/),
      esperaA: null,
    })
    expect(Date.parse(factura?.proximoIntento ?? '')).toBeGreaterThan(c.clock.now().getTime())
    expect(rips).toMatchObject({
      descripcion: `RIPS de la factura ${numero}`,
      destino: 'Ministerio de Salud (MUV)',
      intentos: 0,
      esperaA: `Factura ${numero}`,
    })
  })

  it('Reintentar prueba ya, queda en la auditoría y lo entregado no vuelve', async () => {
    c.http.restore()
    const [factura] = await c.medico.sincronizacion.listar({ cuales: 'por-enviar' })
    const id = factura?.id ?? ''
    expect(await c.medico.sincronizacion.reintentar({ id })).toEqual({ aceptado: true })
    await c.core.outbox.drain()
    await c.deliver()
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ frase: 'Todo entregado', porEnviar: 0 })
    expect(await c.medico.sincronizacion.listar({ cuales: 'aceptados' })).toHaveLength(2)
    expect(await c.medico.sincronizacion.reintentar({ id })).toEqual({ aceptado: false })
    const historial = await c.medico.sincronizacion.historial({ id })
    expect(historial.map(({ estado }) => estado)).toEqual([
      'enviando',
      'pendiente',
      'pendiente',
      'enviando',
      'aceptado',
    ])
    expect(historial[2]?.detalle).toBe('Reintento pedido por una persona')
    const audited = await c.core.db
      .selectFrom('audit')
      .select('subject_id')
      .where('action', '=', 'sincronizacion.reintentar')
      .execute()
    expect(audited).toHaveLength(2)
  })

  it('Reintentar lo que no existe se niega y no deja rastro en la auditoría', async () => {
    const before = await c.count('audit')
    await expect(c.medico.sincronizacion.reintentar({ id: c.ids.next() })).rejects.toMatchObject({
      code: 'NO_ENCONTRADO',
    })
    await expect(c.medico.sincronizacion.reintentar({ id: 'María Pérez' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect(await c.count('audit')).toBe(before)
  })

  it('el rechazo se lee con regla, causa y remedio', async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK61', mensaje: 'Correo' })
    await emitir(1)
    const [rechazado] = await c.medico.sincronizacion.listar({ cuales: 'rechazados' })
    expect(rechazado).toMatchObject({ estado: 'rechazado', proximoIntento: null })
    const historial = await c.medico.sincronizacion.historial({ id: rechazado?.id ?? '' })
    expect(historial.at(-1)?.hallazgos).toEqual([
      {
        regla: 'FAK61',
        severidad: 'rechazo',
        ruta: expect.any(String),
        mensaje: expect.stringMatching(/\S/),
        remedio: expect.stringMatching(/\S/),
      },
    ])
    expect((await c.medico.sincronizacion.resumen()).frase).toContain('1 rechazado que espera por usted')
  })

  it('avisa de cada cambio a las ventanas abiertas', async () => {
    const seen = new Set<string>()
    const stop = new AbortController()
    const stream = await c.medico.sincronizacion.eventos(undefined, { signal: stop.signal })
    const following = (async () => {
      for await (const { changed } of stream) {
        for (const key of changed) seen.add(key)
        if (seen.has('rips')) break
      }
    })()
    const { id } = await emitir(2)
    await c.deliver()
    await following
    stop.abort()
    expect([...seen]).toEqual(expect.arrayContaining(['facturas', `factura:${id}`, 'outbox', 'rips']))
  })

  it('sin sesión no avisa de nada, y termina cuando la sesión termina', async () => {
    await expect(c.clientFor(undefined).sincronizacion.eventos()).rejects.toMatchObject({
      code: 'SESION_REQUERIDA',
    })
    const recepcion = await c.como('recepcion')
    const stream = await recepcion.sincronizacion.eventos()
    expect(await stream.next()).toMatchObject({ done: false, value: { changed: [] } })
    await recepcion.seguridad.bloquear()
    c.core.changes.announce(['historia:1'])
    expect(await stream.next()).toMatchObject({ done: false, value: { changed: ['historia:1'] } })
    const next = stream.next()
    await recepcion.seguridad.cerrarSesion()
    expect(await next).toMatchObject({ done: true })
  })

  it('a quien se atrasa se le guarda cada clave una vez, y muchas se resumen en su clase', async () => {
    const stream = await c.medico.sincronizacion.eventos()
    await stream.next()
    for (let i = 0; i < 3; i += 1) c.core.changes.announce(['factura:7', 'citas'])
    expect((await stream.next()).value).toEqual({ changed: ['factura:7', 'citas'] })
    for (let i = 0; i < 5000; i += 1) c.core.changes.announce([`factura:${i}`, 'citas'])
    const { changed } = (await stream.next()).value as { changed: string[] }
    expect(changed.length).toBeLessThanOrEqual(501)
    expect(changed).toEqual(expect.arrayContaining(['factura', 'citas']))
    await stream.return?.(undefined)
  })

  it('la frase dice la fecha de Colombia, también después de las siete de la noche', () => {
    expect(
      fraseEnvios({
        porEnviar: 2,
        inciertos: 0,
        correosEnDuda: 0,
        rechazados: 0,
        sinConexionDesde: '2026-11-22T01:12:00.000Z',
        sinServicio: [],
      }),
    ).toBe('2 por enviar; sin conexión desde las 20:12 del 21 nov 2026')
  })
})
