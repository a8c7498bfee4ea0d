import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIds } from '../../../src-main/core/ids/ids.ts'
import { silentLogger } from '../../../src-main/core/logging/logger.ts'
import { createCore } from '../../../src-main/create-core.ts'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import type { RegistroDian } from '../../../src-main/practice/autoridades/dian/registro.ts'
import { type CoreClient, seedPractice } from '../../../src-main/practice/demo-data.ts'
import { PIN, PRESTADOR } from '../../../src-main/practice/demo-facts.ts'
import { RANGO_PRACTICA } from '../../../src-main/practice/registro.ts'
import type { AvanceHabilitacion } from '../../../src-shared/domains/facturacion/habilitacion.ts'
import { testClock, testPorts } from '../../fixtures/core.ts'

const REGISTRO = { softwareId: '56f2ae4e-9812-4fad-9255-08fcfcd5ccb0', pin: '20191' }
const TEST_SET = '11111111-2222-4333-8444-555555555555'

const clock = testClock()
let carpeta: string
let registro: RegistroDian
let dian: DianPractica
let ports: ReturnType<typeof testPorts>
let core: Awaited<ReturnType<typeof createCore>>
let medico: CoreClient

const clientFor = (token: string | undefined): CoreClient =>
  createRouterClient(core.router, { context: () => core.contextFor({ token, origen: 'ventana' }) })

/** Opens the same file again, as after the program was closed or died. */
async function abrir(): Promise<void> {
  core = await createCore(ports)
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  medico = clientFor(token)
}

async function reabrir(): Promise<void> {
  await core.close()
  await abrir()
}

beforeEach(async () => {
  clock.set('2026-11-21T15:00:00.000Z')
  carpeta = mkdtempSync(join(tmpdir(), 'habilitacion-'))
  const ids = createIds(clock)
  registro = { nit: PRESTADOR.nit, ...REGISTRO, rangos: [RANGO_PRACTICA], testSetId: TEST_SET }
  dian = await startDianPractica({
    clock,
    ids,
    journalPath: join(carpeta, 'dian.jsonl'),
    registro: () => registro,
    demoraLoteMs: 2_000,
  })
  ports = testPorts({ clock, ids, logger: silentLogger, autoridades: { dian: dian.url, muv: dian.url } })
  core = await createCore(ports)
  await seedPractice(clientFor, { clock, ids, registro: REGISTRO, url: dian.url, muvUrl: dian.url })
  const { token } = await clientFor(undefined).seguridad.iniciarSesion({ usuario: 'medico', clave: PIN })
  medico = clientFor(token)
})
afterEach(async () => {
  await core.close()
  await dian.close()
  rmSync(carpeta, { recursive: true })
  rmSync(ports.dataDir, { recursive: true, force: true })
})

const id = () => ports.ids.next()
async function ponerTestSet(testSetId = TEST_SET): Promise<void> {
  const software = await medico.configuracion.software()
  if (!software) throw new Error('the practice has no software')
  await medico.configuracion.guardarSoftware({
    commandId: id(),
    software: { ...software, testSetId, pin: null },
  })
}
async function empezar(factura: number): Promise<void> {
  await ponerTestSet()
  const pedidos = { factura, 'nota-credito': 0, 'nota-debito': 0 }
  await medico.habilitacion.iniciar({ commandId: id(), pedidos })
}
const avanzar = () => medico.habilitacion.avanzar({ commandId: id() })

/** As the screen does: on while there is more, waiting when DIAN takes its time. */
async function hastaParar(): Promise<AvanceHabilitacion> {
  for (let vuelta = 0; vuelta < 100; vuelta += 1) {
    const avance = await avanzar()
    if (avance.sigue === 'detenido' || avance.sigue === 'fin') return avance
    if (avance.sigue === 'espera') clock.advance(3)
  }
  throw new Error('the set does not end')
}
const estados = ({ set }: AvanceHabilitacion) => set.documentos.map(({ estado }) => estado)

