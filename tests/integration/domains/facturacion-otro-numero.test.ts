import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rangoPorTraer } from '../../../src-main/practice/registro.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeEach(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterEach(() => c.close())

/** The range in use ends that day; another one is there for after it. */
async function vence(hasta: string): Promise<void> {
  const administrador = await c.como('administrador')
  const [setp] = await administrador.configuracion.resoluciones()
  if (!setp) throw new Error('the practice has a range')
  await administrador.configuracion.guardarResolucion({
    commandId: c.ids.next(),
    resolucion: { ...setp, claveTecnica: '', vigenciaHasta: hasta },
  })
  const { resolucion: numero, ...rango } = rangoPorTraer('2026-11-21')
  await administrador.configuracion.guardarResolucion({
    commandId: c.ids.next(),
    resolucion: {
      ...rango,
      numero,
      id: null,
      tipo: 'factura',
      siguiente: 1,
      activa: true,
      sedeId: null,
      equipo: null,
    },
  })
  const emisor = await c.core.emisor()
  if (emisor) c.autoridades.adopt(emisor)
}

async function rechazada(regla: string, recibo: number | null = null) {
  const { servicioIds, pacienteId } = await c.atender()
  c.autoridades.dian.faults.next({ tipo: 'rechazo', regla, mensaje: 'De prueba' })
  const factura = await c.medico.facturacion.emitir({
    ...c.emision(servicioIds),
    recibo: recibo === null ? null : { valor: recibo, medio: '10', referencia: null },
  })
  await c.deliver()
  return { ...(await c.medico.facturacion.obtener({ id: factura.id })), servicioIds, pacienteId }
}

const obtener = (id: string) => c.medico.facturacion.obtener({ id })
const descartar = (facturaId: string, commandId: string = c.ids.next()) =>
  c.medico.facturacion.descartarNumero({ commandId, facturaId })
const corregir = (facturaId: string) => c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId })

