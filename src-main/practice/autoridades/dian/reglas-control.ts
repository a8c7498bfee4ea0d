import { dvDeNit } from '../nit.ts'
import { en, hijos, type Nodo, texto, todos } from './arbol.ts'
import type { Caso } from './caso.ts'
import { codigoSeguridadSoftware } from './clave-unica.ts'
import { type Hallazgo, rechazo } from './hallazgo.ts'
import type { RangoRegistrado } from './registro.ts'

const agencia = 'CO, DIAN (Dirección de Impuestos y Aduanas Nacionales)'

/** What the block is judged against: an event has the block too, without numbering. */
export type CasoDeControl =
  | Caso
  | (Pick<Caso, 'documento' | 'registro' | 'numero'> & { readonly tipo: 'ApplicationResponse' })

/** FAB…: the DianExtensions block, against what DIAN holds of the issuer. */
export function reglasDeControl(caso: CasoDeControl): Hallazgo[] {
  const { documento, registro } = caso
  const grupos = todos(documento, 'DianExtensions')
  const control = grupos[0]
  if (!control || grupos.length !== 1) {
    return [rechazo('FAB03', 'Debe existir un único grupo sts:DianExtensions en el documento.')]
  }
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }

  if (caso.tipo === 'Invoice') hallazgos.push(...reglasDeNumeracion(caso, en(control, 'InvoiceControl')))
  else
    exigir(
      !en(control, 'InvoiceControl'),
      'FAB05a',
      'Las notas y los eventos no llevan el grupo InvoiceControl.',
    )

  exigir(
    texto(control, 'InvoiceSource/IdentificationCode') === 'CO',
    'FAB13',
    'IdentificationCode de InvoiceSource debe ser CO.',
  )

  const proveedor = en(control, 'SoftwareProvider/ProviderID')
  const nitProveedor = texto(proveedor)
  exigir(
    nitProveedor === registro.nit,
    'FAB19a',
    'El NIT del prestador de servicios no corresponde al autorizado.',
  )
  exigir(
    proveedor?.atributos.schemeID !== undefined,
    'FAB22a',
    'No se informó el DV del prestador de servicios.',
  )
  exigir(
    proveedor?.atributos.schemeID === dvDeNit(nitProveedor),
    'FAB22b',
    'El DV del NIT del prestador de servicios no es correcto.',
  )

  const software = en(control, 'SoftwareProvider/SoftwareID')
  exigir(
    texto(software) === registro.softwareId,
    'FAB24a',
    'El identificador del software no está asociado al facturador.',
  )

  const huella = en(control, 'SoftwareSecurityCode')
  exigir(texto(huella) !== '', 'FAB27', 'No se informó la huella del software (SoftwareSecurityCode).')
  exigir(
    texto(huella) === codigoSeguridadSoftware(registro.softwareId, registro.pin, caso.numero),
    'FAB27b',
    'Huella no corresponde a un software autorizado para este OFE.',
  )

  const autoridad = en(control, 'AuthorizationProvider/AuthorizationProviderID')
  exigir(
    texto(autoridad) === '800197268',
    'FAB31',
    'AuthorizationProviderID no corresponde al NIT de la DIAN (800197268)',
  )
  exigir(autoridad?.atributos.schemeID === '4', 'FAB34', 'El DV del NIT no esta informado o no es correcto')

  for (const nodo of [proveedor, software, huella, autoridad]) {
    if (!nodo) continue
    exigir(nodo.atributos.schemeAgencyID === '195', 'FAB25', `${nodo.nombre}: schemeAgencyID debe ser 195.`)
    exigir(
      nodo.atributos.schemeAgencyName === agencia,
      'FAB26',
      `${nodo.nombre}: schemeAgencyName no es el esperado.`,
    )
  }
  exigir(texto(control, 'QRCode') !== '', 'FAB36', 'No se informó el código QR.')
  return hallazgos
}

