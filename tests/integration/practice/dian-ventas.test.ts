import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type DianPractica,
  startDianPractica,
} from '../../../src-main/practice/autoridades/dian/dian-practica.ts'
import { enviarFactura } from './cliente-soap.ts'
import {
  type CambiosFactura,
  clock,
  factura,
  firmar,
  ids,
  registro,
  type Titular,
  titularDePrueba,
} from './documentos-de-prueba.ts'

/** The values of a sale, written by hand: what the authority takes and what it refuses, with its own arithmetic. */

let carpeta: string
let dian: DianPractica
let titular: Titular
let siguiente = 990000500

beforeAll(async () => {
  carpeta = mkdtempSync(join(tmpdir(), 'dian-ventas-'))
  dian = await startDianPractica({ clock, ids, journalPath: join(carpeta, 'dian.jsonl'), registro })
  titular = await titularDePrueba()
})
afterAll(async () => {
  await dian.close()
  rmSync(carpeta, { recursive: true })
})

type Cambio = readonly [de: string | RegExp, a: string]

const editar =
  (...cambios: readonly Cambio[]) =>
  (xml: string): string =>
    cambios.reduce((texto, [de, a]) => {
      const cambiado = texto.replace(de, a)
      if (cambiado === texto) throw new Error(`No se encontró ${de}`)
      return cambiado
    }, xml)

async function reglasDe(cambios: CambiosFactura): Promise<string[]> {
  const xml = firmar(factura({ numero: `SETP${siguiente++}`, ...cambios }), titular)
  const { reglas, mensajes } = await enviarFactura(dian.url, titular, xml)
  return mensajes.filter((mensaje) => mensaje.includes('Rechazo')).length > 0 ? [...reglas] : []
}

const pesos = (nombre: string, valor: string) => `<cbc:${nombre} currencyID="COP">${valor}</cbc:${nombre}>`

const ajuste = (recargo: boolean, codigo: string, valor: string, razon = 'Convenio') =>
  `<cac:AllowanceCharge><cbc:ID>1</cbc:ID><cbc:ChargeIndicator>${recargo}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>${codigo}</cbc:AllowanceChargeReasonCode><cbc:AllowanceChargeReason>${razon}</cbc:AllowanceChargeReason><cbc:MultiplierFactorNumeric>1.00</cbc:MultiplierFactorNumeric>${pesos('Amount', valor)}${pesos('BaseAmount', '120000.00')}</cac:AllowanceCharge>`

/** A discount of 1,200 and a charge of 700 over an invoice of 120,000 without tax. */
const conAjustes = (
  grupos: string,
  pagar = '119500.00',
  totales = ['1200.00', '700.00'],
): CambiosFactura => ({
  // The hash of the template goes with what is to be paid.
  anticipo: { pagos: '', total: '0.00', pagar },
  editar: editar(
    ['</cac:PaymentMeans>', `</cac:PaymentMeans>${grupos}`],
    [
      '<cbc:PrepaidAmount',
      `${pesos('AllowanceTotalAmount', totales[0] ?? '')}${pesos('ChargeTotalAmount', totales[1] ?? '')}<cbc:PrepaidAmount`,
    ],
  ),
})

const retencion = (codigo: string, nombre: string, base: string, tarifa: string, valor: string) =>
  `<cac:WithholdingTaxTotal>${pesos('TaxAmount', valor)}<cac:TaxSubtotal>${pesos('TaxableAmount', base)}${pesos('TaxAmount', valor)}<cac:TaxCategory><cbc:Percent>${tarifa}</cbc:Percent><cac:TaxScheme><cbc:ID>${codigo}</cbc:ID><cbc:Name>${nombre}</cbc:Name></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:WithholdingTaxTotal>`

const AUTORRETENEDOR: Cambio = [/(<cac:AccountingSupplierParty>[\s\S]*?)>R-99-PN</, '$1>O-15<']

const conRetencion = (...grupos: readonly string[]): CambiosFactura => ({
  valor: '100000.00',
  iva: { tarifa: '19.00', valor: '19000.00', total: '119000.00' },
  editar: editar(AUTORRETENEDOR, ['<cac:LegalMonetaryTotal>', `${grupos.join('')}<cac:LegalMonetaryTotal>`]),
})

const RENTA = retencion('06', 'ReteRenta', '100000.00', '11.00', '11000.00')

/** The only line given away: it is worth 120,000 and nothing is charged. */
const muestra = (...cambios: readonly Cambio[]): CambiosFactura => ({
  valor: '0.00',
  editar: editar(
    [
      /(<cac:InvoiceLine>[\s\S]*?<cbc:LineExtensionAmount[^>]*>[^<]*<\/cbc:LineExtensionAmount>)/,
      `$1<cbc:FreeOfChargeIndicator>true</cbc:FreeOfChargeIndicator><cac:PricingReference><cac:AlternativeConditionPrice>${pesos('PriceAmount', '120000.00')}<cbc:PriceTypeCode>1</cbc:PriceTypeCode></cac:AlternativeConditionPrice></cac:PricingReference>`,
    ],
    ...cambios,
  ),
})

const exterior = (direccion: string): CambiosFactura => ({
  editar: editar([
    /(<cac:AccountingCustomerParty>[\s\S]*?<\/cac:PartyName>)/,
    `$1<cac:PhysicalLocation><cac:Address>${direccion}</cac:Address></cac:PhysicalLocation>`,
  ]),
})
const MADRID =
  '<cbc:CityName>Madrid</cbc:CityName><cac:AddressLine><cbc:Line>Calle de Alcalá 1</cbc:Line></cac:AddressLine><cac:Country><cbc:IdentificationCode>ES</cbc:IdentificationCode></cac:Country>'

