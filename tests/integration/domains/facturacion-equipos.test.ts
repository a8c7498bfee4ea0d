import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silentLogger } from '../../../src-main/core/logging/logger.ts'
import { type HttpServing, serveHttp } from '../../../src-main/core/rpc/http-server.ts'
import { rangoPorTraer } from '../../../src-main/practice/registro.ts'
import type { contract } from '../../../src-shared/contract.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

type RedClient = ContractRouterClient<typeof contract>

let c: Consultorio
let serving: HttpServing

/** The host of the network, really serving: whoever calls there is another machine. */
beforeEach(async () => {
  c = await abrirConsultorio()
  serving = await serveHttp({
    core: c.core,
    logger: silentLogger,
    config: {
      host: '127.0.0.1',
      port: 0,
      clave: 'clave-de-prueba',
      rendererDir: new URL('../../../src-renderer', import.meta.url).pathname,
      origen: 'lan',
      names: ['localhost'],
    },
  })
}, 60_000)

afterEach(async () => {
  await serving.close()
  await c.close()
})

async function equipoDeRed(): Promise<RedClient> {
  const cookie = (await fetch(serving.address, { redirect: 'manual' })).headers
    .get('set-cookie')
    ?.split(';')[0]
  const url = `http://127.0.0.1:${serving.port}/rpc`
  const conectar = (headers: Record<string, string>): RedClient =>
    createORPCClient(new RPCLink({ url, headers: { cookie: cookie ?? '', ...headers } }))
  const { token } = await conectar({}).seguridad.iniciarSesion({ usuario: 'recepcion', clave: '1234' })
  return conectar({ authorization: `Bearer ${token}` })
}

/** SETP is kept for the main machine, PRAC for the others. */
async function ligarRangos(): Promise<void> {
  const administrador = await c.como('administrador')
  const [setp] = await administrador.configuracion.resoluciones()
  if (!setp) throw new Error('the practice has a range')
  const guardar = (
    resolucion: Parameters<typeof administrador.configuracion.guardarResolucion>[0]['resolucion'],
  ) => administrador.configuracion.guardarResolucion({ commandId: c.ids.next(), resolucion })
  await guardar({ ...setp, claveTecnica: '', equipo: 'principal' })
  const { resolucion: numero, ...rango } = rangoPorTraer('2026-11-21')
  await guardar({
    ...rango,
    numero,
    id: null,
    tipo: 'factura',
    siguiente: rango.desde,
    activa: true,
    sedeId: null,
    equipo: 'red',
  })
  const emisor = await c.core.emisor()
  if (emisor) c.autoridades.adopt(emisor)
}

const pedido = (servicioIds: readonly string[]) => ({
  servicioIds: [...servicioIds],
  pago: { forma: '1' as const, medio: '10' },
  recaudos: [],
})

describe('Cada equipo con su numeración', () => {
  it('el equipo de la red y el principal emiten de su rango, y la vista previa muestra el número que se emite', async () => {
    await ligarRangos()
    const red = await equipoDeRed()
    const uno = await c.atender({ paciente: 0 })
    const otro = await c.atender({ paciente: 1 })

    const previas = {
      principal: (await c.medico.facturacion.previsualizar(pedido(uno.servicioIds))).documento,
      red: (await red.facturacion.previsualizar(pedido(otro.servicioIds))).documento,
    }
    expect(previas.principal.numero.prefijo).toBe('SETP')
    expect(previas.red.numero).toEqual({ prefijo: 'PRAC', consecutivo: 1 })
    expect(previas.red.resolucion.numero).toBe('18760000007')

    const [enPrincipal, enRed] = await Promise.all([
      c.medico.facturacion.emitir(c.emision(uno.servicioIds)),
      red.facturacion.emitir(c.emision(otro.servicioIds)),
    ])
    expect(enPrincipal.numero).toBe(`SETP${previas.principal.numero.consecutivo}`)
    expect(enRed.numero).toBe('PRAC1')
    await c.deliver()
    for (const { id } of [enPrincipal, enRed])
      expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
  }, 60_000)

  it('si el único rango es del equipo principal, el de la red no factura con él y lo dice', async () => {
    const administrador = await c.como('administrador')
    const [setp] = await administrador.configuracion.resoluciones()
    if (!setp) throw new Error('the practice has a range')
    await administrador.configuracion.guardarResolucion({
      commandId: c.ids.next(),
      resolucion: { ...setp, claveTecnica: '', equipo: 'principal' },
    })
    const red = await equipoDeRed()
    const { servicioIds } = await c.atender({ paciente: 2 })
    const antes = await c.count('facturas')
    await expect(red.facturacion.emitir(c.emision(servicioIds))).rejects.toMatchObject({
      code: 'CONFIGURACION_INCOMPLETA',
      message: expect.stringContaining('equipos de la red'),
    })
    expect(await c.count('facturas')).toBe(antes)
    await c.medico.facturacion.emitir(c.emision(servicioIds))
  }, 60_000)
})
