import type { Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { DocumentoVendedor, Vendedor } from '../../../../src-shared/domains/finanzas/soporte-schemas.ts'
import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { addressFields, checkDigit } from '../factura/partes.ts'
import { AGENCY, cac, cbc } from '../ubl.ts'

/**
 * The parties of a documento soporte are those of an invoice the other way round, and shorter: the annex took away names, legal entity,
 * contact and the address of the buyer (control de versiones of annex 1.1; the official example).
 */

/** Codes of the list for sellers of another country (lista TipoIdFiscal of the annex); one of Colombia is always a NIT (DSAJ25a). */
const DOCUMENTO: Readonly<Record<DocumentoVendedor, string>> = {
  CC: '31',
  NI: '31',
  PA: '41',
  CE: '22',
  DE: '42',
  NE: '50',
}

/** Tribute of the buyer: the official example and two other programs always write IVA, whatever its RUT says. */
const TRIBUTO_COMPRADOR = { codigo: '01', nombre: 'IVA' } as const

/** Who sold (SNO), DSAJ01–DSAJ41. */
export function sellerParty(vendedor: Vendedor): XmlElement {
  const enColombia = vendedor.exterior === undefined
  return cac(
    'AccountingSupplierParty',
    cbc('AdditionalAccountID', vendedor.tipoPersona),
    cac(
      'Party',
      cac('PhysicalLocation', cac('Address', direccion(vendedor))),
      cac(
        'PartyTaxScheme',
        cbc('RegistrationName', vendedor.nombre),
        cbc('CompanyID', vendedor.numero, {
          ...AGENCY,
          // DIAN checks the digit against the number, also when it is that of a cédula (DSAJ24b).
          schemeID: enColombia ? digitoVerificacion(vendedor.numero) : undefined,
          schemeName: DOCUMENTO[vendedor.tipoDocumento],
        }),
        cbc('TaxLevelCode', vendedor.responsabilidades.join(';')),
        cac('TaxScheme', cbc('ID', 'ZZ'), cbc('Name', 'No aplica')),
      ),
    ),
  )
}

/** The practice, which bought and issues (ABS), DSAK01–DSAK41: always by NIT. */
export function buyerParty(comprador: Parte): XmlElement {
  return cac(
    'AccountingCustomerParty',
    cbc('AdditionalAccountID', comprador.tipoPersona),
    cac(
      'Party',
      cac(
        'PartyTaxScheme',
        cbc('RegistrationName', comprador.nombre),
        cbc('CompanyID', comprador.numero, {
          ...AGENCY,
          schemeID: checkDigit(comprador),
          schemeName: '31',
        }),
        cbc('TaxLevelCode', comprador.responsabilidades.join(';')),
        cac('TaxScheme', cbc('ID', TRIBUTO_COMPRADOR.codigo), cbc('Name', TRIBUTO_COMPRADOR.nombre)),
      ),
    ),
  )
}

/** In Colombia the full address of DIVIPOLA (DSAJ08a); abroad its city, its line and its country (DSAJ08b). */
function direccion({ direccion, exterior }: Vendedor): XmlContent {
  if (exterior === undefined) return direccion && addressFields(direccion)
  return [
    cbc('CityName', exterior.ciudad),
    cac('AddressLine', cbc('Line', exterior.linea)),
    cac(
      'Country',
      cbc('IdentificationCode', exterior.pais),
      cbc('Name', exterior.nombrePais, { languageID: 'es' }),
    ),
  ]
}
