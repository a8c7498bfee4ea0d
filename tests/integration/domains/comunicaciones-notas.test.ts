import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAttachedDocument } from '../../../src-main/integrations/dian/attached-document.ts'
import { verifyXmlSignature } from '../../../src-main/integrations/dian/firma/verify.ts'
import { nombreContenedor, nombreZip } from '../../../src-main/integrations/dian/nombres-archivo.ts'
import type { EmisionNota } from '../../../src-shared/domains/facturacion/contract.ts'
import { ANA, abrirConCorreo, type ConsultorioConCorreo, contenidoDe, USUARIO } from './correo-harness.ts'

const MINUTO = 60
const OTRA = 'contabilidad@correo.com'
const RAZON = 'La cefalea no se trató como decía la historia'
let c: ConsultorioConCorreo

beforeEach(async () => {
  c = await abrirConCorreo()
})
afterEach(() => c.close())

interface Entrega {
  readonly facturaId: string
  readonly notaId: string
}

/** A note of an invoice, delivered to DIAN. */
async function hacerNota(facturaId: string, cambios: Partial<EmisionNota> = {}): Promise<Entrega> {
  const { id } = await c.medico.facturacion.notas.emitir({
    commandId: c.ids.next(),
    facturaId,
    clase: 'credito',
    concepto: '2',
    razon: RAZON,
    valores: [],
    refacturar: false,
    ...cambios,
  })
  await c.deliver()
  return { facturaId, notaId: id }
}
const DEBITO: Partial<EmisionNota> = {
  clase: 'debito',
  concepto: '1',
  valores: [{ linea: 0, valor: 500_000 }],
}
const entregaDe = (nota: Entrega) => c.medico.comunicaciones.deFactura(nota)
const ultimo = async (nota: Entrega) => (await entregaDe(nota)).envios[0]
const enviar = (nota: Entrega, para = ANA) =>
  c.medico.comunicaciones.enviar({ commandId: c.ids.next(), ...nota, para })
const exportar = async (nota: Entrega) =>
  Buffer.from((await c.medico.comunicaciones.exportar(nota)).base64, 'base64')
/** E-mails that deliver a note. */
const deNotas = () =>
  c.correos().filter((correo) => /;(91|92);/.test(contenidoDe(correo).mensaje.cabeceras.subject ?? ''))

