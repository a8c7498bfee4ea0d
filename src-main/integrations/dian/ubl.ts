import { type Centavos, centavosToDecimal } from '../../../src-shared/kernel/money.ts'
import { element, type XmlContent, type XmlElement } from '../../core/xml/element.ts'

/** Small builders shared by every UBL document. */

type Attributes = Readonly<Record<string, string | undefined>>

/** Basic component with text. */
export function cbc(name: string, text: string, attributes: Attributes = {}): XmlElement {
  return element(`cbc:${name}`, attributes, text)
}

/** Basic component that is left out when there is no text. */
export function cbcOptional(name: string, text: string | undefined, attributes: Attributes = {}): XmlContent {
  return text === undefined || text === '' ? undefined : cbc(name, text, attributes)
}

/** Aggregate component. */
export function cac(name: string, ...content: readonly XmlContent[]): XmlElement {
  return element(`cac:${name}`, {}, ...content)
}

/** Component of DIAN's own extension. */
export function sts(name: string, attributes: Attributes, ...content: readonly XmlContent[]): XmlElement {
  return element(`sts:${name}`, attributes, ...content)
}

/** Amount in Colombian pesos, two decimals. */
export function amount(name: string, centavos: Centavos): XmlElement {
  return cbc(name, centavosToDecimal(centavos), { currencyID: 'COP' })
}

/** One `ext:UBLExtension` with what it carries. */
export function ublExtension(content: XmlContent): XmlElement {
  return element('ext:UBLExtension', {}, element('ext:ExtensionContent', {}, content))
}

/** Rate in hundredths of a percent as `19.00`. */
export function percent(centesimas: number): string {
  return `${Math.trunc(centesimas / 100)}.${String(centesimas % 100).padStart(2, '0')}`
}

/** Rate in thousandths of a percent, two decimals or three when needed: `11.00`, `0.966`. */
export function finePercent(milesimas: number): string {
  return quantity(milesimas)
}

/** Price of one unit: two decimals, or up to six when there is a fraction of a centavo. */
export function unitPrice(name: string, centavos: Centavos, fraccion = 0): XmlElement {
  const text = `${centavosToDecimal(centavos)}${String(fraccion).padStart(4, '0')}`
  return cbc(name, text.replace(/0{1,4}$/, ''), { currencyID: 'COP' })
}

/** Quantity in milésimas, two decimals or three when needed: `1.00`, `0.125`. */
export function quantity(milesimas: number): string {
  const text = `${Math.trunc(milesimas / 1000)}.${String(milesimas % 1000).padStart(3, '0')}`
  return text.endsWith('0') ? text.slice(0, -1) : text
}

/** Name of DIAN as the agency of its own codes; rules FAB25 and FAB26 compare it letter by letter. */
export const AGENCY = {
  schemeAgencyID: '195',
  schemeAgencyName: 'CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)',
} as const

/** Everything is billed in Colombian pesos (FAD15a). */
export function currencyCode(): XmlElement {
  return cbc('DocumentCurrencyCode', 'COP', {
    listAgencyID: '6',
    listAgencyName: 'United Nations Economic Commission for Europe',
    listID: 'ISO 4217 Alpha',
  })
}
