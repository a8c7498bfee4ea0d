import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import { esDeSoporte } from '../reglas/espejo.ts'
import { DEPARTAMENTOS, ESQUEMAS, REGIMENES, RESPONSABILIDADES, TIPOS_DOCUMENTO } from './listas.ts'
import { revisarPartesSoporte } from './partes-soporte.ts'
import type { Revision } from './revision.ts'
import { esDeSalud } from './salud.ts'

const EMISOR = '/*/cac:AccountingSupplierParty'
const ADQUIRIENTE = '/*/cac:AccountingCustomerParty'

/** FAJ02–FAJ73, FAK02–FAK61 and their mirrors, VFE011–VFE012 of invoices: who sells and who pays. */
export function revisarPartes(revision: Revision): void {
  if (esDeSoporte(revision.forma.clase)) {
    revisarPartesSoporte(revision)
    return
  }
  revisarEmisor(revision)
  revisarAdquiriente(revision)
}

function revisarEmisor(revision: Revision): void {
  const { xml, hallar } = revision
  if (!/^[12]$/.test(xml.text(`${EMISOR}/cbc:AdditionalAccountID`)))
    hallar('FAJ02', `${EMISOR}/cbc:AdditionalAccountID`)
  const tributario = `${EMISOR}/cac:Party/cac:PartyTaxScheme`
  revisarNit(revision, `${tributario}/cbc:CompanyID`)
  const legal = `${EMISOR}/cac:Party/cac:PartyLegalEntity`
  for (const atributo of ['', '/@schemeID'])
    if (
      xml.text(`${legal}/cbc:CompanyID${atributo}`) !== xml.text(`${tributario}/cbc:CompanyID${atributo}`)
    ) {
      hallar('FAJ44a', `${legal}/cbc:CompanyID${atributo}`)
      break
    }
  const matricula = `${legal}/cac:CorporateRegistrationScheme/cbc:Name`
  if (xml.has(matricula) && !/^\d{1,10}$/.test(xml.text(matricula))) hallar('FAJ51', matricula)
  revisarResponsabilidades(revision, 'FAJ26', `${tributario}/cbc:TaxLevelCode`)
  const regimen = `${tributario}/cbc:TaxLevelCode/@listName`
  if (xml.has(regimen) && !REGIMENES.has(xml.text(regimen))) hallar('FAJ27', regimen)
  const esquema = ESQUEMAS.get(xml.text(`${tributario}/cac:TaxScheme/cbc:ID`))
  if (esquema === undefined) hallar('FAJ40', `${tributario}/cac:TaxScheme/cbc:ID`)
  else if (xml.text(`${tributario}/cac:TaxScheme/cbc:Name`) !== esquema)
    hallar('FAJ41', `${tributario}/cac:TaxScheme/cbc:Name`)
  revisarDireccion(revision, `${EMISOR}/cac:Party/cac:PhysicalLocation/cac:Address`, {
    completa: 'FAJ08',
    municipio: 'FAJ09',
    departamento: 'FAJ12',
  })
  revisarDireccion(revision, `${tributario}/cac:RegistrationAddress`, {
    completa: 'FAJ28',
    municipio: 'FAJ29',
    departamento: 'FAJ32',
  })
}

/** In a health invoice the ministry demands the NIT and its digit under numbers of its own. */
function revisarNit(revision: Revision, id: string): void {
  const { xml, forma, hallar } = revision
  const saludFactura = forma.clase === 'factura' && esDeSalud(revision)
  const numero = xml.text(id)
  const dv = xml.text(`${id}/@schemeID`)
  const tipo = xml.text(`${id}/@schemeName`)
  if (!TIPOS_DOCUMENTO.has(tipo)) hallar('FAJ25', `${id}/@schemeName`, `Dice «${tipo}».`)
  else if (tipo !== '31')
    hallar(saludFactura ? 'VFE011' : 'FAJ25', `${id}/@schemeName`, `Debe ser NIT y dice «${tipo}».`)
  if (numero === '') hallar('FAJ21', id)
  else if (dv === '' && saludFactura) hallar('VFE012', `${id}/@schemeID`)
  else if (!dvCorrecto(numero, dv)) hallar('FAJ24', `${id}/@schemeID`, dvEsperado(numero, dv))
}

