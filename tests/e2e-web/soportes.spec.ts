import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  anularSoporte,
  emitirSoporte,
  empezarSoporte,
  escribirSoporte,
} from '../fixtures/e2e/flujos/soportes.ts'
import { test } from './fixtures/recorrido.ts'

test('una compra a quien no factura se escribe, se conserva, la DIAN valida su documento soporte y una nota de ajuste lo anula', async ({
  recorrido: r,
}) => {
  await entrar(r)
  await empezarSoporte(r)
  await escribirSoporte(r)
  await emitirSoporte(r)
  await anularSoporte(r)
})
