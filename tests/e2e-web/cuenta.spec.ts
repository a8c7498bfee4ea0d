import { ATENDIDA, escribirNota, iniciarDesdeHoy } from '../fixtures/e2e/flujos/consulta.ts'
import {
  cerrarParaLaCuenta,
  cobrarCuota,
  emitirCuenta,
  facturarConPagosMezclados,
} from '../fixtures/e2e/flujos/cuenta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/con-pagador.ts'
import { EPS } from './fixtures/eps.ts'

test('de la cuota moderadora a la cuenta de la EPS con tres pacientes, validada y con CUV', async ({
  recorrido,
}) => {
  await entrar(recorrido)
  await cobrarCuota(recorrido, /Fernández de Castro/)
  await iniciarDesdeHoy(recorrido, ATENDIDA)
  await escribirNota(recorrido)
  await cerrarParaLaCuenta(recorrido, EPS)
  await emitirCuenta(recorrido)
})

test('pagos con soportes distintos no van en una factura, y lo que pide el pagador se escribe ahí mismo', async ({
  recorrido,
}) => {
  await entrar(recorrido)
  await facturarConPagosMezclados(recorrido, /Hernández/)
})
