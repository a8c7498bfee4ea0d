import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROFESIONAL } from '../../../src-main/practice/demo-facts.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

/** While the professional has no document, no package can be made (C16). */
async function sinDocumentoDelProfesional<T>(work: () => Promise<T>): Promise<T> {
  const write = (numero: string) =>
    c.core.db.updateTable('profesionales').set({ numero_documento: numero }).execute()
  await write('')
  try {
    return await work()
  } finally {
    await write(PROFESIONAL.numeroDocumento)
  }
}

async function emitir(paciente: number) {
  const { servicioIds } = await c.atender({ paciente })
  const factura = await c.medico.facturacion.emitir(c.emision(servicioIds))
  await c.deliver()
  return factura
}

const regenerar = (facturaId: string) => c.medico.rips.regenerar({ commandId: c.ids.next(), facturaId })

describe('RIPS de una factura', () => {
  it('sale de la nota sin escribir nada y vuelve con CUV', async () => {
    const factura = await emitir(0)
    const rips = await c.medico.rips.deFactura({ facturaId: factura.id })
    expect(rips).toMatchObject({ estado: 'cuv', numero: factura.numero, hallazgos: [] })
    expect(rips?.cuv).toMatch(/^[0-9a-f]{96}$/)
    const sent = JSON.parse(rips?.json ?? '')
    expect(sent).toMatchObject({
      numFactura: factura.numero,
      usuarios: [{ servicios: { consultas: [{ codConsulta: '890201', codDiagnosticoPrincipal: 'G442' }] } }],
    })
    await expect(regenerar(factura.id)).rejects.toMatchObject({ code: 'RIPS_CON_CUV' })
  })

  it('con observaciones que el ministerio rechazaría no se envía y dice regla y remedio', async () => {
    const factura = await sinDocumentoDelProfesional(() => emitir(1))
    const rips = await c.medico.rips.deFactura({ facturaId: factura.id })
    expect(rips).toMatchObject({ estado: 'observaciones', cuv: null })
    expect(rips?.hallazgos.find(({ clase }) => clase === 'RECHAZO')).toMatchObject({
      regla: expect.stringMatching(/^R/),
      mensaje: expect.stringMatching(/\S/),
      remedio: expect.stringMatching(/\S/),
    })
    const bandeja = await c.medico.sincronizacion.listar({ cuales: 'todos' })
    expect(bandeja.filter(({ descripcion }) => descripcion.includes(factura.numero))).toHaveLength(1)
    const conObservaciones = await c.medico.rips.listar({ estado: 'observaciones' })
    expect(conObservaciones.paquetes.map(({ numero }) => numero)).toEqual([factura.numero])
    const { servicioIds } = await c.atender({ paciente: 2 })
    const previa = await sinDocumentoDelProfesional(() =>
      c.medico.facturacion.previsualizar({ servicioIds, pago: { forma: '1', medio: '10' }, recaudos: [] }),
    )
    expect(previa.hallazgosRips.some(({ clase }) => clase === 'RECHAZO')).toBe(true)
  })

  it('rechazado por el MUV se genera de nuevo con los datos de hoy y deja la versión anterior', async () => {
    c.autoridades.muv.faults.next({ tipo: 'rechazo', regla: 'RVC019', mensaje: 'CUPS y diagnóstico' }, 1, {
      operacion: 'CargarFevRips',
    })
    const factura = await emitir(3)
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({
      estado: 'rechazado',
      hallazgosMuv: [{ regla: 'RVC019', clase: 'RECHAZO' }],
    })
    const nuevo = await regenerar(factura.id)
    expect(nuevo).toMatchObject({ estado: 'listo', numero: factura.numero })
    await c.deliver()
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({ estado: 'cuv' })
    const versiones = await c.core.db
      .selectFrom('paquetes_rips')
      .select(['version', 'estado'])
      .where('factura_id', '=', factura.id)
      .orderBy('version')
      .execute()
    expect(versiones).toEqual([
      { version: 1, estado: 'reemplazado' },
      { version: 2, estado: 'cuv' },
    ])
  })

  it('si el corregido no se puede enviar, el anterior sale de la bandeja y la factura no se queda atrás', async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK61', mensaje: 'x' }, 1, {
      operacion: 'SendBillSync',
    })
    const factura = await emitir(4)
    await sinDocumentoDelProfesional(async () => {
      await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: factura.id })
      await c.deliver()
    })
    expect(await c.medico.facturacion.obtener({ id: factura.id })).toMatchObject({ estado: 'validada' })
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({
      estado: 'observaciones',
    })
    await regenerar(factura.id)
    await c.deliver()
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({ estado: 'cuv' })
  })

  it('mientras no se sabe si llegó no se genera otro', async () => {
    c.autoridades.muv.faults.next({ tipo: 'corte-despues', bytes: 0 }, 1, { operacion: 'CargarFevRips' })
    const factura = await emitir(5)
    await expect(regenerar(factura.id)).rejects.toMatchObject({ code: 'RIPS_EN_ENVIO' })
    c.clock.advance(3600)
    await c.deliver()
    await c.deliver()
    expect(await c.medico.rips.deFactura({ facturaId: factura.id })).toMatchObject({ estado: 'cuv' })
  })
})

