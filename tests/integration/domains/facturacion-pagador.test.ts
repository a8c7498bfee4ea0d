import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EleccionesSalud, SoporteRecaudo } from '../../../src-shared/domains/facturacion/schemas.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
let siguiente = 0

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

function pagador(numeroContrato: string | null) {
  return c.pagador({ nit: numeroContrato === null ? '860002964' : '890903938', numeroContrato })
}

/** A consultation of a patient whom a payer covers. @returns the request of its invoice, 20.000 of cuota moderadora paid */
async function atendidoDe(
  numeroContrato: string | null,
  soporte: SoporteRecaudo = 'factura-electronica',
  salud?: EleccionesSalud,
) {
  const { id: pagadorId } = await pagador(numeroContrato)
  const { pacienteId, servicioIds } = await c.atender({ paciente: siguiente++ })
  await c.asegurar(pacienteId, { id: pagadorId })
  const recaudo = await c.cobrar(pacienteId, pagadorId, { soporte, numeroSoporte: 'A1' })
  return {
    ...c.emision(servicioIds),
    pago: { forma: '2' as const, medio: '47', vencimiento: '2026-12-21' },
    recaudos: [recaudo.id],
    ...(salud ? { salud } : {}),
  }
}

const CONTRATO = 'C'.repeat(64)

describe('Lo que el pagador pide de la factura', () => {
  it.each([
    ['factura-electronica', 'SS-CUFE', 10_000_000],
    ['factura-contingencia', 'SS-CUDE', 10_000_000],
    ['pos', 'SS-POS', 10_000_000],
    ['talonario', 'SS-SNum', 10_000_000],
    ['solo-informar', 'SS-Reporte', 12_000_000],
  ] as const)(
    'pagado con %s: sale %s, la DIAN la valida y se le cobra lo que corresponde',
    async (soporte, operacion, aPagar) => {
      const peticion = await atendidoDe(CONTRATO, soporte)
      const { id } = await c.medico.facturacion.emitir(peticion)
      await c.deliver()
      const factura = await c.medico.facturacion.obtener({ id })
      expect(factura).toMatchObject({ estado: 'validada', operacion, aPagar, total: 12_000_000 })
      expect(factura.documento.salud).toMatchObject({ numeroContrato: CONTRATO })
      expect(factura.documento.salud?.facturaSinContrato).toBeUndefined()
    },
  )

  it('sin contrato lleva el caso escogido, y lo usual si nadie escogió', async () => {
    const escogido = await atendidoDe(null, 'pos', { sinContrato: '01' })
    const previa = await c.medico.facturacion.previsualizar({
      servicioIds: escogido.servicioIds,
      pago: escogido.pago,
      recaudos: escogido.recaudos,
      salud: escogido.salud,
    })
    expect(previa.documento).toMatchObject({ operacion: 'SS-POS', salud: { facturaSinContrato: '01' } })
    const { id } = await c.medico.facturacion.emitir(escogido)
    const usual = await c.medico.facturacion.emitir(await atendidoDe(null))
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      documento: { salud: { facturaSinContrato: '01' } },
    })
    expect(await c.medico.facturacion.obtener({ id: usual.id })).toMatchObject({
      estado: 'validada',
      operacion: 'SS-CUFE',
      documento: { salud: { facturaSinContrato: '02' } },
    })
  })

  it('rechazada y corregida, conserva lo que se había escogido', async () => {
    c.autoridades.dian.faults.next({ tipo: 'rechazo', regla: 'FAK24', mensaje: 'DV errado' })
    const { id } = await c.medico.facturacion.emitir(
      await atendidoDe(null, 'talonario', { sinContrato: '03' }),
    )
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({ estado: 'rechazada' })
    await c.medico.facturacion.corregir({ commandId: c.ids.next(), facturaId: id })
    await c.deliver()
    expect(await c.medico.facturacion.obtener({ id })).toMatchObject({
      estado: 'validada',
      version: 2,
      operacion: 'SS-SNum',
      documento: { salud: { facturaSinContrato: '03' } },
    })
  })
})
