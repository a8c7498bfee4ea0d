import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAttachedDocument } from '../../../src-main/integrations/dian/attached-document.ts'
import { verifyXmlSignature } from '../../../src-main/integrations/dian/firma/verify.ts'
import type { EmisionNota } from '../../../src-shared/domains/facturacion/contract.ts'
import { abrirConsultorio, type Consultorio, servicio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

/** An invoice that DIAN validated, of its own patient. */
async function facturada(paciente: number, servicios = [servicio(0)]) {
  const { servicioIds, pacienteId } = await c.atender({ paciente, servicios })
  const { id } = await c.medico.facturacion.emitir(c.emision(servicioIds))
  await c.deliver()
  return { id, pacienteId, servicioIds }
}

const nota = (facturaId: string, cambios: Partial<EmisionNota> = {}): EmisionNota => ({
  commandId: c.ids.next(),
  facturaId,
  clase: 'credito',
  concepto: '2',
  razon: 'Se facturó a quien no era',
  valores: [],
  refacturar: false,
  ...cambios,
})

const emitir = (facturaId: string, cambios?: Partial<EmisionNota>) =>
  c.medico.facturacion.notas.emitir(nota(facturaId, cambios))

/** What failed without network waits its turn: the clock goes on until the queue tries again. */
async function vuelveLaRed() {
  await c.deliver()
  c.http.restore()
  for (let media = 0; media < 4; media += 1) {
    c.clock.advance(1800)
    await c.deliver()
  }
}

describe('Nota crédito que anula', () => {
  it('la DIAN la valida, la factura queda anulada y los servicios vuelven a estar por facturar', async () => {
    const { id, pacienteId, servicioIds } = await facturada(0)
    const emitida = await emitir(id, { refacturar: true })
    expect(emitida).toMatchObject({ numero: 'NC1', total: 12_000_000, estado: 'firmada' })
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
    await c.deliver()

    expect(await c.medico.facturacion.notas.deFactura({ facturaId: id })).toMatchObject([
      { numero: 'NC1', estado: 'validada' },
    ])
    const anulada = await c.medico.facturacion.obtener({ id })
    expect(anulada).toMatchObject({ estado: 'anulada', aPagar: 0 })
    expect(anulada.estados.at(-1)?.detalle).toBe('Anulada con la nota crédito NC1: Se facturó a quien no era')
    expect(c.autoridades.dian.documentos().at(-1)).toMatchObject({ numero: 'NC1', tipo: 'CreditNote' })

    const porFacturar = await c.medico.facturacion.porFacturar({ pacienteId })
    expect(porFacturar.map((uno) => uno.id)).toEqual(servicioIds)
    const otra = await c.medico.facturacion.emitir(c.emision(servicioIds))
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id: otra.id })).toMatchObject({ estado: 'validada' })
    await expect(c.medico.facturacion.emitir(c.emision(servicioIds))).rejects.toMatchObject({
      code: 'SERVICIO_YA_FACTURADO',
    })
  })

  it('sin volver a facturar, los servicios no regresan', async () => {
    const { id, pacienteId } = await facturada(1)
    await emitir(id)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'anulada' })
    expect(await c.medico.facturacion.porFacturar({ pacienteId })).toEqual([])
  })

  it('una sola vez: ni otra anulación ni otra nota mientras va en camino o ya anulada', async () => {
    const { id } = await facturada(2)
    c.http.cut()
    const anulacion = nota(id)
    const una = await c.medico.facturacion.notas.emitir(anulacion)
    expect(await c.medico.facturacion.notas.emitir(anulacion)).toEqual(una)
    await expect(emitir(id)).rejects.toMatchObject({ code: 'NOTA_SIN_FACTURA' })
    await expect(emitir(id, { concepto: '3', valores: [{ linea: 0, valor: 100 }] })).rejects.toMatchObject({
      code: 'NOTA_SIN_FACTURA',
    })
    await vuelveLaRed()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'anulada' })
    await expect(emitir(id)).rejects.toMatchObject({ code: 'NOTA_SIN_FACTURA' })
  })
})

