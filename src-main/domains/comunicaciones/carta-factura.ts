import { numeroCompleto, totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { asuntoCorreo } from '../../integrations/dian/asunto-correo.ts'
import { qrUrl } from '../../integrations/dian/qr.ts'
import type { Carta } from '../../integrations/mensajeria/mensaje.ts'

const SIN_VALIDEZ =
  'SIN VALIDEZ: este mensaje es de una práctica del programa. No es una factura y no debe pagarse.'

/**
 * The letter that delivers an invoice: who, which number, how much and how to check it. Nothing of what was done to the patient:
 * an e-mail is read by whoever has the mailbox.
 * @param id of the item of the queue: its Message-ID for ever
 * @param remitente address of the account, for the domain of that Message-ID
 */
export function cartaFactura(
  documento: DocumentoFactura,
  datos: {
    readonly id: string
    readonly para: string
    readonly remitente: string
    readonly cufe: string
    readonly sinValidez: boolean
    /** UTC. */
    readonly en: string
  },
): Carta {
  const { emisor } = documento
  const consultorio = emisor.nombreComercial ?? emisor.nombre
  const numero = numeroCompleto(documento.numero)
  const total = formatPesos(totalesFactura(documento).aPagar)
  const consulta = qrUrl(documento.ambiente, datos.cufe)
  const parrafos = [
    ...(datos.sinValidez ? [SIN_VALIDEZ] : []),
    'Buen día:',
    `${consultorio} le envía la factura electrónica ${numero} del ${formatFecha(documento.emision.fecha)}, por ${total}.`,
    'El archivo adjunto trae la factura en PDF, para leerla o imprimirla, y el documento electrónico con la validación de la DIAN.',
  ]
  const comprobar = 'Puede comprobarla en la página de la DIAN:'
  const contacto = emisor.telefono
    ? `Si no esperaba este mensaje o algo no coincide, escríbanos o llámenos al ${emisor.telefono}.`
    : 'Si no esperaba este mensaje o algo no coincide, responda este correo.'
  return {
    para: datos.para,
    asunto: asuntoCorreo(documento, datos),
    texto: [...parrafos, `${comprobar}\n${consulta}`, contacto, consultorio].join('\n\n'),
    html: [
      '<!doctype html><html lang="es"><body style="font-family:sans-serif;font-size:15px;line-height:1.5">',
      ...parrafos.map((text) =>
        text === SIN_VALIDEZ
          ? `<p style="color:#b00020"><strong>${escapeHtml(text)}</strong></p>`
          : `<p>${escapeHtml(text)}</p>`,
      ),
      `<p>${comprobar}<br><a href="${escapeHtml(consulta)}">${escapeHtml(consulta)}</a></p>`,
      `<p>${escapeHtml(contacto)}</p>`,
      `<p>${escapeHtml(consultorio)}</p>`,
      '</body></html>',
    ].join('\n'),
    messageId: `<${datos.id}@${datos.remitente.split('@')[1] ?? 'consultorio.invalid'}>`,
    en: datos.en,
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
