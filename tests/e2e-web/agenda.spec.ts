import {
  abrirDiaLibre,
  agendarConRaton,
  agendarConTeclado,
  llegarASala,
} from '../fixtures/e2e/flujos/agenda.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('[M-07] [K-25] la agenda se lleva entera con el teclado y con el ratón, también para quien no está registrado', async ({
  recorrido,
}) => {
  await entrar(recorrido, 'recepcion')
  await abrirDiaLibre(recorrido)
  await agendarConTeclado(recorrido)
  await agendarConRaton(recorrido)
  await llegarASala(recorrido)
})
