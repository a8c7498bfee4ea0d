import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FalloBuzon } from '../../../../../src-main/integrations/imap/fallo.ts'
import { palabrasDelBuzon } from '../../../../../src-main/integrations/imap/palabras.ts'
import { abrirBuzon, TOPE_MENSAJE } from '../../../../../src-main/integrations/imap/sesion.ts'
import type { CuentaBuzon } from '../../../../../src-shared/domains/comunicaciones/buzon.ts'
import { startCuttingProxy } from '../../../../faults/cutting-proxy.ts'
import { certificadoPropio, confiarEn } from '../../../../fixtures/correo/confianza.ts'
import {
  type Buzon,
  CLAVE_BUZON,
  mensajeRecibido,
  sinDovecot,
  startDovecot,
  USUARIO_BUZON,
} from '../../../../fixtures/correo/dovecot.ts'

const certificado = certificadoPropio()
const plazos = { conexion: 5000, respuesta: 5000 }

describe.skipIf(sinDovecot !== undefined)(
  `Leer un buzón por IMAP${sinDovecot === undefined ? '' : ` (${sinDovecot})`}`,
  () => {
    let buzon: Buzon
    let desconfiar: () => void

    beforeAll(async () => {
      desconfiar = confiarEn(certificado.cert)
      buzon = await startDovecot(certificado)
      buzon.entregar(await mensajeRecibido({ asunto: 'Sin adjuntos' }))
      buzon.entregar(
        await mensajeRecibido({
          asunto: 'Con su ñandú',
          messageId: '<uno@suministros.co>',
          adjuntos: [{ nombre: 'ad0900.ZIP', bytes: Buffer.from('PK'), tipo: 'application/octet-stream' }],
        }),
      )
      buzon.entregar(anidado(40))
    }, 60_000)
    afterAll(async () => {
      await buzon?.close()
      desconfiar?.()
    })

    const cuenta = (cambios: Partial<CuentaBuzon> = {}): CuentaBuzon => ({
      servidor: 'localhost',
      puerto: buzon.puertoTls,
      seguridad: 'tls',
      usuario: USUARIO_BUZON,
      clave: CLAVE_BUZON,
      carpeta: 'INBOX',
      desde: '2020-01-01',
      cadaMinutos: 0,
      marcarLeidos: false,
      ...cambios,
    })
    const fallo = async (cambios: Partial<CuentaBuzon>): Promise<FalloBuzon> => {
      const thrown = await abrirBuzon(cuenta(cambios), { plazos }).catch((error: unknown) => error)
      if (!(thrown instanceof FalloBuzon)) throw new Error(`it opened, or threw ${String(thrown)}`)
      return thrown
    }

    it.each(['tls', 'starttls'] as const)(
      'con %s se listan los mensajes y se bajan enteros',
      async (modo) => {
        const sesion = await abrirBuzon(
          cuenta(modo === 'tls' ? {} : { seguridad: modo, puerto: buzon.puerto }),
          { plazos },
        )
        const antes = buzon.contenido()
        expect(await sesion.buscar(1, '2020-01-01')).toEqual([1, 2, 3])
        expect(await sesion.buscar(4, '2020-01-01')).toEqual([])
        expect(await sesion.buscar(1, '2035-01-01')).toEqual([])
        const [sin, con, hondo] = await sesion.cabeceras([1, 2, 3, 99])
        expect(sin).toMatchObject({ uid: 1, trae: 'nada', asunto: 'Sin adjuntos' })
        expect(con).toMatchObject({
          uid: 2,
          trae: 'candidatos',
          de: 'facturacion@suministros.co',
          asunto: 'Con su ñandú',
          messageId: '<uno@suministros.co>',
        })
        expect(hondo).toMatchObject({ uid: 3, trae: 'ilegible', de: 'raro@lejos.co' })
        const crudo = await sesion.descargar(2)
        expect(Buffer.from(crudo as Uint8Array).toString('latin1')).toContain('ad0900.ZIP')
        expect((crudo as Uint8Array).byteLength).toBe(con?.tamano)
        expect(await sesion.descargar(99)).toBe('ausente')
        await sesion.cerrar()
        expect(buzon.contenido()).toEqual(antes)
      },
    )

    it('un certificado que no es de confianza no recibe ni la contraseña', async () => {
      const otro = await startDovecot(certificadoPropio())
      try {
        const intentos = [{ puerto: otro.puertoTls }, { puerto: otro.puerto, seguridad: 'starttls' as const }]
        for (const cambios of intentos)
          expect(await fallo(cambios)).toMatchObject({ paso: 'certificado', definitivo: false })
        expect(otro.dijo('Login: user')).toBe(0)
        expect(otro.dijo('auth failed')).toBe(0)
      } finally {
        await otro.close()
      }
    })

    it('cada fallo dice en qué paso fue, y si el no es definitivo', async () => {
      expect(await fallo({ clave: 'otra' })).toMatchObject({ paso: 'clave', definitivo: true })
      expect(await fallo({ carpeta: 'Facturas' })).toMatchObject({ paso: 'carpeta', definitivo: true })
      expect(await fallo({ puerto: buzon.puerto })).toMatchObject({ paso: 'protocolo' })
      expect(await fallo({ puerto: 9 })).toMatchObject({ paso: 'conexion', definitivo: false })
      expect(await fallo({ servidor: 'no.existe.invalid' })).toMatchObject({ paso: 'conexion' })
    })

    it('en palabras, cada fallo nombra lo que hay que mirar', async () => {
      const donde = { servidor: 'imap.ejemplo.co', carpeta: 'Facturas' }
      const de = (paso: FalloBuzon['paso'], definitivo = true) =>
        palabrasDelBuzon(new FalloBuzon(paso, definitivo, ''), donde)
      expect(de('conexion').mensaje).toContain('imap.ejemplo.co')
      expect(de('carpeta').mensaje).toContain('«Facturas»')
      expect(de('clave').remedio).toContain('No se vuelve a intentar')
      expect(de('clave', false).remedio).toContain('se intenta otra vez')
      expect(de('certificado').remedio).toContain('No se envió la contraseña')
      expect(de('cifrado').remedio).toContain('993')
    })

    it('un mensaje más grande que el tope se deja a mitad de camino', async () => {
      buzon.entregar(Buffer.concat([Buffer.from(CABECERAS), Buffer.alloc(TOPE_MENSAJE, 'a\r\n')]))
      const sesion = await abrirBuzon(cuenta(), { plazos })
      expect(await sesion.descargar(4)).toBe('grande')
      await sesion.cerrar()
    })

    it('cortada la conexión a mitad de un mensaje, se dice y no parece que terminó', async () => {
      const proxy = await startCuttingProxy(buzon.puerto)
      try {
        proxy.next({ direction: 'down', afterBytes: 700_000 })
        const sesion = await abrirBuzon(
          cuenta({ servidor: '127.0.0.1', puerto: proxy.port, seguridad: 'ninguna' }),
          { plazos },
        )
        await expect(sesion.descargar(4)).rejects.toMatchObject({ paso: 'conexion' })
        await sesion.cerrar()
      } finally {
        await proxy.close()
      }
    })

    it('quien la detiene no espera: la conexión termina donde esté', async () => {
      const parar = new AbortController()
      const sesion = await abrirBuzon(cuenta(), { plazos, signal: parar.signal })
      const bajando = sesion.descargar(4)
      parar.abort()
      await expect(bajando).rejects.toMatchObject({ paso: 'conexion' })
      await expect(abrirBuzon(cuenta(), { plazos, signal: parar.signal })).rejects.toBeInstanceOf(FalloBuzon)
    })
  },
)

const CABECERAS = 'From: raro@lejos.co\r\nSubject: Raro\r\nMessage-ID: <raro@lejos.co>\r\n'

/** Parts inside parts, deeper than anybody writes them. */
function anidado(capas: number): Buffer {
  const dentro = (n: number): string =>
    n === 0
      ? 'Content-Type: application/zip; name=a.zip\r\n\r\nx\r\n'
      : `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n${dentro(n - 1)}\r\n--b${n}--\r\n`
  return Buffer.from(`${CABECERAS}${dentro(capas)}`)
}
