import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
let siguiente = 0

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

/** A patient whom a prepagada covers, with a consultation that waits to be billed. */
async function asegurado(cambios: Parameters<Consultorio['pagador']>[0] = {}) {
  const pagador = await c.pagador(cambios)
  const { pacienteId, servicioIds } = await c.atender({ paciente: siguiente++ % 10 })
  await c.asegurar(pacienteId, pagador)
  return { pagador, pacienteId, servicioIds }
}

const aCredito = { pago: { forma: '2' as const, medio: '47', vencimiento: '2026-12-21' } }

describe('Cobrar copago o cuota', () => {
  it('emite la factura SS-Recaudo al paciente con su recibo, y la DIAN la valida sin RIPS', async () => {
    const { pagador, pacienteId } = await asegurado()
    const paquetes = await c.count('paquetes_rips')
    const recaudo = await c.cobrar(pacienteId, pagador.id)
    expect(recaudo).toMatchObject({ estado: 'por-aplicar', valor: 2_000_000, soporte: 'factura-electronica' })
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id: recaudo.factura?.id ?? '' })
    expect(factura).toMatchObject({
      estado: 'validada',
      operacion: 'SS-Recaudo',
      origen: 'recaudo',
      pacienteId,
      total: 2_000_000,
      recibido: 2_000_000,
      recaudo: { id: recaudo.id, estado: 'por-aplicar', recibo: recaudo.recibo },
    })
    expect(factura.documento.salud).toBeUndefined()
    expect(factura.documento.lineas).toEqual([
      expect.objectContaining({
        descripcion: 'Cuota Moderadora',
        mandante: { nit: pagador.nit, dv: pagador.dv },
      }),
    ])
    expect(await c.count('paquetes_rips')).toBe(paquetes)
    const { base64 } = await c.medico.facturacion.recaudos.reciboPdf({ recaudoId: recaudo.id })
    expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('si paga otra persona, la factura va a su nombre y el paciente es el beneficiario', async () => {
    const { pagador, pacienteId } = await asegurado()
    const recaudo = await c.cobrar(pacienteId, pagador.id, {
      concepto: '01',
      quienPaga: {
        tipoDocumento: 'CC',
        numeroDocumento: '79123456',
        nombre: 'Pedro Pérez Gómez',
        correo: null,
      },
    })
    await c.deliver()
    const { documento, estado } = await c.medico.facturacion.obtener({ id: recaudo.factura?.id ?? '' })
    expect(estado).toBe('validada')
    expect(documento.adquiriente).toMatchObject({ numero: '79123456', nombre: 'Pedro Pérez Gómez' })
    expect(documento.beneficiario?.numero).not.toBe('79123456')
    expect(documento.lineas[0]?.descripcion).toBe('Copago')
  })

  it('rechazada por la DIAN se corrige con el mismo número, el mismo valor y el mismo pagador', async () => {
    const { pagador, pacienteId, servicioIds } = await asegurado()
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK24', mensaje: 'DV errado' })
    const recaudo = await c.cobrar(pacienteId, pagador.id)
    await c.deliver()
    const facturaId = recaudo.factura?.id ?? ''
    await expect(
      c.medico.facturacion.emitir({ ...c.emision(servicioIds), ...aCredito, recaudos: [recaudo.id] }),
    ).rejects.toMatchObject({ code: 'RECAUDO_NO_APLICABLE' })
    await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId })
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id: facturaId })
    expect(factura).toMatchObject({
      estado: 'validada',
      version: 2,
      numero: recaudo.factura?.numero,
      total: 2_000_000,
    })
    expect(factura.documento.lineas[0]?.mandante).toEqual({ nit: pagador.nit, dv: pagador.dv })
  })

  it('lo que se entregó en POS o talonario se registra con su número y recibo, sin factura electrónica', async () => {
    const { pagador, pacienteId } = await asegurado()
    const facturas = await c.count('facturas')
    const pos = await c.cobrar(pacienteId, pagador.id, { soporte: 'pos', numeroSoporte: 'T-55' })
    expect(pos).toMatchObject({ soporte: 'pos', numeroSoporte: 'T-55', factura: null })
    expect(pos.recibo).not.toBeNull()
    expect(await c.count('facturas')).toBe(facturas)
    await expect(c.cobrar(pacienteId, pagador.id, { soporte: 'talonario' })).rejects.toMatchObject({
      code: 'RECAUDO_INVALIDO',
      data: { campo: 'numeroSoporte' },
    })
    const devuelto = await c.medico.facturacion.recaudos.anular({
      commandId: c.ids.next(),
      recaudoId: pos.id,
      motivo: 'Se cobró dos veces',
    })
    expect(devuelto.estado).toBe('anulado')
  })

  it('el anticipo no se factura: va con recibo y se descuenta en la factura del particular', async () => {
    const { pacienteId, servicioIds } = await c.atender({ paciente: siguiente++ })
    await expect(c.cobrar(pacienteId, null, { concepto: '04' })).rejects.toMatchObject({
      code: 'RECAUDO_INVALIDO',
    })
    const anticipo = await c.cobrar(pacienteId, null, { concepto: '04', soporte: 'recibo', valor: 5_000_000 })
    const { id } = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      recaudos: [anticipo.id],
      recibo: { valor: 7_000_000, medio: '10', referencia: null },
    })
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({ estado: 'validada', operacion: 'SS-CUFE', aPagar: 7_000_000 })
    const rips = await c.medico.rips.deFactura({ facturaId: id })
    expect(rips).toMatchObject({ estado: 'cuv' })
    expect(rips?.json).toContain('"conceptoRecaudo":"05"')
  })

  it('en contingencia de la DIAN sale tipo 04 con soporte electrónico; en la propia, tipo 03 de contingencia', async () => {
    const { pagador, pacienteId } = await asegurado()
    const declarar = (causa: 'dian' | 'propia') =>
      c.medico.facturacion.contingencia.declarar({
        commandId: c.ids.next(),
        causa,
        razon: 'El servicio no responde',
        desde: c.clock.now().toISOString(),
      })
    const terminar = ({ id }: { id: string }) =>
      c.medico.facturacion.contingencia.terminar({ commandId: c.ids.next(), id })
    const dian = await declarar('dian')
    const cuatro = await c.cobrar(pacienteId, pagador.id)
    await terminar(dian)
    const propia = await declarar('propia')
    const tres = await c.cobrar(pacienteId, pagador.id)
    await terminar(propia)
    expect([cuatro.soporte, tres.soporte]).toEqual(['factura-electronica', 'factura-contingencia'])
    await c.deliver()
    for (const [recaudo, tipo] of [
      [cuatro, '04'],
      [tres, '03'],
    ] as const)
      expect(await c.medico.facturacion.obtener({ id: recaudo.factura?.id ?? '' })).toMatchObject({
        estado: 'validada',
        documento: { tipo, operacion: 'SS-Recaudo' },
      })
  })

  it('lo recaudado para el pagador es dinero recibido y no venta del día', async () => {
    const { pagador, pacienteId } = await asegurado()
    const antes = (await c.medico.jornada.hoy()).ventas
    await c.cobrar(pacienteId, pagador.id)
    const { ventas } = await c.medico.jornada.hoy()
    expect(ventas).toEqual({ ...antes, recibido: antes.recibido + 2_000_000 })
  })
})

