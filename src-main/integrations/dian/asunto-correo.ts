import { numeroCompleto } from '../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'

/**
 * Subject of the e-mail that delivers a document, by which reception systems sort it: `NIT;nombre;numero;tipo;nombre comercial`
 * (delivery of the annex 1.9; dian.md 2.13 [G]). A `;` of a name would shift the fields: it becomes a comma, and what is no
 * printable sign becomes a space.
 * @param sinValidez practice: said first, so that nobody's system takes it for an invoice
 */
export function asuntoCorreo(
  documento: Pick<DocumentoFactura, 'emisor' | 'numero' | 'tipo'>,
  { sinValidez }: { readonly sinValidez: boolean },
): string {
  const { emisor, numero, tipo } = documento
  const campos = [
    emisor.numero,
    emisor.nombre,
    numeroCompleto(numero),
    tipo,
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
