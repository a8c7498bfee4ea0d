import { afterEach, describe, expect, it } from 'vitest'
import { openAttachedDocument } from '../../../src-main/integrations/dian/attached-document.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

const HORA = 3600

let c: Consultorio

afterEach(() => c.close())

const declarar = (causa: 'dian' | 'propia', cambios: { desde?: string } = {}) =>
  c.medico.facturacion.contingencia.declarar({
    commandId: c.ids.next(),
    causa,
    razon: 'El servicio responde con error desde temprano',
    desde: c.clock.now().toISOString(),
    ...cambios,
  })

const terminar = (id: string) => c.medico.facturacion.contingencia.terminar({ commandId: c.ids.next(), id })

async function emitir(paciente: number) {
  const { servicioIds } = await c.atender({ paciente })
  return c.medico.facturacion.emitir(c.emision(servicioIds))
}

async function pass(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += HORA / 2) {
    c.clock.advance(HORA / 2)
    await c.deliver()
  }
}

const documento = async (id: string) => (await c.medico.facturacion.obtener({ id })).documento

describe('El servicio de la DIAN no responde', () => {
  it('la factura sale tipo 04 con la numeración de siempre, se entrega sin validar y se transmite al volver', async () => {
    c = await abrirConsultorio()
    const { id: contingencia } = await declarar('dian')
    c.http.cut()
    const { id, numero, estado } = await emitir(0)
    expect(estado).toBe('contingencia')
    expect(numero).toMatch(/^SETP/)
    expect(await documento(id)).toMatchObject({ tipo: '04' })

    const { base64 } = await c.medico.facturacion.xml({ id, cual: 'attached-document' })
    const contenedor = openAttachedDocument(Buffer.from(base64, 'base64'))
    expect(contenedor.ok && contenedor.value.applicationResponse).toBeUndefined()
    expect(contenedor.ok && Buffer.from(contenedor.value.facturaXml).toString('utf8')).toContain(numero)
    await expect(c.medico.facturacion.xml({ id, cual: 'application-response' })).rejects.toMatchObject({
      code: 'NO_ENCONTRADO',
    })

    // Eight days without the service: it is never dated anew.
    await pass(8 * 24 * HORA)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'contingencia', version: 1 })
    c.http.restore()
    await pass(HORA)
    const validada = await c.medico.facturacion.obtener({ id })
    expect(validada).toMatchObject({ estado: 'validada', version: 1 })
    expect(validada.documento.emision.fecha).toBe('2026-11-21')
    expect(c.autoridades.dian.documentos().map((uno) => uno.numero)).toEqual([numero])

    const { abierta } = await c.medico.facturacion.contingencia.estado()
    expect(abierta).toMatchObject({ id: contingencia, facturas: 1, porTransmitir: 0 })
    expect(abierta?.recuperadaEn).not.toBeNull()
    expect((await c.medico.jornada.hoy()).necesita.map(({ texto }) => texto)).toContain(
      'La DIAN ya responde: termine la contingencia',
    )
    await terminar(contingencia)
    expect(await documento((await emitir(1)).id)).toMatchObject({ tipo: '01' })
  }, 60_000)

  it('lo que la DIAN rechaza se corrige con el mismo número y sigue siendo tipo 04', async () => {
    c = await abrirConsultorio()
    await declarar('dian')
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAJ09', mensaje: 'Municipio errado' })
    const { id, numero } = await emitir(0)
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'rechazada' })
    const corregida = await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: id })
    expect(corregida).toMatchObject({ numero, estado: 'contingencia' })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada', version: 2 })
    expect(await documento(id)).toMatchObject({ tipo: '04' })
  })
})

describe('Falla del consultorio', () => {
  it('toma el número del talonario, no gasta la numeración de siempre, y se transcribe como tipo 03', async () => {
    c = await abrirConsultorio()
    const siguiente = await c.siguiente()
    const { id: contingencia } = await declarar('propia')
    c.http.cut()
    const { id, numero, estado } = await emitir(0)
    expect({ numero, estado }).toEqual({ numero: 'CONT1', estado: 'contingencia' })
    expect(await c.siguiente()).toBe(siguiente)
    expect(await documento(id)).toMatchObject({
      tipo: '03',
      facturaPapel: { numero: 'CONT1', fecha: '2026-11-21' },
    })
    await pass(30 * HORA)
    await terminar(contingencia)
    const { recientes } = await c.medico.facturacion.contingencia.estado()
    expect(recientes[0]).toMatchObject({ porTransmitir: 1, vence: '2026-11-24T21:00:00.000Z' })
    expect((await c.medico.jornada.hoy()).necesita.map(({ texto }) => texto)).toContain(
      'Una factura de contingencia está por transmitir antes del 24 nov 2026, 16:00',
    )
    c.http.restore()
    await pass(HORA)
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'validada' })
    expect(c.autoridades.dian.documentos()).toMatchObject([{ numero: 'CONT1', fecha: '2026-11-21' }])
    expect((await c.medico.facturacion.contingencia.estado()).recientes[0]).toMatchObject({
      porTransmitir: 0,
    })

    // And it can be annulled as any other.
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
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'anulada' })
  }, 60_000)

  it('sin numeración de papel no se declara, y se dice qué hacer', async () => {
    c = await abrirConsultorio()
    const admin = await c.como('administrador')
    const papel = (await admin.configuracion.resoluciones()).find(({ tipo }) => tipo === 'contingencia')
    if (!papel) throw new Error('practice has no paper range')
    await admin.configuracion.guardarResolucion({
      commandId: c.ids.next(),
      resolucion: { ...papel, claveTecnica: '', activa: false },
    })
    await expect(declarar('propia')).rejects.toMatchObject({ code: 'CONFIGURACION_INCOMPLETA' })
    expect(await c.medico.facturacion.contingencia.estado()).toMatchObject({ abierta: null, hayPapel: false })
  })
})

describe('Declarar y terminar', () => {
  it('una a la vez, con hora verosímil, y nunca por su cuenta', async () => {
    c = await abrirConsultorio()
    c.http.cut()
    expect(await documento((await emitir(0)).id)).toMatchObject({ tipo: '01' })
    await expect(declarar('dian', { desde: '2026-11-21T15:00:01.000Z' })).rejects.toMatchObject({
      code: 'CONTINGENCIA_INVALIDA',
    })
    await expect(declarar('dian', { desde: '2026-11-01T15:00:00.000Z' })).rejects.toMatchObject({
      code: 'CONTINGENCIA_INVALIDA',
    })
    const { id } = await declarar('dian')
    await expect(declarar('propia')).rejects.toMatchObject({ code: 'CONTINGENCIA_ABIERTA' })
    await terminar(id)
    await expect(terminar(id)).rejects.toMatchObject({ code: 'CONTINGENCIA_ABIERTA' })
    await expect(c.core.db.updateTable('contingencias').set({ causa: 'propia' }).execute()).rejects.toThrow(
      'APPEND_ONLY',
    )
  })

  it('la carta lleva los hechos, las facturas y los intentos que fallaron', async () => {
    c = await abrirConsultorio()
    c.autoridades.dian.faults.next({ tipo: '503' })
    const { id } = await declarar('dian')
    await emitir(0)
    await c.deliver()
    const { base64, nombre } = await c.medico.facturacion.contingencia.carta({ id })
    expect(nombre).toBe('contingencia-2026-11-21.pdf')
    expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
  })
})
