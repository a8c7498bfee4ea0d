import { XmlElement } from 'libxml2-wasm'
import type { Revision } from './revision.ts'

const VALORES = "*[contains(local-name(), 'Amount') or contains(local-name(), 'Percent')]"

/** VLR01: no amount and no percentage is negative, wherever it is. One finding for each that is. */
export function revisarNegativos({ xml, hallar }: Revision): void {
  for (const valor of xml.elements(`/*//${VALORES}[starts-with(normalize-space(.), '-')]`))
    hallar('VLR01', rutaDe(valor), `Dice ${valor.content.trim()}.`)
}

function rutaDe(elemento: XmlElement): string {
  const nombre = elemento.prefix === '' ? elemento.name : `${elemento.prefix}:${elemento.name}`
  const { parent } = elemento
  return `${parent instanceof XmlElement ? rutaDe(parent) : ''}/${nombre}`
}
