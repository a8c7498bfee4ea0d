import type { XmlElement } from 'libxml2-wasm'
import { percentOf } from '../../../../src-shared/kernel/money.ts'
import { centavosDe, type Revision, sumarTextos } from './revision.ts'

/** Tributes of tabla 13.2.2 that a rule names; the rest are passed by. */
const NOMBRES: Readonly<Record<string, string>> = { '01': 'IVA', '03': 'ICA', '04': 'INC' }
const TARIFAS_IVA = ['0.00', '5.00', '16.00', '19.00']

interface Reglas {
  readonly repetido: string
  readonly suma: string
  readonly tarifa: string
  readonly valor: string
}

/** FAS01–FAS16 at the header, FAX01–FAX07 at each line, FAY10 for the rate, FED114 for the parts the ministry demands. */
export function revisarImpuestos(revision: Revision): void {
  const { xml, hallar, iguales } = revision
  const cabecera = xml.elements('/*/cac:TaxTotal')
  const reglas: Reglas = { repetido: 'FAS01b', suma: 'FAS02', tarifa: 'FAS04', valor: 'FAS07' }
  revisarTotales(revision, cabecera, '/Invoice/cac:TaxTotal', reglas)
  const enLineas = new Map<string, number>()
  xml.elements('/*/cac:InvoiceLine').forEach((linea, index) => {
    const ruta = `/Invoice/cac:InvoiceLine[${index + 1}]/cac:TaxTotal`
    const totales = xml.elements('cac:TaxTotal', linea)
    revisarTotales(revision, totales, ruta, {
      repetido: 'FAX01',
      suma: 'FAX02',
      tarifa: 'FAX04',
      valor: 'FAX07',
    })
    for (const total of totales) {
      const tributo = tributoDe(revision, total)
      const valor = centavosDe(xml.text('cbc:TaxAmount', total)) ?? 0
      enLineas.set(tributo, (enLineas.get(tributo) ?? 0) + valor)
    }
  })
  for (const total of cabecera) {
    const tributo = tributoDe(revision, total)
    const valor = centavosDe(xml.text('cbc:TaxAmount', total))
    if (!enLineas.has(tributo) && valor !== 0)
      hallar('FAS01b', '/Invoice/cac:TaxTotal', `Ninguna línea tiene ${NOMBRES[tributo] ?? tributo}.`)
    else if (!iguales(valor, enLineas.get(tributo) ?? 0))
      hallar('FAS02', '/Invoice/cac:TaxTotal/cbc:TaxAmount', 'No es la suma de las líneas.')
  }
  for (const tributo of enLineas.keys())
    if (!cabecera.some((total) => tributoDe(revision, total) === tributo))
      hallar('FAS01b', '/Invoice/cac:TaxTotal', `Falta totalizar ${NOMBRES[tributo] ?? tributo}.`)
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
  const salud = xml.text('/*/cbc:CustomizationID').startsWith('SS-')
  for (const total of totales) {
    const subtotales = xml.elements('cac:TaxSubtotal', total)
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
  const centesimas = centavosDe(tarifa)
  const id = xml.text('cac:TaxCategory/cac:TaxScheme/cbc:ID', subtotal)
  if (id === '') hallar('FAS16', `${ruta}/cac:TaxCategory/cac:TaxScheme/cbc:ID`)
  const nombre = NOMBRES[id]
  if (nombre !== undefined && xml.text('cac:TaxCategory/cac:TaxScheme/cbc:Name', subtotal) !== nombre)
    hallar('FAS16', `${ruta}/cac:TaxCategory/cac:TaxScheme/cbc:Name`)
  if (id === '01' && centesimas !== undefined && !TARIFAS_IVA.includes(`${(centesimas / 100).toFixed(2)}`))
    hallar('FAY10', `${ruta}/cac:TaxCategory/cbc:Percent`, `Dice ${tarifa} %.`)
  if (base === undefined || valor === undefined || centesimas === undefined) {
    hallar(reglas.valor, ruta)
    return
  }
  if (base < 0 || valor < 0 || centesimas < 0) hallar('VLR01', ruta)
  // DIAN compares whole pesos; a line may carry one centavo more or less so that the lines add up to the header.
  if (Math.abs(valor - percentOf(base, centesimas)) > 100) hallar(reglas.valor, `${ruta}/cbc:TaxAmount`)
}

function tributoDe({ xml }: Revision, total: XmlElement): string {
  return xml.text('cac:TaxSubtotal/cac:TaxCategory/cac:TaxScheme/cbc:ID', total)
}
