import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAttachedDocument } from '../../../src-main/integrations/dian/attached-document.ts'
import { verifyXmlSignature } from '../../../src-main/integrations/dian/firma/verify.ts'
import { nombreContenedor, nombreZip } from '../../../src-main/integrations/dian/nombres-archivo.ts'
import { puertoCerrado } from '../../fixtures/correo/servidor-smtp.ts'
import {
  ANA,
  abrirConCorreo,
  CLAVE,
  type ConsultorioConCorreo,
  contenidoDe,
  USUARIO,
} from './correo-harness.ts'

const MINUTO = 60
let c: ConsultorioConCorreo

beforeEach(async () => {
  c = await abrirConCorreo()
})
afterEach(() => c.close())

const deFactura = (facturaId: string) => c.medico.comunicaciones.deFactura({ facturaId })
const ultimo = async (facturaId: string) => (await deFactura(facturaId)).envios[0]
const exportar = async (facturaId: string) => {
  const { nombre, base64 } = await c.medico.comunicaciones.exportar({ facturaId })
  return { nombre, bytes: Buffer.from(base64, 'base64') }
}
const enviar = (facturaId: string, para = ANA) =>
  c.medico.comunicaciones.enviar({ commandId: c.ids.next(), facturaId, para })
/** The stored rows of an invoice. */
async function guardado(facturaId: string) {
  const version = await c.core.db
    .selectFrom('factura_versiones')
    .select(['xml', 'archivo'])
    .where('factura_id', '=', facturaId)
    .executeTakeFirstOrThrow()
  const respuesta = await c.core.db
    .selectFrom('factura_respuestas')
    .selectAll()
    .where('factura_id', '=', facturaId)
    .executeTakeFirstOrThrow()
  return { ...version, ...respuesta }
}

describe('La cuenta de correo', () => {
  it('guarda la contraseña y ningún procedimiento la devuelve', async () => {
    const guardada = await c.medico.comunicaciones.guardarCuenta({
      commandId: c.ids.next(),
      cuenta: c.cuenta(),
    })
    const probada = await c.medico.comunicaciones.probarCuenta({ commandId: c.ids.next(), para: USUARIO })
    const leida = await c.medico.comunicaciones.cuenta()
    expect(guardada.probadaEn).toBeNull()
    expect(probada.probadaEn).toBe('2026-11-21T15:00:00.000Z')
    expect(leida).toMatchObject({ practica: true, cuenta: { servidor: 'localhost', automatico: true } })
    expect(JSON.stringify([guardada, probada, leida])).not.toContain(CLAVE)
    const commands = await c.core.db.selectFrom('commands').select('result').execute()
    expect(JSON.stringify(commands)).not.toContain(CLAVE)
    expect(c.smtp.recibidos).toHaveLength(1)
    expect(contenidoPrueba()).toMatch(/bien configurada/)
  })

  function contenidoPrueba(): string {
    return c.smtp.recibidos[0]?.crudo.toString('utf8') ?? ''
  }

  it('cada paso que falla se dice con su remedio, y la cuenta sigue sin probar', async () => {
    const guardar = (cambios: Parameters<typeof c.cuenta>[0]) =>
      c.medico.comunicaciones.guardarCuenta({ commandId: c.ids.next(), cuenta: c.cuenta(cambios) })
    const probar = () => c.medico.comunicaciones.probarCuenta({ commandId: c.ids.next(), para: ANA })
    await expect(probar()).rejects.toMatchObject({ code: 'CORREO_SIN_CUENTA' })

    await guardar({ puerto: await puertoCerrado() })
    await expect(probar()).rejects.toMatchObject({
      code: 'CORREO_NO_SALIO',
      message: expect.stringContaining('no respondió'),
    })
    await guardar({ clave: 'otra' })
    await expect(probar()).rejects.toMatchObject({
      message: 'El servidor de correo no aceptó el usuario o la contraseña.',
    })
    await guardar({})
    c.smtp.fallas.destinatario = 550
    await expect(probar()).rejects.toMatchObject({
      message: `La dirección ${ANA} no existe o no recibe correo.`,
      data: { remedio: expect.stringContaining('Revise la dirección') },
    })
    expect((await c.medico.comunicaciones.cuenta()).cuenta?.probadaEn).toBeNull()
  })

  it('sin cifrar solo se acepta en práctica y hacia este mismo equipo', async () => {
    const guardar = (servidor: string) =>
      c.medico.comunicaciones.guardarCuenta({
        commandId: c.ids.next(),
        cuenta: c.cuenta({ servidor, seguridad: 'ninguna' }),
      })
    await expect(guardar('smtp.correo.com')).rejects.toMatchObject({
      code: 'CORREO_SIN_CIFRAR',
      data: { campo: 'cuenta.seguridad' },
    })
    expect(await guardar('127.0.0.1')).toMatchObject({ seguridad: 'ninguna' })
  })

  it('otro servidor pide la contraseña otra vez; el nombre y el envío automático no, y siguen probados', async () => {
    await c.conectar()
    const guardar = (cambios: Parameters<typeof c.cuenta>[0]) =>
      c.medico.comunicaciones.guardarCuenta({
        commandId: c.ids.next(),
        cuenta: c.cuenta({ clave: null, ...cambios }),
      })
    await expect(guardar({ servidor: '127.0.0.1' })).rejects.toMatchObject({
      data: { campo: 'cuenta.clave' },
    })
    expect(await guardar({ nombre: 'Otro nombre', automatico: false })).toMatchObject({
      probadaEn: '2026-11-21T15:00:00.000Z',
      automatico: false,
    })
    expect(await guardar({ correo: 'otro@consultorio.co' })).toMatchObject({ probadaEn: null })
  })

  it('recepción no ve ni cambia la cuenta', async () => {
    const recepcion = await c.como('recepcion')
    await expect(recepcion.comunicaciones.cuenta()).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    await expect(
      recepcion.comunicaciones.guardarCuenta({ commandId: c.ids.next(), cuenta: c.cuenta() }),
    ).rejects.toMatchObject({ code: 'SIN_PERMISO' })
  })
})

