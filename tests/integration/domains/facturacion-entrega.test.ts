import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

const HORA = 3600
const DIA = 24 * HORA

let c: Consultorio

afterEach(() => c.close())

async function emitirDe(paciente: number) {
  const { servicioIds } = await c.atender({ paciente })
  const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
  await c.core.outbox.drain()
  return factura
}

/** Half hour by half hour, as the queue would be woken by its own clock. */
async function pass(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += HORA / 2) {
    c.clock.advance(Math.min(HORA / 2, seconds - gone))
    await c.deliver()
  }
}

describe('Sin red', () => {
  it('tras dos días todo se entrega, en orden, el RIPS después de su factura y nada dos veces', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const ids: string[] = []
    for (let paciente = 0; paciente < 5; paciente += 1) {
      ids.push((await emitirDe(paciente)).id)
      await pass(6 * HORA)
    }
    await pass(18 * HORA)
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({
      porEnviar: 10,
      inciertos: 0,
      rechazados: 0,
      sinConexionDesde: '2026-11-21T15:00:00.000Z',
      frase: '10 por enviar; sin conexión desde las 10:00 del 21 nov 2026',
    })
    const espera = await c.medico.sincronizacion.listar({ cuales: 'por-enviar' })
    expect(espera.map(({ descripcion }) => descripcion.startsWith('Factura'))).toEqual(
      Array.from({ length: 10 }, (_, i) => i % 2 === 0),
    )
    expect(espera[1]?.esperaA).toBe(espera[0]?.descripcion)
    expect(espera[0]?.proximoIntento).not.toBeNull()
    expect(c.autoridades.dian.documentos()).toHaveLength(0)

    c.http.restore()
    await pass(HORA)
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ porEnviar: 0, frase: 'Todo entregado' })
    const emitidas = await Promise.all(ids.map((id) => c.medico.facturacion.obtener({ id })))
    expect(c.autoridades.dian.documentos().map(({ numero }) => numero)).toEqual(
      emitidas.map(({ numero }) => numero),
    )
    for (const factura of emitidas) {
      expect(factura).toMatchObject({ estado: 'validada', version: 1 })
      const rips = await c.medico.rips.deFactura({ facturaId: factura.id })
      expect(rips?.cuv).toMatch(/^[0-9a-f]{96}$/)
      expect(rips?.validadoEn && factura.validadaEn && rips.validadoEn >= factura.validadaEn).toBe(true)
    }
    const cuvs = emitidas.map(({ id }) => c.medico.rips.deFactura({ facturaId: id }))
    expect(new Set((await Promise.all(cuvs)).map((rips) => rips?.cuv)).size).toBe(5)
  }, 60_000)

  it('[K-41] una respuesta cortada se pregunta antes de reenviar y la factura queda una sola vez', async () => {
    c = await abrirConsultorio()
    c.autoridades.dian.faults.next({ tipo: 'corte-despues', bytes: 0 })
    const { id, numero } = await emitirDe(0)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'desconocida' })
    await pass(HORA)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
    expect(c.autoridades.dian.documentos().filter((one) => one.numero === numero)).toHaveLength(1)
  })

  it('la que esperó más de cinco días se pregunta y, si la DIAN no la vio, se firma de nuevo con la fecha del día', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const { id, numero } = await emitirDe(0)
    const [vieja] = await versiones(id)
    c.clock.advance(6 * DIA)
    await c.deliver()
    expect(await versiones(id)).toHaveLength(1)

    c.http.restore()
    c.clock.advance(HORA)
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({ estado: 'validada', version: 2, numero, fechaEmision: '2026-11-27' })
    expect(factura.estados.map(({ estado, version }) => [estado, version])).toEqual([
      ['firmada', 1],
      ['firmada', 2],
      ['validada', 2],
    ])
    const [primera, segunda] = await versiones(id)
    expect(primera).toEqual(vieja)
    expect(segunda).toMatchObject({ motivo: 'fecha' })
    expect(segunda?.cufe).toBe(factura.cufe)
    expect(c.autoridades.dian.documentos().map((one) => one.cufe)).toEqual([factura.cufe])
    expect(await c.medico.rips.deFactura({ facturaId: id })).toMatchObject({ estado: 'cuv' })
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({ frase: 'Todo entregado' })
    const audited = await c.core.db
      .selectFrom('audit')
      .select('subject_id')
      .where('action', '=', 'facturacion.version-fecha')
      .execute()
    expect(audited).toEqual([{ subject_id: id }])
  })

  it('la que la DIAN ya tenía no se firma de nuevo aunque hayan pasado los días', async () => {
    c = await abrirConsultorio()
    c.autoridades.dian.faults.next({ tipo: 'corte-despues', bytes: 0 })
    const { id } = await emitirDe(0)
    c.http.cut()
    c.clock.advance(8 * DIA)
    await c.deliver()
    c.http.restore()
    await pass(HORA)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      version: 1,
      fechaEmision: '2026-11-21',
    })
  })

  it('si no se puede firmar de nuevo lo dice en la bandeja y espera', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const { id } = await emitirDe(0)
    await c.core.db.updateTable('resoluciones').set({ vigencia_hasta: '2026-11-22' }).execute()
    c.clock.advance(7 * DIA)
    c.http.restore()
    await c.deliver()
    const [envio] = await c.medico.sincronizacion.listar({ cuales: 'por-enviar' })
    expect(envio).toMatchObject({
      estado: 'pendiente',
      ultimaRespuesta: expect.stringContaining('numeración'),
    })
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'firmada', version: 1 })
  })

  async function versiones(id: string) {
    return c.core.db
      .selectFrom('factura_versiones')
      .selectAll()
      .where('factura_id', '=', id)
      .orderBy('version')
      .execute()
  }
})

