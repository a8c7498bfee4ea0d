import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DichoDelAdquiriente } from '../../../src-main/practice/autoridades/dian/adquiriente.ts'
import type { EventoAceptado } from '../../../src-main/practice/autoridades/dian/libro.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
let pagadorId: string
let siguiente = 0

/** Friday 6 November 2026, ten in the morning in Bogotá. */
const VIERNES = '2026-11-06T15:00:00.000Z'

beforeAll(async () => {
  c = await abrirConsultorio(VIERNES)
  pagadorId = await crearPagador()
}, 60_000)

afterAll(() => c.close())

async function crearPagador(): Promise<string> {
  const admin = await c.como('administrador')
  const { id } = await admin.configuracion.guardarPagador({
    commandId: c.ids.next(),
    pagador: {
      id: null,
      tipo: 'prepagada',
      nit: '860002964',
      dv: '4',
      nombre: 'Prepagada de Prueba S.A.',
      codigo: null,
      coberturaPlan: '11',
      modalidadPago: '04',
      numeroContrato: null,
      contratoDesde: null,
      contratoHasta: null,
      direccion: 'Calle 10 # 20-30',
      municipio: '05001',
      correo: null,
      activo: true,
    },
  })
  return id
}

/** An invoice of a payer, validated. @returns its id and CUFE */
async function factura(forma: '1' | '2' = '2') {
  const { pacienteId, servicioIds } = await c.atender({ paciente: siguiente++ % 10 })
  await c.core.db
    .updateTable('pacientes')
    .set({ pagador_id: pagadorId })
    .where('id', '=', pacienteId)
    .execute()
  const { id } = await c.medico.facturacion.emitir({
    ...c.emision(servicioIds),
    pago: forma === '2' ? { forma, medio: '47', vencimiento: '2027-03-01' } : { forma, medio: '10' },
  })
  await c.deliver()
  const { cufe, estado } = await c.medico.facturacion.obtener({ id })
  expect(estado).toBe('validada')
  return { id, cufe }
}

const eventos = (facturaId: string) => c.medico.facturacion.eventos.deFactura({ facturaId })
const consultar = (facturaId: string) =>
  c.medico.facturacion.eventos.consultar({ commandId: c.ids.next(), facturaId })
const declarar = (facturaId: string) =>
  c.medico.facturacion.eventos.declararTacita({ commandId: c.ids.next(), facturaId })
const registrados = (cufe: string) =>
  c.autoridades.dian
    .eventos()
    .filter((evento) => evento.cufe === cufe)
    .map(({ codigo }) => codigo)
const hoyEn = () => c.clock.now().toISOString().slice(0, 10)
const avisos = async () =>
  (await c.medico.jornada.hoy()).necesita.filter(({ clase }) => clase === 'aceptacion')

async function responde(cufe: string, ...dichos: readonly DichoDelAdquiriente[]) {
  for (const dicho of dichos) await c.autoridades.dian.respondeAdquiriente(cufe, dicho)
}

/** An invoice whose payer received and said nothing more, on a day on which it can be declared. */
async function callada() {
  const { id, cufe } = await factura()
  await responde(cufe, { codigo: '030' }, { codigo: '032' })
  c.clock.advance(8 * 24 * 3600)
  await consultar(id)
  expect(await eventos(id)).toMatchObject({ impedimento: null, situacion: 'recibida' })
  return { id, cufe }
}

