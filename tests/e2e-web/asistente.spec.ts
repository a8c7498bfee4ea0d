import { systemClock } from '../../src-main/core/clock/clock.ts'
import { createIds } from '../../src-main/core/ids/ids.ts'
import { crearCertificadoPractica } from '../../src-main/practice/certificado.ts'
import {
  configurarConsultorio,
  crearPrimerUsuario,
  verConfiguracion,
} from '../fixtures/e2e/flujos/asistente.ts'
import { empezarRecorrido } from '../fixtures/e2e/recorrido.ts'
import { test } from './fixtures/host.ts'

test('con una base real y vacía, el asistente deja el consultorio listo para facturar', async ({
  page,
  startHost,
}) => {
  const now = Date.now()
  const certificado = await crearCertificadoPractica({
    nit: '52345678',
    nombre: 'Catalina Ruiz Peña',
    desde: new Date(now - 86_400_000),
    hasta: new Date(now + 300 * 86_400_000),
    ids: createIds(systemClock),
  })
  const { address } = await startHost({ modo: 'real' })
  await page.goto(address)
  const recorrido = await empezarRecorrido(page, 'navegador')
  await crearPrimerUsuario(recorrido)
  await configurarConsultorio(recorrido, certificado)
  await verConfiguracion(recorrido)
})
