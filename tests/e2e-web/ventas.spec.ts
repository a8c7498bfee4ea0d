import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { corregirVenta, emitirVenta, empezarVenta, escribirVenta } from '../fixtures/e2e/flujos/ventas.ts'
import { test } from './fixtures/recorrido.ts'

test('se vende otro producto con el teclado, se deja, se corrige y la DIAN valida su factura', async ({
  recorrido: r,
}) => {
  await entrar(r, 'recepcion')
  await empezarVenta(r)
  await escribirVenta(r)
  await corregirVenta(r)
  await emitirVenta(r)
})
