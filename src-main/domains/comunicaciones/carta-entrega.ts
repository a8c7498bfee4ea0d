import { anula, totalesNota } from '../../../src-shared/domains/facturacion/nota-rules.ts'
import type { DocumentoNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import { NOMBRE_NOTA } from '../../../src-shared/domains/facturacion/nota-texts.ts'
import { numeroCompleto, totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { asuntoCorreo } from '../../integrations/dian/asunto-correo.ts'
import { qrUrl } from '../../integrations/dian/qr.ts'
import type { Carta } from '../../integrations/mensajeria/mensaje.ts'

const SIN_VALIDEZ = {
  factura: 'SIN VALIDEZ: este mensaje es de una práctica del programa. No es una factura y no debe pagarse.',
  nota: 'SIN VALIDEZ: este mensaje es de una práctica del programa. No es una nota y no cambia lo que se debe.',
} as const

/**
 * The letter that delivers an invoice or a note: who, which number, how much and how to check it. Nothing of what was done to the
 * patient, nor why a note was made in the words of whoever made it: an e-mail is read by whoever has the mailbox.
 * @param id of the item of the queue: its Message-ID for ever
 * @param remitente address of the account, for the domain of that Message-ID
 */
export function cartaEntrega(
  documento: DocumentoFactura | DocumentoNota,
  datos: {
    readonly id: string
    readonly para: string
    readonly remitente: string
    /** CUFE of an invoice, CUDE of a note. */
    readonly codigo: string
    readonly sinValidez: boolean
    /** UTC. */
    readonly en: string
  },
): Carta {
  const { emisor } = documento
  const consultorio = emisor.nombreComercial ?? emisor.nombre
  const { que, nombre, sinValidez } = 'clase' in documento ? laNota(documento) : laFactura(documento)
  const consulta = qrUrl(documento.ambiente, datos.codigo)
  const parrafos = [
    ...(datos.sinValidez ? [sinValidez] : []),
    'Buen día:',
    `${consultorio} le envía ${que}`,
    `El archivo adjunto trae la ${nombre} en PDF, para leerla o imprimirla, y el documento electrónico con la validación de la DIAN.`,
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
        text === sinValidez
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

/** What is sent, as the sentence that names it ends. */
interface Nombrado {
  readonly que: string
  readonly nombre: string
  readonly sinValidez: string
}

function laFactura(documento: DocumentoFactura): Nombrado {
  const total = formatPesos(totalesFactura(documento).aPagar)
  return {
    que: `la factura electrónica ${numeroCompleto(documento.numero)} del ${formatFecha(documento.emision.fecha)}, por ${total}.`,
    nombre: 'factura',
    sinValidez: SIN_VALIDEZ.factura,
  }
}

function laNota(nota: DocumentoNota): Nombrado {
  const total = formatPesos(totalesNota(nota).neto)
  const que = `la ${NOMBRE_NOTA[nota.clase].toLowerCase()} ${numeroCompleto(nota.numero)} del ${formatFecha(nota.emision.fecha)}, por ${total}.`
  const { factura } = nota
  return {
    que: factura
      ? `${que} ${efecto(nota)} la factura electrónica ${factura.numero} del ${formatFecha(factura.fecha)}.`
      : que,
    nombre: 'nota',
    sinValidez: SIN_VALIDEZ.nota,
  }
}

function efecto(nota: DocumentoNota): string {
  if (anula(nota)) return 'Deja sin valor'
  return nota.clase === 'credito' ? 'Baja el valor de' : 'Sube el valor de'
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
