import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import type { Revision } from './revision.ts'

const EMISOR = '/*/cac:AccountingSupplierParty'
const ADQUIRIENTE = '/*/cac:AccountingCustomerParty'

const TIPOS_DOCUMENTO = ['10', '11', '12', '13', '21', '22', '31', '41', '42', '47', '48', '50', '91']
const RESPONSABILIDADES = ['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN']
const ESQUEMAS: Readonly<Record<string, string>> = {
  '01': 'IVA',
  '04': 'INC',
  ZA: 'IVA e INC',
  ZZ: 'No aplica',
}

/** FAJ02–FAJ44, FAK02–FAK61, VFE011–VFE012: who sells and who pays. */
export function revisarPartes(revision: Revision): void {
  revisarEmisor(revision)
  revisarAdquiriente(revision)
}

function revisarEmisor({ xml, hallar }: Revision): void {
  if (!/^[12]$/.test(xml.text(`${EMISOR}/cbc:AdditionalAccountID`)))
    hallar('FAJ02', `${EMISOR}/cbc:AdditionalAccountID`)
  const tributario = `${EMISOR}/cac:Party/cac:PartyTaxScheme`
  const id = `${tributario}/cbc:CompanyID`
  const numero = xml.text(id)
  const dv = xml.text(`${id}/@schemeID`)
  if (xml.text(`${id}/@schemeName`) !== '31') hallar('VFE011', `${id}/@schemeName`)
  if (numero === '') hallar('FAJ21', id)
  else if (dv === '') hallar('VFE012', `${id}/@schemeID`)
  else if (!dvCorrecto(numero, dv)) hallar('FAJ24', `${id}/@schemeID`, dvEsperado(numero, dv))
  const legal = `${EMISOR}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID`
  if (xml.text(legal) !== numero || xml.text(`${legal}/@schemeID`) !== dv)
    hallar('FAJ44a', `${legal}/@schemeID`)
  for (const codigo of xml.text(`${tributario}/cbc:TaxLevelCode`).split(';'))
    if (!RESPONSABILIDADES.includes(codigo))
      hallar('FAJ26', `${tributario}/cbc:TaxLevelCode`, `Dice «${codigo}».`)
  const esquema = xml.text(`${tributario}/cac:TaxScheme/cbc:ID`)
  if (!(esquema in ESQUEMAS)) hallar('FAJ40', `${tributario}/cac:TaxScheme/cbc:ID`)
  else if (xml.text(`${tributario}/cac:TaxScheme/cbc:Name`) !== ESQUEMAS[esquema])
    hallar('FAJ41', `${tributario}/cac:TaxScheme/cbc:Name`)
  const direccion = `${EMISOR}/cac:Party/cac:PhysicalLocation/cac:Address`
  if (!direccionCompleta(xml, direccion)) hallar('FAJ08', direccion)
  else revisarMunicipio(direccion, 'FAJ09', 'FAJ12')
  const fiscal = `${tributario}/cac:RegistrationAddress`
  if (!direccionCompleta(xml, fiscal)) hallar('FAJ28', fiscal)
  else revisarMunicipio(fiscal, 'FAJ29', 'FAJ32')

  function revisarMunicipio(ruta: string, reglaMunicipio: string, reglaDepartamento: string): void {
    const municipio = xml.text(`${ruta}/cbc:ID`)
    if (!/^\d{5}$/.test(municipio)) hallar(reglaMunicipio, `${ruta}/cbc:ID`)
    if (xml.text(`${ruta}/cbc:CountrySubentityCode`) !== municipio.slice(0, 2))
      hallar(reglaDepartamento, `${ruta}/cbc:CountrySubentityCode`)
    if (xml.text(`${ruta}/cac:Country/cbc:IdentificationCode`) !== 'CO')
      hallar('FAJ16', `${ruta}/cac:Country`)
  }
}

function revisarAdquiriente({ xml, hallar }: Revision): void {
  const tipoPersona = xml.text(`${ADQUIRIENTE}/cbc:AdditionalAccountID`)
  if (!/^[12]$/.test(tipoPersona)) hallar('FAK02', `${ADQUIRIENTE}/cbc:AdditionalAccountID`)
  const identificacion = `${ADQUIRIENTE}/cac:Party/cac:PartyIdentification/cbc:ID`
  if (tipoPersona === '2' && xml.text(identificacion) === '') hallar('FAK61', identificacion)
  const tributario = `${ADQUIRIENTE}/cac:Party/cac:PartyTaxScheme`
  const id = `${tributario}/cbc:CompanyID`
  const numero = xml.text(id)
  const tipo = xml.text(`${id}/@schemeName`)
  const dv = xml.text(`${id}/@schemeID`)
  if (numero === '' || !TIPOS_DOCUMENTO.includes(tipo)) hallar('FAK21', id)
  else if (tipo === '31' && !dvCorrecto(numero, dv))
    hallar('FAK24', `${id}/@schemeID`, dvEsperado(numero, dv))
  for (const codigo of xml.text(`${tributario}/cbc:TaxLevelCode`).split(';'))
    if (!RESPONSABILIDADES.includes(codigo))
      hallar('FAK26', `${tributario}/cbc:TaxLevelCode`, `Dice «${codigo}».`)
  const direccion = `${ADQUIRIENTE}/cac:Party/cac:PhysicalLocation/cac:Address`
  if (xml.has(direccion) && !direccionCompleta(xml, direccion)) hallar('FAK08', direccion)
}

function direccionCompleta(xml: Revision['xml'], ruta: string): boolean {
  const campos = [
    'cbc:ID',
    'cbc:CityName',
    'cbc:CountrySubentity',
    'cbc:CountrySubentityCode',
    'cac:AddressLine/cbc:Line',
    'cac:Country/cbc:IdentificationCode',
  ]
  return campos.every((campo) => xml.text(`${ruta}/${campo}`) !== '')
}

function dvCorrecto(numero: string, dv: string): boolean {
  return digitoDe(numero) === dv
}

function dvEsperado(numero: string, dv: string): string {
  const digito = digitoDe(numero)
  if (digito === undefined) return `El número «${numero}» no es un NIT.`
  return dv === '' ? `Es ${digito} y no lo dice.` : `Es ${digito} y dice ${dv}.`
}

function digitoDe(numero: string): string | undefined {
  return /^\d{1,15}$/.test(numero) ? digitoVerificacion(numero) : undefined
}
