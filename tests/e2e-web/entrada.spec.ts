import {
  bloquearEscribiendo,
  entrarEquivocandose,
  recorrerPantallas,
  usarPaleta,
} from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('se entra con el PIN, todo se alcanza con teclas y con Ctrl+K, y los dos temas se ven bien', async ({
  recorrido,
}) => {
  await entrarEquivocandose(recorrido)
  await usarPaleta(recorrido)
  await recorrerPantallas(recorrido)
  await test.step('[K-10] al desbloquear, lo escrito y el cursor siguen donde estaban', () =>
    bloquearEscribiendo(recorrido))
})
