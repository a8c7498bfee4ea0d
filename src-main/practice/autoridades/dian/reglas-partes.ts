import { dvDeNit } from '../nit.ts'
import { en, hijos, type Nodo, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'

const tiposDeDocumento = ['10', '11', '12', '13', '21', '22', '31', '41', '42', '47', '48', '50', '91']
const responsabilidades = ['O-13', 'O-15', 'O-23', 'O-47', 'R-99-PN']
const esquemas: Readonly<Record<string, string>> = {
  '01': 'IVA',
  '04': 'INC',
  ZA: 'IVA e INC',
  ZZ: 'No aplica',
}
const departamentos = new Set(
  '05 08 11 13 15 17 18 19 20 23 25 27 41 44 47 50 52 54 63 66 68 70 73 76 81 85 86 88 91 94 95 97 99'.split(
    ' ',
  ),
)
const grupoDireccion =
  'ID, CityName, CountrySubentity, CountrySubentityCode, AddressLine, Line, Country, IdentificationCode'

/** FAJ… (supplier) and FAK… (customer). */
export function reglasDePartes(caso: Caso): Hallazgo[] {
  const emisor = en(caso.documento, 'AccountingSupplierParty')
  const adquiriente = en(caso.documento, 'AccountingCustomerParty')
  return [
    ...reglasDelEmisor(caso, emisor),
    ...reglasDelAdquiriente(adquiriente),
    ...avisosDelRut(caso, emisor),
  ]
}

function reglasDelEmisor(caso: Caso, parte: Nodo | undefined): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }
  const tributario = en(parte, 'Party/PartyTaxScheme')
  const legal = en(parte, 'Party/PartyLegalEntity')
  const nit = en(tributario, 'CompanyID')

  exigir(esOrganizacion(parte), 'FAJ02', 'El tipo de organización jurídica del emisor no es válido.')
  exigir(
    texto(nit) === caso.registro.nit,
    'FAJ21',
    'El NIT del emisor no está habilitado para facturar con este software.',
  )
  exigir(nit?.atributos.schemeID !== undefined, 'FAJ21', 'No se informó el DV del NIT del emisor.')
  exigir(nit?.atributos.schemeID === dvDeNit(texto(nit)), 'FAJ24', 'El DV del NIT del emisor no es correcto.')
  exigir(
    nit?.atributos.schemeName === '31',
    'FAJ25',
    'El tipo de identificación del emisor debe ser 31 (NIT).',
  )
  exigir(
    sonResponsabilidades(tributario),
    'FAJ26',
    'Responsabilidad informada por emisor no valida según lista.',
  )
  exigir(
    texto(tributario, 'TaxScheme/ID') in esquemas,
    'FAJ40',
    'EL contenido de este elemento no corresponde a un contenido valido',
  )
  exigir(
    esquemas[texto(tributario, 'TaxScheme/ID')] === texto(tributario, 'TaxScheme/Name'),
    'FAJ41',
    'EL contenido de este elemento no corresponde al nombre y código valido.',
  )

  const nitLegal = en(legal, 'CompanyID')
  exigir(
    nitLegal?.atributos.schemeID === dvDeNit(texto(nitLegal)),
    'FAJ44a',
    'El DV del NIT de PartyLegalEntity no está informado o no es correcto.',
  )
  exigir(!!en(legal, 'CorporateRegistrationScheme'), 'FAJ49', 'No se informó CorporateRegistrationScheme.')
  const tienePrefijo = /[A-Za-z]/.test(caso.numero)
  exigir(
    !tienePrefijo || texto(legal, 'CorporateRegistrationScheme/ID') !== '',
    'FAJ50',
    'No se informó el prefijo en CorporateRegistrationScheme/ID.',
  )

  const fisica = en(parte, 'Party/PhysicalLocation/Address')
  const registrada = en(tributario, 'RegistrationAddress')
  hallazgos.push(
    ...reglasDeDireccion(fisica, {
      grupo: 'FAJ08',
      municipio: 'FAJ09',
      departamento: 'FAJ12',
      pais: 'FAJ16',
    }),
    ...reglasDeDireccion(registrada, {
      grupo: 'FAJ28',
      municipio: 'FAJ29',
      departamento: 'FAJ32',
      pais: 'FAJ36',
    }),
  )
  return hallazgos
}

