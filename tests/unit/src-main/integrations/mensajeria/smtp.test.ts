import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { palabrasDe } from '../../../../../src-main/integrations/mensajeria/palabras.ts'
import {
  type EntregaCorreo,
  entregarPorSmtp,
  type FalloCorreo,
} from '../../../../../src-main/integrations/mensajeria/smtp.ts'
import type { CuentaCorreo } from '../../../../../src-shared/domains/comunicaciones/schemas.ts'
import { startCuttingProxy } from '../../../../faults/cutting-proxy.ts'
import { certificadoPropio, confiarEn } from '../../../../fixtures/correo/confianza.ts'
import {
  puertoCerrado,
  type ServidorSmtp,
  startServidorSmtp,
} from '../../../../fixtures/correo/servidor-smtp.ts'

const USUARIO = 'facturas@consultorio.co'
const CLAVE = 'abcd efgh ijkl mnop'
const PLAZOS = { conexion: 2000, respuesta: 1500 }
const MENSAJE = Buffer.from(`Subject: prueba\r\n\r\nHola\r\n${'.punto al comienzo\r\n'.repeat(400)}`)
const certificado = certificadoPropio()
const desconocido = certificadoPropio()
let desconfiar: () => void

beforeAll(() => {
  desconfiar = confiarEn(certificado.cert)
})
afterAll(() => desconfiar())

let servidor: ServidorSmtp
afterEach(() => servidor?.close())

async function abrir(modo: 'tls' | 'starttls' | 'ninguna', propio = certificado): Promise<void> {
  servidor = await startServidorSmtp({
    modo,
    ...(modo === 'ninguna' ? {} : { certificado: propio }),
    usuario: USUARIO,
    clave: CLAVE,
  })
}

const cuenta = (cambios: Partial<CuentaCorreo> = {}): CuentaCorreo => ({
  servidor: 'localhost',
  puerto: servidor.puerto,
  seguridad: 'tls',
  usuario: USUARIO,
  clave: CLAVE,
  nombre: 'Consultorio',
  correo: USUARIO,
  ...cambios,
})

const entregar = (cambios: Partial<CuentaCorreo> = {}): Promise<EntregaCorreo> =>
  entregarPorSmtp(cuenta(cambios), { para: 'ana@correo.com' }, MENSAJE, PLAZOS)

async function fallo(cambios: Partial<CuentaCorreo> = {}): Promise<FalloCorreo> {
  const entrega = await entregar(cambios)
  if (entrega.entregado) throw new Error('it was delivered')
  return entrega
}

