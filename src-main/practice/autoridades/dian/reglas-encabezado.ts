import { diasEntreFechas } from '../fecha-bogota.ts'
import { en, hijos, texto } from './arbol.ts'
import type { Caso } from './caso.ts'
import { claveUnica } from './clave-unica.ts'
import { type Hallazgo, notificacion, rechazo } from './hallazgo.ts'
import { rangoDelCaso } from './reglas-control.ts'

const operaciones: Readonly<Record<Caso['tipo'], readonly string[]>> = {
  Invoice: [
    ...['09', '10', '11', '12', '14', '15', '16'],
    ...['SS-CUFE', 'SS-CUDE', 'SS-POS', 'SS-SNum', 'SS-Recaudo', 'SS-Reporte', 'SS-SinAporte'],
  ],
  CreditNote: ['20', '22'],
  DebitNote: ['30', '32'],
}

const perfiles: Readonly<Record<Caso['tipo'], string>> = {
  Invoice: 'DIAN 2.1: Factura Electrónica de Venta',
  CreditNote: 'DIAN 2.1: Nota Crédito de Factura Electrónica de Venta',
  DebitNote: 'DIAN 2.1: Nota Débito de Factura Electrónica de Venta',
}

/** Days that an issue date may lie before or after the day of the validation. */
const margen = { antes: 5, despues: 10 } as const

/** FAD…: header, dates and the CUFE. */
export function reglasDeEncabezado(caso: Caso): Hallazgo[] {
  const { documento, tipo } = caso
  const hallazgos: Hallazgo[] = []
  const exigir = (cumple: boolean, regla: string, mensaje: string) => {
    if (!cumple) hallazgos.push(rechazo(regla, mensaje))
  }

  exigir(
    texto(documento, 'UBLVersionID') === 'UBL 2.1',
    'FAD01',
    'UBLVersionID debe contener el literal UBL 2.1.',
  )
  exigir(
    operaciones[tipo].includes(texto(documento, 'CustomizationID')),
    'FAD02',
    'El tipo de operación no corresponde a un valor de la lista.',
  )
  if (texto(documento, 'ProfileID') !== perfiles[tipo]) {
    const mensaje = `ProfileID debe contener el literal «${perfiles[tipo]}».`
    hallazgos.push(tipo === 'Invoice' ? rechazo('FAD03', mensaje) : notificacion('FAD03', mensaje))
  }
  exigir(
    texto(documento, 'ProfileExecutionID') === '2',
    'FAD04',
    'El ambiente de destino de esta autoridad de práctica es 2 (pruebas).',
  )
  exigir(
    /^[A-Za-z0-9]+$/.test(caso.numero),
    'FAD05a',
    'El número del documento tiene caracteres no permitidos.',
  )
  exigir(
    texto(documento, 'DocumentCurrencyCode') === 'COP',
    'FAD15a',
    'La divisa del documento debe ser COP.',
  )

  const lineas = hijos(documento, `${tipo}Line`).length
  exigir(
    texto(documento, 'LineCountNumeric') === String(lineas),
    'FAD16',
    'LineCountNumeric es diferente del número de líneas del documento.',
  )
  return [...hallazgos, ...reglasDeTipo(caso), ...reglasDeFecha(caso), ...reglasDeClave(caso)]
}

/** InvoiceTypeCode, or '' in notes. */
export function tipoDeFactura(caso: Caso): string {
  return texto(caso.documento, 'InvoiceTypeCode')
}

function reglasDeTipo(caso: Caso): Hallazgo[] {
  if (caso.tipo === 'CreditNote' && texto(caso.documento, 'CreditNoteTypeCode') !== '91') {
    return [rechazo('FAD12', 'CreditNoteTypeCode debe ser 91.')]
  }
  if (caso.tipo !== 'Invoice') return []
  const codigo = tipoDeFactura(caso)
  if (!['01', '02', '03', '04'].includes(codigo))
    return [rechazo('FAD12', 'El tipo de factura no es válido.')]
  if (codigo === '03' && !en(caso.documento, 'AdditionalDocumentReference/ID')) {
    return [rechazo('FAI04', 'El documento tipo 03 debe referenciar la factura de talonario que transcribe.')]
  }
  return []
}

function reglasDeFecha(caso: Caso): Hallazgo[] {
  const fecha = texto(caso.documento, 'IssueDate')
  const hallazgos: Hallazgo[] = []
  if (!/^\d{2}:\d{2}:\d{2}-05:00$/.test(texto(caso.documento, 'IssueTime'))) {
    hallazgos.push(rechazo('FAD10', 'La hora de emisión debe tener la forma HH:MM:SS-05:00.'))
  }
  // A transcription (03) keeps the date of the paper invoice, which is signed later.
  if (tipoDeFactura(caso) === '03') return hallazgos
  if (fecha !== caso.fechaDeFirma) {
    hallazgos.push(
      rechazo('FAD09e', 'La fecha de emisión es diferente de la fecha de la firma del documento.'),
    )
  }
  // A type 04 waits, signed, until DIAN is back.
  const dias = diasEntreFechas(fecha, caso.hoy)
  if (tipoDeFactura(caso) !== '04' && dias > margen.antes) {
    hallazgos.push(
      rechazo('FAD09c', 'La fecha de emisión es anterior en más de cinco días a la fecha de validación.'),
    )
  }
  if (-dias > margen.despues) {
    hallazgos.push(
      rechazo('FAD09d', 'La fecha de emisión es posterior en más de diez días a la fecha de validación.'),
    )
  }
  return hallazgos
}

function reglasDeClave(caso: Caso): Hallazgo[] {
  const { documento, registro } = caso
  const uuid = en(documento, 'UUID')
  const conClaveTecnica = caso.tipo === 'Invoice' && tipoDeFactura(caso) !== '03'
  const clave = conClaveTecnica ? (rangoDelCaso(caso)?.claveTecnica ?? '') : registro.pin
  const hallazgos: Hallazgo[] = []
  const esperado = conClaveTecnica ? 'CUFE-SHA384' : 'CUDE-SHA384'
  if (uuid?.atributos.schemeName !== esperado) {
    hallazgos.push(rechazo('FAD08', `El algoritmo informado en UUID debe ser ${esperado}.`))
  }
  const mismoAmbiente = uuid?.atributos.schemeID === texto(documento, 'ProfileExecutionID')
  if (!mismoAmbiente || texto(uuid) !== claveUnica(documento, clave)) {
    hallazgos.push(rechazo('FAD06', `Valor del ${esperado.slice(0, 4)} no está calculado correctamente.`))
  }
  return hallazgos
}
