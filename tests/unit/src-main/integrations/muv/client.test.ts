import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../../../../src-main/core/clock/clock.ts'
import { nodeHttp } from '../../../../../src-main/core/http/node-http.ts'
import { createMuvClient, type MuvClient } from '../../../../../src-main/integrations/muv/client.ts'
import { type Respondedor, responderJson, servidorGuionado } from './servidor-guionado.ts'

const CUV = 'c'.repeat(96)
const RIPS = new TextEncoder().encode('{ "numFactura": "FE1", "ñ": 1.50 }')
const XML = new TextEncoder().encode('<AttachedDocument/>')
const ACEPTADO = {
  ResultState: true,
  ProcesoId: 1,
  NumFactura: 'FE1',
  CodigoUnicoValidacion: CUV,
  ResultadosValidacion: [],
}
const rechazo = (codigo: string) => ({
  resultState: false,
  codigoUnicoValidacion: '-',
  resultadosValidacion: [
    {
      Clase: 'RECHAZADO',
      Codigo: codigo,
      Descripcion: 'x',
      Observaciones: '',
      PathFuente: '',
      Fuente: 'Rips',
    },
  ],
})

let cerrar: (() => Promise<void>) | undefined
afterEach(() => cerrar?.())

/** Login always works; the rest answers what the test says. */
async function preparar(
  responder: Respondedor,
  opciones: { comprimirDesde?: number; ingreso?: unknown } = {},
) {
  let ingresos = 0
  const servidor = await servidorGuionado((peticion, respuesta) => {
    if (peticion.ruta === '/api/Auth/LoginSISPRO') {
      ingresos += 1
      responderJson(
        respuesta,
        200,
        opciones.ingreso ?? { token: `t${ingresos}`, login: true, registrado: true, errors: null },
      )
    } else responder(peticion, respuesta)
  })
  cerrar = servidor.close
  let ahora = Date.parse('2026-11-21T15:00:00Z')
  const clock: Clock = { now: () => new Date(ahora) }
  const client = createMuvClient({
    http: nodeHttp,
    clock,
    baseUrl: `${servidor.url}/`,
    credenciales: {
      tipoDocumento: 'CC',
      numeroDocumento: '52123456',
      clave: 'secreta',
      nit: '52123456',
      tipoUsuario: 'PIN',
    },
    ...(opciones.comprimirDesde !== undefined && { comprimirDesde: opciones.comprimirDesde }),
  })
  return {
    client,
    servidor,
    avanzar: (ms: number) => {
      ahora += ms
    },
  }
}

