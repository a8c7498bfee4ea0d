import { contingenciaDian } from '../fixtures/e2e/flujos/contingencia.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('la contingencia se declara, se ve donde se trabaja y se termina, con su carta a la DIAN', async ({
  recorrido,
}) => {
  await entrar(recorrido)
  await contingenciaDian(recorrido)
})