describe('DIAN de práctica: los valores de una venta que acepta', () => {
  it.each<[string, CambiosFactura]>([
    [
      'un descuento y un recargo generales',
      conAjustes(ajuste(false, '00', '1200.00') + ajuste(true, '02', '700.00')),
    ],
    [
      'tres retenciones de un autorretenedor, la de ICA por mil',
      conRetencion(
        retencion('05', 'ReteIVA', '19000.00', '15.00', '2850.00'),
        RENTA,
        retencion('07', 'ReteICA', '100000.00', '0.966', '966.00'),
      ),
    ],
    ['una muestra sin valor', muestra()],
    ['un cliente de otro país, sin municipio', exterior(MADRID)],
  ])('%s', async (_, cambios) => {
    expect(await reglasDe(cambios)).toEqual([])
  })
})

describe('DIAN de práctica: los valores de una venta que rechaza, con la regla', () => {
  it.each<[string, string, CambiosFactura]>([
    [
      'FAQ04',
      'un descuento con el código de un recargo',
      conAjustes(ajuste(false, '02', '1200.00') + ajuste(true, '02', '700.00')),
    ],
    [
      'FAQ04',
      'un recargo con el código de un descuento',
      conAjustes(ajuste(false, '00', '1200.00') + ajuste(true, '01', '700.00')),
    ],
    [
      'FAQ04',
      'un descuento sin motivo',
      conAjustes(ajuste(false, '00', '1200.00', '') + ajuste(true, '02', '700.00')),
    ],
    [
      'FAU08',
      'descuentos que no suman',
      conAjustes(ajuste(false, '00', '1200.01') + ajuste(true, '02', '700.00')),
    ],
    [
      'FAU10',
      'recargos que no suman',
      conAjustes(ajuste(false, '00', '1200.00') + ajuste(true, '02', '699.99')),
    ],
    [
      'FAU14',
      'un pago que no resta el descuento',
      conAjustes(ajuste(false, '00', '1200.00') + ajuste(true, '02', '700.00'), '120700.00'),
    ],
    [
      'FAU14',
      'un pago que no suma el recargo',
      conAjustes(ajuste(false, '00', '1200.00') + ajuste(true, '02', '700.00'), '118800.00'),
    ],
    ['FAT01', 'la misma retención dos veces', conRetencion(RENTA, RENTA)],
    [
      'FAT07',
      'una retención mal calculada',
      conRetencion(retencion('06', 'ReteRenta', '100000.00', '11.00', '11002.00')),
    ],
    [
      'FAT07',
      'una retención por más de lo vendido',
      conRetencion(retencion('06', 'ReteRenta', '200000.00', '11.00', '22000.00')),
    ],
    [
      'FAT07',
      'una retención de IVA sobre lo que no es IVA',
      conRetencion(retencion('05', 'ReteIVA', '100000.00', '15.00', '15000.00')),
    ],
    [
      'FAT12',
      'una retención con otro nombre',
      conRetencion(retencion('06', 'ReteICA', '100000.00', '11.00', '11000.00')),
    ],
    [
      'FAT12',
      'un impuesto que no es retención',
      conRetencion(retencion('01', 'IVA', '100000.00', '19.00', '19000.00')),
    ],
    [
      'FAY10',
      'una retención de IVA de una tarifa que no existe',
      conRetencion(retencion('05', 'ReteIVA', '19000.00', '50.00', '9500.00')),
    ],
    [
      'FAT01',
      'retenciones de quien no es autorretenedor',
      {
        valor: '100000.00',
        editar: editar(['<cac:LegalMonetaryTotal>', `${RENTA}<cac:LegalMonetaryTotal>`]),
      },
    ],
    [
      'FAW01',
      'una muestra que no dice cuánto vale',
      muestra([/<cac:PricingReference>.*?<\/cac:PricingReference>/, '']),
    ],
    ['FAV06', 'una muestra que cobra', { ...muestra(), valor: '120000.00' }],
    [
      'FAK08',
      'una dirección del exterior sin ciudad',
      exterior(MADRID.replace(/<cbc:CityName>.*?<\/cbc:CityName>/, '')),
    ],
    ['FAK08', 'una dirección sin país', exterior(MADRID.replace(/<cac:Country>.*?<\/cac:Country>/, ''))],
    [
      'FAK09',
      'una dirección del exterior con municipio de aquí',
      exterior(`<cbc:ID>11001</cbc:ID>${MADRID}`),
    ],
    [
      'FAK25',
      'una empresa con pasaporte',
      {
        editar: editar(
          [/(<cac:AccountingCustomerParty><cbc:AdditionalAccountID[^>]*>)2/, '$11'],
          [/(<cac:AccountingCustomerParty>[\s\S]*?<cac:PartyTaxScheme>[\s\S]*?schemeName=")13/, '$141'],
        ),
      },
    ],
    [
      'FAK20',
      'el número del consumidor final con otro nombre',
      {
        editar: editar([
          /(<cac:AccountingCustomerParty>[\s\S]*?<cac:PartyTaxScheme>[\s\S]*?>)52123456</,
          '$1222222222222<',
        ]),
      },
    ],
  ])('%s: %s', async (regla, _, cambios) => {
    expect(await reglasDe(cambios)).toContain(regla)
  })
})