function revisarAdquiriente(revision: Revision): void {
  const { xml, hallar } = revision
  const tipoPersona = xml.text(`${ADQUIRIENTE}/cbc:AdditionalAccountID`)
  if (!/^[12]$/.test(tipoPersona)) hallar('FAK02', `${ADQUIRIENTE}/cbc:AdditionalAccountID`)
  const identificacion = `${ADQUIRIENTE}/cac:Party/cac:PartyIdentification/cbc:ID`
  if (tipoPersona === '2' && xml.text(identificacion) === '') hallar('FAK61', identificacion)
  const tributario = `${ADQUIRIENTE}/cac:Party/cac:PartyTaxScheme`
  const id = `${tributario}/cbc:CompanyID`
  const numero = xml.text(id)
  const tipo = xml.text(`${id}/@schemeName`)
  const dv = xml.text(`${id}/@schemeID`)
  if (numero === '' || !TIPOS_DOCUMENTO.has(tipo)) hallar('FAK21', id)
  else if (tipo === '31' && !dvCorrecto(numero, dv))
    hallar('FAK24', `${id}/@schemeID`, dvEsperado(numero, dv))
  revisarResponsabilidades(revision, 'FAK26', `${tributario}/cbc:TaxLevelCode`)
  const direccion = `${ADQUIRIENTE}/cac:Party/cac:PhysicalLocation/cac:Address`
  if (xml.has(direccion) && !direccionCompleta(xml, direccion, camposDe(xml, direccion)))
    hallar('FAK08', direccion)
  for (const ruta of [direccion, `${tributario}/cac:RegistrationAddress`]) {
    const idioma = `${ruta}/cac:Country/cbc:Name/@languageID`
    if (xml.has(idioma) && !/^[a-z]{2}$/.test(xml.text(idioma))) hallar('FAK38', idioma)
  }
}

function revisarResponsabilidades({ xml, hallar }: Revision, regla: string, ruta: string): void {
  for (const codigo of xml.text(ruta).split(';'))
    if (!RESPONSABILIDADES.has(codigo)) hallar(regla, ruta, `Dice «${codigo}».`)
}

function revisarDireccion(
  { xml, opciones, hallar }: Revision,
  ruta: string,
  reglas: { readonly completa: string; readonly municipio: string; readonly departamento: string },
): void {
  if (!direccionCompleta(xml, ruta, CAMPOS_DIRECCION)) {
    hallar(reglas.completa, ruta)
    return
  }
  const { municipios } = opciones
  const municipio = xml.text(`${ruta}/cbc:ID`)
  const existe = municipios === undefined ? /^\d{5}$/.test(municipio) : municipios.has(municipio)
  if (!existe) hallar(reglas.municipio, `${ruta}/cbc:ID`, `Dice «${municipio}».`)
  const departamento = xml.text(`${ruta}/cbc:CountrySubentityCode`)
  if (!DEPARTAMENTOS.has(departamento) || (existe && departamento !== municipio.slice(0, 2)))
    hallar(reglas.departamento, `${ruta}/cbc:CountrySubentityCode`, `Dice «${departamento}».`)
  if (xml.text(`${ruta}/cac:Country/cbc:IdentificationCode`) !== 'CO') hallar('FAJ16', `${ruta}/cac:Country`)
  const postal = `${ruta}/cbc:PostalZone`
  const postales = municipios?.get(municipio) ?? []
  const codigo = xml.text(postal)
  // A municipality without postal codes in the list is judged by the form alone.
  const admitido = postales.length > 0 ? postales.includes(codigo) : /^\d{6}$/.test(codigo)
  if (xml.has(postal) && !admitido) hallar('FAJ73', postal, `Dice «${codigo}».`)
}

/** What an address in another country must say: it has no municipality of DIVIPOLA. */
const CAMPOS_EXTERIOR = [
  'cbc:CityName',
  'cac:AddressLine/cbc:Line',
  'cac:Country/cbc:IdentificationCode',
  'cac:Country/cbc:Name',
]

const CAMPOS_DIRECCION = [
  'cbc:ID',
  'cbc:CityName',
  'cbc:CountrySubentity',
  'cbc:CountrySubentityCode',
  'cac:AddressLine/cbc:Line',
  'cac:Country/cbc:IdentificationCode',
]

/** Without a country it is taken for one of here, and the rule says what is missing. */
function camposDe(xml: Revision['xml'], ruta: string): readonly string[] {
  const pais = xml.text(`${ruta}/cac:Country/cbc:IdentificationCode`)
  return /^[A-Z]{2}$/.test(pais) && pais !== 'CO' ? CAMPOS_EXTERIOR : CAMPOS_DIRECCION
}

function direccionCompleta(xml: Revision['xml'], ruta: string, campos: readonly string[]): boolean {
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
