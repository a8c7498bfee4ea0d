/** One node of the structure of a message, as the server tells it (RFC 9051, BODYSTRUCTURE). */
export interface NodoMensaje {
  readonly type: string
  readonly parameters?: Readonly<Record<string, string>> | undefined
  readonly dispositionParameters?: Readonly<Record<string, string>> | undefined
  readonly childNodes?: readonly NodoMensaje[] | undefined
}

const TIPOS = new Set([
  'application/zip',
  'application/x-zip',
  'application/x-zip-compressed',
  'application/xml',
  'text/xml',
])

/** Whether a file may be that of an invoice, by its name; by its type when it has none. */
export function puedeSerFactura(nombre: string | null | undefined, tipo: string): boolean {
  return nombre ? /\.(zip|xml)$/i.test(nombre.trim()) : TIPOS.has(tipo.toLowerCase())
}

/** Whether a message brings a ZIP or an XML, forwarded messages included. */
export function traeCandidatos(nodo: NodoMensaje): boolean {
  const nombre = nodo.dispositionParameters?.filename ?? nodo.parameters?.name
  return puedeSerFactura(nombre, nodo.type) || (nodo.childNodes ?? []).some(traeCandidatos)
}
