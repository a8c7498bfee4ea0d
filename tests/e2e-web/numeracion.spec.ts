import { importarPorVencer } from '../fixtures/e2e/flujos/certificado.ts'
import { ATENDIDA, escribirNotaBreve, iniciarDesdeHoy } from '../fixtures/e2e/flujos/consulta.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import {
  avisaAlFacturar,
  dejarPocosNumeros,
  ligarNumeracion,
  traerNumeracion,
} from '../fixtures/e2e/flujos/numeracion.ts'
import { test } from './fixtures/recorrido.ts'

test('la numeración se consulta en la DIAN y se trae sin escribirla', async ({ recorrido: r }) => {
  await entrar(r, 'administrador')
  await traerNumeracion(r)
  await ligarNumeracion(r)
})

test('un certificado que vence esta semana se dice en Configuración y en Hoy', async ({ recorrido: r }) => {
  await entrar(r, 'administrador')
  await importarPorVencer(r)
})

test('cuando quedan pocos números se dice en Configuración y antes de facturar', async ({ recorrido: r }) => {
  await entrar(r)
  await dejarPocosNumeros(r)
  await iniciarDesdeHoy(r, ATENDIDA)
  await escribirNotaBreve(r)
  await avisaAlFacturar(r)
})