describe('Al validar la DIAN una nota', () => {
  it('el correo llega una vez, con el contenedor guardado de la nota, firmado, y su PDF guardado', async () => {
    await c.conectar()
    const { id, numero } = await c.facturar(ANA)
    const nota = await hacerNota(id)
    for (let n = 0; n < 3; n += 1) {
      c.clock.advance(60 * MINUTO)
      await c.deliver()
    }
    expect(deNotas()).toHaveLength(1)
    const [correo] = deNotas()
    expect(correo).toMatchObject({ de: USUARIO, para: [ANA] })
    const { mensaje, adjunto, texto } = contenidoDe(correo)
    expect(texto).toContain(`Deja sin valor la factura electrónica ${numero} del `)
    const stored = await c.core.db
      .selectFrom('factura_nota_versiones as v')
      .innerJoin('factura_nota_respuestas as r', 'r.nota_id', 'v.nota_id')
      .select(['v.xml', 'v.archivo', 'r.attached_document'])
      .where('v.nota_id', '=', nota.notaId)
      .executeTakeFirstOrThrow()
    expect(adjunto).toMatchObject({ tipo: 'application/zip', nombre: nombreZip(stored.archivo) })
    const files = unzipSync(adjunto.bytes)
    expect(Object.keys(files)).toEqual([nombreContenedor(stored.archivo), 'NC1.pdf'])

    const contenedor = files[nombreContenedor(stored.archivo)] ?? new Uint8Array()
    expect(Buffer.from(contenedor).equals(Buffer.from(stored.attached_document))).toBe(true)
    const firma = verifyXmlSignature(contenedor, c.clock.now())
    expect(firma.ok && firma.value.integra).toBe(true)
    const dentro = openAttachedDocument(contenedor)
    if (!dentro.ok) throw new Error('not a container')
    expect(Buffer.from(dentro.value.facturaXml).equals(Buffer.from(stored.xml))).toBe(true)
    const { base64 } = await c.medico.facturacion.notas.pdf({ id: nota.notaId })
    expect(Buffer.from(files['NC1.pdf'] ?? []).toString('base64')).toBe(base64)

    expect(mensaje.cabeceras.subject).toMatch(/^\[SIN VALIDEZ\] \d+;[^;]+;NC1;91;[^;]+$/)
    expect(await entregaDe(nota)).toMatchObject({
      direccion: ANA,
      motivo: null,
      envios: [{ para: ANA, pedido: false, estado: 'aceptado' }],
    })
    // The invoice keeps its own story, and the queue names each.
    expect((await c.medico.comunicaciones.deFactura({ facturaId: id })).envios).toHaveLength(1)
    const bandeja = await c.medico.sincronizacion.listar({ cuales: 'todos' })
    const correosDeLaBandeja = bandeja.filter(({ clase }) => clase === 'correo.factura')
    expect(correosDeLaBandeja.map(({ descripcion }) => descripcion).toSorted()).toEqual([
      `Correo de la factura ${numero}`,
      'Correo de la nota crédito NC1',
    ])
    expect(new Set(correosDeLaBandeja.map(({ referenciaId }) => referenciaId))).toEqual(new Set([id]))
  })

  it('dice quién, qué nota, de qué factura, cuánto y cómo comprobarla; nada de lo que se le hizo al paciente ni la razón escrita', async () => {
    await c.conectar()
    const { id, numero } = await c.facturar(ANA)
    await hacerNota(id, { concepto: '3', valores: [{ linea: 0, valor: 2_000_000 }] })
    await hacerNota(id, DEBITO)
    const factura = await c.medico.facturacion.obtener({ id })
    const notas = await c.medico.facturacion.notas.deFactura({ facturaId: id })
    const said = [
      [/la nota crédito NC1 del [^,]+, por \$\s20\.000\. Baja el valor de la factura/, '91'],
      [/la nota débito ND1 del [^,]+, por \$\s5\.000\. Sube el valor de la factura/, '92'],
    ] as const
    expect(deNotas()).toHaveLength(2)
    for (const [index, [words, tipo]] of said.entries()) {
      const { texto, html, mensaje } = contenidoDe(deNotas()[index])
      expect(mensaje.cabeceras.subject).toContain(`;${notas[index]?.numero};${tipo};`)
      for (const text of [texto, html]) {
        expect(text).toMatch(words)
        expect(text).toContain(numero)
        expect(text).toContain(`documentkey=${notas[index]?.cude}`)
        expect(text).toContain('SIN VALIDEZ')
      }
      const all = `${mensaje.cabeceras.subject} ${texto} ${html}`.toLowerCase()
      const { documento } = factura
      const clinical = [
        ...documento.lineas.flatMap(({ codigo, descripcion }) => [codigo, descripcion]),
        documento.adquiriente.nombre,
        documento.adquiriente.numero,
        RAZON,
        'cefalea',
        'historia',
      ]
      expect(clinical.filter((word) => all.includes(word.toLowerCase()))).toEqual([])
    }
  })

  it('va a donde llegó la factura, aunque la ficha tenga otra dirección', async () => {
    await c.conectar()
    c.smtp.fallas.destinatario = 550
    const { id } = await c.facturar(ANA)
    await c.deliver()
    delete c.smtp.fallas.destinatario
    await c.medico.comunicaciones.enviar({ commandId: c.ids.next(), facturaId: id, para: OTRA })
    await c.deliver()
    const nota = await hacerNota(id, DEBITO)
    await c.deliver()
    expect(deNotas().map(({ para }) => para)).toEqual([[OTRA]])
    expect(await entregaDe(nota)).toMatchObject({ direccion: OTRA, envios: [{ estado: 'aceptado' }] })
  })

  it('apagado o sin cuenta no sale nada, se dice por qué, y se puede enviar a mano o guardar el mismo .zip', async () => {
    const { id } = await c.facturar(ANA)
    const nota = await hacerNota(id)
    expect(await entregaDe(nota)).toMatchObject({ motivo: 'sin-cuenta', hayCuenta: false, envios: [] })
    const zip = await exportar(nota)
    await c.conectar()
    await c.medico.comunicaciones.guardarCuenta({
      commandId: c.ids.next(),
      cuenta: c.cuenta({ clave: null, automatico: false }),
    })
    const otra = await c.facturar(ANA, 1)
    const sola = await hacerNota(otra.id)
    expect(await entregaDe(sola)).toMatchObject({ motivo: 'apagado', envios: [] })
    await c.deliver()
    expect(c.correos()).toEqual([])

    await enviar(nota, OTRA)
    await c.deliver()
    expect(contenidoDe(deNotas()[0]).adjunto.bytes.equals(zip)).toBe(true)
    expect(await ultimo(nota)).toMatchObject({ para: OTRA, pedido: true, estado: 'aceptado' })
    expect((await c.medico.comunicaciones.deFactura({ facturaId: id })).envios).toEqual([])
    const audited = await c.core.db
      .selectFrom('audit')
      .select(['action', 'subject_kind', 'subject_id'])
      .where('action', 'like', 'comunicaciones.%-nota')
      .execute()
    const sujeto = { subject_kind: 'factura-nota', subject_id: nota.notaId }
    expect(audited).toEqual([
      { action: 'comunicaciones.exportar-nota', ...sujeto },
      { action: 'comunicaciones.enviar-nota', ...sujeto },
    ])
  })

  it('mientras la DIAN no la valida no hay correo ni .zip, y la nota de otra factura no se entrega como de esta', async () => {
    await c.conectar()
    const { id } = await c.facturar(ANA)
    const otra = await c.facturar(null, 1)
    await c.deliver()
    c.http.cut()
    const nota = await hacerNota(id)
    expect(await entregaDe(nota)).toMatchObject({ motivo: 'sin-validar', envios: [] })
    const SIN_VALIDAR = {
      code: 'FACTURA_SIN_VALIDAR',
      message: 'La DIAN todavía no ha validado esta nota.',
    }
    await expect(enviar(nota)).rejects.toMatchObject(SIN_VALIDAR)
    await expect(exportar(nota)).rejects.toMatchObject(SIN_VALIDAR)
    await expect(enviar({ ...nota, facturaId: otra.id })).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
    c.http.restore()
    for (let n = 0; n < 3; n += 1) {
      c.clock.advance(60 * MINUTO)
      await c.deliver()
    }
    expect(deNotas()).toHaveLength(1)
  })

  it('la que la DIAN rechaza no se envía', async () => {
    await c.conectar()
    const { id } = await c.facturar(ANA)
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'CAU14', mensaje: 'Valor a pagar errado' })
    const nota = await hacerNota(id)
    expect(await entregaDe(nota)).toMatchObject({ motivo: 'sin-validar', envios: [] })
    expect(deNotas()).toEqual([])
  })
})

