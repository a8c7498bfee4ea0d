import { describe, expect, it } from 'vitest'
import { traeCandidatos } from '../../../../../src-main/integrations/imap/candidatos.ts'
import { archivosDe, MAL_ARMADO } from '../../../../../src-main/integrations/imap/mensaje.ts'
import { mensajeRecibido } from '../../../../fixtures/correo/dovecot.ts'

const bytes = Buffer.from('contenido')
const nombres = async (crudo: Uint8Array) => {
  const leido = await archivosDe(crudo)
  return leido.ok ? leido.value.map(({ nombre }) => nombre) : leido.error
}

describe('Lo que trae un mensaje', () => {
  it('se toman los ZIP y los XML con sus bytes, y nada más', async () => {
    const crudo = await mensajeRecibido({
      adjuntos: [
        { nombre: 'AD 0900.ZIP', bytes },
        { nombre: 'factura ñ.xml', bytes, tipo: 'application/octet-stream' },
        { nombre: 'factura.pdf', bytes },
        { nombre: 'logo.png', bytes },
        { nombre: 'programa.exe', bytes, tipo: 'application/zip' },
      ],
    })
    expect(await nombres(crudo)).toEqual(['AD 0900.ZIP', 'factura ñ.xml'])
    const leido = await archivosDe(crudo)
    expect(leido.ok && Buffer.from(leido.value[0]?.bytes ?? []).equals(bytes)).toBe(true)
  })

  it('del nombre que puso quien lo envió no queda ruta ni signos que no se ven', async () => {
    const crudo = Buffer.from(
      'Content-Type: multipart/mixed; boundary=x\r\n\r\n' +
        '--x\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename="../../etc/a\u0007b.zip"\r\n\r\nPK\r\n' +
        '--x\r\nContent-Type: text/xml\r\nContent-Disposition: attachment\r\n\r\n<a/>\r\n--x--\r\n',
    )
    expect(await nombres(crudo)).toEqual(['ab.zip', 'adjunto.xml'])
  })

  it('con demasiados archivos, o con partes dentro de partes sin fin, no se lee y se dice', async () => {
    const adjuntos = Array.from({ length: 51 }, (_, n) => ({ nombre: `${n}.zip`, bytes }))
    expect(await nombres(await mensajeRecibido({ adjuntos }))).toMatch(/trae 51 archivos/)
    const hondo = (n: number): string =>
      n === 0
        ? 'Content-Type: application/zip; name=a.zip\r\n\r\nx\r\n'
        : `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n${hondo(n - 1)}\r\n--b${n}--\r\n`
    expect(await nombres(Buffer.from(hondo(80)))).toBe(MAL_ARMADO)
  })

  it('por su estructura se sabe si vale la pena bajarlo, también dentro de un reenviado', () => {
    const zip = { type: 'application/octet-stream', dispositionParameters: { filename: 'ad.zip' } }
    expect(traeCandidatos({ type: 'multipart/mixed', childNodes: [{ type: 'text/plain' }, zip] })).toBe(true)
    expect(traeCandidatos({ type: 'message/rfc822', childNodes: [zip] })).toBe(true)
    expect(traeCandidatos({ type: 'application/zip' })).toBe(true)
    expect(traeCandidatos({ type: 'application/pdf', parameters: { name: 'factura.pdf' } })).toBe(false)
    expect(traeCandidatos({ type: 'multipart/alternative', childNodes: [{ type: 'text/html' }] })).toBe(false)
  })
})
