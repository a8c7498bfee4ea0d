import {
  abrirAsistenteEnPractica,
  certificadoDeCatalina,
  configurarConsultorio,
  verConfiguracion,
} from '../fixtures/e2e/flujos/asistente.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('en la ventana se recorren los ocho pasos del asistente, con sus errores y su certificado', async ({
  recorrido,
}) => {
  await entrar(recorrido, 'administrador')
  await abrirAsistenteEnPractica(recorrido)
  await configurarConsultorio(recorrido, await certificadoDeCatalina())
  await verConfiguracion(recorrido)
})