describe('Al validar la DIAN', () => {
  it('el correo llega una vez, con el contenedor guardado, firmado, y la factura tal como se envió', async () => {
    await c.conectar()
    const { id, numero } = await c.facturar(ANA)
    await c.deliver()
    expect(c.correos()).toHaveLength(1)
    const [correo] = c.correos()
    expect(correo).toMatchObject({ de: USUARIO, para: [ANA], usuario: USUARIO, cifrado: true })

    const { mensaje, adjunto } = contenidoDe(correo)
    const stored = await guardado(id)
    expect(adjunto).toMatchObject({ tipo: 'application/zip', nombre: nombreZip(stored.archivo) })
    const files = unzipSync(adjunto.bytes)
    expect(Object.keys(files)).toEqual([nombreContenedor(stored.archivo), `${numero}.pdf`])
    const contenedor = files[nombreContenedor(stored.archivo)] ?? new Uint8Array()
    expect(Buffer.from(contenedor).equals(Buffer.from(stored.attached_document))).toBe(true)
    expect(
      Buffer.from(files[`${numero}.pdf`] ?? [])
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')

    const firma = verifyXmlSignature(contenedor, c.clock.now())
    expect(firma.ok && firma.value.integra).toBe(true)
    const dentro = openAttachedDocument(contenedor)
    if (!dentro.ok) throw new Error('not a container')
    expect(Buffer.from(dentro.value.facturaXml).equals(Buffer.from(stored.xml))).toBe(true)
    const firmaFactura = verifyXmlSignature(dentro.value.facturaXml, c.clock.now())
    expect(firmaFactura.ok && firmaFactura.value.integra).toBe(true)

    expect(mensaje.cabeceras.subject).toMatch(new RegExp(`^\\[SIN VALIDEZ\\] \\d+;[^;]+;${numero};01;[^;]+$`))
    expect(await deFactura(id)).toMatchObject({
      direccion: ANA,
      motivo: null,
      envios: [{ para: ANA, pedido: false, estado: 'aceptado', en: '2026-11-21T15:00:00.000Z' }],
    })
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ frase: 'Todo entregado' })
  })

  it('dice quién, qué número, cuánto y cómo comprobarla; nada de lo que se le hizo al paciente', async () => {
    await c.conectar()
    const { id, numero } = await c.facturar(ANA)
    await c.deliver()
    const { texto, html, mensaje } = contenidoDe(c.correos()[0])
    const factura = await c.medico.facturacion.obtener({ id })
    const { documento } = factura
    for (const text of [texto, html]) {
      expect(text).toContain(numero)
      expect(text).toContain(documento.emisor.nombreComercial ?? documento.emisor.nombre)
      expect(text).toContain(`documentkey=${factura.cufe}`)
      expect(text).toMatch(/\$\s120\.000/)
      expect(text).toContain('SIN VALIDEZ')
    }
    const all = `${mensaje.cabeceras.subject} ${texto} ${html}`.toLowerCase()
    const clinical = [
      ...documento.lineas.flatMap(({ codigo, descripcion }) => [codigo, descripcion]),
      documento.adquiriente.nombre,
      documento.adquiriente.numero,
      'cefalea',
      'G442',
      'diagnóstico',
      'consulta de',
      'historia',
    ]
    expect(clinical.filter((word) => all.includes(word.toLowerCase()))).toEqual([])
  })

  it('sin correo del cliente, sin cuenta, sin probarla o apagado: no sale nada y se dice por qué', async () => {
    const sinCuenta = await c.facturar(ANA)
    expect(await deFactura(sinCuenta.id)).toMatchObject({
      motivo: 'sin-cuenta',
      hayCuenta: false,
      envios: [],
    })
    await c.medico.comunicaciones.guardarCuenta({ commandId: c.ids.next(), cuenta: c.cuenta() })
    const sinProbar = await c.facturar(ANA, 1)
    expect(await deFactura(sinProbar.id)).toMatchObject({ motivo: 'sin-probar', envios: [] })
    await c.conectar()
    const sinDireccion = await c.facturar(null, 2)
    expect(await deFactura(sinDireccion.id)).toMatchObject({ motivo: 'sin-direccion', envios: [] })
    await c.medico.comunicaciones.guardarCuenta({
      commandId: c.ids.next(),
      cuenta: c.cuenta({ automatico: false }),
    })
    const apagado = await c.facturar(ANA, 3)
    expect(await deFactura(apagado.id)).toMatchObject({ motivo: 'apagado', envios: [] })
    await c.deliver()
    expect(c.correos()).toEqual([])
  })

  it('mientras la DIAN no valida no hay correo, no se puede enviar ni exportar', async () => {
    await c.conectar()
    c.http.cut()
    const { id } = await c.facturar(ANA)
    expect(await deFactura(id)).toMatchObject({ motivo: 'sin-validar', envios: [] })
    await expect(enviar(id)).rejects.toMatchObject({ code: 'FACTURA_SIN_VALIDAR' })
    await expect(exportar(id)).rejects.toMatchObject({ code: 'FACTURA_SIN_VALIDAR' })
    c.http.restore()
    c.clock.advance(60 * MINUTO)
    await c.deliver()
    await c.deliver()
    expect(c.correos()).toHaveLength(1)
  })
})

