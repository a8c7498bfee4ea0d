import { expect } from '@playwright/test'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { buscarAqui, panel } from '../fixtures/e2e/paginas.ts'
import { test } from './fixtures/recorrido.ts'

test('con los servicios aún por llegar no se propone cupo, y lo que se dijo que faltaba se retira al llegar', async ({
  recorrido: r,
}) => {
  const { page } = r
  let responder = () => {}
  const espera = new Promise<void>((done) => {
    responder = done
  })
  await page.route(/\/rpc\/agenda\/servicios/, async (route) => {
    await espera
    await route.continue()
  })
  await entrar(r, 'recepcion')
  await r.pulsar('F2')
  const nueva = panel(page, 'Nueva cita')
  await expect(nueva.getByRole('combobox', { name: 'Paciente' })).toBeFocused()
  await buscarAqui(page, 'zapata', /Samuel Zapata Giraldo/)
  await r.pulsar('Ctrl+Enter')
  await expect(nueva.getByText('Escoja el servicio.')).toBeVisible()
  await expect(nueva.getByRole('textbox', { name: 'Hora' })).toHaveValue('')

  responder()
  await expect(nueva.getByRole('textbox', { name: 'Hora' })).toHaveValue(/\d\d:\d\d/)
  await expect(nueva.getByRole('combobox', { name: 'Servicio' })).not.toHaveValue('')
  await expect(nueva.getByText(/^(Escoja|Escriba) /)).toHaveCount(0)
  await r.pulsar('Ctrl+Enter')
  await expect(page.getByText('Agendada: Samuel Zapata Giraldo')).toBeVisible()
})
