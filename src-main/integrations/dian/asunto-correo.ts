import type { DocumentoNota } from '../../../src-shared/domains/facturacion/nota-schemas.ts'
import { numeroCompleto } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'

/** Document types of the notes (tabla 13.1.3): a nota débito has no element for its own in the XML, only here. */
const TIPO_NOTA = { credito: '91', debito: '92' } as const

/**
 * Subject of the e-mail that delivers a document, by which reception systems sort it: `NIT;nombre;numero;tipo;nombre comercial`
 * (delivery of the annex 1.9; dian.md 2.13 [G]). A `;` of a name would shift the fields: it becomes a comma, and what is no
 * printable sign becomes a space.
 * @param sinValidez practice: said first, so that nobody's system takes it for an invoice
 */
export function asuntoCorreo(
  documento:
    | Pick<DocumentoFactura, 'emisor' | 'numero' | 'tipo'>
    | Pick<DocumentoNota, 'emisor' | 'numero' | 'clase'>,
  { sinValidez }: { readonly sinValidez: boolean },
): string {
  const { emisor, numero } = documento
  const campos = [
    emisor.numero,
    emisor.nombre,
    numeroCompleto(numero),
    'clase' in documento ? TIPO_NOTA[documento.clase] : documento.tipo,
    emisor.nombreComercial ?? emisor.nombre,
  ]
  return `${sinValidez ? '[SIN VALIDEZ] ' : ''}${campos.map(campo).join(';')}`
}

function campo(text: string): string {
  return text
    .replaceAll(';', ',')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}
