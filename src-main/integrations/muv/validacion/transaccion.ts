import { conceptoAdmitido, recaudosDelRips } from '../../../../src-shared/domains/rips/rules.ts'
import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { nombreEnTabla } from '../../../../src-shared/domains/rips/tablas.ts'
import type { GrupoDeServicios } from '../campos.ts'
import type { FacturaXmlDatos } from '../factura-xml.ts'
import { hallazgo } from '../reglas.ts'
import {
  CAMPO_FECHA,
  type Contexto,
  centavos,
  enPesos,
  GRUPOS_CON_VALOR,
  numero,
  type Objeto,
  serviciosConUsuario,
  texto,
  type Vista,
} from './vista.ts'

/** First day the ministry accepts in JSON (Res. 1884 de 2024, group 1; RVG018). */
const INICIO_RIPS_JSON = '2024-10-01'

/** RIPS against its invoice or note: RVC001, RVC004, RVG02, RVG08, RVG09, RVC036, RVG018, RVG19, CIN006. */
export function* revisarTransaccion(contexto: Contexto): Generator<HallazgoRips> {
  const { factura } = contexto
  if (factura === undefined) {
    yield* revisarInicio(contexto)
    if (texto(contexto.datos, 'tipoNota') === 'NC') yield* revisarRecaudos(contexto, [])
    return
  }
  yield* revisarIdentidad(contexto, factura)
  if (factura.periodo !== undefined && factura.periodo.desde < INICIO_RIPS_JSON) {
    yield hallazgo('RVG018', 'xml.InvoicePeriod.StartDate', `El periodo empieza el ${factura.periodo.desde}.`)
  }
  if (factura.nit !== undefined && factura.adquiriente.numero === factura.nit) {
    yield hallazgo('RVG19', 'xml.AccountingCustomerParty', 'Es el mismo que factura.')
  }
  yield* revisarTotal(contexto, factura)
  yield* revisarRecaudos(contexto, factura.recaudos)
  yield* revisarConceptos(contexto, factura)
}

function* revisarInicio({ usuarios }: Vista): Generator<HallazgoRips> {
  for (const { servicio } of serviciosConUsuario({ datos: {}, usuarios })) {
    const campo = CAMPO_FECHA[servicio.grupo]
    const fecha = texto(servicio.datos, campo)
    if (servicio.grupo !== 'recienNacidos' && fecha !== undefined && fecha < INICIO_RIPS_JSON) {
      yield hallazgo('RVG018', `${servicio.ruta}.${campo}`)
    }
  }
}

function* revisarIdentidad({ datos }: Vista, factura: FacturaXmlDatos): Generator<HallazgoRips> {
  const obligado = texto(datos, 'numDocumentoIdObligado')
  if (obligado !== undefined && factura.nit !== undefined && obligado !== factura.nit) {
    yield hallazgo('RVC001', 'numDocumentoIdObligado', `RIPS: ${obligado}. Factura: ${factura.nit}.`)
  }
  const numFactura = texto(datos, 'numFactura')
  const esperado = factura.tipo === 'factura' ? factura.numero : factura.facturaReferenciada
  if (numFactura !== undefined && esperado !== undefined && numFactura !== esperado) {
    yield hallazgo('RVC004', 'numFactura', `RIPS: ${numFactura}. Factura: ${esperado}.`)
  }
  const tipoNota = texto(datos, 'tipoNota')
  const notaDelXml = { factura: undefined, 'nota-credito': 'NC', 'nota-debito': 'ND' }[factura.tipo]
  if (tipoNota !== notaDelXml && tipoNota !== 'NA') {
    yield hallazgo('RVG02', 'tipoNota', `El XML es una ${NOMBRES_XML[factura.tipo]}.`)
  }
  const numNota = texto(datos, 'numNota')
  if (factura.tipo !== 'factura' && numNota !== undefined && numNota !== factura.numero) {
    yield hallazgo('RVG02', 'numNota', `RIPS: ${numNota}. Nota: ${factura.numero ?? 'sin número'}.`)
  }
}

const NOMBRES_XML = {
  factura: 'factura',
  'nota-credito': 'nota crédito',
  'nota-debito': 'nota débito',
} as const

function* revisarTotal(vista: Vista, factura: FacturaXmlDatos): Generator<HallazgoRips> {
  if (factura.modalidadPago !== '04' || factura.total === undefined || esAjuste(vista)) return
  let suma = 0
  let dispensacion = 0
  for (const { servicio } of serviciosConUsuario(vista, ...GRUPOS_CON_VALOR)) {
    suma += centavos(servicio.datos, 'vrServicio')
    dispensacion += centavos(servicio.datos, 'vrDispensacion')
  }
  // The document does not say whether vrServicio already holds the dispensing fee: either sum is taken as right.
  if (suma !== factura.total && suma + dispensacion !== factura.total) {
    yield hallazgo(
      'RVG08',
      '',
      `Los servicios suman ${enPesos(suma)} y la factura vale ${enPesos(factura.total)}.`,
    )
  }
}

/** An adjustment (NA) changes data, not money, and brings only the corrected records. */
function esAjuste({ datos }: Vista): boolean {
  return texto(datos, 'tipoNota') === 'NA'
}