function reglasDelAdquiriente(parte: Nodo | undefined): Hallazgo[] {
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }
  const tributario = en(parte, 'Party/PartyTaxScheme')
  const id = en(tributario, 'CompanyID')

  exigir(esOrganizacion(parte), 'FAK02', 'El tipo de organización jurídica del adquiriente no es válido.')
  exigir(texto(id) !== '', 'FAK20', 'No se informó la identificación del adquiriente.')
  exigir(
    tiposDeDocumento.includes(id?.atributos.schemeName ?? ''),
    'FAK25',
    'El tipo de identificación del adquiriente no corresponde a un valor de la lista.',
  )
  if (id?.atributos.schemeName === '31') {
    exigir(!!id.atributos.schemeID, 'FAK21', 'No se informó el DV del NIT del adquiriente.')
    exigir(
      id.atributos.schemeID === dvDeNit(texto(id)),
      'FAK24',
      'El DV del NIT del adquiriente no es correcto.',
    )
  }
  exigir(
    esDocumentoPosible(id?.atributos.schemeName, texto(parte, 'AdditionalAccountID')),
    'FAK25',
    'El tipo de identificación no corresponde a la clase de persona del adquiriente.',
  )
  const esConsumidorFinal = texto(id) === '222222222222'
  exigir(
    !esConsumidorFinal || texto(tributario, 'RegistrationName').toLowerCase() === 'consumidor final',
    'FAK20',
    'El número 222222222222 es el del consumidor final y lo trae otra persona.',
  )
  exigir(
    sonResponsabilidades(tributario),
    'FAK26',
    'Responsabilidad informada para receptor no valida según lista.',
  )
  exigir(
    esquemas[texto(tributario, 'TaxScheme/ID')] === texto(tributario, 'TaxScheme/Name'),
    'FAK41',
    'El tributo del adquiriente no corresponde al nombre y código válido.',
  )
  if (texto(parte, 'AdditionalAccountID') === '2') {
    const personal = en(parte, 'Party/PartyIdentification/ID')
    exigir(
      texto(personal) !== '' && tiposDeDocumento.includes(personal?.atributos.schemeName ?? ''),
      'FAK61',
      'El adquiriente persona natural debe traer PartyIdentification con su tipo y número.',
    )
  }
  for (const direccion of [
    en(parte, 'Party/PhysicalLocation/Address'),
    en(tributario, 'RegistrationAddress'),
  ]) {
    if (direccion) {
      hallazgos.push(
        ...reglasDeDireccion(direccion, { grupo: 'FAK08', municipio: 'FAK09', departamento: 'FAK12' }),
      )
    }
  }
  return hallazgos
}

interface ReglasDireccion {
  readonly grupo: string
  readonly municipio: string
  readonly departamento: string
  /** Given when the country must be Colombia. */
  readonly pais?: string
}

function reglasDeDireccion(direccion: Nodo | undefined, reglas: ReglasDireccion): Hallazgo[] {
  const pais = texto(direccion, 'Country/IdentificationCode')
  const enElExterior = reglas.pais === undefined && pais !== '' && pais !== 'CO'
  // A customer abroad has neither municipality nor department; the country must be one of the ISO list.
  const completas = [
    ...(enElExterior ? ['CityName'] : ['ID', 'CityName', 'CountrySubentity', 'CountrySubentityCode']),
    ...['AddressLine/Line', 'Country/IdentificationCode'],
  ]
  if (completas.some((ruta) => texto(direccion, ruta) === '')) {
    return [
      rechazo(
        reglas.grupo,
        `El grupo deberá estar conformado al menos por el conjunto formado por los elementos ${grupoDireccion}`,
      ),
    ]
  }
  const hallazgos: Hallazgo[] = []
  const departamento = texto(direccion, 'CountrySubentityCode')
  const municipio = texto(direccion, 'ID')
  if (enElExterior && !/^[A-Z]{2}$/.test(pais))
    hallazgos.push(rechazo(reglas.grupo, 'El país de la dirección no está en la lista.'))
  if (enElExterior && en(direccion, 'ID'))
    hallazgos.push(rechazo(reglas.municipio, 'Una dirección del exterior no lleva municipio de Colombia.'))
  if (reglas.pais && pais !== 'CO') hallazgos.push(rechazo(reglas.pais, 'El país debe ser CO.'))
  if (pais !== 'CO') return hallazgos
  if (!departamentos.has(departamento)) {
    hallazgos.push(rechazo(reglas.departamento, 'El codigo no corresponde a un valor valido de la lista'))
  }
  if (!/^\d{5}$/.test(municipio) || !municipio.startsWith(departamento)) {
    hallazgos.push(rechazo(reglas.municipio, 'Este código no corresponde a un valor válido de la lista'))
  }
  return hallazgos
}

/** A company has a NIT, of here or of another country; the papers of a person are of persons. */
function esDocumentoPosible(tipo: string | undefined, organizacion: string): boolean {
  return organizacion !== '1' || ['31', '50'].includes(tipo ?? '')
}

function esOrganizacion(parte: Nodo | undefined): boolean {
  return ['1', '2'].includes(texto(parte, 'AdditionalAccountID'))
}

function sonResponsabilidades(tributario: Nodo | undefined): boolean {
  return texto(tributario, 'TaxLevelCode')
    .split(';')
    .every((codigo) => responsabilidades.includes(codigo))
}

/** The notices that accepted documents of today carry. */
function avisosDelRut(caso: Caso, emisor: Nodo | undefined): Hallazgo[] {
  const aviso = notificacion('RUT01', 'La validación del estado del RUT próximamente estará disponible.')
  const avisos = hijos(caso.documento, 'AccountingSupplierParty')
    .concat(hijos(caso.documento, 'AccountingCustomerParty'))
    .map(() => aviso)
  const { nombre } = caso.registro
  if (nombre !== undefined && texto(emisor, 'Party/PartyTaxScheme/RegistrationName') !== nombre) {
    avisos.unshift(
      notificacion(
        'FAJ43b',
        'Nombre informado No corresponde al registrado en el RUT con respecto al Nit suminstrado.',
      ),
    )
  }
  return avisos
}
