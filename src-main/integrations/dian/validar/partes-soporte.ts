import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import { DEPARTAMENTOS, ESQUEMAS, RESPONSABILIDADES, TIPOS_VENDEDOR_EXTERIOR } from './listas.ts'
import type { Revision } from './revision.ts'

const VENDEDOR = '/*/cac:AccountingSupplierParty'
const COMPRADOR = '/*/cac:AccountingCustomerParty'
const TRIBUTARIO = 'cac:Party/cac:PartyTaxScheme'

/** DSAJ02–DSAJ73 and DSAK02–DSAK41, and those of the note: who sold without invoicing, and the practice that bought. */
export function revisarPartesSoporte(revision: Revision): void {
  revisarVendedor(revision)
  revisarComprador(revision)
}

function revisarVendedor(revision: Revision): void {
  const { xml, hallar } = revision
  const enColombia = xml.text('/*/cbc:CustomizationID') !== '11'
  if (!/^[12]$/.test(xml.text(`${VENDEDOR}/cbc:AdditionalAccountID`)))
    hallar('DSAJ02', `${VENDEDOR}/cbc:AdditionalAccountID`)
  if (xml.text(`${VENDEDOR}/${TRIBUTARIO}/cbc:RegistrationName`) === '')
    hallar('DSAJ20', `${VENDEDOR}/${TRIBUTARIO}/cbc:RegistrationName`)
  revisarDireccion(revision, enColombia)
  const id = `${VENDEDOR}/${TRIBUTARIO}/cbc:CompanyID`
  const tipo = xml.text(`${id}/@schemeName`)
  if (xml.text(id) === '') hallar('DSAJ21', id)
  if (!enColombia) {
    if (!TIPOS_VENDEDOR_EXTERIOR.has(tipo)) hallar('DSAJ25b', `${id}/@schemeName`, `Dice «${tipo}».`)
  } else if (tipo !== '31') hallar('DSAJ25a', `${id}/@schemeName`, `Dice «${tipo}».`)
  else if (!dvCorrecto(xml.text(id), xml.text(`${id}/@schemeID`))) hallar('DSAJ24b', `${id}/@schemeID`)
  revisarFisco(revision, VENDEDOR, 'DSAJ')
}

function revisarComprador(revision: Revision): void {
  const { xml, hallar } = revision
  if (!/^[12]$/.test(xml.text(`${COMPRADOR}/cbc:AdditionalAccountID`)))
    hallar('DSAK02', `${COMPRADOR}/cbc:AdditionalAccountID`)
  const id = `${COMPRADOR}/${TRIBUTARIO}/cbc:CompanyID`
  if (xml.text(id) === '') hallar('DSAK21', id)
  if (xml.text(`${id}/@schemeName`) !== '31') hallar('DSAK25', `${id}/@schemeName`)
  else if (!dvCorrecto(xml.text(id), xml.text(`${id}/@schemeID`))) hallar('DSAK24b', `${id}/@schemeID`)
  revisarFisco(revision, COMPRADOR, 'DSAK')
}

function revisarFisco({ xml, hallar }: Revision, parte: string, grupo: 'DSAJ' | 'DSAK'): void {
  const responsabilidades = `${parte}/${TRIBUTARIO}/cbc:TaxLevelCode`
  for (const codigo of xml.text(responsabilidades).split(';'))
    if (!RESPONSABILIDADES.has(codigo)) hallar(`${grupo}26`, responsabilidades, `Dice «${codigo}».`)
  const esquema = `${parte}/${TRIBUTARIO}/cac:TaxScheme`
  const nombre = ESQUEMAS.get(xml.text(`${esquema}/cbc:ID`))
  if (nombre === undefined) hallar(`${grupo}40`, `${esquema}/cbc:ID`)
  else if (xml.text(`${esquema}/cbc:Name`) !== nombre) hallar(`${grupo}41`, `${esquema}/cbc:Name`)
}

const CAMPOS_COLOMBIA = [
  'cbc:ID',
  'cbc:CityName',
  'cbc:CountrySubentity',
  'cbc:CountrySubentityCode',
  'cac:AddressLine/cbc:Line',
]

function revisarDireccion({ xml, opciones, hallar }: Revision, enColombia: boolean): void {
  const ruta = `${VENDEDOR}/cac:Party/cac:PhysicalLocation/cac:Address`
  const pais = xml.text(`${ruta}/cac:Country/cbc:IdentificationCode`)
  if (!enColombia) {
    if (xml.text(`${ruta}/cbc:CityName`) === '' || !/^[A-Z]{2}$/.test(pais) || pais === 'CO')
      hallar('DSAJ08b', ruta)
    return
  }
  if (pais !== 'CO' || CAMPOS_COLOMBIA.some((campo) => xml.text(`${ruta}/${campo}`) === '')) {
    hallar('DSAJ08a', ruta)
    return
  }
  const { municipios } = opciones
  const municipio = xml.text(`${ruta}/cbc:ID`)
  const existe = municipios === undefined ? /^\d{5}$/.test(municipio) : municipios.has(municipio)
  if (!existe) hallar('DSAJ09', `${ruta}/cbc:ID`, `Dice «${municipio}».`)
  const departamento = xml.text(`${ruta}/cbc:CountrySubentityCode`)
  if (!DEPARTAMENTOS.has(departamento) || (existe && departamento !== municipio.slice(0, 2)))
    hallar('DSAJ12', `${ruta}/cbc:CountrySubentityCode`, `Dice «${departamento}».`)
  const postal = `${ruta}/cbc:PostalZone`
  if (xml.has(postal) && !/^\d{6}$/.test(xml.text(postal))) hallar('DSAJ73', postal)
}

function dvCorrecto(numero: string, dv: string): boolean {
  return /^\d{1,15}$/.test(numero) && digitoVerificacion(numero) === dv
}