describe('Facturar con otro número', () => {
  it('si la numeración venció, el número se deja de lado y sus servicios, su pago y su RIPS pasan a la factura nueva', async () => {
    await vence('2026-11-25')
    const { id, numero, servicioIds, pacienteId } = await rechazada('FAJ09', 5_000_000)
    expect(await obtener(id)).toMatchObject({ estado: 'rechazada', otroNumero: null })

    c.clock.set('2026-11-26T15:00:00.000Z')
    await expect(corregir(id)).rejects.toMatchObject({ code: 'FACTURA_NO_EMITIBLE' })
    expect((await obtener(id)).otroNumero).toContain('venció el 25 nov 2026')

    const commandId = c.ids.next()
    expect((await descartar(id, commandId)).servicioIds).toEqual(servicioIds)
    expect((await descartar(id, commandId)).servicioIds).toEqual(servicioIds)
    expect(await obtener(id)).toMatchObject({ estado: 'descartada', otroNumero: null, despues: [] })
    expect(await c.medico.rips.deFactura({ facturaId: id })).toBeNull()
    expect((await c.medico.facturacion.porFacturar({ pacienteId })).map((uno) => uno.id)).toEqual(servicioIds)
    expect((await c.medico.sincronizacion.resumen()).rechazados).toBe(0)
    expect((await c.medico.facturacion.listar({ estado: 'rechazada' })).total).toBe(0)
    expect((await c.medico.facturacion.listar({ estado: 'descartada' })).facturas).toMatchObject([{ numero }])

    const emision = c.emision(servicioIds)
    const { recibido } = await c.medico.facturacion.previsualizar(emision)
    expect(recibido).toBe(5_000_000)
    const nueva = await c.medico.facturacion.emitir({
      ...emision,
      recibo: { valor: 7_000_000, medio: '10', referencia: null },
    })
    expect(nueva.numero).toBe('PRAC1')
    await c.deliver()
    expect(await obtener(nueva.id)).toMatchObject({ estado: 'validada', recibido: 12_000_000 })
    expect((await obtener(nueva.id)).estados[0]?.detalle).toContain(numero)
    expect(await obtener(id)).toMatchObject({ recibido: 0, despues: [{ id: nueva.id, numero: 'PRAC1' }] })
    expect((await c.medico.rips.deFactura({ facturaId: nueva.id }))?.cuv).toMatch(/\S/)
    expect(await c.core.db.selectFrom('recibo_traslados').selectAll().execute()).toMatchObject([
      { de_factura_id: id, a_factura_id: nueva.id, trasladado_por: expect.any(String) },
    ])
    expect(await c.core.db.selectFrom('facturas_saldo').selectAll().execute()).toEqual([])
    expect(c.autoridades.dian.documentos().map((uno) => uno.numero)).toEqual(['PRAC1'])
    const acciones = await c.core.db.selectFrom('audit').select('action').execute()
    expect(acciones.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['facturacion.descartar-numero', 'facturacion.trasladar-recibo']),
    )
  }, 60_000)

  it.each(['FAD05b', 'FAD05e', 'FAD09b'])(
    'la DIAN no acepta el número (%s): se ofrece y se hace',
    async (regla) => {
      const { id, otroNumero, servicioIds } = await rechazada(regla)
      expect(otroNumero).toMatch(/\.$/)
      await descartar(id)
      const nueva = await c.medico.facturacion.emitir(c.emision(servicioIds))
      await c.deliver()
      expect(await obtener(nueva.id)).toMatchObject({ estado: 'validada' })
    },
    60_000,
  )

  it('no se hace si el número sirve, ni mientras no se sabe qué dijo la DIAN', async () => {
    const normal = await rechazada('FAJ09')
    await expect(descartar(normal.id)).rejects.toMatchObject({ code: 'NUMERO_SIRVE' })

    const reenviada = await rechazada('FAD09b')
    c.autoridades.dian.faults.set('corte-despues')
    await c.medico.sincronizacion.reintentar({ id: reenviada.outboxId })
    await c.core.outbox.drain()
    await expect(descartar(reenviada.id)).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
    expect(await obtener(reenviada.id)).toMatchObject({ estado: 'desconocida', otroNumero: null })
  }, 60_000)

  it('nadie lo deshace: ni corregir, ni reenviar, ni cobrar, ni regenerar el RIPS, ni la base', async () => {
    const { id, outboxId } = await rechazada('FAD09b')
    await descartar(id)
    await expect(descartar(id)).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
    await expect(corregir(id)).rejects.toMatchObject({ code: 'FACTURA_NO_RECHAZADA' })
    await expect(
      c.medico.facturacion.registrarRecibo({
        commandId: c.ids.next(),
        facturaId: id,
        valor: 100,
        medio: '10',
        referencia: null,
      }),
    ).rejects.toMatchObject({ message: expect.stringContaining('se dejó de lado') })
    await expect(c.medico.rips.regenerar({ commandId: c.ids.next(), facturaId: id })).rejects.toMatchObject({
      message: expect.stringContaining('se dejó de lado'),
    })
    await c.medico.sincronizacion.reintentar({ id: outboxId }).catch(() => {})
    await c.deliver()
    expect(c.autoridades.dian.documentos()).toEqual([])
    expect(await obtener(id)).toMatchObject({ estado: 'descartada' })
    for (const cambio of ['descartada_en = NULL', "estado = 'firmada'", 'version = 2'])
      await expect(
        sql.raw(`UPDATE facturas SET ${cambio} WHERE id = '${id}'`).execute(c.core.db),
      ).rejects.toThrow(/DESCARTADA_FINAL/)
    await expect(
      sql
        .raw(`UPDATE factura_servicios SET liberado_por = NULL WHERE factura_id = '${id}'`)
        .execute(c.core.db),
    ).rejects.toThrow(/APPEND_ONLY/)
  }, 60_000)
})