describe('Cliente del validador del ministerio', () => {
  test('ingresa una vez, y el paquete va byte por byte como se guardó', async () => {
    const { client, servidor } = await preparar((_, respuesta) => responderJson(respuesta, 200, ACEPTADO))
    expect(await client.cargarFevRips(RIPS, XML)).toMatchObject({
      kind: 'answer',
      value: { aceptado: true, cuv: CUV },
    })
    await client.cargarFevRips(RIPS, XML)
    expect(servidor.peticiones.map(({ ruta }) => ruta)).toEqual([
      '/api/Auth/LoginSISPRO',
      '/api/PaquetesFevRips/CargarFevRips',
      '/api/PaquetesFevRips/CargarFevRips',
    ])
    expect(JSON.parse(servidor.peticiones[0]!.cuerpo)).toEqual({
      persona: { identificacion: { tipo: 'CC', numero: '52123456' } },
      clave: 'secreta',
      nit: '52123456',
      tipoUsuario: 'PIN',
    })
    const [, carga] = servidor.peticiones
    expect(carga!.cabeceras.authorization).toBe('Bearer t1')
    expect(carga!.cuerpo).toBe(
      `{"rips":{ "numFactura": "FE1", "ñ": 1.50 },"xmlFevFile":"${Buffer.from(XML).toString('base64')}"}`,
    )
  })

  test.each<[string, (client: MuvClient) => Promise<unknown>, string]>([
    ['CargarNC', (c) => c.cargarNC(RIPS, XML), '{"rips":{ "numFactura"'],
    ['CargarNCTotal', (c) => c.cargarNCTotal(XML), '{"rips":null,"xmlFevFile":"PEF'],
    ['CargarND', (c) => c.cargarND(RIPS, XML), '{"rips":{ "numFactura"'],
    [
      'CargarNotaAjuste',
      (c) => c.cargarNotaAjuste(RIPS),
      '{"rips":{ "numFactura": "FE1", "ñ": 1.50 },"xmlFevFile":""}',
    ],
    [
      'CargarRipsSinFactura',
      (c) => c.cargarRipsSinFactura(RIPS),
      '{"rips":{ "numFactura": "FE1", "ñ": 1.50 },"xmlFevFile":""}',
    ],
    ['RecuperarCUV', (c) => c.recuperarCUV(CUV), `{"codigoUnicoValidacion":"${CUV}"}`],
  ])('%s va a su dirección', async (operacion, llamar, cuerpo) => {
    const { client, servidor } = await preparar((_, respuesta) => responderJson(respuesta, 200, ACEPTADO))
    expect(await llamar(client)).toMatchObject({ kind: 'answer' })
    expect(servidor.peticiones[1]!.ruta).toBe(`/api/PaquetesFevRips/${operacion}`)
    expect(servidor.peticiones[1]!.cuerpo.startsWith(cuerpo)).toBe(true)
  })

  test('un paquete grande va comprimido', async () => {
    const { client, servidor } = await preparar((_, respuesta) => responderJson(respuesta, 200, ACEPTADO), {
      comprimirDesde: 300,
    })
    const grande = new TextEncoder().encode(JSON.stringify({ relleno: 'x'.repeat(1000) }))
    await client.cargarRipsSinFactura(grande)
    expect(servidor.peticiones[0]!.cabeceras['content-encoding']).toBeUndefined()
    expect(servidor.peticiones[1]!.cabeceras['content-encoding']).toBe('gzip')
    expect(servidor.peticiones[1]!.cuerpo).toContain('x'.repeat(1000))
  })

  test('la sesión se renueva antes de las dos horas', async () => {
    const { client, servidor, avanzar } = await preparar((_, respuesta) =>
      responderJson(respuesta, 200, ACEPTADO),
    )
    await client.recuperarCUV(CUV)
    avanzar(111 * 60_000)
    await client.recuperarCUV(CUV)
    expect(servidor.peticiones.filter(({ ruta }) => ruta.includes('Login'))).toHaveLength(2)
    expect(servidor.peticiones.at(-1)!.cabeceras.authorization).toBe('Bearer t2')
  })

  test('dos envíos a la vez ingresan una sola vez', async () => {
    const { client, servidor } = await preparar((_, respuesta) => responderJson(respuesta, 200, ACEPTADO))
    await Promise.all([client.recuperarCUV(CUV), client.recuperarCUV(CUV)])
    expect(servidor.peticiones.filter(({ ruta }) => ruta.includes('Login'))).toHaveLength(1)
  })

  test.each([
    ['401', 401, {}],
    ['TOT002', 400, rechazo('TOT002')],
  ])('una sesión vencida (%s) ingresa otra vez y repite, una sola vez', async (_, status, cuerpo) => {
    let cargas = 0
    const { client, servidor } = await preparar((_peticion, respuesta) => {
      cargas += 1
      if (cargas === 1) responderJson(respuesta, status, cuerpo)
      else responderJson(respuesta, 200, ACEPTADO)
    })
    expect(await client.recuperarCUV(CUV)).toMatchObject({ kind: 'answer' })
    expect(servidor.peticiones.at(-1)!.cabeceras.authorization).toBe('Bearer t2')
  })

  test('si la sesión no sirve ni recién abierta, espera a una persona', async () => {
    const { client, servidor } = await preparar((_, respuesta) => responderJson(respuesta, 401, {}))
    expect(await client.recuperarCUV(CUV)).toMatchObject({ kind: 'blocked' })
    expect(servidor.peticiones).toHaveLength(4)
  })

  test('una clave equivocada se dice con las palabras del ministerio', async () => {
    const { client } = await preparar(() => undefined, {
      ingreso: {
        token: null,
        login: false,
        registrado: false,
        errors: ['Sus Credenciales de Usuario no son validas'],
      },
    })
    expect(await client.cargarFevRips(RIPS, XML)).toMatchObject({
      kind: 'blocked',
      detail: expect.stringContaining('Sus Credenciales de Usuario no son validas'),
    })
  })

  test('un rechazo con HTTP 400 es una respuesta', async () => {
    const { client } = await preparar((_, respuesta) => responderJson(respuesta, 400, rechazo('RVG01')))
    expect(await client.cargarFevRips(RIPS, XML)).toMatchObject({
      kind: 'answer',
      value: { aceptado: false, hallazgos: [{ codigo: 'RVG01' }] },
    })
  })

  test('si el ministerio no pudo guardar, se envía después', async () => {
    const { client } = await preparar((_, respuesta) => responderJson(respuesta, 400, rechazo('CFR001')))
    expect(await client.cargarFevRips(RIPS, XML)).toMatchObject({ kind: 'not-sent' })
  })

  test.each<[string, Respondedor, object]>([
    [
      '503 con espera',
      (_, r) => r.writeHead(503, { 'retry-after': '90' }).end(),
      { kind: 'not-sent', retryAfterSeconds: 90 },
    ],
    [
      'página de mantenimiento',
      (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      { kind: 'not-sent' },
    ],
    ['error 500', (_, r) => r.writeHead(500).end('boom'), { kind: 'unknown' }],
    ['respuesta ilegible', (_, r) => r.writeHead(200).end('{"ResultState":tr'), { kind: 'unknown' }],
    [
      'aceptado sin CUV',
      (_, r) => responderJson(r, 200, { ...ACEPTADO, CodigoUnicoValidacion: '-' }),
      { kind: 'unknown' },
    ],
    ['dirección que no es el validador', (_, r) => r.writeHead(404).end(), { kind: 'blocked' }],
    ['paquete demasiado grande', (_, r) => r.writeHead(413).end(), { kind: 'blocked' }],
    ['corte después de enviar', (_, r) => r.destroy(), { kind: 'unknown' }],
    [
      'corte a media respuesta',
      (_, r) => {
        r.writeHead(200, { 'content-length': '500' })
        r.write('{')
        setTimeout(() => r.destroy(), 10)
      },
      { kind: 'unknown' },
    ],
  ])('%s', async (_, responder, esperado) => {
    const { client } = await preparar(responder)
    expect(await client.cargarFevRips(RIPS, XML)).toMatchObject(esperado)
  })

  test('sin servicio no sale nada', async () => {
    const { client, servidor } = await preparar(() => undefined)
    await servidor.close()
    cerrar = undefined
    for (const llamada of [client.cargarFevRips(RIPS, XML), client.consultarCUV(CUV), client.health()]) {
      expect(await llamada).toMatchObject({ kind: 'not-sent' })
    }
  })

  test('la consulta de un CUV no necesita ingreso', async () => {
    const { client, servidor } = await preparar((_, respuesta) =>
      responderJson(respuesta, 200, {
        EsValido: true,
        CodigoUnicoValidacion: CUV,
        NumDocumentoIdObligado: '1',
        NumeroDocumento: 'FE1',
      }),
    )
    expect(await client.consultarCUV(CUV)).toMatchObject({
      kind: 'answer',
      value: { valido: true, numero: 'FE1' },
    })
    expect(servidor.peticiones.map(({ ruta }) => ruta)).toEqual(['/api/ConsultasFevRips/ConsultarCUV'])
  })

  test('la salud dice la versión', async () => {
    const { client } = await preparar((_, r) =>
      r.writeHead(200).end('ApplicationName: FVE.WebAPILocal\nVersion: 5.4.1.0\n'),
    )
    expect(await client.health()).toMatchObject({ kind: 'answer', value: { version: '5.4.1.0' } })
  })
})
