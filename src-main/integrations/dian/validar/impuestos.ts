import type { XmlElement } from 'libxml2-wasm'
import { finePercentOf } from '../../../../src-shared/kernel/money.ts'
import { NOMBRES_TRIBUTO, TARIFAS, TRIBUTOS } from './listas.ts'
import { centavosDe, type Revision, sumarTextos } from './revision.ts'
import { esDeSalud } from './salud.ts'

interface Reglas {
  readonly repetido: string
  readonly suma: string
  readonly tarifa: string
  readonly valor: string
}

const DE_CABECERA: Reglas = { repetido: 'FAS01b', suma: 'FAS02', tarifa: 'FAS04', valor: 'FAS07' }
const DE_LINEA: Reglas = { repetido: 'FAX01', suma: 'FAX02', tarifa: 'FAX04', valor: 'FAX07' }
/** A retention has no rule for its rates: a repeated one is told as a repeated retention. */
const DE_RETENCION: Reglas = { repetido: 'FAT01', suma: 'FAT02', tarifa: 'FAT01', valor: 'FAT07' }

/**
 * FAS01–FAS16 at the header, FAX01–FAX07 at each line, FAT01–FAT07 of what is withheld (invoices only), FAY10 for the rate, FED114 for the parts the
 * ministry demands; and their mirrors.
 */
export function revisarImpuestos(revision: Revision): void {
  const { xml, forma, hallar, iguales } = revision
  const cabecera = xml.elements('/*/cac:TaxTotal')
  revisarTotales(revision, cabecera, '/*/cac:TaxTotal', DE_CABECERA)
  const enLineas = new Map<string, number>()
  xml.elements(`/*/cac:${forma.linea}`).forEach((linea, index) => {
    const ruta = `/*/cac:${forma.linea}[${index + 1}]/cac:TaxTotal`
    const totales = xml.elements('cac:TaxTotal', linea)
    revisarTotales(revision, totales, ruta, DE_LINEA)
    for (const total of totales) {
      const tributo = tributoDe(revision, total)
      const valor = centavosDe(xml.text('cbc:TaxAmount', total)) ?? 0
      enLineas.set(tributo, (enLineas.get(tributo) ?? 0) + valor)
    }
  })
  for (const total of cabecera) {
    const tributo = tributoDe(revision, total)
    const valor = centavosDe(xml.text('cbc:TaxAmount', total))
    // A total of zero is let through beside the taxes of other lines, as DIAN's own example has it.
    if (!enLineas.has(tributo) && (valor !== 0 || enLineas.size === 0))
      hallar('FAS01b', '/*/cac:TaxTotal', `Ninguna línea tiene ${nombreDe(tributo)}.`)
    else if (!iguales(valor, enLineas.get(tributo) ?? 0))
      hallar('FAS02', '/*/cac:TaxTotal/cbc:TaxAmount', 'No es la suma de las líneas.')
  }
  for (const tributo of enLineas.keys())
    if (!cabecera.some((total) => tributoDe(revision, total) === tributo))
      hallar('FAS01b', '/*/cac:TaxTotal', `Falta totalizar ${nombreDe(tributo)}.`)
  if (forma.clase === 'factura' || forma.clase === 'soporte')
    revisarTotales(
      revision,
      xml.elements('/*/cac:WithholdingTaxTotal'),
      '/*/cac:WithholdingTaxTotal',
      DE_RETENCION,
    )
}

function revisarTotales(
  revision: Revision,
  totales: readonly XmlElement[],
  ruta: string,
  reglas: Reglas,
): void {
  const { xml, hallar, iguales } = revision
  const tributos = totales.map((total) => tributoDe(revision, total))
  if (new Set(tributos).size !== tributos.length) hallar(reglas.repetido, ruta)
  const salud = esDeSalud(revision) && reglas !== DE_RETENCION
  for (const total of totales) {
    const subtotales = xml.elements('cac:TaxSubtotal', total)
    if (subtotales.length === 0) hallar(reglas.repetido, ruta, 'No dice ninguna tarifa.')
    const valores = subtotales.map((subtotal) => xml.text('cbc:TaxAmount', subtotal))
    if (!iguales(centavosDe(xml.text('cbc:TaxAmount', total)), sumarTextos(valores)))
      hallar(reglas.suma, `${ruta}/cbc:TaxAmount`)
    if (salud && !xml.has('cbc:RoundingAmount', total)) hallar('FED114', `${ruta}/cbc:RoundingAmount`)
    const tarifas = subtotales.map((subtotal) => xml.text('cac:TaxCategory/cbc:Percent', subtotal))
    if (tarifas.includes('') || new Set(tarifas).size !== tarifas.length)
      hallar(reglas.tarifa, `${ruta}/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent`)
    for (const subtotal of subtotales) revisarSubtotal(revision, subtotal, `${ruta}/cac:TaxSubtotal`, reglas)
  }
}

function revisarSubtotal(revision: Revision, subtotal: XmlElement, ruta: string, reglas: Reglas): void {
  const { xml, hallar } = revision
  const base = centavosDe(xml.text('cbc:TaxableAmount', subtotal))
  const valor = centavosDe(xml.text('cbc:TaxAmount', subtotal))
  const tarifa = xml.text('cac:TaxCategory/cbc:Percent', subtotal)
  const milesimas = milesimasDe(tarifa)
  const id = xml.text('cac:TaxCategory/cac:TaxScheme/cbc:ID', subtotal)
  if (!TRIBUTOS.has(id)) hallar('FAS16', `${ruta}/cac:TaxCategory/cac:TaxScheme/cbc:ID`)
  const nombre = NOMBRES_TRIBUTO.get(id)
  if (nombre !== undefined && xml.text('cac:TaxCategory/cac:TaxScheme/cbc:Name', subtotal) !== nombre)
    hallar('FAS16', `${ruta}/cac:TaxCategory/cac:TaxScheme/cbc:Name`)
  if (milesimas !== undefined && TARIFAS.get(id)?.includes(milesimas / 10) === false)
    hallar('FAY10', `${ruta}/cac:TaxCategory/cbc:Percent`, `Dice ${tarifa} %.`)
  // Without a rate it is the rule of rates that speaks.
  if (tarifa === '') return
  // No tribute goes over its base: a larger rate has no tax worth computing.
  if (base === undefined || valor === undefined || milesimas === undefined || milesimas > 100_000) {
    hallar(reglas.valor, ruta)
    return
  }
  // DIAN compares whole pesos; a line may carry one centavo more or less so that the lines add up to the header.
  if (Math.abs(valor - finePercentOf(base, milesimas)) > 100) hallar(reglas.valor, `${ruta}/cbc:TaxAmount`)
}

/** Thousandths of a percent: what is withheld for ICA goes by the thousand with decimals. */
function milesimasDe(tarifa: string): number | undefined {
  const partes = /^(\d{1,4})(?:\.(\d{1,3})0*)?$/.exec(tarifa)
  return partes === null ? undefined : Number(`${partes[1]}${(partes[2] ?? '').padEnd(3, '0')}`)
}

function nombreDe(tributo: string): string {
  return NOMBRES_TRIBUTO.get(tributo) ?? tributo
}

function tributoDe({ xml }: Revision, total: XmlElement): string {
  return xml.text('cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID', total)
}