function* revisarRecaudos(vista: Vista, recaudos: FacturaXmlDatos['recaudos']): Generator<HallazgoRips> {
  if (esAjuste(vista)) return
  const enRips = new Map<string, number>()
  for (const { servicio } of serviciosConUsuario(vista, ...GRUPOS_CON_VALOR)) {
    const concepto = texto(servicio.datos, 'conceptoRecaudo') ?? ''
    enRips.set(concepto, (enRips.get(concepto) ?? 0) + centavos(servicio.datos, 'valorPagoModerador'))
  }
  const deLaFactura = new Map<string, number>()
  // A credit note has no payments of its own (UBL CreditNote has no PrepaidPayment), so the RIPS must say 0.
  for (const { concepto = '', valor = 0 } of recaudosDelRips(
    recaudos.map((r) => ({ ...r, concepto: r.concepto ?? '' })),
  )) {
    deLaFactura.set(concepto, (deLaFactura.get(concepto) ?? 0) + valor)
  }
  const totalRips = sumar(enRips.values())
  const totalFactura = sumar(deLaFactura.values())
  if (totalRips !== totalFactura) {
    yield hallazgo('RVG09', '', `RIPS: ${enPesos(totalRips)}. Factura: ${enPesos(totalFactura)}.`)
  }
  for (const concepto of ['01', '02', '03']) {
    const rips = enRips.get(concepto) ?? 0
    const factura = deLaFactura.get(concepto) ?? 0
    if (rips !== factura) {
      yield hallazgo(
        'RVC036',
        '',
        `${nombreEnTabla('conceptoRecaudo', concepto)}: RIPS ${enPesos(rips)}, factura ${enPesos(factura)}.`,
      )
    }
  }
}

function sumar(valores: Iterable<number>): number {
  let suma = 0
  for (const valor of valores) suma += valor
  return suma
}

function* revisarConceptos(vista: Vista, { coberturaPlan }: FacturaXmlDatos): Generator<HallazgoRips> {
  if (coberturaPlan === undefined) return
  for (const { servicio } of serviciosConUsuario(vista, ...GRUPOS_CON_VALOR)) {
    const concepto = texto(servicio.datos, 'conceptoRecaudo')
    if (concepto !== undefined && !conceptoAdmitido(coberturaPlan, concepto)) {
      yield hallazgo(
        'CIN006',
        `${servicio.ruta}.conceptoRecaudo`,
        `Cobertura ${coberturaPlan}, concepto ${concepto}.`,
      )
    }
  }
}

/** Values by modality and moderating payments of each record: RVC034, RVC035, RVC037, RVC060, RVC061, RVC084, RVC091, RVC092, RVC094. */
export function* revisarValores(contexto: Contexto): Generator<HallazgoRips> {
  const modalidad = contexto.factura?.modalidadPago
  const sinFactura = texto(contexto.datos, 'tipoNota') === 'RS'
  for (const { servicio, usuario } of serviciosConUsuario(contexto, ...GRUPOS_CON_VALOR)) {
    const { datos, ruta, grupo } = servicio
    const tipoUsuario = texto(usuario.datos, 'tipoUsuario')
    for (const campo of CAMPOS_DE_VALOR[grupo]) {
      const valor = numero(datos, campo)
      if (valor === undefined) continue
      if (modalidad !== undefined && !esAjuste(contexto) && (modalidad === '04') !== valor > 0) {
        yield hallazgo(
          'RVC034',
          `${ruta}.${campo}`,
          `Modalidad ${modalidad}, valor ${enPesos(Math.round(valor * 100))}.`,
        )
      }
      if (sinFactura && valor === 0 && campo === 'vrServicio') yield hallazgo('RVC091', `${ruta}.${campo}`)
    }
    const concepto = texto(datos, 'conceptoRecaudo')
    const recaudado = numero(datos, 'valorPagoModerador')
    if (concepto === '02' && tipoUsuario !== undefined && !['01', '02', '03'].includes(tipoUsuario)) {
      yield hallazgo('RVC035', `${ruta}.conceptoRecaudo`, `Tipo de usuario ${tipoUsuario}.`)
    }
    if (concepto === '03' && tipoUsuario === '04') yield hallazgo('RVC037', `${ruta}.conceptoRecaudo`)
    if (concepto === '04') yield hallazgo('RVC092', `${ruta}.conceptoRecaudo`)
    if (grupo !== 'otrosServicios' && recaudado !== undefined) {
      if (['01', '02', '03'].includes(concepto ?? '') && recaudado < 1)
        yield hallazgo('RVC060', `${ruta}.valorPagoModerador`)
      if (concepto === '05' && recaudado !== 0) yield hallazgo('RVC061', `${ruta}.valorPagoModerador`)
    }
    if (grupo === 'medicamentos') yield* revisarProducto(ruta, datos)
  }
}

const CAMPOS_DE_VALOR: Readonly<Record<GrupoDeServicios, readonly string[]>> = {
  urgencias: [],
  hospitalizacion: [],
  recienNacidos: [],
  consultas: ['vrServicio'],
  procedimientos: ['vrServicio'],
  medicamentos: ['vrUnitMedicamento', 'vrServicio'],
  otrosServicios: ['vrUnitOS', 'vrServicio'],
}

function* revisarProducto(ruta: string, datos: Objeto): Generator<HallazgoRips> {
  const cantidad = numero(datos, 'cantidadMedicamento')
  if (
    cantidad === undefined ||
    [datos.vrUnitMedicamento, datos.vrServicio].some((v) => typeof v !== 'number')
  )
    return
  const esperado = Math.round(cantidad * centavos(datos, 'vrUnitMedicamento'))
  const valor = centavos(datos, 'vrServicio')
  if (valor !== esperado && valor !== esperado + centavos(datos, 'vrDispensacion')) {
    yield hallazgo('RVC094', `${ruta}.vrServicio`, `Debería ser ${enPesos(esperado)}.`)
  }
}
