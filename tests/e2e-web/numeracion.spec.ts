import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { ligarNumeracion, traerNumeracion } from '../fixtures/e2e/flujos/numeracion.ts'
import { test } from './fixtures/recorrido.ts'

test('la numeración se consulta en la DIAN y se trae sin escribirla', async ({ recorrido: r }) => {
  await entrar(r, 'administrador')
  await traerNumeracion(r)
  await ligarNumeracion(r)
})
