import { expect } from '@playwright/test'
import { agendarDesdeFicha } from '../fixtures/e2e/flujos/agenda.ts'
import { cerrarQuedandoADeber, escribirNotaBreve } from '../fixtures/e2e/flujos/consulta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  abrirUltimaFactura,
  anularConNota,
  cobrar,
  facturaLlegaAValidada,
} from '../fixtures/e2e/flujos/facturas.ts'
import { PACIENTE, registrarPaciente, volverALaFicha } from '../fixtures/e2e/flujos/pacientes.ts'
import { test } from './fixtures/recorrido.ts'

test('[M-01] desde una sola ficha se agenda, se atiende, se codifica, se factura y se cobra, sin escribir un dato dos veces', async ({
  recorrido,
}) => {
  const { page } = recorrido
  await entrar(recorrido)
  await registrarPaciente(recorrido)
  await agendarDesdeFicha(recorrido, PACIENTE.nombre)
  await volverALaFicha(recorrido, 'boorques', /Agendada/)
  await recorrido.pulsar('Ctrl+Enter')
  await escribirNotaBreve(recorrido)
  await cerrarQuedandoADeber(recorrido)
  // What was typed at the registration is in the invoice, and nobody typed it again.
  for (const dato of [PACIENTE.nombre, PACIENTE.documento, 'Calle 4 # 10-22'])
    await expect(page.getByRole('main')).toContainText(dato)
  await facturaLlegaAValidada(recorrido)
  await cobrar(recorrido)
  await volverALaFicha(recorrido, PACIENTE.documento, /SETP\d+/)
  await recorrido.mirar('paciente-ficha-con-historia', { estrecha: true })
  await abrirUltimaFactura(recorrido)
  await anularConNota(recorrido)
})