/** Range of the registry that the document says it uses. */
export function rangoDelCaso(caso: Caso): RangoRegistrado | undefined {
  const control = todos(caso.documento, 'InvoiceControl')[0]
  const resolucion = texto(control, 'InvoiceAuthorization')
  const prefijo = texto(control, 'AuthorizedInvoices/Prefix')
  const candidatos = caso.registro.rangos.filter(
    (rango) => rango.resolucion === resolucion && (rango.tipo === 'soporte') === caso.soporte,
  )
  return candidatos.find((rango) => rango.prefijo === prefijo) ?? candidatos[0]
}

function reglasDeNumeracion(caso: Caso, control: Nodo | undefined): Hallazgo[] {
  const rango = rangoDelCaso(caso)
  if (!control || !rango) {
    return [
      rechazo(
        'FAB05a',
        'Número de la resolución que autoriza la numeración no corresponde a un número de resolución de este contribuyente emisor.',
      ),
    ]
  }
  const hallazgos: Hallazgo[] = []
  const comparar = (ruta: string, esperado: string, falta: string, distinto: string, que: string) => {
    const valor = texto(control, ruta)
    if (valor === esperado) return
    hallazgos.push(
      valor === ''
        ? rechazo(falta, `No se informó ${que}.`)
        : rechazo(distinto, `${que} no corresponde al registrado en la DIAN (${esperado}).`),
    )
  }
  comparar(
    'AuthorizationPeriod/StartDate',
    rango.vigenciaDesde,
    'FAB07',
    'FAB07b',
    'la fecha inicial de la autorización',
  )
  comparar(
    'AuthorizationPeriod/EndDate',
    rango.vigenciaHasta,
    'FAB08',
    'FAB08b',
    'la fecha final de la autorización',
  )
  comparar(
    'AuthorizedInvoices/From',
    String(rango.desde),
    'FAB11a',
    'FAB11b',
    'el inicio del rango de numeración',
  )
  comparar(
    'AuthorizedInvoices/To',
    String(rango.hasta),
    'FAB12a',
    'FAB12b',
    'el final del rango de numeración',
  )

  const prefijo = texto(control, 'AuthorizedInvoices/Prefix')
  if (prefijo !== rango.prefijo) {
    hallazgos.push(
      rechazo('FAB10b', 'El prefijo no corresponde al prefijo de la autorización de numeración.'),
    )
  }
  const informado = texto(
    hijos(en(caso.documento, 'AccountingSupplierParty/Party'), 'PartyLegalEntity')[0],
    'CorporateRegistrationScheme/ID',
  )
  if (!caso.soporte && prefijo !== informado) {
    hallazgos.push(
      rechazo('FAB10a', 'El prefijo es diferente al informado en CorporateRegistrationScheme/ID.'),
    )
  }

  const consecutivo = caso.numero.startsWith(rango.prefijo) ? caso.numero.slice(rango.prefijo.length) : ''
  if (!/^\d{1,9}$/.test(consecutivo)) {
    hallazgos.push(rechazo('FAD05e', 'El número de factura no existe para el número de autorización.'))
  } else if (Number(consecutivo) < rango.desde) {
    hallazgos.push(rechazo('FAD05b', 'El número de factura es menor que el inicio del rango autorizado.'))
  } else if (Number(consecutivo) > rango.hasta) {
    hallazgos.push(rechazo('FAD05c', 'El número de factura es mayor que el final del rango autorizado.'))
  }
  const fecha = texto(caso.documento, 'IssueDate')
  if (fecha < rango.vigenciaDesde) {
    hallazgos.push(rechazo('FAD09a', 'La fecha de emisión es anterior a la vigencia de la autorización.'))
  }
  if (fecha > rango.vigenciaHasta) {
    hallazgos.push(rechazo('FAD09b', 'La fecha de emisión es posterior a la vigencia de la autorización.'))
  }
  return hallazgos
}
