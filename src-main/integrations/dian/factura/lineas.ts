import type { TotalesFactura, TotalesLinea } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { LineaFactura } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { AGENCY, amount, cac, cbc, quantity, unitPrice } from '../ubl.ts'
import { lineAllowances } from './ajustes.ts'
import { lineTaxTotal } from './impuestos.ts'

export type ClaseDocumento = 'factura' | 'credito' | 'debito' | 'soporte' | 'ajuste'

/** What a documento soporte adds to a line: when it was bought, and what is withheld of it. */
export interface AnexosLinea {
  readonly periodo?: XmlElement
  readonly retenciones?: XmlContent
}

interface FormaLinea {
  readonly linea: string
  readonly cantidad: string
  /** Whether its type has FreeOfChargeIndicator, and whether the discount goes before the taxes: the XSDs differ (ZB01). */
  readonly gratis: boolean
  readonly descuentoAntes: boolean
}

const FORMAS: Readonly<Record<ClaseDocumento, FormaLinea>> = {
  factura: { linea: 'InvoiceLine', cantidad: 'InvoicedQuantity', gratis: true, descuentoAntes: true },
  credito: { linea: 'CreditNoteLine', cantidad: 'CreditedQuantity', gratis: true, descuentoAntes: false },
  debito: { linea: 'DebitNoteLine', cantidad: 'DebitedQuantity', gratis: false, descuentoAntes: false },
  soporte: { linea: 'InvoiceLine', cantidad: 'InvoicedQuantity', gratis: false, descuentoAntes: true },
  ajuste: { linea: 'CreditNoteLine', cantidad: 'CreditedQuantity', gratis: false, descuentoAntes: false },
}

/** The lines of an invoice or note, numbered from 1 (FAV02). */
export function documentLines(
  clase: ClaseDocumento,
  lineas: readonly LineaFactura[],
  totales: TotalesFactura,
  anexos: (index: number) => AnexosLinea = () => ({}),
): XmlContent {
  return lineas.map((linea, index) => {
    const calculada = totales.lineas[index]
    return calculada && documentLine(FORMAS[clase], linea, calculada, index + 1, anexos(index))
  })
}

/** In DIAN's usage BaseQuantity is the invoiced quantity, so that price × BaseQuantity − discount is the line (FAV06). */
function documentLine(
  forma: FormaLinea,
  linea: LineaFactura,
  totales: TotalesLinea,
  orden: number,
  { periodo, retenciones }: AnexosLinea,
): XmlElement {
  const cantidad = quantity(linea.cantidad)
  const descuento = lineAllowances(linea, totales)
  return cac(
    forma.linea,
    // Table 13.3.13: 1 marks money collected for a third party.
    cbc('ID', String(orden), { schemeID: linea.mandante && '1' }),
    cbc(forma.cantidad, cantidad, { unitCode: linea.unidad }),
    amount('LineExtensionAmount', totales.subtotal),
    forma.gratis ? cbc('FreeOfChargeIndicator', String(linea.muestra !== undefined)) : undefined,
    periodo,
    referencePrice(linea),
    forma.descuentoAntes ? descuento : undefined,
    lineTaxTotal(linea, totales),
    retenciones,
    forma.descuentoAntes ? undefined : descuento,
    item(linea),
    cac(
      'Price',
      unitPrice(
        'PriceAmount',
        linea.muestra ? 0 : linea.precioUnitario,
        linea.muestra ? 0 : linea.fraccionPrecio,
      ),
      cbc('BaseQuantity', cantidad, { unitCode: linea.unidad }),
    ),
  )
}

/** What a sample is worth (FAW05); nothing else says it. */
function referencePrice({ muestra }: LineaFactura): XmlContent {
  return (
    muestra &&
    cac(
      'PricingReference',
      cac(
        'AlternativeConditionPrice',
        amount('PriceAmount', muestra.precio),
        cbc('PriceTypeCode', muestra.tipo),
      ),
    )
  )
}

function item(linea: LineaFactura): XmlElement {
  return cac(
    'Item',
    cbc('Description', linea.descripcion),
    cac('SellersItemIdentification', cbc('ID', linea.codigo)),
    cac('StandardItemIdentification', cbc('ID', linea.codigo, ESTANDARES[linea.estandar])),
    linea.mandante &&
      cac(
        'InformationContentProviderParty',
        cac(
          'PowerOfAttorney',
          cac(
            'AgentParty',
            cac(
              'PartyIdentification',
              cbc('ID', linea.mandante.nit, { ...AGENCY, schemeID: linea.mandante.dv, schemeName: '31' }),
            ),
          ),
        ),
      ),
  )
}

/** Table 13.3.5: who issues the code of the item (FAZ09–FAZ14). */
const ESTANDARES: Readonly<Record<LineaFactura['estandar'], Readonly<Record<string, string>>>> = {
  '999': { schemeID: '999', schemeName: 'Estándar de adopción del contribuyente' },
  '001': { schemeID: '001', schemeName: 'UNSPSC', schemeAgencyID: '10' },
  '010': { schemeID: '010', schemeName: 'GTIN', schemeAgencyID: '9' },
  '020': { schemeID: '020', schemeName: 'Partida Arancelarias', schemeAgencyID: '195' },
}
