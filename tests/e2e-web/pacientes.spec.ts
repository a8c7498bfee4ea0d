import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { buscarPacientes, duplicadoSeReconoce, registrarPaciente } from '../fixtures/e2e/flujos/pacientes.ts'
import { test } from './fixtures/recorrido.ts'

test('recepción registra, reconoce a quien ya está y lo encuentra mal escrito', async ({ recorrido }) => {
  await entrar(recorrido, 'recepcion')
  await registrarPaciente(recorrido)
  await duplicadoSeReconoce(recorrido)
  await buscarPacientes(recorrido)
})
