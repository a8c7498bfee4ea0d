import { expect } from '@playwright/test'
import {
  certificadoDeCatalina,
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
  const certificado = await certificadoDeCatalina()
  const { address } = await startHost({ modo: 'real' })
  await page.goto(address)
  const recorrido = await empezarRecorrido(page, 'navegador')
  await crearPrimerUsuario(recorrido)
  await configurarConsultorio(recorrido, certificado)
  await expect(page.getByText('Modo práctica')).toHaveCount(0)
  await recorrido.mirar('hoy-vacio')
  await verConfiguracion(recorrido)
})
