import type {
  Beneficiario,
  Direccion,
  DireccionExterior,
  Parte,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import {
  codigoDocumentoDian,
  digitoVerificacion,
  nombreTipoDocumento,
  TIPO_DOCUMENTO_DIAN,
} from '../../../../src-shared/kernel/identifiers.ts'
import type { XmlContent, XmlElement } from '../../../core/xml/element.ts'
import { AGENCY, cac, cbc, cbcOptional } from '../ubl.ts'

/** Names of tabla 13.2.6.2; FAJ41 refuses a code with another name. */
const ESQUEMA_TRIBUTARIO: Readonly<Record<Parte['tributo'], string>> = {
  '01': 'IVA',
  '04': 'INC',
  ZA: 'IVA e INC',
  ZZ: 'No aplica',
}

/** The issuer (FAJ rules). @param prefijo of the range; goes in CorporateRegistrationScheme (FAJ50, FAB10a) */
export function accountingSupplierParty(emisor: Parte, prefijo: string): XmlElement {
  return cac(
    'AccountingSupplierParty',
    cbc('AdditionalAccountID', emisor.tipoPersona),
    cac(
      'Party',
      cac('PartyName', cbc('Name', emisor.nombreComercial ?? emisor.nombre)),
      emisor.direccion && cac('PhysicalLocation', cac('Address', addressFields(emisor.direccion))),
      partyTaxScheme(emisor, emisorId(emisor), emisor.direccion),
      cac(
        'PartyLegalEntity',
        cbc('RegistrationName', emisor.nombre),
        emisorId(emisor),
        cac('CorporateRegistrationScheme', cbcOptional('ID', prefijo)),
      ),
      contact(emisor),
    ),
  )
}

/** The payer: the patient, or the insurer (FAK rules). @param beneficiario who got the service when another pays (SS-Recaudo) */
export function accountingCustomerParty(
  adquiriente: Parte,
  beneficiario: Beneficiario | undefined,
): XmlElement {
  return cac(
    'AccountingCustomerParty',
    cbc('AdditionalAccountID', adquiriente.tipoPersona),
    cac(
      'Party',
      // FAK61: a natural person is identified here as well.
      adquiriente.tipoPersona === '2'
        ? cac('PartyIdentification', cbc('ID', adquiriente.numero, identificationAttributes(adquiriente)))
        : undefined,
      cac('PartyName', cbc('Name', adquiriente.nombreComercial ?? adquiriente.nombre)),
      physicalLocation(adquiriente),
      partyTaxScheme(adquiriente, companyId(adquiriente), adquiriente.direccion),
      cac('PartyLegalEntity', cbc('RegistrationName', adquiriente.nombre), companyId(adquiriente)),
      contact(adquiriente),
      beneficiario && person(beneficiario),
    ),
  )
}

/** Tax identity of a party. */
function partyTaxScheme(parte: Parte, id: XmlElement, direccion: Direccion | undefined): XmlElement {
  return cac(
    'PartyTaxScheme',
    cbc('RegistrationName', parte.nombre),
    id,
    cbc('TaxLevelCode', parte.responsabilidades.join(';'), {
      listName: parte.tributo === 'ZZ' ? '49' : '48',
    }),
    direccion && cac('RegistrationAddress', addressFields(direccion)),
    cac('TaxScheme', cbc('ID', parte.tributo), cbc('Name', ESQUEMA_TRIBUTARIO[parte.tributo])),
  )
}

/** What an AttachedDocument says of a party: only its tax identity. @param esEmisor the issuer is always identified by NIT */
export function partyForContainer(parte: Parte, esEmisor: boolean): XmlElement {
  return partyTaxScheme(parte, esEmisor ? emisorId(parte) : companyId(parte), undefined)
}

function companyId(parte: Parte): XmlElement {
  return cbc('CompanyID', parte.numero, identificationAttributes(parte))
}

/** An independent professional also bills with NIT and check digit, even when the NIT is his cédula (VFE011, VFE012). */
function emisorId(emisor: Parte): XmlElement {
  return cbc('CompanyID', emisor.numero, {
    ...AGENCY,
    schemeID: checkDigit(emisor),
    schemeName: '31',
  })
}

function identificationAttributes(parte: Parte): Readonly<Record<string, string | undefined>> {
  const tipo = codigoDocumentoDian(parte.tipoDocumento)
  return {
    ...AGENCY,
    schemeID: tipo === '31' ? checkDigit(parte) : undefined,
    schemeName: tipo,
  }
}

/** The one given, else computed; none when the number is no NIT, which the pre-send check tells. */
export function checkDigit(parte: Pick<Parte, 'numero' | 'dv'>): string | undefined {
  return parte.dv ?? (/^\d{1,15}$/.test(parte.numero) ? digitoVerificacion(parte.numero) : undefined)
}

/** Where the customer is; who lives abroad has no address for tax purposes here, and no municipality (FAK08). */
function physicalLocation({ direccion, direccionExterior }: Parte): XmlContent {
  if (direccion) return cac('PhysicalLocation', cac('Address', addressFields(direccion)))
  return direccionExterior && cac('PhysicalLocation', cac('Address', foreignAddressFields(direccionExterior)))
}

function foreignAddressFields(direccion: DireccionExterior): XmlContent {
  return [
    cbc('CityName', direccion.ciudad),
    cbcOptional('PostalZone', direccion.codigoPostal),
    cbcOptional('CountrySubentity', direccion.region),
    cac('AddressLine', cbc('Line', direccion.linea)),
    cac(
      'Country',
      cbc('IdentificationCode', direccion.pais),
      cbc('Name', direccion.nombrePais, { languageID: 'es' }),
    ),
  ]
}

export function addressFields(direccion: Direccion): XmlContent {
  return [
    cbc('ID', direccion.municipio),
    cbc('CityName', direccion.nombreMunicipio),
    cbcOptional('PostalZone', direccion.codigoPostal),
    cbc('CountrySubentity', direccion.departamento),
    cbc('CountrySubentityCode', direccion.codigoDepartamento),
    cac('AddressLine', cbc('Line', direccion.linea)),
    colombia(),
  ]
}

function colombia(): XmlElement {
  return cac('Country', cbc('IdentificationCode', 'CO'), cbc('Name', 'Colombia', { languageID: 'es' }))
}

function contact(parte: Parte): XmlContent {
  if (parte.telefono === undefined && parte.correo === undefined) return undefined
  return cac('Contact', cbcOptional('Telephone', parte.telefono), cbcOptional('ElectronicMail', parte.correo))
}

/** DT2 §3.7: the beneficiary, with its DIAN code and again with its RIPS abbreviation. */
function person(beneficiario: Beneficiario): XmlElement {
  const { tipoDocumento, numero, direccion } = beneficiario
  return cac(
    'Person',
    cbc('ID', numero, { schemeID: TIPO_DOCUMENTO_DIAN[tipoDocumento] }),
    cbc('FirstName', beneficiario.nombres),
    cbc('FamilyName', beneficiario.apellidos),
    cac(
      'IdentityDocumentReference',
      cbc('ID', numero, { schemeID: tipoDocumento, schemeName: nombreTipoDocumento(tipoDocumento) }),
      cac(
        'IssuerParty',
        cac('PartyName', cbc('Name', 'Registraduría Nacional del Estado Civil')),
        cac('PostalAddress', colombia()),
      ),
    ),
    direccion &&
      cac(
        'ResidenceAddress',
        cbc('ID', direccion.municipio),
        cbc('CityName', direccion.nombreMunicipio),
        cac('AddressLine', cbc('Line', direccion.linea)),
        colombia(),
      ),
  )
}
