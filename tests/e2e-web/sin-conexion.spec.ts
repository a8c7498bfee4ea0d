import { expect } from '@playwright/test'
import { cerrarSinConexion, esperarEnBandeja, hoyLoDice, reintentar } from '../fixtures/e2e/flujos/bandeja.ts'
import { ATENDIDA, escribirNota, iniciarDesdeHoy } from '../fixtures/e2e/flujos/consulta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  abrirUltimaFactura,
  facturaEsperaEnvio,
  facturaLlegaAValidada,
} from '../fixtures/e2e/flujos/facturas.ts'
import { test } from './fixtures/host-con-fallas.ts'

test('sin conexión la factura queda firmada y en espera, dicho con todas las letras, y al volver sale sola', async ({
  conFallas,
}) => {
  const { autoridades, recorrido } = conFallas
  await autoridades('caer')
  await entrar(recorrido)
  await iniciarDesdeHoy(recorrido, ATENDIDA)
  await escribirNota(recorrido)
  await cerrarSinConexion(recorrido)
  await abrirUltimaFactura(recorrido)
  await facturaEsperaEnvio(recorrido)
  await hoyLoDice(recorrido)
  await esperarEnBandeja(recorrido)
  expect(await autoridades('contar')).toBe(0)

  await autoridades('volver')
  await reintentar(recorrido)
  expect(await autoridades('contar')).toBe(1)
  await abrirUltimaFactura(recorrido)
  await facturaLlegaAValidada(recorrido)
})
