import { comprarYAcusar, soltarVarias } from '../fixtures/e2e/flujos/compras.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('la factura de un proveedor se importa, se acusa su recibo y la DIAN lo registra; varias se sueltan de una vez', async ({
  recorrido,
}) => {
  await entrar(recorrido)
  await comprarYAcusar(recorrido)
  await soltarVarias(recorrido)
})
