import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import {
  type MuvPractica,
  startMuvPractica,
} from '../../../src-main/practice/autoridades/muv/muv-practica.ts'
import { comprimir, enviarFactura, enviarSobre, llamar, serie, sobre } from './cliente-soap.ts'
import {
  clock,
  cufeDe,
  factura,
  firmar,
  ids,
  registro,
  type Titular,
  titularDePrueba,
} from './documentos-de-prueba.ts'
import { registroMuv, rips } from './paquete-de-prueba.ts'

let carpeta: string
let dian: DianPractica
let muv: MuvPractica
let titular: Titular
let siguiente = 990005000

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'fallas-practica-'))
  titular = await titularDePrueba()
  dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
  muv = await startMuvPractica({ clock, journalPath: join(carpeta, 'muv.jsonl'), registro: registroMuv })
})
afterEach(() => {
  dian.faults.clear()
  muv.faults.clear()
})
afterAll(async () => {
  await Promise.all([dian.close(), muv.close()])
  rmSync(carpeta, { recursive: true })
})

const firmada = () => firmar(factura({ numero: `SETP${siguiente++}` }), titular)
const enviar = (xml: string) => enviarFactura(dian.url, titular, xml)
const estado = (xml: string) => llamar(dian.url, titular, 'GetStatus', { trackId: cufeDe(xml) })
const enviarCrudo = (xml: string, signal?: AbortSignal) => {
  const parametros = `<wcf:fileName>z${serie}.zip</wcf:fileName><wcf:contentFile>${comprimir(xml)}</wcf:contentFile>`
  return enviarSobre(dian.url, 'SendBillSync', sobre(dian.url, 'SendBillSync', parametros, titular), signal)
}

