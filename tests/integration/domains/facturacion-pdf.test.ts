import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeEach(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterEach(() => c.close())

async function emitir(paciente = 0): Promise<string> {
  const { servicioIds } = await c.atender({ paciente })
  return (await c.medico.facturacion.emitir(c.emision(servicioIds))).id
}

async function anular(facturaId: string): Promise<string> {
  const { id } = await c.medico.facturacion.notas.emitir({
    commandId: c.ids.next(),
    facturaId,
    clase: 'credito',
    concepto: '2',
    razon: 'Se cobró dos veces',
    valores: [],
    refacturar: false,
  })
  return id
}

const pdf = async (id: string) => (await c.medico.facturacion.pdf({ id })).base64
const pdfNota = async (id: string) => (await c.medico.facturacion.notas.pdf({ id })).base64
const guardados = async () =>
  (await c.core.db.selectFrom('factura_pdf').select('documento_id').execute()).map((row) => row.documento_id)

describe('El PDF de lo que la DIAN validó', () => {
  it('no se guarda mientras no está validado; después es siempre el mismo, sin red y años más tarde', async () => {
    c.http.cut()
    const id = await emitir()
    await c.deliver()
    await pdf(id)
    expect(await guardados()).toEqual([])
    c.http.restore()
    c.clock.advance(3600)
    await c.deliver()
    const [uno, otro] = await Promise.all([pdf(id), pdf(id)])
    expect(otro).toBe(uno)
    expect(await guardados()).toEqual([id])

    const nota = await anular(id)
    await pdfNota(nota)
    expect(await guardados()).toEqual([id])
    await c.deliver()
    const deNota = await pdfNota(nota)
    c.http.cut()
    c.clock.set('2031-11-21T15:00:00.000Z')
    const despues = await c.como('medico')
    expect((await despues.facturacion.pdf({ id })).base64).toBe(uno)
    expect((await despues.facturacion.notas.pdf({ id: nota })).base64).toBe(deNota)
  }, 60_000)

  it('el que se mira es el que se entrega, y al revés', async () => {
    const mirada = await emitir(0)
    const entregada = await emitir(1)
    await c.deliver()
    const zipDe = async (facturaId: string) => {
      const { base64 } = await c.medico.comunicaciones.exportar({ facturaId })
      const archivos = Object.entries(unzipSync(Buffer.from(base64, 'base64')))
      return Buffer.from(archivos.find(([name]) => name.endsWith('.pdf'))?.[1] ?? []).toString('base64')
    }
    expect(await zipDe(mirada)).toBe(await pdf(mirada))
    const dentro = await zipDe(entregada)
    c.clock.advance(90 * 24 * 3600)
    const despues = await c.como('medico')
    expect((await despues.facturacion.pdf({ id: entregada })).base64).toBe(dentro)
  }, 60_000)

  it('el que ya se había entregado antes de guardarse es el que queda', async () => {
    const id = await emitir()
    await c.deliver()
    const { base64 } = await c.medico.comunicaciones.exportar({ facturaId: id })
    await sql`DROP TRIGGER factura_pdf_no_delete`.execute(c.core.db)
    await c.core.db.deleteFrom('factura_pdf').execute()
    c.clock.advance(3600)
    const dentro = Object.entries(unzipSync(Buffer.from(base64, 'base64'))).find(([name]) =>
      name.endsWith('.pdf'),
    )
    expect(await pdf(id)).toBe(Buffer.from(dentro?.[1] ?? []).toString('base64'))
  }, 60_000)

  it('cambiado en el disco no se muestra, ni se borra', async () => {
    const id = await emitir()
    await c.deliver()
    await pdf(id)
    await expect(c.core.db.deleteFrom('factura_pdf').execute()).rejects.toThrow('APPEND_ONLY')
    await sql`DROP TRIGGER factura_pdf_no_update`.execute(c.core.db)
    await sql`UPDATE factura_pdf SET pdf = CAST(pdf || 'x' AS BLOB)`.execute(c.core.db)
    await expect(pdf(id)).rejects.toMatchObject({ code: 'DOCUMENTO_ALTERADO' })
  }, 60_000)

  it('un contenedor cambiado en el disco no va al ministerio: el RIPS espera y dice por qué', async () => {
    c.autoridades.muv.faults.set('503')
    const id = await emitir()
    await c.deliver()
    await sql`DROP TRIGGER factura_respuestas_no_update`.execute(c.core.db)
    await sql`UPDATE factura_respuestas SET attached_document = CAST(attached_document || ' ' AS BLOB)`.execute(
      c.core.db,
    )
    c.autoridades.muv.faults.clear()
    c.clock.advance(3600)
    await c.deliver()
    const rips = (await c.medico.sincronizacion.listar({})).find(({ clase }) => clase === 'muv.rips')
    expect(rips).toMatchObject({ ultimaRespuesta: expect.stringContaining('ya no es el que se firmó') })
    expect((await c.medico.rips.deFactura({ facturaId: id }))?.cuv).toBeNull()
  }, 60_000)
})