describe('set de pruebas de habilitación', () => {
  it('antes de empezar dice qué falta y dónde; con todo, envía las que pide el portal y las ve aceptadas una por una', async () => {
    expect(await medico.habilitacion.estado()).toEqual({
      faltan: [{ paso: 'software', mensaje: 'Falta el identificador del set de pruebas (TestSetId).' }],
      set: null,
    })
    await empezar(4)
    expect((await medico.habilitacion.estado()).faltan).toEqual([])
    const primera = await avanzar()
    expect(estados(primera)).toEqual(['enviado'])
    const espera = await avanzar()
    expect(espera).toMatchObject({ sigue: 'espera' })
    expect(espera.set.documentos[0]?.detalle).toBe('Batch en proceso de validación.')
    const fin = await hastaParar()
    expect(fin.sigue).toBe('fin')
    expect(estados(fin)).toEqual(['aceptado', 'aceptado', 'aceptado', 'aceptado'])
    expect(dian.documentos().map(({ numero }) => numero)).toEqual(
      fin.set.documentos.map(({ numero }) => numero),
    )
    // The numbers come from the range of tests as the invoices do: none is given twice.
    expect(new Set(fin.set.documentos.map(({ numero }) => numero)).size).toBe(4)
  })

  it('sin la numeración de pruebas registrada usa la pública de la DIAN, con su cuenta', async () => {
    for (const { id: resolucion } of await medico.configuracion.resoluciones())
      await medico.configuracion.quitarResolucion({ commandId: id(), id: resolucion })
    await empezar(2)
    const fin = await hastaParar()
    expect(fin.set.documentos.map(({ numero }) => numero)).toEqual(['SETP990000001', 'SETP990000002'])
    expect(estados(fin)).toEqual(['aceptado', 'aceptado'])
  })

  it('se cierra el programa a la mitad y sigue donde iba, sin repetir ninguna', async () => {
    await empezar(3)
    await avanzar()
    await reabrir()
    clock.advance(3)
    await avanzar()
    await avanzar()
    await reabrir()
    const fin = await hastaParar()
    expect(estados(fin)).toEqual(['aceptado', 'aceptado', 'aceptado'])
    expect(dian.documentos()).toHaveLength(3)
  })

  it('muere el programa al enviar: pregunta por ella antes de reenviarla, y lo que se reenvía son los mismos bytes', async () => {
    await empezar(1)
    dian.faults.next('corte-antes', 1, { operacion: 'SendTestSetAsync' })
    expect(await avanzar()).toMatchObject({
      sigue: 'detenido',
      motivo: expect.stringContaining('no se repite'),
    })
    await core.db.updateTable('habilitacion_documentos').set({ estado: 'enviando' }).execute()
    await reabrir()
    const xml = async () =>
      (await core.db.selectFrom('habilitacion_documentos').select('xml').executeTakeFirstOrThrow()).xml
    const firmada = Buffer.from(await xml()).toString('utf8')
    expect((await avanzar()).sigue).toBe('espera')
    clock.advance(61)
    expect((await avanzar()).set.documentos[0]?.detalle).toBe(
      'La DIAN no la tiene: se envía de nuevo, la misma.',
    )
    const fin = await hastaParar()
    expect(estados(fin)).toEqual(['aceptado'])
    expect(dian.documentos().map((documento) => documento.xml)).toEqual([firmada])
  })

  it('la DIAN la recibió y la respuesta se cortó: se reconoce como aceptada y no se envía otra vez', async () => {
    await empezar(1)
    dian.faults.next('corte-despues', 1, { operacion: 'SendTestSetAsync' })
    const cortada = await avanzar()
    expect(cortada.sigue).toBe('detenido')
    expect(estados(cortada)).toEqual(['incierto'])
    expect(estados(await hastaParar())).toEqual(['aceptado'])
    expect(dian.documentos()).toHaveLength(1)
  })

  it('un rechazo detiene el set con la regla en palabras llanas; al continuar se hace otra en su lugar', async () => {
    await empezar(2)
    dian.faults.next({ tipo: 'rechazo', regla: 'FAJ24', mensaje: 'DV del NIT del emisor no corresponde.' })
    const parada = await hastaParar()
    expect(parada).toMatchObject({
      sigue: 'detenido',
      motivo: expect.stringContaining('La DIAN rechazó un documento de prueba.'),
      remedio: expect.stringContaining('se hace otro en su lugar'),
    })
    expect(parada.set.documentos[0]?.hallazgos[0]).toMatchObject({ regla: 'FAJ24', severidad: 'rechazo' })
    // The rest were not sent to be refused for the same.
    expect(estados(parada)).toEqual(['rechazado'])
    expect(estados(await hastaParar())).toEqual(['rechazado', 'aceptado', 'aceptado'])
  })

  it('un TestSetId que no es: lo dice, y corregido sigue con el mismo documento', async () => {
    await empezar(1)
    await ponerTestSet('99999999-2222-4333-8444-555555555555')
    const parada = await avanzar()
    expect(parada).toMatchObject({
      sigue: 'detenido',
      motivo: expect.stringContaining('El set de pruebas no existe o no está asociado al software.'),
    })
    expect(estados(parada)).toEqual(['firmado'])
    await ponerTestSet()
    const fin = await hastaParar()
    expect(fin.set.documentos.map(({ numero }) => numero)).toEqual(
      parada.set.documentos.map(({ numero }) => numero),
    )
    expect(estados(fin)).toEqual(['aceptado'])
  })

  it('cuando la DIAN ya dio el set por completo, no recibe más y se dice qué sigue', async () => {
    registro = { ...registro, setDePruebas: { facturas: 1, notasCredito: 0, notasDebito: 0 } }
    await empezar(3)
    const parada = await hastaParar()
    expect(parada).toMatchObject({
      sigue: 'detenido',
      motivo: expect.stringContaining('se encuentra Aceptado'),
      remedio: expect.stringContaining('producción'),
    })
    expect(dian.documentos()).toHaveLength(1)
  })

  it('las notas salen cuando hay una factura aceptada, y las tres clases quedan aceptadas; luego se puede empezar otro', async () => {
    await ponerTestSet()
    const pedidos = { factura: 1, 'nota-credito': 2, 'nota-debito': 1 }
    const set = await medico.habilitacion.iniciar({ commandId: id(), pedidos })
    await expect(medico.habilitacion.iniciar({ commandId: id(), pedidos })).rejects.toMatchObject({
      code: 'HABILITACION_EN_CURSO',
    })
    const fin = await hastaParar()
    expect(fin.sigue).toBe('fin')
    expect(fin.set.documentos.map(({ clase, numero }) => [clase, numero.replace(/\d+$/, '')])).toEqual([
      ['factura', 'SETP'],
      ['nota-credito', 'NC'],
      ['nota-debito', 'ND'],
      ['nota-credito', 'NC'],
    ])
    expect(estados(fin)).toEqual(['aceptado', 'aceptado', 'aceptado', 'aceptado'])
    expect(dian.documentos().map(({ tipo }) => tipo)).toEqual([
      'Invoice',
      'CreditNote',
      'DebitNote',
      'CreditNote',
    ])
    await medico.habilitacion.cerrar({ commandId: id(), id: set.id })
    expect((await medico.habilitacion.estado()).set).toBeNull()
    await medico.habilitacion.iniciar({ commandId: id(), pedidos })
  })

  it('sin red no se pierde nada: se detiene con lo firmado guardado y continúa después', async () => {
    await empezar(1)
    const { url } = dian
    ports = { ...ports, autoridades: { dian: 'http://127.0.0.1:9/', muv: url } }
    await reabrir()
    expect(await avanzar()).toMatchObject({
      sigue: 'detenido',
      motivo: expect.stringContaining('No hay conexión'),
    })
    ports = { ...ports, autoridades: { dian: url, muv: url } }
    await reabrir()
    expect(estados(await hastaParar())).toEqual(['aceptado'])
    expect(dian.documentos()).toHaveLength(1)
  })

  it('si a la mitad se pasa el software a producción, se detiene: una prueba nunca sale para allá', async () => {
    await empezar(2)
    await avanzar()
    const software = await medico.configuracion.software()
    if (!software) throw new Error('the practice has no software')
    const pasarA = (ambiente: '1' | '2') =>
      medico.configuracion.guardarSoftware({
        commandId: id(),
        software: { ...software, ambiente, pin: null },
      })
    await pasarA('1')
    expect(await avanzar()).toMatchObject({
      sigue: 'detenido',
      motivo: 'El software está en producción: las pruebas son en habilitación.',
    })
    await pasarA('2')
    expect(estados(await hastaParar())).toEqual(['aceptado', 'aceptado'])
  })
})
