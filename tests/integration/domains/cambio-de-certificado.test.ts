import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CertificadoPractica, crearCertificadoPractica } from '../../../src-main/practice/certificado.ts'
import { PRESTADOR } from '../../../src-main/practice/demo-facts.ts'
import { abrirConsultorio, type Consultorio } from './consultorio-harness.ts'

let c: Consultorio
beforeEach(async () => {
  c = await abrirConsultorio()
})
afterEach(() => c.close())

const base64 = ({ certificadoPem }: CertificadoPractica) =>
  new X509Certificate(certificadoPem).raw.toString('base64')

async function importar(horas: number): Promise<CertificadoPractica> {
  const ahora = c.clock.now().getTime()
  const certificado = await crearCertificadoPractica({
    nit: PRESTADOR.nit,
    nombre: PRESTADOR.razonSocial,
    desde: new Date(ahora - 3_600_000),
    hasta: new Date(ahora + horas * 3_600_000),
    ids: c.ids,
  })
  await c.medico.configuracion.importarCertificado({
    commandId: c.ids.next(),
    archivo: Buffer.from(certificado.p12).toString('base64'),
    clave: certificado.clave,
  })
  return certificado
}

async function emitir(paciente: number) {
  const { servicioIds } = await c.atender({ paciente })
  return c.medico.facturacion.emitir(c.emision(servicioIds))
}

it('al cambiar el certificado no se pierde la cola: lo firmado con el viejo sale, tal cual, en mensajes del nuevo', async () => {
  const sobres: string[] = []
  const { request } = c.http
  c.http.request = (peticion) => {
    if (peticion.url === c.autoridades.dian.url)
      sobres.push(Buffer.from(peticion.body ?? []).toString('utf8'))
    return request(peticion)
  }
  const viejo = await importar(3)
  c.http.cut()
  const espera = [await emitir(0), await emitir(1)]
  await c.deliver()
  c.clock.advance(4 * 3600)
  c.http.restore()
  await c.deliver()
  expect(c.autoridades.dian.documentos()).toEqual([])

  const nuevo = await importar(24 * 365)
  sobres.length = 0
  for (let vuelta = 0; vuelta < 8; vuelta += 1) {
    c.clock.advance(1800)
    await c.deliver()
  }
  const despues = await emitir(2)
  await c.deliver()
  const documentos = c.autoridades.dian.documentos()
  expect(documentos.map(({ numero }) => numero)).toEqual([...espera, despues].map(({ numero }) => numero))
  expect(documentos.map(({ xml }) => [xml.includes(base64(viejo)), xml.includes(base64(nuevo))])).toEqual([
    [true, false],
    [true, false],
    [false, true],
  ])
  expect(sobres.length).toBeGreaterThanOrEqual(3)
  expect(sobres.every((sobre) => sobre.includes(base64(nuevo)))).toBe(true)
  for (const { id } of espera) {
    const factura = await c.medico.facturacion.obtener({ id })
    expect(factura).toMatchObject({ estado: 'validada', version: 1 })
  }
}, 60_000)

it('cuando la DIAN rechaza porque el certificado está revocado, Hoy lo dice con su acción', async () => {
  c.autoridades.dian.faults.next({
    tipo: 'rechazo',
    regla: 'ZE02',
    mensaje: 'El certificado usado para firmar se encuentra revocado.',
  })
  await emitir(0)
  await c.deliver()
  await expect
    .poll(async () => (await c.medico.jornada.hoy()).necesita)
    .toContainEqual(
      expect.objectContaining({
        clase: 'vencimiento',
        texto: 'La DIAN dice que su certificado digital está revocado.',
        accion: 'Cambiarlo',
        referenciaId: 'certificado',
      }),
    )
})
