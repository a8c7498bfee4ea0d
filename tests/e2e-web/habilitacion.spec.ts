import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { cerrarSet, empezarSet, enviarSet } from '../fixtures/e2e/flujos/habilitacion.ts'
import { test } from './fixtures/recorrido.ts'

test('el set de pruebas de la DIAN se envía documento por documento y se puede dejar y continuar', async ({
  recorrido: r,
}) => {
  await entrar(r, 'administrador')
  await empezarSet(r)
  await enviarSet(r)
  await cerrarSet(r)
})
