import { cerrarSinConexion } from '../fixtures/e2e/flujos/bandeja.ts'
import { ATENDIDA, escribirNota, iniciarDesdeHoy } from '../fixtures/e2e/flujos/consulta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { abrirUltimaFactura } from '../fixtures/e2e/flujos/facturas.ts'
import { controlDeNumeracion, facturarConOtroNumero } from '../fixtures/e2e/flujos/numeracion.ts'
import { test } from './fixtures/host-con-fallas.ts'

test('si la DIAN no acepta el número se factura con otro, y el control de numeración lo explica', async ({
  conFallas,
}) => {
  const { autoridades, recorrido } = conFallas
  await autoridades('rechazar-numero')
  await entrar(recorrido)
  await iniciarDesdeHoy(recorrido, ATENDIDA)
  await escribirNota(recorrido)
  await cerrarSinConexion(recorrido)
  await abrirUltimaFactura(recorrido)
  await facturarConOtroNumero(recorrido)
  await controlDeNumeracion(recorrido)
})
