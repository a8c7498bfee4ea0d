import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { DOCUMENTOS_RECIEN_NACIDO } from '../../../../src-shared/domains/rips/tablas.ts'
import { hallazgo } from '../reglas.ts'
import { instante } from './fechas.ts'
import { type Contexto, numero, type Servicio, serviciosDe, texto, type Usuario } from './vista.ts'

/**
 * Urgencias, hospitalización, deliveries and newborns: RVG14–RVG16, RVC022, RVC023, RVC027, RVC047, RVC057, RVC058, RVC062, RVC097.
 * A consultorio hardly writes them, but a file from elsewhere may be checked here.
 */
export function* revisarEstancias(contexto: Contexto): Generator<HallazgoRips> {
  for (const usuario of contexto.usuarios) {
    yield* revisarUrgencias(usuario)
    yield* revisarConsultasEnEstancia(usuario)
    yield* revisarPartos(usuario, contexto)
    yield* revisarRecienNacidos(usuario)
    yield* revisarDestinos(usuario)
  }
}

/** CUPS 8907xx: emergency consultations. */
const CONSULTA_DE_URGENCIAS = '8907'

function* revisarUrgencias(usuario: Usuario): Generator<HallazgoRips> {
  const consultas = serviciosDe(usuario, 'consultas').filter(({ datos }) =>
    texto(datos, 'codConsulta')?.startsWith(CONSULTA_DE_URGENCIAS),
  )
  for (const urgencia of serviciosDe(usuario, 'urgencias')) {
    const ingreso = instante(urgencia.datos, 'fechaInicioAtencion')
    if (ingreso === undefined) continue
    const egreso = instante(urgencia.datos, 'fechaEgreso') ?? '9999'
    const suyas = consultas.filter(({ datos }) => {
      const fecha = instante(datos, 'fechaInicioAtencion')
      return fecha !== undefined && fecha >= ingreso && fecha <= egreso
    })
    if (suyas.length === 0) yield hallazgo('RVG15', urgencia.ruta)
    const causa = texto(urgencia.datos, 'causaMotivoAtencion')
    for (const consulta of suyas) {
      const laSuya = texto(consulta.datos, 'causaMotivoAtencion')
      if (causa !== undefined && laSuya !== undefined && causa !== laSuya) {
        yield hallazgo(
          'RVG16',
          `${consulta.ruta}.causaMotivoAtencion`,
          `Observación ${causa}, consulta ${laSuya}.`,
        )
      }
    }
  }
}

/** CUPS of interconsultation, board, in-hospital care and emergency. */
const CONSULTAS_EN_ESTANCIA = ['8904', '8905', '8906', CONSULTA_DE_URGENCIAS]

function* revisarConsultasEnEstancia(usuario: Usuario): Generator<HallazgoRips> {
  const estancias = serviciosDe(usuario, 'hospitalizacion', 'urgencias').map(({ datos }) => ({
    desde: instante(datos, 'fechaInicioAtencion'),
    hasta: instante(datos, 'fechaEgreso'),
  }))
  for (const { datos, ruta } of serviciosDe(usuario, 'consultas')) {
    const fecha = instante(datos, 'fechaInicioAtencion')
    const codigo = texto(datos, 'codConsulta')
    if (fecha === undefined || codigo === undefined) continue
    const enEstancia = estancias.some(
      ({ desde, hasta }) => desde !== undefined && hasta !== undefined && fecha >= desde && fecha <= hasta,
    )
    if (enEstancia && !CONSULTAS_EN_ESTANCIA.some((prefijo) => codigo.startsWith(prefijo))) {
      yield hallazgo('RVC027', `${ruta}.codConsulta`, `Código ${codigo}.`)
    }
  }
}

/** CUPS of deliveries and caesarean sections. */
const PARTOS = ['7210', '7322', '7353', '7359', '7400', '7401', '7402', '7403']
const PARTOS_MULTIPLES = ['735930', '735931']

function* revisarPartos(usuario: Usuario, { catalogo }: Contexto): Generator<HallazgoRips> {
  const recienNacidos = serviciosDe(usuario, 'recienNacidos')
  const partos = serviciosDe(usuario, 'procedimientos').filter(({ datos }) => {
    const codigo = texto(datos, 'codProcedimiento')
    return codigo !== undefined && PARTOS.some((prefijo) => codigo.startsWith(prefijo))
  })
  for (const { datos, ruta } of partos) {
    const codigo = texto(datos, 'codProcedimiento') ?? ''
    const detalle = `${codigo} ${catalogo.cups(codigo)?.nombre ?? ''}`.trim()
    if (recienNacidos.length === 0) yield hallazgo('RVC023', `${ruta}.codProcedimiento`, `${detalle}.`)
    if (texto(datos, 'grupoServicios') === '03' && serviciosDe(usuario, 'hospitalizacion').length === 0) {
      yield hallazgo('RVC022', `${ruta}.codProcedimiento`, `${detalle}.`)
    }
  }
  // A caesarean code (74…) does not say how many were born, so it may be a multiple birth.
  const multiple = partos.some(({ datos }) => {
    const codigo = texto(datos, 'codProcedimiento') ?? ''
    return PARTOS_MULTIPLES.includes(codigo) || codigo.startsWith('74')
  })
  if (recienNacidos.length > 1 && !multiple)
    yield hallazgo('RVG14', `${usuario.ruta}.servicios.recienNacidos`)
}

function* revisarRecienNacidos(usuario: Usuario): Generator<HallazgoRips> {
  for (const { datos, ruta } of serviciosDe(usuario, 'recienNacidos')) {
    const semanas = numero(datos, 'edadGestacional')
    if (semanas !== undefined && (semanas < 20 || semanas > 46)) {
      yield hallazgo('RVC057', `${ruta}.edadGestacional`, `Dice ${semanas}.`)
    }
    const peso = numero(datos, 'peso')
    if (peso !== undefined && (peso < 500 || peso > 5000))
      yield hallazgo('RVC058', `${ruta}.peso`, `Dice ${peso}.`)
    const controles = numero(datos, 'numConsultasCPrenatal')
    if (controles !== undefined && controles > 15) {
      yield hallazgo('RVC097', `${ruta}.numConsultasCPrenatal`, `Dice ${controles}.`)
    }
    yield* revisarDocumento(datos, ruta, usuario)
  }
}

function* revisarDocumento(
  datos: Servicio['datos'],
  ruta: string,
  usuario: Usuario,
): Generator<HallazgoRips> {
  const tipo = texto(datos, 'tipoDocumentoIdentificacion')
  if (tipo === undefined || DOCUMENTOS_RECIEN_NACIDO.some((propio) => propio === tipo)) return
  const igual = ['tipoDocumentoIdentificacion', 'numDocumentoIdentificacion'].every(
    (campo) => texto(datos, campo) === texto(usuario.datos, campo),
  )
  if (!igual) yield hallazgo('RVC047', `${ruta}.numDocumentoIdentificacion`)
}

function* revisarDestinos(usuario: Usuario): Generator<HallazgoRips> {
  for (const { datos, ruta } of serviciosDe(usuario, 'urgencias', 'hospitalizacion', 'recienNacidos')) {
    if (texto(datos, 'condicionDestinoUsuarioEgreso') === '03' && usuario.servicios.length < 2) {
      yield hallazgo('RVC062', `${ruta}.condicionDestinoUsuarioEgreso`)
    }
  }
}
