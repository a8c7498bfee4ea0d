import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EleccionesSalud } from '../../../src-shared/domains/facturacion/schemas.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
let siguiente = 0

beforeAll(async () => {
  c = await abrirConsultorio()
}, 60_000)

afterAll(() => c.close())

async function pagador(numeroContrato: string | null) {
  const nits = [
    ['860002964', '4'],
    ['890903938', '8'],
  ] as const
  const [nit, dv] = nits[numeroContrato === null ? 0 : 1]
  const admin = await c.como('administrador')
  const ya = (await admin.configuracion.pagadores()).find((uno) => uno.nit === nit)
  if (ya) return ya
  return admin.configuracion.guardarPagador({
    commandId: c.ids.next(),
    pagador: {
      id: null,
      tipo: 'prepagada',
      nit,
      dv,
      nombre: 'Prepagada de Prueba S.A.',
      codigo: null,
      coberturaPlan: '11',
      modalidadPago: '04',
      numeroContrato,
      contratoDesde: null,
      contratoHasta: null,
      direccion: 'Calle 10 # 20-30',
      municipio: '05001',
      correo: null,
      activo: true,
    },
  })
}

/** A consultation of a patient whom a payer covers. @returns the request of its invoice, 20.000 of moderating fee paid */
async function atendidoDe(numeroContrato: string | null, salud?: EleccionesSalud) {
  const { id: pagadorId } = await pagador(numeroContrato)
  const { pacienteId, servicioIds } = await c.atender({ paciente: siguiente++ })
  await c.core.db
    .updateTable('pacientes')
    .set({ pagador_id: pagadorId })
    .where('id', '=', pacienteId)
    .execute()
  return {
    ...c.emision(servicioIds),
    pago: { forma: '2' as const, medio: '47', vencimiento: '2026-12-21' },
    recaudos: [{ concepto: '02' as const, valor: 2_000_000, fecha: '2026-11-21' }],
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
      const peticion = await atendidoDe(CONTRATO, { soporte, sinContrato: '02' })
      const { id } = await c.medico.facturacion.emitir(peticion)
      await c.deliver()
      const factura = await c.medico.facturacion.obtener({ id })
      expect(factura).toMatchObject({ estado: 'validada', operacion, aPagar, total: 12_000_000 })
      expect(factura.documento.salud).toMatchObject({ numeroContrato: CONTRATO })
      expect(factura.documento.salud?.facturaSinContrato).toBeUndefined()
    },
  )

  it('sin contrato lleva el caso escogido, y lo usual si nadie escogió', async () => {
    const escogido = await atendidoDe(null, { soporte: 'pos', sinContrato: '01' })
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
      await atendidoDe(null, { soporte: 'talonario', sinContrato: '03' }),
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
