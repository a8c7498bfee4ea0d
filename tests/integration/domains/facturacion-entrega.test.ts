import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { saldosDe } from '../../../src-main/domains/facturacion/api.ts'
import { digitoVerificacion } from '../../../src-shared/kernel/identifiers.ts'
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
    await c.core.db.updateTable('certificados').set({ activo: 0 }).execute()
    c.clock.advance(7 * DIA)
    c.http.restore()
    await c.deliver()
    const [envio] = await c.medico.sincronizacion.listar({ cuales: 'por-enviar' })
    expect(envio).toMatchObject({
      estado: 'pendiente',
      ultimaRespuesta: expect.stringContaining('certificado'),
    })
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'firmada', version: 1 })
  })

  it('si su numeración se venció mientras esperaba no se envía: se deja de lado y se factura con otro número', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const { id } = await emitirDe(0)
    await c.core.db.updateTable('resoluciones').set({ vigencia_hasta: '2026-11-22' }).execute()
    c.clock.advance(7 * DIA)
    c.http.restore()
    await c.deliver()
    expect(c.autoridades.dian.documentos()).toHaveLength(0)
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({ estado: 'rechazada', version: 1 })
    expect(factura.estados.at(-1)).toMatchObject({
      detalle: expect.stringContaining('no se envió'),
      hallazgos: [expect.objectContaining({ regla: 'FAD09b' })],
    })
    expect(factura.otroNumero).toContain('venció el 22 nov 2026')
    const { servicioIds } = await c.medico.facturacion.descartarNumero({
      commandId: c.ids.next(),
      facturaId: id,
    })
    expect(servicioIds).toHaveLength(1)
    expect((await c.medico.facturacion.porFacturar({})).map((uno) => uno.id)).toEqual(servicioIds)
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

describe('La DIAN fuera de servicio', () => {
  it('con red y la DIAN sin atender, la bandeja no dice «sin conexión»: dice quién no atiende', async () => {
    c = await abrirConsultorio()
    c.autoridades.dian.faults.next({ tipo: '503' }, 3)
    await emitirDe(0)
    await c.deliver()
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({
      sinConexionDesde: null,
      sinServicio: [{ autoridad: 'DIAN', desde: '2026-11-21T15:00:00.000Z' }],
      frase: '2 por enviar; DIAN fuera de servicio desde las 10:00 del 21 nov 2026',
    })
    c.http.cut()
    await pass(HORA)
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({
      sinConexionDesde: '2026-11-21T15:00:00.000Z',
      sinServicio: [],
    })
    c.http.restore()
    await pass(2 * HORA)
    expect(await c.medico.sincronizacion.resumen()).toMatchObject({
      sinConexionDesde: null,
      sinServicio: [],
      frase: 'Todo entregado',
    })
  })
})

describe('Corregir lo rechazado', () => {
  const rechazada = async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK61', mensaje: 'x' }, 1, {
      operacion: 'SendBillSync',
    })
    const factura = await emitirDe(0)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id: factura.id })).toMatchObject({ estado: 'rechazada' })
    return factura
  }

  const corregir = (facturaId: string) =>
    c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId })

  const rango = () => c.core.db.selectFrom('resoluciones').selectAll().executeTakeFirstOrThrow()

  /** Another range in use: with `prefijo` of its own, or the numbers that follow. */
  async function otroRango(cambios: { prefijo?: string; desde: number; hasta: number }) {
    const actual = await rango()
    await c.core.db
      .insertInto('resoluciones')
      .values({
        ...actual,
        ...cambios,
        id: c.ids.next(),
        numero: '18764099999999',
        siguiente: cambios.desde,
        consumidos: 0,
        activa: 1,
      })
      .execute()
    return actual
  }

  const nuevoPagador = async () =>
    (await c.como('administrador')).configuracion.guardarPagador({
      commandId: c.ids.next(),
      pagador: {
        id: null,
        tipo: 'prepagada',
        nit: '860000001',
        dv: digitoVerificacion('860000001'),
        nombre: 'Prepagada de prueba',
        codigo: null,
        coberturaPlan: '04',
        modalidadPago: '01',
        numeroContrato: 'C-1',
        contratoDesde: null,
        contratoHasta: null,
        direccion: null,
        municipio: null,
        correo: null,
        activo: true,
      },
    })

  async function quedaValidadaConSuRango(facturaId: string, resolucion: { numero: string; hasta: number }) {
    await corregir(facturaId)
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id: facturaId })
    expect(factura).toMatchObject({ estado: 'validada', version: 2 })
    expect(factura.documento.resolucion).toMatchObject({
      numero: resolucion.numero,
      hasta: resolucion.hasta,
    })
    expect(await c.medico.rips.deFactura({ facturaId })).toMatchObject({ estado: 'cuv' })
  }

  it('aunque su numeración ya no esté en uso', async () => {
    c = await abrirConsultorio()
    const { id } = await rechazada()
    const actual = await rango()
    await c.core.db.updateTable('resoluciones').set({ activa: 0 }).execute()
    await quedaValidadaConSuRango(id, actual)
  })

  it('aunque ahora se use otra numeración, de otro prefijo', async () => {
    c = await abrirConsultorio()
    const { id } = await rechazada()
    await c.core.db.updateTable('resoluciones').set({ activa: 0 }).execute()
    const actual = await otroRango({ prefijo: 'NUEV', desde: 1, hasta: 100 })
    await quedaValidadaConSuRango(id, actual)
  })

  it('aunque la haya seguido otra con el mismo prefijo y ya no le queden números', async () => {
    c = await abrirConsultorio()
    const { id } = await rechazada()
    const { hasta } = await rango()
    await c.core.db
      .updateTable('resoluciones')
      .set({ siguiente: hasta + 1 })
      .where('tipo', '=', 'factura')
      .execute()
    const actual = await otroRango({ desde: hasta + 1, hasta: hasta + 100 })
    await quedaValidadaConSuRango(id, actual)
  })

  it('si su numeración venció dice por qué la DIAN la rechazaría', async () => {
    c = await abrirConsultorio()
    const { id } = await rechazada()
    await c.core.db.updateTable('resoluciones').set({ vigencia_hasta: '2026-11-22' }).execute()
    c.clock.advance(3 * DIA)
    await expect(corregir(id)).rejects.toMatchObject({
      code: 'FACTURA_NO_EMITIBLE',
      message: expect.stringContaining('numeración'),
    })
  })

  it('la que esperó días se firma de nuevo y su RIPS se regenera sin numeración en uso', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    const { id } = await emitirDe(0)
    await c.core.db.updateTable('resoluciones').set({ activa: 0 }).execute()
    c.clock.advance(6 * DIA)
    c.autoridades.muv.faults.next({ tipo: 'rechazo', regla: 'RVC019', mensaje: 'x' }, 1, {
      operacion: 'CargarFevRips',
    })
    c.http.restore()
    await pass(HORA)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada', version: 2 })
    expect(await c.medico.rips.deFactura({ facturaId: id })).toMatchObject({ estado: 'rechazado' })
    await c.medico.rips.regenerar({ commandId: c.ids.next(), facturaId: id })
    await c.deliver()
    expect(await c.medico.rips.deFactura({ facturaId: id })).toMatchObject({ estado: 'cuv' })
  })

  it('sigue a cargo de quien la debía aunque el paciente haya cambiado de pagador, y el saldo cuadra', async () => {
    c = await abrirConsultorio()
    const { id, pacienteId, adquiriente } = await rechazada()
    const paga = pacienteId ?? ''
    const pagador = await nuevoPagador()
    expect(await saldosDe(c.core.db, [paga])).toEqual(new Map())
    await c.core.db.updateTable('pacientes').set({ pagador_id: pagador.id }).where('id', '=', paga).execute()
    expect(await corregir(id)).toMatchObject({ adquiriente })
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({ estado: 'validada', adquiriente })
    expect(factura.documento.salud).toMatchObject({ modalidadPago: '04', coberturaPlan: '15' })
    expect(await saldosDe(c.core.db, [paga])).toEqual(new Map([[paga, 12_000_000]]))
  })

  it('la de un pagador sigue siendo suya aunque el paciente ya no lo tenga, y al paciente no se le cobra', async () => {
    c = await abrirConsultorio()
    const pagador = await nuevoPagador()
    const { servicioIds, pacienteId } = await c.atender({ paciente: 0 })
    const cambiar = (pagador_id: string | null) =>
      c.core.db.updateTable('pacientes').set({ pagador_id }).where('id', '=', pacienteId).execute()
    await cambiar(pagador.id)
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK61', mensaje: 'x' }, 1, {
      operacion: 'SendBillSync',
    })
    const { id } = await c.medico.facturacion.emitir(c.emision(servicioIds))
    await c.deliver()
    await cambiar(null)
    expect(await corregir(id)).toMatchObject({ adquiriente: pagador.nombre })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
    expect(await saldosDe(c.core.db, [pacienteId])).toEqual(new Map())
  })
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

  it('el paciente de la factura impresa es el de cuando se firmó', async () => {
    c = await abrirConsultorio()
    const { id, pacienteId } = await emitirDe(0)
    const antes = await texto(id)
    await c.core.db
      .updateTable('pacientes')
      .set({ primer_nombre: 'Cambiada', numero_documento: '99887766' })
      .where('id', '=', pacienteId ?? '')
      .execute()
    const despues = await texto(id)
    expect(despues).not.toMatch(/Cambiada|99887766/)
    expect(lineaPaciente(despues)).toBe(lineaPaciente(antes))
    expect(lineaPaciente(antes)).toMatch(/ · [A-Z]{2}/)
  })

  const lineaPaciente = (pdf: string) => /Paciente\n+([^\n]+)/.exec(pdf)?.[1] ?? ''

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
