import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abrirConsultorio, type Consultorio, servicio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

type PagadorDe = Awaited<ReturnType<Consultorio['pagador']>>

/** Consultations of several patients of a payer, in the order of the demo. */
async function atendidos(
  pagador: PagadorDe,
  pacientes: readonly number[],
  polizas: readonly (string | null)[] = [],
) {
  const lista = []
  for (const [orden, paciente] of pacientes.entries()) {
    const { pacienteId, servicioIds } = await c.atender({ paciente, servicios: [servicio(0), servicio(2)] })
    await c.asegurar(pacienteId, pagador, { poliza: polizas[orden] ?? null })
    lista.push({ pacienteId, servicioIds })
  }
  return lista
}

const cuenta = (servicioIds: readonly string[], recaudos: readonly string[] = []) => ({
  ...c.emision(servicioIds),
  pago: { forma: '2' as const, medio: '47', vencimiento: '2026-12-21' },
  recaudos: [...recaudos],
  periodo: { inicio: '2026-11-01', fin: '2026-11-30' },
})

describe('Cuenta al pagador', () => {
  it('una factura de tres pacientes, con el copago de uno, queda validada y con CUV', async () => {
    const pagador = await c.pagador({
      nit: '800251440',
      nombre: 'EPS de la cuenta S.A.',
      numeroContrato: 'C'.repeat(64),
    })
    const [ana, jorge, maria] = await atendidos(pagador, [0, 1, 2])
    if (!ana || !jorge || !maria) throw new Error('three patients')
    const copago = await c.cobrar(jorge.pacienteId, pagador.id, { concepto: '03' })
    const { lineas, recaudos } = await c.medico.facturacion.cuenta.servicios({
      pagadorId: pagador.id,
      desde: '2026-11-01',
      hasta: '2026-11-30',
    })
    expect(new Set(lineas.map(({ pacienteId }) => pacienteId)).size).toBe(3)
    expect(lineas.every(({ faltas }) => faltas.length === 0)).toBe(true)
    expect(recaudos.map(({ id }) => id)).toEqual([copago.id])
    const { id } = await c.medico.facturacion.emitir(
      cuenta(
        lineas.map((linea) => linea.id),
        [copago.id],
      ),
    )
    await c.deliver()
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({
      estado: 'validada',
      operacion: 'SS-CUFE',
      pacienteId: null,
      total: 3 * 18_500_000,
      aPagar: 3 * 18_500_000 - 2_000_000,
      documento: { periodo: { inicio: '2026-11-01', fin: '2026-11-30' } },
    })
    expect(factura.pacientes).toHaveLength(3)
    const rips = await c.medico.rips.deFactura({ facturaId: id })
    expect(rips).toMatchObject({ estado: 'cuv' })
    const { usuarios } = JSON.parse(rips?.json ?? '')
    expect(usuarios).toHaveLength(3)
    for (const { pacienteId } of [ana, jorge, maria]) {
      const { facturas, total } = await c.medico.facturacion.listar({ pacienteId })
      expect(facturas.some((una) => una.id === id)).toBe(true)
      expect(total).toBe(facturas.length)
    }
    expect((await c.medico.facturacion.listar({ pacienteId: 'otro' })).facturas).toEqual([])
    const { base64 } = await c.medico.facturacion.pdf({ id })
    expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    expect(
      await c.core.db.selectFrom('facturas_saldo').where('factura_id', '=', id).selectAll().execute(),
    ).toEqual([])
  })

  it('rechazada por la DIAN se corrige entera: mismos pacientes, servicios, pagos y periodo', async () => {
    const pagador = await c.pagador({
      nit: '830113831',
      nombre: 'EPS que se corrige S.A.',
      numeroContrato: 'D'.repeat(64),
    })
    const lista = await atendidos(pagador, [3, 4])
    const pago = await c.cobrar(lista[0]?.pacienteId ?? '', pagador.id, {
      soporte: 'pos',
      numeroSoporte: 'T9',
    })
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK24', mensaje: 'DV errado' })
    const { id } = await c.medico.facturacion.emitir(
      cuenta(
        lista.flatMap(({ servicioIds }) => servicioIds),
        [pago.id],
      ),
    )
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'rechazada' })
    await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: id })
    await c.deliver()
    const corregida = await c.medico.facturacion.obtener({ id })
    expect(corregida).toMatchObject({
      estado: 'validada',
      version: 2,
      operacion: 'SS-POS',
      recaudos: [{ id: pago.id }],
      documento: { periodo: { inicio: '2026-11-01', fin: '2026-11-30' } },
    })
    expect(corregida.pacientes).toHaveLength(2)
    expect(await c.medico.rips.deFactura({ facturaId: id })).toMatchObject({ estado: 'cuv' })
  })

  it('lo que el ministerio objeta de uno de los pacientes dice de quién es', async () => {
    const pagador = await c.pagador({
      nit: '805001157',
      nombre: 'EPS objetada S.A.',
      numeroContrato: 'E'.repeat(64),
    })
    const lista = await atendidos(pagador, [5, 6])
    const segundo = lista[1]?.pacienteId ?? ''
    await c.core.db.updateTable('pacientes').set({ zona: null }).where('id', '=', segundo).execute()
    const { lineas } = await c.medico.facturacion.cuenta.servicios({
      pagadorId: pagador.id,
      desde: '2026-11-01',
      hasta: '2026-11-30',
    })
    const conFaltas = lineas.filter(({ faltas }) => faltas.length > 0)
    expect(new Set(conFaltas.map(({ pacienteId }) => pacienteId))).toEqual(new Set([segundo]))
    const { hallazgosRips } = await c.medico.facturacion.previsualizar(
      (({ commandId: _, recibo: __, ...peticion }) => peticion)(cuenta(lineas.map(({ id }) => id))),
    )
    const nombre = conFaltas[0]?.paciente ?? '—'
    expect(hallazgosRips.some(({ mensaje }) => mensaje.startsWith(`${nombre}: `))).toBe(true)
  })

  it('pacientes con pólizas distintas no van en la misma factura, y se dice cuáles son', async () => {
    const pagador = await c.pagador({ nit: '860524654', nombre: 'Seguros SOAT S.A.', coberturaPlan: '04' })
    const lista = await atendidos(pagador, [7, 8], ['AT-1', 'AT-2'])
    for (const { pacienteId } of lista)
      await c.asegurar(pacienteId, pagador, {
        poliza: pacienteId === lista[0]?.pacienteId ? 'AT-1' : 'AT-2',
        tipoUsuario: '10',
      })
    await expect(
      c.medico.facturacion.emitir(cuenta(lista.flatMap(({ servicioIds }) => servicioIds))),
    ).rejects.toMatchObject({
      code: 'POLIZAS_DISTINTAS',
      message: expect.stringMatching(/AT-1.*AT-2/),
    })
    const { id } = await c.medico.facturacion.emitir(cuenta(lista[0]?.servicioIds ?? []))
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      documento: { salud: { numeroPoliza: 'AT-1' } },
    })
  })

  it('un servicio por fuera del periodo facturado no entra', async () => {
    const pagador = await c.pagador({ nit: '890903790', nombre: 'EPS del periodo S.A.' })
    const [uno] = await atendidos(pagador, [9])
    await expect(
      c.medico.facturacion.emitir({
        ...cuenta(uno?.servicioIds ?? []),
        periodo: { inicio: '2026-10-01', fin: '2026-10-31' },
      }),
    ).rejects.toMatchObject({ code: 'FACTURA_NO_EMITIBLE', data: { campo: 'periodo' } })
  })

  it('los servicios de pacientes de pagadores distintos no van juntos', async () => {
    const uno = await c.pagador({ nit: '890903790' })
    const otro = await c.pagador({ nit: '900156264', nombre: 'Otra EPS S.A.' })
    const [a] = await atendidos(uno, [0])
    const [b] = await atendidos(otro, [1])
    await expect(
      c.medico.facturacion.emitir(cuenta([...(a?.servicioIds ?? []), ...(b?.servicioIds ?? [])])),
    ).rejects.toMatchObject({ message: expect.stringContaining('distintos pagadores') })
  })

  it('A-03 lo que pide cada pagador se exige antes de tomar número, dice de quién falta, y lo escrito va al RIPS', async () => {
    const pagador = await c.pagador({
      nit: '901543761',
      nombre: 'EPS exigente S.A.',
      coberturaPlan: '02',
      numeroContrato: 'F'.repeat(64),
      contratoDesde: '2026-01-01',
      contratoHasta: '2026-10-31',
      requisitos: { autorizacion: true, mipres: true, poliza: false, contrato: true },
    })
    const [uno] = await atendidos(pagador, [2])
    const servicioIds = uno?.servicioIds ?? []
    const antes = await c.siguiente()
    await expect(c.medico.facturacion.emitir(cuenta(servicioIds))).rejects.toMatchObject({
      code: 'FALTAN_DATOS_PAGADOR',
      message: expect.stringMatching(/^Jorge.*sin número de autorización/),
      data: { campo: 'autorizacion' },
    })
    expect(await c.siguiente()).toBe(antes)
    const listar = () =>
      c.medico.facturacion.cuenta.servicios({
        pagadorId: pagador.id,
        desde: '2026-11-01',
        hasta: '2026-11-30',
      })
    const campos = (await listar()).lineas.flatMap(({ faltas }) => faltas.map(({ campo }) => campo))
    expect(new Set(campos)).toEqual(new Set(['autorizacion', 'mipres', 'contrato']))
    for (const servicioId of servicioIds)
      await c.medico.facturacion.cuenta.anotarSoporte({
        commandId: c.ids.next(),
        servicioId,
        datos: { autorizacion: 'AUT-77', mipres: '2'.repeat(20), entrega: 'E-9', poliza: null },
      })
    expect((await listar()).lineas.flatMap(({ faltas }) => faltas.filter(({ impide }) => impide))).toEqual([])
    const { id } = await c.medico.facturacion.emitir(cuenta(servicioIds))
    const rips = await c.medico.rips.deFactura({ facturaId: id })
    expect(rips?.json).toContain('"numAutorizacion":"AUT-77"')
    expect(rips?.json).toContain(`"idMIPRES":"${'2'.repeat(20)}"`)
    await expect(
      c.medico.facturacion.cuenta.anotarSoporte({
        commandId: c.ids.next(),
        servicioId: servicioIds[0] ?? '',
        datos: { autorizacion: 'OTRA', mipres: null, entrega: null, poliza: null },
      }),
    ).rejects.toMatchObject({ code: 'SERVICIO_YA_FACTURADO' })
  })
})