describe('Lo que el pagador respondió por una factura a crédito', () => {
  it('se le pregunta a la DIAN y queda guardado con la fecha en que se preguntó, cada vez', async () => {
    const { id, cufe } = await factura()
    expect(await eventos(id)).toMatchObject({
      aplica: true,
      pagador: 'Prepagada de Prueba S.A.',
      consultadoEn: null,
      porConsultar: true,
      situacion: 'sin-eventos',
      eventos: [],
      impedimento: { que: expect.stringMatching(/no ha registrado el recibo/) },
    })
    expect(await consultar(id)).toEqual({ respondio: true, detalle: '' })
    expect(await eventos(id)).toMatchObject({ porConsultar: false, sinEntender: false, eventos: [] })

    await responde(cufe, { codigo: '030' }, { codigo: '032' }, { codigo: '031', concepto: '04' })
    c.clock.advance(25 * 3600)
    expect(await eventos(id)).toMatchObject({ porConsultar: true, eventos: [] })
    await consultar(id)
    const [acuse, recibo, reclamo] = c.autoridades.dian.eventos().filter((uno) => uno.cufe === cufe)
    const visto = await eventos(id)
    expect(visto).toMatchObject({
      situacion: 'reclamada',
      consultadoEn: c.clock.now().toISOString(),
      eventos: [
        { codigo: '030', fecha: '2026-11-06', cude: acuse?.cude, concepto: null },
        { codigo: '032', fecha: '2026-11-06', cude: recibo?.cude, concepto: null },
        { codigo: '031', fecha: '2026-11-06', cude: reclamo?.cude, concepto: '04', oidoEl: hoyEn() },
      ],
    })
    const guardadas = await c.core.db
      .selectFrom('factura_evento_respuestas')
      .select(['codigo', 'entendida'])
      .where('factura_id', '=', id)
      .orderBy('en')
      .execute()
    expect(guardadas).toEqual([
      { codigo: '66', entendida: 1 },
      { codigo: '00', entendida: 1 },
    ])
    // Nothing is asked for by itself once the payer gave the last word.
    c.clock.advance(72 * 3600)
    expect(await eventos(id)).toMatchObject({ porConsultar: false })
  })

  it('sin internet lo dice sin rechazar nada, y se conserva lo que se sabía', async () => {
    const { id, cufe } = await factura()
    await responde(cufe, { codigo: '030' })
    await consultar(id)
    const antes = await eventos(id)
    c.http.cut()
    const { respondio, detalle } = await consultar(id)
    c.http.restore()
    expect(respondio).toBe(false)
    expect(detalle).toMatch(/Se muestra lo que se sabía/)
    expect(await eventos(id)).toEqual(antes)
  })

  it('la de contado no tiene eventos del pagador: ni se consultan ni se declaran', async () => {
    const { id } = await factura('1')
    expect(await eventos(id)).toMatchObject({ aplica: false })
    await expect(consultar(id)).rejects.toMatchObject({ code: 'TACITA_NO_PROCEDE' })
    await expect(declarar(id)).rejects.toMatchObject({ code: 'TACITA_NO_PROCEDE' })
  })
})