describe('Quién lee el contenido de un RIPS', () => {
  const entrar = async (rol: 'facturacion') => {
    const admin = await c.como('administrador')
    const usuario = `rol-${rol}`
    await admin.seguridad.crearUsuario({
      commandId: c.ids.next(),
      usuario,
      nombre: 'Persona de prueba',
      rol,
      clave: '8462',
      profesionalId: null,
    })
    const { token } = await c.clientFor(undefined).seguridad.iniciarSesion({ usuario, clave: '8462' })
    return c.clientFor(token)
  }

  it('el médico y facturación lo leen; recepción y el administrador ven estado, CUV y cuántas observaciones', async () => {
    const factura = await emitir(0)
    const facturaId = factura.id
    const facturacion = await entrar('facturacion')
    for (const quien of [c.medico, facturacion]) {
      const rips = await quien.rips.deFactura({ facturaId })
      expect(rips?.json).toContain('codDiagnosticoPrincipal')
      expect(rips?.respuesta).toMatch(/\S/)
    }
    const completo = await c.medico.rips.deFactura({ facturaId })
    for (const rol of ['recepcion', 'administrador'] as const) {
      const quien = await c.como(rol)
      const rips = await quien.rips.deFactura({ facturaId })
      expect(rips).toEqual({ ...completo, hallazgos: [], hallazgosMuv: [], json: '', respuesta: null })
      expect(JSON.stringify(rips)).not.toMatch(/G442|codDiagnostico/)
      await expect(quien.rips.regenerar({ commandId: c.ids.next(), facturaId })).rejects.toMatchObject({
        code: 'SIN_PERMISO',
      })
    }
  })

  it('antes de emitir, a quien no lee la historia solo se le dice la regla y quién la atiende', async () => {
    const { servicioIds } = await c.atender({ paciente: 1 })
    const { commandId: _commandId, recibo: _recibo, ...peticion } = c.emision(servicioIds)
    await sinDocumentoDelProfesional(async () => {
      const medico = await c.medico.facturacion.previsualizar(peticion)
      const recepcion = await (await c.como('recepcion')).facturacion.previsualizar(peticion)
      expect(recepcion.hallazgosRips.length).toBeGreaterThan(0)
      expect(new Set(recepcion.hallazgosRips.map(({ regla }) => regla))).toEqual(
        new Set(medico.hallazgosRips.map(({ regla }) => regla)),
      )
      for (const { mensaje, ruta } of recepcion.hallazgosRips)
        expect({ mensaje, ruta }).toEqual({
          mensaje: 'Falta un dato clínico: lo completa el profesional.',
          ruta: '',
        })
    })
  })

  it('lo que respondió el ministerio a un RIPS no llega a recepción por la bandeja; lo de la DIAN sí', async () => {
    const hallazgo = {
      regla: 'RVC017',
      severidad: 'rechazo',
      ruta: '',
      mensaje: 'El diagnóstico G442 no corresponde.',
      remedio: 'Corrija.',
    }
    await emitir(2)
    const recepcion = await c.como('recepcion')
    for (const [clase, esperados] of [
      ['muv.rips', []],
      ['dian.factura', [hallazgo]],
    ] as const) {
      const envio = (await c.medico.sincronizacion.listar({ cuales: 'todos' })).find((e) => e.clase === clase)
      const id = envio?.id ?? ''
      await c.core.db
        .insertInto('outbox_events')
        .values({
          id: c.ids.next(),
          item_id: id,
          at: c.clock.now().toISOString(),
          attempt: 1,
          state: 'rechazado',
          detail: 'Rechazado',
          findings: JSON.stringify([hallazgo]),
          answer: null,
        })
        .execute()
      expect((await c.medico.sincronizacion.historial({ id })).at(-1)?.hallazgos).toEqual([hallazgo])
      expect((await recepcion.sincronizacion.historial({ id })).at(-1)?.hallazgos).toEqual(esperados)
    }
  })
})