describe('El correo de una nota en la cola', () => {
  it('cortado después de entregarlo espera por una persona, que lo reenvía con el mismo Message-ID y los mismos bytes', async () => {
    await c.conectar()
    const { id } = await c.facturar(ANA)
    await c.deliver()
    c.smtp.fallas.corte = 'despues'
    const nota = await hacerNota(id)
    await c.deliver()
    delete c.smtp.fallas.corte
    for (let n = 0; n < 4; n += 1) {
      c.clock.advance(60 * MINUTO)
      await c.deliver()
    }
    expect(deNotas()).toHaveLength(1)
    const duda = await ultimo(nota)
    expect(duda).toMatchObject({ estado: 'incierto', proximoIntento: null })
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ inciertos: 0, correosEnDuda: 1 })
    expect(await enviar(nota)).toEqual({ id: duda?.id })
    await c.hasta(async () => (await ultimo(nota))?.estado === 'aceptado')
    const [uno, otro] = deNotas()
    expect(otro?.crudo.equals(uno?.crudo ?? Buffer.alloc(0))).toBe(true)
    expect(contenidoDe(otro).mensaje.cabeceras['message-id']).toBe(`<${duda?.id}@consultorio.co>`)
  })

  it('un contenedor cambiado en el disco no se envía ni se guarda', async () => {
    await c.conectar()
    const { id } = await c.facturar(null)
    const nota = await hacerNota(id)
    expect(await entregaDe(nota)).toMatchObject({ motivo: 'sin-direccion', envios: [] })
    await sql`DROP TRIGGER factura_nota_respuestas_no_update`.execute(c.core.db)
    await sql`UPDATE factura_nota_respuestas SET attached_document = CAST(attached_document || ' ' AS BLOB)`.execute(
      c.core.db,
    )
    await expect(exportar(nota)).rejects.toMatchObject({ code: 'DOCUMENTO_ALTERADO' })
    await enviar(nota)
    await c.deliver()
    expect(await ultimo(nota)).toMatchObject({
      estado: 'rechazado',
      detalle: expect.stringContaining('la nota NC1 ya no es el que se firmó'),
    })
    expect(c.correos()).toEqual([])
  })
})