describe('Declarar la aceptación tácita', () => {
  it('antes del plazo dice desde cuándo, con el festivo contado; después se firma bajo juramento y la DIAN la registra', async () => {
    c.clock.set('2026-12-03T15:00:00.000Z')
    const { id, cufe } = await factura()
    // Received on Thursday 3: Friday 4, Monday 7, and Wednesday 9, because Tuesday 8 is a holiday.
    await responde(cufe, { codigo: '030' }, { codigo: '032' })
    await consultar(id)
    expect(await eventos(id)).toMatchObject({ tacitaDesde: '2026-12-10', situacion: 'recibida' })
    c.clock.set('2026-12-09T20:00:00.000Z')
    await expect(declarar(id)).rejects.toMatchObject({
      code: 'TACITA_NO_PROCEDE',
      message: expect.stringMatching(/desde el 10 dic 2026/),
      data: { datos: { desde: '2026-12-10' } },
    })
    expect(await avisos()).toEqual([])

    c.clock.set('2026-12-10T15:00:00.000Z')
    expect(await avisos()).toMatchObject([{ destino: 'facturacion', referenciaId: id }])
    // It is sworn: what DIAN said before the term ended is not enough.
    await expect(declarar(id)).rejects.toMatchObject({ message: expect.stringMatching(/última consulta/) })
    await consultar(id)
    const { juramento, impedimento } = await eventos(id)
    expect(impedimento).toBeNull()
    expect(juramento).toMatch(/bajo la gravedad de juramento.*Prepagada de Prueba S\.A\..*NIT 860002964/)
    const { numero } = await declarar(id)
    expect(numero).toMatch(/^AT\d+$/)
    await c.deliver()
    expect(registrados(cufe)).toEqual(['030', '032', '034'])
    const registrado = c.autoridades.dian.eventos().findLast((uno) => uno.cufe === cufe)
    expect(registrado?.xml).toContain(`<cbc:Note>${juramento}</cbc:Note>`)
    expect(await eventos(id)).toMatchObject({
      situacion: 'aceptada-tacita',
      declaradas: [{ numero, estado: 'registrado' }],
      impedimento: { que: expect.stringMatching(/ya se declaró/) },
    })
    expect(await avisos()).toEqual([])
    await expect(declarar(id)).rejects.toMatchObject({ code: 'TACITA_NO_PROCEDE' })
  })

  it.each([
    ['un reclamo', { codigo: '031', concepto: '01' }, /reclamó/],
    ['una aceptación expresa', { codigo: '033' }, /aceptó la factura expresamente/],
  ] as const)('%s del pagador la impide, y deja de avisarse', async (_, dicho, motivo) => {
    const { id, cufe } = await callada()
    expect((await avisos()).length).toBe(1)
    await responde(cufe, dicho)
    await consultar(id)
    await expect(declarar(id)).rejects.toMatchObject({ message: expect.stringMatching(motivo) })
    expect(await avisos()).toEqual([])
    expect(registrados(cufe)).not.toContain('034')
  })

  it('sin internet espera en la bandeja, y si espera más de lo permitido sale con fecha de hoy y su mismo número', async () => {
    const { id, cufe } = await callada()
    c.http.cut()
    const { numero } = await declarar(id)
    await c.deliver()
    expect(await eventos(id)).toMatchObject({ declaradas: [{ numero, estado: 'firmado' }] })
    c.clock.advance(7 * 24 * 3600)
    c.http.restore()
    for (let vez = 0; vez < 4; vez += 1) {
      await c.deliver()
      c.clock.advance(180)
    }
    const registrado = c.autoridades.dian.eventos().findLast((uno) => uno.cufe === cufe)
    expect(registrado).toMatchObject({ codigo: '034', numero })
    expect(registrado?.xml).toContain(`<cbc:IssueDate>${hoyEn()}</cbc:IssueDate>`)
    expect((await eventos(id)).declaradas).toMatchObject([{ numero, estado: 'registrado' }])
    const filas = await c.core.db
      .selectFrom('factura_eventos')
      .select(['estado', 'reemplaza_id'])
      .where('factura_id', '=', id)
      .orderBy('creado_en')
      .execute()
    expect(filas.map(({ estado }) => estado)).toEqual(['reemplazado', 'registrado'])
    expect(filas[1]?.reemplaza_id).not.toBeNull()
  })

  it('si la respuesta se pierde se pregunta antes de reenviar, y no se registra dos veces', async () => {
    const { id, cufe } = await callada()
    c.autoridades.dian.faults.next('corte-despues', 1, { operacion: 'SendEventUpdateStatus' })
    await declarar(id)
    await c.deliver()
    expect((await eventos(id)).declaradas).toMatchObject([{ estado: 'desconocido' }])
    for (let media = 0; media < 4; media += 1) {
      c.clock.advance(1800)
      await c.deliver()
    }
    expect(registrados(cufe)).toEqual(['030', '032', '034'])
    expect((await eventos(id)).declaradas).toMatchObject([{ estado: 'registrado' }])
  })

  it('la que la DIAN rechaza se muestra con su razón, vuelve a avisarse y se hace de nuevo con otro número', async () => {
    const { id, cufe } = await callada()
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'AAH03', mensaje: 'De prueba' }, 1, {
      operacion: 'SendEventUpdateStatus',
    })
    const primera = await declarar(id)
    expect(await avisos()).toEqual([])
    await c.deliver()
    expect(await eventos(id)).toMatchObject({
      impedimento: null,
      declaradas: [{ numero: primera.numero, estado: 'rechazado', hallazgos: [{ regla: 'AAH03' }] }],
    })
    expect((await avisos()).length).toBe(1)
    const segunda = await declarar(id)
    expect(segunda.numero).not.toBe(primera.numero)
    await c.deliver()
    expect(registrados(cufe)).toEqual(['030', '032', '034'])
    expect((await eventos(id)).declaradas.map(({ estado }) => estado)).toEqual(['rechazado', 'registrado'])
  })

  it('el reclamo que la DIAN tenía y aquí no se había oído la rechaza con sus palabras', async () => {
    const { id, cufe } = await callada()
    await responde(cufe, { codigo: '031', concepto: '02' })
    await declarar(id)
    await c.deliver()
    expect(registrados(cufe)).toEqual(['030', '032', '031'])
    const [rechazada] = (await eventos(id)).declaradas
    expect(rechazada).toMatchObject({ estado: 'rechazado' })
    expect(JSON.stringify(rechazada?.hallazgos)).toMatch(/ya se registró el 031/)
    expect((await consultar(id)).respondio).toBe(true)
    expect(await eventos(id)).toMatchObject({ situacion: 'reclamada' })
  })

  it('una respuesta que calla lo que la DIAN ya había dicho no se entiende, y sobre ella no se jura', async () => {
    const { id, cufe } = await factura()
    await responde(cufe, { codigo: '030' }, { codigo: '032' })
    await consultar(id)
    c.clock.advance(8 * 24 * 3600)
    // The list of practice is live: DIAN forgets the receipt for one question.
    const libro = c.autoridades.dian.eventos() as EventoAceptado[]
    const olvidado = libro.splice(
      libro.findIndex((uno) => uno.cufe === cufe && uno.codigo === '032'),
      1,
    )
    await consultar(id)
    libro.push(...olvidado)
    expect(await eventos(id)).toMatchObject({ sinEntender: true, situacion: 'recibida' })
    await expect(declarar(id)).rejects.toMatchObject({ message: expect.stringMatching(/última consulta/) })
    await consultar(id)
    expect(await eventos(id)).toMatchObject({ sinEntender: false, impedimento: null })
    await declarar(id)
    await c.deliver()
    expect(registrados(cufe)).toContain('034')
  })

  it('la factura anulada con nota crédito ya no se declara', async () => {
    const { id } = await callada()
    await c.medico.facturacion.notas.emitir({
      commandId: c.ids.next(),
      facturaId: id,
      clase: 'credito',
      concepto: '2',
      razon: 'Se facturó a quien no era',
      valores: [],
      refacturar: false,
    })
    await c.deliver()
    expect(await avisos()).toEqual([])
    await expect(declarar(id)).rejects.toMatchObject({ code: 'TACITA_NO_PROCEDE' })
  })

  it('quien no factura no lo ve ni lo declara', async () => {
    const { id } = await callada()
    await c.core.db
      .updateTable('usuarios')
      .set({ rol: 'auditor' })
      .where('usuario', '=', 'recepcion')
      .execute()
    try {
      const auditor = await c.como('recepcion')
      await expect(auditor.facturacion.eventos.deFactura({ facturaId: id })).rejects.toMatchObject({
        code: 'SIN_PERMISO',
      })
      await expect(
        auditor.facturacion.eventos.declararTacita({ commandId: c.ids.next(), facturaId: id }),
      ).rejects.toMatchObject({ code: 'SIN_PERMISO' })
    } finally {
      await c.core.db
        .updateTable('usuarios')
        .set({ rol: 'recepcion' })
        .where('usuario', '=', 'recepcion')
        .execute()
    }
  })
})

describe('Para practicar', () => {
  it('el pagador de práctica recibe por su cuenta la factura a crédito y después calla', async () => {
    await c.close()
    c = await abrirConsultorio(VIERNES, { pagadorContesta: true })
    pagadorId = await crearPagador()
    const { id } = await factura()
    await consultar(id)
    await consultar(id)
    expect(await eventos(id)).toMatchObject({
      situacion: 'recibida',
      // Friday 6: Monday 9, Tuesday 10 and Wednesday 11.
      tacitaDesde: '2026-11-12',
      eventos: [{ codigo: '030' }, { codigo: '032', fecha: '2026-11-06' }],
    })
  }, 60_000)
})
