import { expect } from '@playwright/test'
import { unzipSync } from 'fflate'
import { hojas, leerMensaje } from '../fixtures/correo/leer-mensaje.ts'
import { startServidorSmtp } from '../fixtures/correo/servidor-smtp.ts'
import { cerrarQuedandoADeber, escribirNotaBreve } from '../fixtures/e2e/flujos/consulta.ts'
import {
  CORREO_ANA,
  configurarCorreo,
  correosEnLaBandeja,
  facturaSeEnviaSola,
  guardarZip,
  notaSeEnviaSola,
  otraDireccionEnDuda,
  ponerCorreo,
} from '../fixtures/e2e/flujos/correo.ts'
import { entrar } from '../fixtures/e2e/flujos/entrada.ts'
import { abrirUltimaFactura } from '../fixtures/e2e/flujos/facturas.ts'
import { test } from './fixtures/recorrido.ts'

test('la cuenta de correo se configura y se prueba, la factura y su nota le llegan solas al paciente, y el .zip que se guarda es el mismo', async ({
  recorrido,
}) => {
  const cuenta = { usuario: 'facturas@ejemplo.co', clave: 'una clave larga' }
  const smtp = await startServidorSmtp({ modo: 'ninguna', ...cuenta })
  try {
    await entrar(recorrido)
    await configurarCorreo(recorrido, { ...cuenta, puerto: smtp.puerto }, smtp.fallas)
    await ponerCorreo(recorrido)
    await escribirNotaBreve(recorrido)
    await cerrarQuedandoADeber(recorrido)
    await facturaSeEnviaSola(recorrido)

    const zip = await guardarZip(recorrido)
    const [enviado] = smtp.recibidos.filter(({ para }) => para.includes(CORREO_ANA))
    const adjunto = hojas(leerMensaje(enviado?.crudo ?? Buffer.alloc(0))).at(-1)
    expect(adjunto?.nombre).toBe(zip.nombre)
    expect(adjunto?.bytes.equals(zip.bytes)).toBe(true)
    const numero = await abrirUltimaFactura(recorrido)
    expect(Object.keys(unzipSync(zip.bytes))).toEqual([
      expect.stringMatching(/^ad\d{15}[0-9A-F]{8}\.xml$/),
      `${numero}.pdf`,
    ])

    await otraDireccionEnDuda(recorrido, smtp.fallas)

    const zipNota = await notaSeEnviaSola(recorrido, smtp.fallas)
    const deNota = smtp.recibidos.map(({ crudo }) => hojas(leerMensaje(crudo)).at(-1))
    expect(deNota.filter((uno) => uno?.bytes.equals(zipNota.bytes)).map((uno) => uno?.nombre)).toEqual([
      zipNota.nombre,
      zipNota.nombre,
    ])
    expect(Object.keys(unzipSync(zipNota.bytes))[1]).toBe('NC1.pdf')
    await correosEnLaBandeja(recorrido, numero)
  } finally {
    await smtp.close()
  }
})