describe('La cola del correo', () => {
  it('un servidor que no responde o dice que después se intenta otra vez, hasta que llega una sola vez', async () => {
    await c.conectar()
    c.smtp.fallas.destinatario = 450
    const { id } = await c.facturar(ANA)
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({
      estado: 'pendiente',
      detalle: expect.stringContaining('por ahora'),
    })
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ porEnviar: 1, sinConexionDesde: null })
    delete c.smtp.fallas.destinatario
    c.smtp.fallas.corte = 'antes'
    c.clock.advance(5 * MINUTO)
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({ estado: 'pendiente' })
    delete c.smtp.fallas.corte
    c.clock.advance(30 * MINUTO)
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({ estado: 'aceptado' })
    expect(c.correos()).toHaveLength(1)
  })

  it('una contraseña que dejó de servir espera sin insistir; al corregir la cuenta todo sale', async () => {
    await c.conectar()
    c.smtp.fallas.clave = 535
    const uno = await c.facturar(ANA)
    const otro = await c.facturar(ANA, 1)
    await c.deliver()
    const knocks = c.smtp.conexiones()
    for (let n = 0; n < 10; n += 1) {
      c.clock.advance(2 * MINUTO)
      await c.deliver()
    }
    // Twenty minutes: it does not knock until the account is locked.
    expect(c.smtp.conexiones()).toBe(knocks)
    expect(await ultimo(uno.id)).toMatchObject({
      estado: 'pendiente',
      detalle: expect.stringContaining('contraseña'),
    })
    delete c.smtp.fallas.clave
    await c.medico.comunicaciones.probarCuenta({ commandId: c.ids.next(), para: USUARIO })
    await c.hasta(async () => c.correos().length === 2)
    expect(await ultimo(uno.id)).toMatchObject({ estado: 'aceptado' })
    expect(await ultimo(otro.id)).toMatchObject({ estado: 'aceptado' })
  })

  it('cortado después de entregarlo queda en duda: no se reenvía solo, y una persona lo reenvía con el mismo Message-ID y los mismos bytes', async () => {
    await c.conectar()
    c.smtp.fallas.corte = 'despues'
    const { id } = await c.facturar(ANA)
    await c.deliver()
    delete c.smtp.fallas.corte
    for (let n = 0; n < 6; n += 1) {
      c.clock.advance(60 * MINUTO)
      await c.deliver()
    }
    expect(c.correos()).toHaveLength(1)
    const duda = await ultimo(id)
    expect(duda).toMatchObject({
      estado: 'incierto',
      proximoIntento: null,
      remedio: expect.stringContaining('Pregúntele'),
    })
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({
      inciertos: 0,
      correosEnDuda: 1,
      sinConexionDesde: null,
      frase: '1 correo que quizá llegó espera por usted',
    })
    const hoy = await c.medico.jornada.hoy()
    expect(hoy.necesita.map(({ texto }) => texto)).toContain(
      'Un correo quizá llegó y quizá no: pregunte antes de enviarlo de nuevo',
    )

    // The practice changed meanwhile; what is sent again is what was sent.
    await c.medico.comunicaciones.guardarCuenta({
      commandId: c.ids.next(),
      cuenta: c.cuenta({ clave: null }),
    })
    expect(await enviar(id)).toEqual({ id: duda?.id })
    await c.hasta(async () => (await ultimo(id))?.estado === 'aceptado')
    const [uno, otro] = c.correos()
    expect(c.correos()).toHaveLength(2)
    expect(otro?.crudo.equals(uno?.crudo ?? Buffer.alloc(0))).toBe(true)
    expect(contenidoDe(otro).mensaje.cabeceras['message-id']).toBe(`<${duda?.id}@consultorio.co>`)
    expect((await deFactura(id)).envios).toHaveLength(1)
  })

  it('una dirección que no existe queda como no enviada con su remedio; a otra dirección sale otro mensaje con el mismo adjunto', async () => {
    await c.conectar()
    c.smtp.fallas.destinatario = 550
    const { id } = await c.facturar('no-existe@correo.com')
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({
      estado: 'rechazado',
      detalle: 'La dirección no-existe@correo.com no existe o no recibe correo.',
      remedio: expect.stringContaining('Revise la dirección'),
    })
    expect(c.correos()).toEqual([])
    delete c.smtp.fallas.destinatario
    await enviar(id, 'si-existe@correo.com')
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({ estado: 'aceptado', para: 'si-existe@correo.com', pedido: true })
    const { bytes } = await exportar(id)
    expect(contenidoDe(c.correos()[0]).adjunto.bytes.equals(bytes)).toBe(true)
  })

  it('al que ya le llegó se le envía como mensaje nuevo, y el mismo pedido repetido no envía dos veces', async () => {
    await c.conectar()
    const { id } = await c.facturar(ANA)
    await c.deliver()
    const commandId = c.ids.next()
    const pedido = { commandId, facturaId: id, para: ANA }
    const uno = await c.medico.comunicaciones.enviar(pedido)
    const dos = await c.medico.comunicaciones.enviar(pedido)
    await c.deliver()
    expect(dos).toEqual(uno)
    const ids = c.correos().map((correo) => contenidoDe(correo).mensaje.cabeceras['message-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(2)
    expect(contenidoDe(c.correos()[1]).adjunto.bytes.equals(contenidoDe(c.correos()[0]).adjunto.bytes)).toBe(
      true,
    )
  })

  it('un adjunto de más de 2 MB no sale y se dice qué hacer', async () => {
    await c.conectar()
    const { id } = await c.facturar(null)
    const zip = Buffer.alloc(2 * 1024 * 1024 + 300_000, 7)
    await c.core.db
      .insertInto('correo_adjuntos')
      .values({
        documento_id: id,
        factura_id: id,
        nombre: 'z.zip',
        zip,
        sha256: createHash('sha256').update(zip).digest('hex'),
        creado_en: '2026-11-21T15:00:00.000Z',
      })
      .execute()
    await enviar(id)
    await c.deliver()
    expect(await ultimo(id)).toMatchObject({
      estado: 'rechazado',
      detalle: 'El archivo de la factura pesa 2,3 MB y por correo se reciben hasta 2 MB.',
      remedio: expect.stringContaining('Guardar .zip'),
    })
    expect(c.correos()).toEqual([])
  })
})

