import { bandejaEntregada } from '../fixtures/e2e/flujos/bandeja.ts'
import {
  ATENDIDA,
  aclararNota,
  cerrarConsulta,
  escribirNota,
  iniciarDesdeHoy,
  verFormula,
} from '../fixtures/e2e/flujos/consulta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  abrirUltimaFactura,
  corregirConNotas,
  facturaLlegaAValidada,
  verRecibo,
  verRips,
  verYGuardarPdf,
} from '../fixtures/e2e/flujos/facturas.ts'
import { test } from './fixtures/recorrido.ts'

test('de Hoy a la factura validada y los RIPS con CUV, sin tocar el ratón', async ({ recorrido }) => {
  await entrar(recorrido)
  await iniciarDesdeHoy(recorrido, ATENDIDA)
  await escribirNota(recorrido)
  await cerrarConsulta(recorrido)
  await verFormula(recorrido)
  await aclararNota(recorrido)
  const numero = await abrirUltimaFactura(recorrido)
  await facturaLlegaAValidada(recorrido)
  await verYGuardarPdf(recorrido, numero)
  await verRecibo(recorrido)
  await verRips(recorrido, numero)
  await bandejaEntregada(recorrido)
  await abrirUltimaFactura(recorrido)
  await corregirConNotas(recorrido)
})