describe('Notas que cambian el valor', () => {
  it('una rebaja validada baja lo que se debe, y no se acredita más de lo facturado', async () => {
    const { id } = await facturada(3, [servicio(0), servicio(2)])
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ aPagar: 18_500_000 })
    await expect(
      emitir(id, { concepto: '3', valores: [{ linea: 0, valor: 12_000_001 }] }),
    ).rejects.toMatchObject({ code: 'NOTA_INVALIDA' })
    await expect(emitir(id, { concepto: '3', valores: [{ linea: 9, valor: 1 }] })).rejects.toMatchObject({
      code: 'NOTA_INVALIDA',
    })
    await expect(emitir(id, { concepto: '3' })).rejects.toMatchObject({ code: 'NOTA_INVALIDA' })
    const rebaja = await emitir(id, { concepto: '3', valores: [{ linea: 0, valor: 2_000_050 }] })
    expect(rebaja.total).toBe(2_000_050)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ aPagar: 18_500_000 })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ aPagar: 16_499_950 })
    await expect(
      emitir(id, {
        concepto: '1',
        valores: [
          { linea: 0, valor: 12_000_000 },
          { linea: 1, valor: 6_500_000 },
        ],
      }),
    ).rejects.toMatchObject({ code: 'NOTA_INVALIDA', message: expect.stringContaining('$ 164.999,50') })
    await expect(
      c.medico.facturacion.registrarRecibo({
        commandId: c.ids.next(),
        facturaId: id,
        valor: 16_500_000,
        medio: '10',
        referencia: null,
      }),
    ).rejects.toMatchObject({ code: 'VALOR_MAYOR_AL_SALDO' })
  })

  it('una nota débito validada sube lo que se debe; la lista y la ficha dicen el mismo saldo', async () => {
    const { id, pacienteId } = await facturada(4)
    const debito = await emitir(id, {
      clase: 'debito',
      concepto: '1',
      razon: 'Intereses de mora pactados',
      valores: [{ linea: 0, valor: 300_000 }],
    })
    expect(debito.numero).toBe('ND1')
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      aPagar: 12_300_000,
    })
    const { facturas } = await c.medico.facturacion.listar({ pacienteId })
    expect(facturas.find((una) => una.id === id)?.aPagar).toBe(12_300_000)
    const saldo = await c.core.db
      .selectFrom('facturas_saldo')
      .select('saldo')
      .where('factura_id', '=', id)
      .executeTakeFirst()
    expect(saldo?.saldo).toBe(12_300_000)
    expect(c.autoridades.dian.documentos().at(-1)).toMatchObject({ numero: 'ND1', tipo: 'DebitNote' })
  })
})

describe('Lo que se guarda de una nota', () => {
  it('XML firmado, respuesta de la DIAN y contenedor con la nota intacta adentro; y su PDF', async () => {
    const { id } = await facturada(5)
    const { id: notaId, numero, cude } = await emitir(id)
    await expect(
      c.medico.facturacion.notas.xml({ id: notaId, cual: 'attached-document' }),
    ).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
    await c.deliver()
    const bytes = async (cual: 'nota' | 'attached-document' | 'application-response') =>
      Buffer.from((await c.medico.facturacion.notas.xml({ id: notaId, cual })).base64, 'base64')
    const xml = await bytes('nota')
    expect(verifyXmlSignature(xml, c.clock.now())).toMatchObject({ ok: true, value: { integra: true } })
    expect(xml.toString('utf8')).toContain(cude)
    const contenedor = openAttachedDocument(await bytes('attached-document'))
    expect(contenedor.ok && Buffer.from(contenedor.value.facturaXml).equals(xml)).toBe(true)
    const pdf = await c.medico.facturacion.notas.pdf({ id: notaId })
    expect(pdf.nombre).toBe(`${numero}.pdf`)
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('ni la nota ni sus versiones se cambian o se borran', async () => {
    const { id } = await facturada(6)
    const { id: notaId } = await emitir(id)
    const { db } = c.core
    for (const attempt of [
      db.updateTable('factura_notas').set({ total: 1 }).where('id', '=', notaId).execute(),
      db.deleteFrom('factura_notas').where('id', '=', notaId).execute(),
      db
        .updateTable('factura_nota_versiones')
        .set({ xml: Buffer.from('x') })
        .execute(),
      db.deleteFrom('factura_nota_versiones').where('nota_id', '=', notaId).execute(),
      db.updateTable('factura_nota_estados').set({ detalle: '' }).execute(),
    ])
      await expect(attempt).rejects.toThrow('APPEND_ONLY')
  })

  it('la que la DIAN rechaza no cambia la factura, dice la regla y deja hacer otra', async () => {
    const { id } = await facturada(7)
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'CAU14', mensaje: 'Valor a pagar errado' })
    await emitir(id)
    await c.deliver()
    const [rechazada] = await c.medico.facturacion.notas.deFactura({ facturaId: id })
    expect(rechazada).toMatchObject({ estado: 'rechazada', hallazgos: [{ regla: 'CAU14' }] })
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
    const otra = await emitir(id)
    expect(otra.numero).not.toBe(rechazada?.numero)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'anulada' })
  })

  it('sin red más días que el límite, se pregunta y se firma de nuevo con el mismo número', async () => {
    const { id } = await facturada(3)
    c.http.cut()
    const { numero } = await emitir(id)
    for (let dia = 0; dia < 7; dia += 1) {
      c.clock.advance(24 * 3600)
      await c.deliver()
    }
    await vuelveLaRed()
    expect(await c.medico.facturacion.notas.deFactura({ facturaId: id })).toMatchObject([
      { numero, estado: 'validada' },
    ])
    const enDian = c.autoridades.dian.documentos().filter((documento) => documento.numero === numero)
    expect(enDian).toHaveLength(1)
    expect(enDian[0]?.fecha).toBe('2026-11-28')
  })
})

it('solo se anota una factura que la DIAN validó', async () => {
  const { servicioIds } = await c.atender({ paciente: 0 })
  c.http.cut()
  const { id } = await c.medico.facturacion.emitir(c.emision(servicioIds))
  await expect(emitir(id)).rejects.toMatchObject({ code: 'NOTA_SIN_FACTURA' })
  await vuelveLaRed()
  await expect(emitir('no-existe')).rejects.toMatchObject({ code: 'NO_ENCONTRADO' })
})