describe('PDF', () => {
  it('antes de validar dice «Pendiente de validación DIAN» y no «Factura electrónica»; después, lo contrario', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const { id, numero } = await emitirDe(0)
    const antes = await texto(id)
    expect(antes).toContain('Pendiente de validación DIAN')
    expect(antes).toContain('Todavía no es una factura legal')
    expect(antes).not.toMatch(/Factura electrónica de venta/i)

    c.http.restore()
    c.clock.advance(HORA)
    await c.deliver()
    const despues = await texto(id)
    expect(despues).not.toContain('Pendiente de validación')
    expect(despues).toContain('Factura electrónica de venta')
    expect(despues).toContain('Validada por la DIAN')
    const { cufe } = await c.medico.facturacion.obtener({ id })
    const rips = await c.medico.rips.deFactura({ facturaId: id })
    const seguido = despues.replaceAll(/\s+/g, '')
    for (const dato of [numero, cufe, rips?.cuv ?? '', '$120.000', '901555777', '1100123456'])
      expect(seguido).toContain(dato)
    for (const pagina of [antes, despues]) expect(pagina).toContain('SIN VALIDEZ')
  })

  it('el recibo de caja dice que no reemplaza la factura', async () => {
    c = await abrirConsultorio()
    const { servicioIds } = await c.atender()
    const factura = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      recibo: { valor: 12_000_000, medio: '10', referencia: null },
    })
    const { base64 } = await c.medico.facturacion.reciboPdf({ facturaId: factura.id })
    const recibo = leer(base64)
    expect(recibo).toMatch(/No reemplaza la factura electrónica/)
    expect(recibo.toLowerCase()).toContain('ciento veinte mil pesos')
    expect(recibo).toContain('SIN VALIDEZ')
  })

  async function texto(id: string): Promise<string> {
    return leer((await c.medico.facturacion.pdf({ id })).base64)
  }

  function leer(base64: string): string {
    const dir = mkdtempSync(join(tmpdir(), 'consultorio-pdf-'))
    try {
      const path = join(dir, 'documento.pdf')
      writeFileSync(path, Buffer.from(base64, 'base64'))
      const info = execFileSync('pdfinfo', [path], { encoding: 'utf8' })
      return `${info}${execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })}`
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  }
})
