import {
  abrirDiaLibre,
  agendarConRaton,
  agendarConTeclado,
  llegarASala,
} from '../fixtures/e2e/flujos/agenda.ts'
import { bandejaEntregada } from '../fixtures/e2e/flujos/bandeja.ts'
import {
  ATENDIDA,
  aclararNota,
  cerrarConsulta,
  escribirNota,
  iniciarDesdeHoy,
  verFormula,
} from '../fixtures/e2e/flujos/consulta.ts'
import { bloquearEscribiendo, entrar, recorrerPantallas, usarPaleta } from '../fixtures/e2e/flujos/entrada.ts'
import {
  abrirUltimaFactura,
  corregirConNotas,
  facturaLlegaAValidada,
  verRecibo,
  verRips,
  verYGuardarPdf,
} from '../fixtures/e2e/flujos/facturas.ts'
import { buscarPacientes, duplicadoSeReconoce, registrarPaciente } from '../fixtures/e2e/flujos/pacientes.ts'
import { test } from './fixtures/recorrido.ts'

test('la recepción trabaja en la ventana: pacientes, agenda y sala de espera', async ({ recorrido }) => {
  await entrar(recorrido, 'recepcion')
  await registrarPaciente(recorrido)
  await duplicadoSeReconoce(recorrido)
  await buscarPacientes(recorrido)
  await abrirDiaLibre(recorrido)
  await test.step('[M-07] la agenda, con el teclado y con el ratón', async () => {
    await agendarConTeclado(recorrido)
    await agendarConRaton(recorrido)
  })
  await llegarASala(recorrido)
})

test('en la ventana se atiende, se factura y se reporta sin tocar el ratón', async ({ recorrido }) => {
  await entrar(recorrido)
  await usarPaleta(recorrido)
  await recorrerPantallas(recorrido)
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
  await bloquearEscribiendo(recorrido)
})