/** Every byte the server sends before the connection ends. */
function bytesRecibidos(xml: string): Promise<Buffer> {
  const { hostname, port, pathname } = new URL(dian.url)
  const parametros = `<wcf:fileName>z${serie}.zip</wcf:fileName><wcf:contentFile>${comprimir(xml)}</wcf:contentFile>`
  const cuerpo = Buffer.from(sobre(dian.url, 'SendBillSync', parametros, titular))
  return new Promise((resolve) => {
    const partes: Buffer[] = []
    const socket = connect(Number(port), hostname)
    socket.on('data', (parte) => partes.push(parte))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(partes)))
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: ${cuerpo.length}\r\n` +
        'content-type: application/soap+xml;charset=UTF-8;action="http://wcf.dian.colombia/IWcfDianCustomerServices/SendBillSync"\r\n\r\n',
    )
    socket.write(cuerpo)
  })
}

describe('fallas de la DIAN de práctica', () => {
  it('lenta: contesta bien después de la espera', async () => {
    dian.faults.next({ tipo: 'lenta', ms: 300 })
    const inicio = performance.now()
    expect((await enviar(firmada())).codigo).toBe('00')
    expect(performance.now() - inicio).toBeGreaterThan(290)
  })

  it('lenta: si quien envía se cansa de esperar, el documento queda registrado', async () => {
    const xml = firmada()
    dian.faults.next({ tipo: 'lenta', ms: 400 })
    const enviado = enviarCrudo(xml, AbortSignal.timeout(150))
    await expect(enviado).rejects.toThrow()
    await vi.waitFor(async () => expect((await estado(xml)).codigo).toBe('00'), { timeout: 5_000 })
  })

  it.each([
    ['500', 500],
    ['503', 503],
  ] as const)('%s: no registra el documento', async (falla, codigo) => {
    const xml = firmada()
    dian.faults.next(falla)
    const respuesta = await enviarCrudo(xml)
    expect(respuesta.status).toBe(codigo)
    expect(respuesta.headers.get('retry-after')).toBe(codigo === 503 ? '5' : null)
    expect((await estado(xml)).codigo).toBe('66')
    expect((await enviar(xml)).codigo).toBe('00')
  })

  it.each([200, 503] as const)(
    'mantenimiento: una página HTML con estado %i y sin registro',
    async (codigo) => {
      const xml = firmada()
      dian.faults.next({ tipo: 'mantenimiento', estado: codigo })
      const respuesta = await enviarCrudo(xml)
      expect([respuesta.status, respuesta.headers.get('content-type')]).toEqual([
        codigo,
        'text/html; charset=utf-8',
      ])
      expect(await respuesta.text()).toMatch(/mantenimiento/)
      expect((await estado(xml)).codigo).toBe('66')
    },
  )

  it.each([
    ['corte-antes', { tipo: 'corte-antes' }],
    ['corte-durante', { tipo: 'corte-durante', bytes: 100 }],
  ] as const)('%s: la conexión muere y el documento no queda', async (_, falla) => {
    const xml = firmada()
    dian.faults.next(falla)
    await expect(enviarCrudo(xml)).rejects.toThrow()
    expect((await estado(xml)).codigo).toBe('66')
  })

  it.each([0, 1, 17, 400])(
    'corte-despues de %i bytes: el documento queda registrado y solo llegan esos bytes',
    async (bytes) => {
      const xml = firmada()
      dian.faults.next({ tipo: 'corte-despues', bytes })
      expect(await bytesRecibidos(xml)).toHaveLength(bytes)
      expect((await estado(xml)).codigo).toBe('00')
      expect((await enviar(xml)).reglas).toEqual(['90'])
    },
  )

  it('rechazo: responde la regla pedida y no registra', async () => {
    const xml = firmada()
    dian.faults.next({ tipo: 'rechazo', regla: 'FAJ43a', mensaje: 'Nombre no corresponde.' })
    const respuesta = await enviar(xml)
    expect(respuesta.mensajes).toEqual(['Regla: FAJ43a, Rechazo: Nombre no corresponde.'])
    expect(respuesta.applicationResponse).toContain('<cbc:ResponseCode>04</cbc:ResponseCode>')
    expect((await enviar(xml)).codigo).toBe('00')
  })

  it('repetida: registra una vez y avisa que ya estaba procesado', async () => {
    const xml = firmada()
    dian.faults.next('repetida')
    expect((await enviar(xml)).reglas).toEqual(['90'])
    expect((await estado(xml)).codigo).toBe('00')
    expect(dian.documentos().filter(({ cufe }) => cufe === cufeDe(xml))).toHaveLength(1)
  })

  it('repetida con doble respuesta: la misma respuesta llega dos veces', async () => {
    dian.faults.next({ tipo: 'repetida', dobleRespuesta: true })
    const texto = (await bytesRecibidos(firmada())).toString('utf8')
    expect(texto.split('HTTP/1.1 200 OK')).toHaveLength(3)
  })

  it('una falla fija dura hasta quitarla, y puede ser de una sola operación', async () => {
    const xml = firmada()
    dian.faults.set('503', { operacion: 'SendBillSync' })
    expect((await enviarCrudo(xml)).status).toBe(503)
    expect((await enviarCrudo(xml)).status).toBe(503)
    expect((await estado(xml)).codigo).toBe('66')
    dian.faults.clear()
    expect((await enviar(xml)).codigo).toBe('00')
    expect(dian.faults.aplicadas.at(-1)).toEqual({
      operacion: 'SendBillSync',
      falla: { tipo: '503', segundos: 5 },
    })
  })

  it('las fallas en cola se gastan en orden y por veces', async () => {
    const xml = firmada()
    dian.faults.next('500', 2)
    dian.faults.next('503')
    const estados = []
    for (let i = 0; i < 4; i++) estados.push((await enviarCrudo(xml)).status)
    expect(estados).toEqual([500, 500, 503, 200])
  })
})

describe('fallas del MUV de práctica', () => {
  const cargar = async (numNota: string) => {
    const login = await fetch(`${muv.url}/api/Auth/LoginSISPRO`, {
      method: 'POST',
      body: JSON.stringify({
        persona: { identificacion: { tipo: 'CC', numero: '52000111' } },
        clave: 'Clave-1',
        nit: registro.nit,
      }),
    })
    const { token } = (await login.json()) as { token: string }
    return fetch(`${muv.url}/api/PaquetesFevRips/CargarRipsSinFactura`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ rips: rips({ numFactura: null, tipoNota: 'RS', numNota }), xmlFevFile: '' }),
    })
  }
  const solo = { operacion: 'CargarRipsSinFactura' }

  it('corte-despues: guarda el paquete, y al repetirlo da el mismo CUV', async () => {
    muv.faults.next('corte-despues', 1, solo)
    await expect(cargar('RS1')).rejects.toThrow()
    expect(muv.paquetes()).toHaveLength(1)
    const repetida = (await (await cargar('RS1')).json()) as { CodigoUnicoValidacion: string }
    expect(repetida.CodigoUnicoValidacion).toBe(muv.paquetes()[0]?.cuv)
    expect(muv.paquetes()).toHaveLength(1)
  })

  it('corte-antes, 500 y mantenimiento no guardan; rechazo responde la regla pedida', async () => {
    muv.faults.next('corte-antes', 1, solo)
    await expect(cargar('RS2')).rejects.toThrow()
    muv.faults.next('500', 1, solo)
    muv.faults.next('mantenimiento', 1, solo)
    expect((await cargar('RS2')).status).toBe(500)
    expect((await cargar('RS2')).status).toBe(503)
    muv.faults.next({ tipo: 'rechazo', regla: 'CFR001', mensaje: 'No se pudo almacenar.' }, 1, solo)
    const rechazada = await cargar('RS2')
    expect([rechazada.status, await rechazada.text()]).toEqual([400, expect.stringContaining('CFR001')])
    expect(muv.paquetes().some(({ numero }) => numero === 'RS2')).toBe(false)
  })
})