describe('Guardar .zip', () => {
  it('sin correo se entrega el mismo archivo cada vez, aunque el PDF de hoy diga otra cosa', async () => {
    const { id } = await c.facturar(null)
    const primero = await exportar(id)
    c.clock.advance(60 * 24 * 3600)
    const despues = await exportar(id)
    expect(despues.nombre).toBe(primero.nombre)
    expect(despues.bytes.equals(primero.bytes)).toBe(true)
    expect(primero.nombre).toMatch(/^z\d{10}000\d{2}[0-9A-F]{8}\.zip$/)
    const audited = await c.core.db
      .selectFrom('audit')
      .select('subject_id')
      .where('action', '=', 'comunicaciones.exportar-factura')
      .execute()
    expect(audited).toEqual([{ subject_id: id }, { subject_id: id }])
  })
})

describe('Documentos que cambiaron en el disco', () => {
  /** As a fault of the disk or a hand in the file would: past the triggers. */
  async function alterar(
    tabla: 'factura_versiones' | 'factura_respuestas' | 'correo_adjuntos',
    columna: string,
  ) {
    await sql`DROP TRIGGER ${sql.ref(`${tabla}_no_update`)}`.execute(c.core.db)
    await sql`UPDATE ${sql.table(tabla)} SET ${sql.ref(columna)} = CAST(replace(CAST(${sql.ref(columna)} AS TEXT), '1', '2') AS BLOB)`.execute(
      c.core.db,
    )
  }
  const bajar = (id: string, cual: 'factura' | 'attached-document' | 'application-response') =>
    c.medico.facturacion.xml({ id, cual })
  const ALTERADO = {
    code: 'DOCUMENTO_ALTERADO',
    data: { remedio: expect.stringContaining('No lo entregue') },
  }

  it('la factura firmada, el contenedor y la respuesta se entregan tal cual; cambiados, se dice y no se entregan', async () => {
    const { id } = await c.facturar(null)
    const stored = await guardado(id)
    for (const [cual, bytes] of [
      ['factura', stored.xml],
      ['attached-document', stored.attached_document],
      ['application-response', stored.application_response],
    ] as const)
      expect((await bajar(id, cual)).base64).toBe(Buffer.from(bytes).toString('base64'))

    await alterar('factura_respuestas', 'application_response')
    await expect(bajar(id, 'application-response')).rejects.toMatchObject(ALTERADO)
    await alterarContenedor()
    await expect(bajar(id, 'attached-document')).rejects.toMatchObject(ALTERADO)
    await alterar('factura_versiones', 'xml')
    await expect(bajar(id, 'factura')).rejects.toMatchObject(ALTERADO)
  })

  async function alterarContenedor() {
    await sql`UPDATE factura_respuestas SET attached_document = CAST(replace(CAST(attached_document AS TEXT), '1', '2') AS BLOB)`.execute(
      c.core.db,
    )
  }

  it('un contenedor cambiado no se envía ni se exporta, y un .zip cambiado tampoco', async () => {
    await c.conectar()
    const uno = await c.facturar(null)
    const otro = await c.facturar(null, 1)
    await exportar(otro.id)
    await alterar('factura_respuestas', 'attached_document')
    await expect(exportar(uno.id)).rejects.toMatchObject(ALTERADO)
    await enviar(uno.id)
    await c.deliver()
    expect(await ultimo(uno.id)).toMatchObject({
      estado: 'rechazado',
      detalle: expect.stringContaining('ya no es el que se firmó'),
    })
    await sql`DROP TRIGGER correo_adjuntos_no_update`.execute(c.core.db)
    await sql`UPDATE correo_adjuntos SET zip = CAST(zip || 'x' AS BLOB)`.execute(c.core.db)
    await expect(exportar(otro.id)).rejects.toMatchObject(ALTERADO)
    expect(c.correos()).toEqual([])
  })
})
