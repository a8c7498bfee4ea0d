import { PRESTADOR } from '../../src-main/practice/demo-facts.ts'
import { certificadoPropio } from '../fixtures/correo/confianza.ts'
import {
  CLAVE_BUZON,
  mensajeRecibido,
  sinDovecot,
  startDovecot,
  USUARIO_BUZON,
} from '../fixtures/correo/dovecot.ts'
import { facturaParticular } from '../fixtures/dian/factura-particular.ts'
import { recibidaDe } from '../fixtures/dian/recibida.ts'
import { claveVencida, conectarBuzon, traerDelBuzon } from '../fixtures/e2e/flujos/buzon.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { test } from './fixtures/recorrido.ts'

test('el buzón se conecta y se prueba, sus facturas quedan en Compras y lo que no se pudo leer se dice', async ({
  recorrido,
}) => {
  test.skip(sinDovecot !== undefined, sinDovecot)
  const buzon = await startDovecot(certificadoPropio())
  try {
    const comprador = { nit: PRESTADOR.nit, nombre: PRESTADOR.razonSocial }
    const { numero } = facturaParticular()
    const factura = (consecutivo: number) =>
      recibidaDe(comprador, new Date(), { documento: { numero: { ...numero, consecutivo } } })
    const [una, otra] = [await factura(990_000_801), await factura(990_000_802)]
    const zip = (nombre: string, bytes: Uint8Array) => ({ adjuntos: [{ nombre, bytes }] })
    buzon.entregar(await mensajeRecibido(zip('una.zip', una.zip)))
    buzon.entregar(await mensajeRecibido(zip('otra.zip', otra.zip)))
    buzon.entregar(
      await mensajeRecibido({
        de: 'ventas@lejos.co',
        asunto: 'Envío de la factura de los insumos odontológicos y del material de curación de noviembre',
        ...zip('factura-electronica-de-venta-insumos-noviembre-2026.zip', Buffer.from('PK dañado')),
      }),
    )
    await entrar(recorrido)
    await conectarBuzon(recorrido, {
      puerto: buzon.puerto,
      usuario: USUARIO_BUZON,
      clave: CLAVE_BUZON,
    })
    await traerDelBuzon(recorrido, [una.numero, otra.numero])
    buzon.cambiarClave('otra')
    await claveVencida(recorrido)
  } finally {
    await buzon.close()
  }
})
