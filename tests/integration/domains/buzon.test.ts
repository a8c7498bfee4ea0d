import { zipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BuzonEntrada } from '../../../src-shared/domains/comunicaciones/buzon.ts'
import { startCuttingProxy } from '../../faults/cutting-proxy.ts'
import { certificadoPropio, confiarEn } from '../../fixtures/correo/confianza.ts'
import {
  type Buzon,
  CLAVE_BUZON,
  mensajeRecibido,
  sinDovecot,
  startDovecot,
  USUARIO_BUZON,
} from '../../fixtures/correo/dovecot.ts'
import { type CambiosRecibida, recibidaDe } from '../../fixtures/dian/recibida.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

const certificado = certificadoPropio()

describe.skipIf(sinDovecot !== undefined)(
  `El buzón de facturas recibidas${sinDovecot === undefined ? '' : ` (${sinDovecot})`}`,
  () => {
    let c: Consultorio
    let buzon: Buzon
    let desconfiar: () => void
    let consecutivo = 990_000_500
    let numeracion = 1000

    beforeAll(async () => {
      desconfiar = confiarEn(certificado.cert)
      buzon = await startDovecot(certificado)
      c = await abrirConsultorio()
    }, 60_000)
    afterAll(async () => {
      await c?.close()
      await buzon?.close()
      desconfiar?.()
    })
    beforeEach(async () => {
      buzon.vaciar()
      buzon.renumerar(++numeracion)
      await c.core.db.deleteFrom('buzon_lectura').execute()
    })
    afterEach(() => c.core.buzon.drain())

    const entrada = (cambios: Partial<BuzonEntrada> = {}): BuzonEntrada => ({
      servidor: 'localhost',
      puerto: buzon.puertoTls,
      seguridad: 'tls',
      usuario: USUARIO_BUZON,
      clave: CLAVE_BUZON,
      carpeta: 'INBOX',
      desde: '2020-01-01',
      cadaMinutos: 15,
      marcarLeidos: false,
      ...cambios,
    })
    const api = () => c.medico.comunicaciones.buzon
    const guardar = (cambios: Partial<BuzonEntrada> = {}) =>
      api().guardar({ commandId: c.ids.next(), cuenta: entrada(cambios) })
    const probar = () => api().probar({ commandId: c.ids.next() })
    const traer = async () => {
      await api().traer({ commandId: c.ids.next() })
      await c.core.buzon.drain()
      return api().estado()
    }
    const archivo = async (cambios: CambiosRecibida = {}) => {
      consecutivo += 1
      const nit = (await c.core.emisor())?.nit ?? ''
      return recibidaDe({ nit, nombre: 'CONSULTORIO' }, c.clock.now(), {
        ...cambios,
        documento: { numero: { prefijo: 'SETP', consecutivo }, ...cambios.documento },
      })
    }
    const zipDe = (bytes: Uint8Array, nombre = 'ad.zip') => ({ nombre, bytes })
    const compras = async () =>
      (await c.medico.finanzas.compras.listar({ texto: '', limite: 500 })).compras.map(({ numero }) => numero)
    const descartarTodo = async () => {
      for (const { id } of await api().noLeidos()) await api().descartar({ commandId: c.ids.next(), id })
    }

    it('lo que llega con un ZIP válido queda como compra, y en el buzón no cambia nada', async () => {
      await guardar()
      expect(await probar()).toMatchObject({ mensajes: 0, cuenta: { probadaEn: expect.any(String) } })
      const uno = await archivo()
      const dos = await archivo()
      const tres = await archivo()
      buzon.entregar(await mensajeRecibido({ asunto: 'Buenos días' }))
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(uno.zip), zipDe(dos.zip, 'otra.zip')] }))
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(tres.xml, 'ad3.xml')] }))
      const antes = buzon.contenido()
      expect(await traer()).toMatchObject({
        leyendo: null,
        fallo: null,
        leidoEn: c.clock.now().toISOString(),
        trajo: { compras: 3, repetidas: 0, noLeidos: 0 },
      })
      expect(await compras()).toEqual(expect.arrayContaining([uno.numero, dos.numero, tres.numero]))
      expect(buzon.contenido()).toEqual(antes)
      const { compras: lista } = await c.medico.finanzas.compras.listar({ texto: uno.numero, limite: 5 })
      const original = await c.medico.finanzas.compras.archivo({ id: lista[0]?.id ?? '', cual: 'original' })
      expect(original.base64).toBe(Buffer.from(uno.zip).toString('base64'))
    })

    it('un mensaje ya leído no se vuelve a bajar, aunque el servidor lo numere de nuevo', async () => {
      await guardar()
      const { zip, numero } = await archivo()
      const malo = await mensajeRecibido({
        adjuntos: [zipDe(Buffer.from('PK dañado'))],
        messageId: '<x@y.co>',
      })
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)], messageId: '<uno@y.co>' }))
      buzon.entregar(malo)
      expect(await traer()).toMatchObject({ trajo: { compras: 1, noLeidos: 1 } })
      expect(await traer()).toMatchObject({ trajo: { compras: 0, repetidas: 0, noLeidos: 0 } })
      buzon.renumerar(++numeracion)
      const otra = await archivo()
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(otra.zip)] }))
      expect(await traer()).toMatchObject({ trajo: { compras: 1, repetidas: 0, noLeidos: 0 } })
      expect((await compras()).filter((uno) => uno === numero)).toHaveLength(1)
      const leidos = await c.core.db
        .selectFrom('buzon_mensajes')
        .select('uid_validity')
        .where('uid_validity', 'in', [String(numeracion - 1), String(numeracion)])
        .execute()
      expect(leidos.map((uno) => uno.uid_validity).sort()).toEqual(
        [numeracion - 1, numeracion - 1, numeracion].map(String),
      )
      await descartarTodo()
    })

    it('la misma factura en dos correos entra una sola vez', async () => {
      await guardar()
      const { zip, xml } = await archivo()
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)] }))
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(xml, 'x.xml'), zipDe(zip)] }))
      expect(await traer()).toMatchObject({ trajo: { compras: 1, repetidas: 2, noLeidos: 0 } })
    })

    it('lo que no se pudo leer queda en una lista, con quién lo envió y por qué, hasta que alguien lo aparta', async () => {
      await guardar()
      const ajena = await recibidaDe({ nit: '900373115', nombre: 'OTRO' }, c.clock.now())
      buzon.entregar(
        await mensajeRecibido({
          de: 'ventas@lejos.co',
          asunto: 'Su factura',
          adjuntos: [
            zipDe(ajena.zip, 'ajena.zip'),
            zipDe(Buffer.from('PK dañado'), 'roto.zip'),
            zipDe(zipSync({ 'foto.txt': Buffer.from('hola') }), 'fotos.zip'),
            zipDe((await archivo({ codigo: '04' })).zip, 'rechazada.zip'),
          ],
        }),
      )
      expect(await traer()).toMatchObject({ trajo: { compras: 0, noLeidos: 4 }, noLeidos: 4 })
      const lista = await api().noLeidos()
      expect(lista.map(({ archivo: nombre, motivo }) => [nombre, motivo])).toEqual([
        ['rechazada.zip', expect.stringMatching(/La DIAN no validó/)],
        ['fotos.zip', expect.stringMatching(/no trae ningún XML/)],
        ['roto.zip', expect.stringMatching(/incompleto o dañado/)],
        ['ajena.zip', expect.stringMatching(/no es para este consultorio/)],
      ])
      expect(lista[0]).toMatchObject({
        de: 'ventas@lejos.co',
        asunto: 'Su factura',
        remedio: expect.any(String),
      })
      await descartarTodo()
      expect(await api().noLeidos()).toEqual([])
      expect(await api().estado()).toMatchObject({ noLeidos: 0 })
    })

    it('un mensaje de 100 MB o armado para hacer daño no se baja, se dice, y los demás se leen', async () => {
      await guardar()
      const { zip, numero } = await archivo()
      const enorme = await mensajeRecibido({
        asunto: 'Enorme',
        adjuntos: [zipDe(Buffer.alloc(74 * 1024 * 1024), 'enorme.zip')],
      })
      expect(enorme.byteLength).toBeGreaterThan(100 * 1000 * 1000)
      buzon.entregar(enorme)
      buzon.entregar(anidado(40))
      buzon.entregar(await mensajeRecibido({ asunto: 'Bomba', adjuntos: [zipDe(bomba(), 'bomba.zip')] }))
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)] }))
      const antes = process.memoryUsage().arrayBuffers
      expect(await traer()).toMatchObject({ trajo: { compras: 1, noLeidos: 3 }, fallo: null })
      expect(process.memoryUsage().arrayBuffers - antes).toBeLessThan(64 * 1024 * 1024)
      expect(await compras()).toContain(numero)
      const motivos = (await api().noLeidos()).map(({ asunto, motivo }) => [asunto, motivo])
      expect(motivos).toEqual([
        ['Bomba', expect.stringMatching(/más de 16 MB/)],
        ['Hondo', expect.stringMatching(/no se puede leer/)],
        ['Enorme', expect.stringMatching(/pesa más de 36 MB/)],
      ])
      await descartarTodo()
    })

    it('la reenviada por otra persona también se lee', async () => {
      await guardar()
      const { zip, numero } = await archivo()
      const original = await mensajeRecibido({ adjuntos: [zipDe(zip)] })
      buzon.entregar(
        await mensajeRecibido({
          asunto: 'Rv: factura',
          adjuntos: [{ nombre: 'factura.eml', bytes: original, tipo: 'message/rfc822' }],
        }),
      )
      expect(await traer()).toMatchObject({ trajo: { compras: 1 } })
      expect(await compras()).toContain(numero)
    })

    it('cortada la conexión en cualquier momento, nada se pierde ni entra dos veces', async () => {
      const esperadas: string[] = []
      for (let n = 0; n < 6; n += 1) {
        const { zip, numero } = await archivo()
        esperadas.push(numero)
        buzon.entregar(
          await mensajeRecibido({ adjuntos: [zipDe(zip), zipDe(Buffer.from('PK'), `${n}.zip`)] }),
        )
      }
      const proxy = await startCuttingProxy(buzon.puerto)
      try {
        await guardar({ servidor: '127.0.0.1', puerto: proxy.port, seguridad: 'ninguna' })
        let cortadas = 0
        for (const afterBytes of [1, 300, 900, 2500, 9000, 30_000, 60_000, 90_000]) {
          proxy.next({ direction: 'down', afterBytes })
          const { fallo } = await traer()
          if (fallo === null) continue
          cortadas += 1
          expect(fallo).toMatchObject({ detenido: false, mensaje: expect.stringContaining('no respondió') })
        }
        expect(cortadas).toBeGreaterThan(4)
        expect(await traer()).toMatchObject({ fallo: null })
      } finally {
        await proxy.close()
      }
      const todas = await compras()
      for (const numero of esperadas) expect(todas.filter((una) => una === numero)).toEqual([numero])
      expect(await api().noLeidos()).toHaveLength(6)
      await descartarTodo()
    })

    it('detenida a mitad, lo traído queda y la siguiente sigue desde ahí', async () => {
      await guardar()
      const esperadas: string[] = []
      for (let n = 0; n < 8; n += 1) {
        const { zip, numero } = await archivo()
        esperadas.push(numero)
        buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)] }))
      }
      const antes = (await compras()).length
      await api().traer({ commandId: c.ids.next() })
      while ((await compras()).length < antes + 2) await new Promise((resolve) => setTimeout(resolve, 2))
      const andando = await api().estado()
      expect(andando.leyendo).toMatchObject({ total: 8, deteniendo: false })
      await api().detener({ commandId: c.ids.next() })
      await c.core.buzon.drain()
      const parada = await api().estado()
      expect(parada).toMatchObject({ leyendo: null, fallo: null })
      expect(parada.trajo.compras).toBeLessThan(8)
      const { trajo } = await traer()
      expect(trajo.compras + parada.trajo.compras).toBe(8)
      expect(await compras()).toEqual(expect.arrayContaining(esperadas))
    })

    it('cerrado el programa a mitad de una lectura, no espera por ella y deja de hablar con el servidor', async () => {
      for (let n = 0; n < 12; n += 1)
        buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe((await archivo()).zip)] }))
      const otro = await abrirConsultorio()
      const suyo = otro.medico.comunicaciones.buzon
      await suyo.guardar({ commandId: otro.ids.next(), cuenta: entrada() })
      await suyo.traer({ commandId: otro.ids.next() })
      while ((await suyo.estado()).leyendo?.total !== 12)
        await new Promise((resolve) => setTimeout(resolve, 2))
      await otro.close()
      await expect(otro.core.buzon.drain()).resolves.toBeUndefined()
    })

    it('con la contraseña equivocada se dice una vez con su remedio y no se sigue intentando', async () => {
      await guardar()
      await probar()
      await guardar({ clave: 'otra cualquiera' })
      await expect(probar()).rejects.toMatchObject({
        code: 'BUZON_NO_ABRE',
        message: expect.stringMatching(/usuario o la contraseña/),
      })
      const primera = await traer()
      expect(primera.fallo).toMatchObject({
        detenido: true,
        mensaje: expect.stringMatching(/usuario o la contraseña/),
        remedio: expect.stringMatching(/No se vuelve a intentar/),
      })
      const deHoy = async (rol: 'administrador' | 'recepcion') =>
        (await (await c.como(rol)).jornada.hoy()).necesita.filter(({ clase }) => clase === 'buzon')
      expect(await deHoy('administrador')).toMatchObject([
        {
          texto: expect.stringMatching(/^El buzón de facturas se detuvo\. .*usuario o la contraseña/),
          accion: 'Corregir',
          destino: 'configuracion/buzon',
        },
      ])
      expect(await deHoy('recepcion')).toEqual([])
      const intentos = buzon.dijo('auth failed')
      await c.core.db.updateTable('buzon_cuenta').set({ probada_en: c.clock.now().toISOString() }).execute()
      c.clock.advance(24 * 3600)
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      expect(buzon.dijo('auth failed')).toBe(intentos)
      await guardar()
      expect(await api().estado()).toMatchObject({ fallo: null })
      expect(await deHoy('administrador')).toEqual([])
    })

    it('sin red se intenta otra vez solo, sin molestar, y al volver trae lo que esperaba', async () => {
      await guardar()
      await probar()
      await traer()
      const { zip, numero } = await archivo()
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)] }))
      await c.core.db.updateTable('buzon_cuenta').set({ puerto: 9 }).execute()
      c.clock.advance(16 * 60)
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      const fallo = { detenido: false, desde: c.clock.now().toISOString() }
      expect(await api().estado()).toMatchObject({ fallo })
      c.clock.advance(16 * 60)
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      expect(await api().estado()).toMatchObject({ fallo })
      await c.core.db.updateTable('buzon_cuenta').set({ puerto: buzon.puertoTls }).execute()
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      expect(await compras()).not.toContain(numero)
      c.clock.advance(16 * 60)
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      expect(await compras()).toContain(numero)
      expect(await api().estado()).toMatchObject({ fallo: null })
    })

    it('sin probar la cuenta, o pidiéndolo solo a mano, nada se lee solo', async () => {
      const entradas = buzon.dijo('Login: user')
      await guardar({ cadaMinutos: 0 })
      await probar()
      const { zip, numero } = await archivo()
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(zip)] }))
      c.clock.advance(24 * 3600)
      await c.core.buzon.latido()
      await guardar({ carpeta: 'Otra' })
      await c.core.buzon.latido()
      await c.core.buzon.drain()
      expect(await compras()).not.toContain(numero)
      expect(buzon.dijo('Login: user')).toBe(entradas + 1)
    })

    it('solo si el ajuste lo dice se marcan como leídos, y solo los que entraron enteros', async () => {
      await guardar({ marcarLeidos: true })
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe((await archivo()).zip)] }))
      buzon.entregar(await mensajeRecibido({ adjuntos: [zipDe(Buffer.from('PK'))] }))
      buzon.entregar(await mensajeRecibido({}))
      await traer()
      expect(buzon.contenido().map((nombre) => /:2,.*S/.test(nombre))).toEqual([true, false, false])
      await descartarTodo()
    })

    it('la contraseña no sale nunca, y para otro servidor se pide de nuevo', async () => {
      await guardar()
      expect(JSON.stringify(await api().cuenta())).not.toContain(CLAVE_BUZON)
      expect(await guardar({ clave: null, cadaMinutos: 60 })).toMatchObject({ cadaMinutos: 60 })
      await expect(guardar({ clave: null, servidor: 'imap.lejos.co' })).rejects.toMatchObject({
        code: 'DATOS_INVALIDOS',
        data: { campo: 'cuenta.clave' },
      })
      await expect(guardar({ seguridad: 'ninguna', servidor: 'imap.lejos.co' })).rejects.toMatchObject({
        code: 'CORREO_SIN_CIFRAR',
      })
      const recepcion = await c.como('recepcion')
      await expect(recepcion.comunicaciones.buzon.cuenta()).rejects.toMatchObject({ code: 'SIN_PERMISO' })
      await api().quitar({ commandId: c.ids.next() })
      expect(await api().cuenta()).toMatchObject({ cuenta: null })
      await expect(api().traer({ commandId: c.ids.next() })).rejects.toMatchObject({
        code: 'BUZON_SIN_CUENTA',
      })
    })
  },
)

/** Parts inside parts, deeper than anybody writes them. */
function anidado(capas: number): Buffer {
  const dentro = (n: number): string =>
    n === 0
      ? 'Content-Type: application/zip; name=a.zip\r\n\r\nx\r\n'
      : `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n${dentro(n - 1)}\r\n--b${n}--\r\n`
  return Buffer.from(`From: raro@lejos.co\r\nSubject: Hondo\r\nMessage-ID: <h@lejos.co>\r\n${dentro(capas)}`)
}

/** 200 MB of nothing that travel as a few kilobytes. */
function bomba(): Uint8Array {
  return zipSync({ 'ad.xml': new Uint8Array(200 * 1024 * 1024) }, { level: 9 })
}
