import { describe, expect, it } from 'vitest'
import { armarMensaje, type Carta } from '../../../../../src-main/integrations/mensajeria/mensaje.ts'
import { hojas, leerMensaje } from '../../../../fixtures/correo/leer-mensaje.ts'

const CARTA: Carta = {
  para: 'ana@correo.com',
  asunto: '900123456;Consultorio de la Dra. Muñoz;SETP990000001;01;Muñoz y Peña',
  texto: 'Señora: su factura va adjunta.',
  html: '<p>Señora: su factura va adjunta.</p>',
  messageId: '<019aa7c0-0000-7000-8000-000000000001@consultorio.co>',
  en: '2026-11-21T15:00:00.000Z',
}
const DE = { nombre: 'Dra. Muñoz, pediatría', correo: 'facturas@consultorio.co' }
const ADJUNTO = {
  nombre: 'z08001972680002600000001.zip',
  tipo: 'application/zip',
  bytes: Uint8Array.from({ length: 5000 }, (_, i) => (i * 7) % 256),
}

describe('El mensaje', () => {
  it('lleva la carta en texto y en HTML, y el adjunto byte por byte', async () => {
    const mensaje = leerMensaje(Buffer.from(await armarMensaje(CARTA, DE, ADJUNTO)))
    expect(mensaje.cabeceras).toMatchObject({
      subject: CARTA.asunto,
      to: 'ana@correo.com',
      from: 'Dra. Muñoz, pediatría <facturas@consultorio.co>',
      'message-id': CARTA.messageId,
      date: 'Sat, 21 Nov 2026 15:00:00 +0000',
    })
    const [texto, html, adjunto] = hojas(mensaje)
    expect([texto?.tipo, html?.tipo, adjunto?.tipo]).toEqual(['text/plain', 'text/html', 'application/zip'])
    expect(texto?.bytes.toString('utf8').trim()).toBe(CARTA.texto)
    expect(html?.bytes.toString('utf8').trim()).toBe(CARTA.html)
    expect(adjunto?.nombre).toBe(ADJUNTO.nombre)
    expect(adjunto?.bytes.equals(Buffer.from(ADJUNTO.bytes))).toBe(true)
  })

  it('es el mismo, byte por byte, cada vez que se arma', async () => {
    const [uno, otro] = [await armarMensaje(CARTA, DE, ADJUNTO), await armarMensaje(CARTA, DE, ADJUNTO)]
    expect(Buffer.from(uno).equals(Buffer.from(otro))).toBe(true)
  })

  it('un renglón de más en el asunto o en el nombre no agrega cabeceras', async () => {
    const mensaje = leerMensaje(
      Buffer.from(
        await armarMensaje(
          { ...CARTA, asunto: 'Factura\r\nBcc: otro@correo.com' },
          { ...DE, nombre: 'Dra\r\nBcc: otro@correo.com' },
        ),
      ),
    )
    expect(mensaje.cabeceras).not.toHaveProperty('bcc')
    expect(mensaje.cabeceras.to).toBe('ana@correo.com')
  })
})
