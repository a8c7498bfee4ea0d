import { abrirBandeja, reintentar } from '../fixtures/e2e/flujos/bandeja.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  abrirLaNueva,
  declararSinConexion,
  declararYSerRechazada,
  esperarElPlazo,
  hoyAvisaDelSilencio,
  quedaAceptada,
  sinEventosTodavia,
  verReclamo,
} from '../fixtures/e2e/flujos/eventos-pagador.ts'
import { abrirUltimaFactura } from '../fixtures/e2e/flujos/facturas.ts'
import { test } from './fixtures/host-con-fallas.ts'

test('lo que el pagador respondió se ve en la factura a crédito, y su silencio se declara bajo juramento', async ({
  conFallas,
}) => {
  const { autoridades, recorrido } = conFallas
  await autoridades('facturar-a-credito')
  await entrar(recorrido)
  await abrirUltimaFactura(recorrido)
  await sinEventosTodavia(recorrido)
  await autoridades('pagador-recibe')
  await esperarElPlazo(recorrido)
  await autoridades('pagador-reclama')
  await verReclamo(recorrido)

  await autoridades('facturar-a-credito')
  await abrirLaNueva(recorrido)
  await autoridades('pagador-calla')
  await hoyAvisaDelSilencio(recorrido)
  await autoridades('rechazar-evento')
  await declararYSerRechazada(recorrido)
  await autoridades('caer')
  await declararSinConexion(recorrido)
  await autoridades('volver')
  await abrirBandeja(recorrido)
  await reintentar(recorrido)
  await abrirUltimaFactura(recorrido)
  await quedaAceptada(recorrido)
})