describe('Entregar por SMTP', () => {
  it.each(['tls', 'starttls'] as const)('con %s llega una vez, cifrado y byte por byte', async (modo) => {
    await abrir(modo)
    expect(await entregar({ seguridad: modo })).toEqual({ entregado: true })
    expect(servidor.recibidos).toHaveLength(1)
    expect(servidor.recibidos[0]).toMatchObject({
      de: USUARIO,
      para: ['ana@correo.com'],
      usuario: USUARIO,
      cifrado: true,
    })
    expect(servidor.recibidos[0]?.crudo.equals(MENSAJE)).toBe(true)
  })

  it('un certificado que no es de confianza no recibe ni la contraseña', async () => {
    for (const modo of ['tls', 'starttls'] as const) {
      await abrir(modo, desconocido)
      expect(await fallo({ seguridad: modo })).toMatchObject({ paso: 'certificado', quizaLlego: false })
      expect(servidor.recibidos).toHaveLength(0)
      await servidor.close()
    }
  })

  it('un servidor sin cifrado no recibe la contraseña cuando se pidió cifrado', async () => {
    await abrir('ninguna')
    expect(await fallo({ seguridad: 'starttls' })).toMatchObject({ paso: 'cifrado', quizaLlego: false })
    expect(await fallo({ seguridad: 'tls' })).toMatchObject({ paso: 'protocolo', quizaLlego: false })
    expect(servidor.recibidos).toHaveLength(0)
  })

  it('dice en qué paso falló, y si el no es definitivo o por ahora', async () => {
    await abrir('tls')
    expect(await fallo({ clave: 'otra' })).toMatchObject({ paso: 'clave', no: 'definitivo' })
    const casos = [
      [{ clave: 454 }, { paso: 'clave', no: 'por-ahora' }],
      [{ remitente: 553 }, { paso: 'remitente', no: 'definitivo' }],
      [{ destinatario: 550 }, { paso: 'destinatario', no: 'definitivo' }],
      [{ destinatario: 450 }, { paso: 'destinatario', no: 'por-ahora' }],
      [{ mensaje: 554 }, { paso: 'mensaje', no: 'definitivo' }],
      [{ mensaje: 451 }, { paso: 'mensaje', no: 'por-ahora' }],
    ] as const
    for (const [fallas, esperado] of casos) {
      Object.assign(servidor.fallas, fallas)
      expect(await fallo()).toMatchObject({ ...esperado, quizaLlego: false })
      for (const una of Object.keys(fallas)) delete servidor.fallas[una as keyof typeof servidor.fallas]
    }
    expect(servidor.recibidos).toHaveLength(0)
  })

  it('sin nadie que responda o cortado antes de los datos, seguro que no llegó', async () => {
    await abrir('tls')
    expect(await fallo({ puerto: await puertoCerrado() })).toMatchObject({
      paso: 'conexion',
      no: 'sin-respuesta',
      quizaLlego: false,
    })
    for (const corte of ['saludo', 'antes'] as const) {
      servidor.fallas.corte = corte
      expect(await fallo()).toMatchObject({ paso: 'conexion', quizaLlego: false })
    }
    expect(servidor.recibidos).toHaveLength(0)
  })

  it('cortado o callado después de recibir los datos, puede que haya llegado', async () => {
    await abrir('tls')
    servidor.fallas.corte = 'despues'
    expect(await fallo()).toMatchObject({ no: 'sin-respuesta', quizaLlego: true })
    delete servidor.fallas.corte
    servidor.fallas.calla = true
    expect(await fallo()).toMatchObject({ no: 'sin-respuesta', quizaLlego: true })
    expect(servidor.recibidos).toHaveLength(2)
  })

  it('cortado en cualquier byte: si el servidor lo tiene, nunca se dice que no llegó', async () => {
    await abrir('ninguna')
    const proxy = await startCuttingProxy(servidor.puerto)
    try {
      const plain = { seguridad: 'ninguna', servidor: '127.0.0.1', puerto: proxy.port } as const
      expect(await entregar(plain)).toEqual({ entregado: true })
      const whole = { up: proxy.passages[0]?.up ?? 0, down: proxy.passages[0]?.down ?? 0 }
      expect(whole.up).toBeGreaterThan(MENSAJE.length)
      const spots = (total: number, n: number) => [
        ...new Set(Array.from({ length: n }, (_, i) => Math.round((i * (total - 1)) / (n - 1)))),
      ]
      const cuts = [
        ...[...spots(whole.up, 12), whole.up - 6 - 2, whole.up - 6 - 1].map((afterBytes) => ({
          direction: 'up' as const,
          afterBytes,
        })),
        ...spots(whole.down, 12).map((afterBytes) => ({ direction: 'down' as const, afterBytes })),
      ]
      let dudas = 0
      for (const cut of cuts) {
        const before = servidor.recibidos.length
        proxy.next(cut)
        const entrega = await entregar(plain)
        // The server may still be reading what was let through.
        await new Promise((resolve) => setTimeout(resolve, 20))
        const arrived = servidor.recibidos.length > before
        if (arrived && !entrega.entregado)
          expect(entrega, JSON.stringify(cut)).toMatchObject({ quizaLlego: true })
        if (entrega.entregado) expect(arrived, JSON.stringify(cut)).toBe(true)
        else if (entrega.quizaLlego) dudas += 1
      }
      expect(dudas).toBeGreaterThan(0)
      expect(dudas).toBeLessThan(cuts.length)
    } finally {
      await proxy.close()
    }
  }, 60_000)
})

describe('Las palabras de cada fallo', () => {
  it('dicen qué pasó y qué hacer, sin palabras técnicas', () => {
    const pasos = [
      'conexion',
      'certificado',
      'cifrado',
      'protocolo',
      'clave',
      'remitente',
      'destinatario',
      'mensaje',
    ] as const
    for (const paso of pasos)
      for (const no of ['definitivo', 'por-ahora', 'sin-respuesta'] as const)
        for (const quizaLlego of [true, false]) {
          const { mensaje, remedio } = palabrasDe(
            { entregado: false, paso, no, quizaLlego, dijo: '550 5.1.1 unknown user' },
            { servidor: 'smtp.gmail.com', correo: USUARIO },
            'ana@correo.com',
          )
          expect(`${mensaje} ${remedio}`).not.toMatch(/\b(SMTP|ECONN|socket|RCPT|EHLO|550|unknown)\b/)
          expect(mensaje.length).toBeGreaterThan(20)
          expect(remedio.length).toBeGreaterThan(20)
        }
  })
})