describe('La factura al pagador recoge lo que pagaron los pacientes', () => {
  it('un pago por concepto en la factura, cada uno en su registro del RIPS, y ambos lados se nombran', async () => {
    const { pagador, pacienteId, servicioIds } = await asegurado()
    const cuota = await c.cobrar(pacienteId, pagador.id, { concepto: '03', valor: 1_500_033 })
    const disponibles = await c.medico.facturacion.recaudos.porAplicar({
      pagadorId: pagador.id,
      pacienteIds: [pacienteId],
    })
    expect(disponibles.map(({ id }) => id)).toEqual([cuota.id])
    const { id, numero } = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      ...aCredito,
      recaudos: [cuota.id],
    })
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({
      estado: 'validada',
      operacion: 'SS-CUFE',
      aPagar: 12_000_000 - 1_500_033,
      recaudos: [{ id: cuota.id, numeroSoporte: cuota.factura?.numero }],
    })
    expect(await c.medico.facturacion.obtener({ id: cuota.factura?.id ?? '' })).toMatchObject({
      recaudo: { estado: 'aplicado', aplicadoEn: { id, numero } },
    })
    const rips = await c.medico.rips.deFactura({ facturaId: id })
    expect(rips).toMatchObject({ estado: 'cuv' })
    expect(rips?.json).toContain(
      `"conceptoRecaudo":"03","valorPagoModerador":15000.33,"numFEVPagoModerador":"${cuota.factura?.numero}"`,
    )
    expect(
      await c.medico.facturacion.recaudos.porAplicar({ pagadorId: pagador.id, pacienteIds: [pacienteId] }),
    ).toEqual([])
  })

  it('no se descuenta dos veces, ni el de otro pagador, ni el de quien no tiene servicio en la factura', async () => {
    const uno = await asegurado()
    const recaudo = await c.cobrar(uno.pacienteId, uno.pagador.id)
    const otroPagador = await c.pagador({ nit: '830003564', nombre: 'Otra Prepagada S.A.' })
    const ajeno = await c.cobrar(uno.pacienteId, otroPagador.id)
    const emitir = (recaudos: string[], servicioIds = uno.servicioIds) =>
      c.medico.facturacion.emitir({ ...c.emision(servicioIds), ...aCredito, recaudos })
    await expect(emitir([ajeno.id])).rejects.toMatchObject({ code: 'RECAUDO_NO_APLICABLE' })
    await emitir([recaudo.id])
    const dos = await asegurado()
    await expect(emitir([recaudo.id], dos.servicioIds)).rejects.toMatchObject({
      code: 'RECAUDO_NO_APLICABLE',
      message: expect.stringContaining('ya está en la factura'),
    })
    const suelto = await c.cobrar(uno.pacienteId, uno.pagador.id)
    await expect(emitir([suelto.id], dos.servicioIds)).rejects.toMatchObject({
      message: expect.stringContaining('no tiene servicio en esta factura'),
    })
  })

  it('soportes de dos clases no van juntos, y se dice cuáles y qué hacer', async () => {
    const { pagador, pacienteId, servicioIds } = await asegurado()
    const electronica = await c.cobrar(pacienteId, pagador.id)
    const pos = await c.cobrar(pacienteId, pagador.id, { soporte: 'pos', numeroSoporte: 'T1' })
    await expect(
      c.medico.facturacion.previsualizar({
        servicioIds,
        ...aCredito,
        recaudos: [electronica.id, pos.id],
      }),
    ).rejects.toMatchObject({
      code: 'RECAUDOS_MEZCLADOS',
      message: expect.stringContaining('con factura electrónica y con tiquete POS'),
    })
  })

  it('anulada la factura al pagador, el pago queda libre; y anulada su factura, queda devuelto', async () => {
    const { pagador, pacienteId, servicioIds } = await asegurado()
    const recaudo = await c.cobrar(pacienteId, pagador.id)
    const { id } = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      ...aCredito,
      recaudos: [recaudo.id],
    })
    await c.deliver()
    const anular = (facturaId: string) =>
      c.medico.facturacion.notas.emitir({
        commandId: c.ids.next(),
        facturaId,
        clase: 'credito',
        concepto: '2',
        razon: 'Valor equivocado',
        valores: [],
        refacturar: true,
      })
    const suya = recaudo.factura?.id ?? ''
    await expect(anular(suya)).rejects.toMatchObject({
      code: 'NOTA_INVALIDA',
      message: expect.stringContaining('ya se le descontó al pagador'),
    })
    await anular(id)
    await c.deliver()
    const estado = async () =>
      (await c.medico.facturacion.recaudos.dePaciente({ pacienteId })).find((uno) => uno.id === recaudo.id)
        ?.estado
    expect(await estado()).toBe('por-aplicar')
    await anular(suya)
    await c.deliver()
    expect(await estado()).toBe('anulado')
    await expect(
      c.medico.facturacion.emitir({ ...c.emision(servicioIds), ...aCredito, recaudos: [recaudo.id] }),
    ).rejects.toMatchObject({ message: expect.stringContaining('se devolvió') })
  })

  it('rechazada y corregida, conserva los mismos pagos', async () => {
    const { pagador, pacienteId, servicioIds } = await asegurado()
    const recaudo = await c.cobrar(pacienteId, pagador.id, { soporte: 'talonario', numeroSoporte: 'P12' })
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK24', mensaje: 'DV errado' })
    const { id, total } = await c.medico.facturacion.emitir({
      ...c.emision(servicioIds),
      ...aCredito,
      recaudos: [recaudo.id],
    })
    await c.deliver()
    await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: id })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      version: 2,
      operacion: 'SS-SNum',
      aPagar: total - 2_000_000,
      recaudos: [{ id: recaudo.id }],
    })
  })
})
