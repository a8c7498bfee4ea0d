import {
  CAUSA_DE_FINALIDAD,
  CAUSAS_IVE,
  FINALIDADES_SIN_RECAUDO,
} from '../../../../src-shared/domains/rips/rules.ts'
import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import type { Finalidad } from '../../../../src-shared/domains/rips/tablas.ts'
import { edadEn } from '../../../../src-shared/kernel/dates.ts'
import { hallazgo } from '../reglas.ts'
import { instante } from './fechas.ts'
import { nacimientoDe } from './usuarios.ts'
import {
  CAMPO_FECHA,
  type Contexto,
  numero,
  type Servicio,
  serviciosConUsuario,
  serviciosDe,
  texto,
  type Usuario,
} from './vista.ts'

/** Which field holds a CUPS, and which use the code should have (RVC015, RVC020). */
const CUPS_DE = {
  consultas: { campo: 'codConsulta', uso: 'AC', regla: 'RVC015' },
  procedimientos: { campo: 'codProcedimiento', uso: 'AP', regla: 'RVC020' },
} as const

/** Codes, groups and provider of the services: RVC012, RVC015, RVC016, RVC018, RVC020, RVC021, RVC059, RVC090, RVC096. */
export function* revisarCodigos(contexto: Contexto): Generator<HallazgoRips> {
  for (const { servicio, usuario } of serviciosConUsuario(contexto)) {
    yield* revisarPrestador(servicio, contexto)
    if (servicio.grupo !== 'consultas' && servicio.grupo !== 'procedimientos') continue
    yield* revisarServicioReps(servicio, contexto)
    const { campo, uso, regla } = CUPS_DE[servicio.grupo]
    const codigo = texto(servicio.datos, campo)
    if (codigo === undefined || codigo.length !== 6) continue
    const ruta = `${servicio.ruta}.${campo}`
    const cups = contexto.catalogo.cups(codigo)
    if (cups === undefined) {
      yield hallazgo('RVC096', ruta, `Código ${codigo}.`)
      continue
    }
    if (cups.uso !== '' && cups.uso !== uso) yield hallazgo(regla, ruta, `${codigo} ${cups.nombre}.`)
    const sexo = texto(usuario.datos, 'codSexo')
    if (cups.sexo !== undefined && (sexo === 'M' || sexo === 'F') && cups.sexo !== sexo) {
      yield hallazgo('RVC016', ruta, `${codigo} es solo de sexo ${cups.sexo}.`)
    }
    if (cups.exigeEstancia === true && !tieneEstancia(usuario))
      yield hallazgo('RVC021', ruta, `Código ${codigo}.`)
    if (
      cups.quirurgico === true &&
      servicio.grupo === 'procedimientos' &&
      texto(servicio.datos, 'grupoServicios') === '04' &&
      serviciosDe(usuario, 'otrosServicios').length === 0
    ) {
      yield hallazgo('RVC090', ruta, `Código ${codigo}.`)
    }
    if (
      servicio.grupo === 'procedimientos' &&
      texto(servicio.datos, 'finalidadTecnologiaSalud') === '42' &&
      cups.intervencionColectiva === false
    ) {
      yield hallazgo('RVC083', `${servicio.ruta}.finalidadTecnologiaSalud`, `Código ${codigo}.`)
    }
  }
  for (const usuario of contexto.usuarios) yield* revisarRepeticiones(usuario, contexto)
}

function* revisarPrestador(
  { datos, ruta }: Servicio,
  { prestadores, factura }: Contexto,
): Generator<HallazgoRips> {
  const codigo = texto(datos, 'codPrestador')
  if (codigo === undefined || codigo.length !== 12) return
  // With our own list of sites it decides; without it, the provider code that the invoice itself declares.
  const propio =
    prestadores !== undefined
      ? prestadores.includes(codigo)
      : factura?.codigoPrestador === undefined || codigo.startsWith(factura.codigoPrestador)
  if (!propio) yield hallazgo('RVC012', `${ruta}.codPrestador`, `Código ${codigo}.`)
}

function* revisarServicioReps({ datos, ruta }: Servicio, { catalogo }: Contexto): Generator<HallazgoRips> {
  const servicio = numero(datos, 'codServicio')
  const grupo = texto(datos, 'grupoServicios')
  const habilitado = servicio === undefined ? undefined : catalogo.servicioReps(servicio)
  if (habilitado === undefined || habilitado.grupo === '') return
  if (grupo !== undefined && habilitado.grupo !== grupo) {
    yield hallazgo(
      'RVC059',
      `${ruta}.codServicio`,
      `El servicio ${servicio} es del grupo ${habilitado.grupo}, no del ${grupo}.`,
    )
  }
}

function tieneEstancia(usuario: Usuario): boolean {
  return (
    serviciosDe(usuario, 'hospitalizacion', 'urgencias').length > 0 ||
    serviciosDe(usuario, 'otrosServicios').some(({ datos }) => texto(datos, 'tipoOS') === '03')
  )
}

function* revisarRepeticiones(usuario: Usuario, { catalogo }: Contexto): Generator<HallazgoRips> {
  const veces = new Map<string, number>()
  for (const servicio of usuario.servicios) {
    if (servicio.grupo !== 'consultas' && servicio.grupo !== 'procedimientos') continue
    const { campo } = CUPS_DE[servicio.grupo]
    const codigo = texto(servicio.datos, campo)
    const dia = instante(servicio.datos, 'fechaInicioAtencion')?.slice(0, 10)
    const maximo = codigo === undefined ? undefined : catalogo.cups(codigo)?.maximoPorDia
    if (codigo === undefined || dia === undefined || maximo === undefined || maximo < 1) continue
    const clave = `${codigo} ${dia}`
    const total = (veces.get(clave) ?? 0) + 1
    veces.set(clave, total)
    if (total === maximo + 1) {
      yield hallazgo('RVC018', `${servicio.ruta}.${campo}`, `${codigo} admite ${maximo} por día.`)
    }
  }
}

/** Purpose with cause, payment, diagnosis, sex and age: RVC010, RVC051, RVC052, RVC067–RVC071, RVC084, RVC085. */
export function* revisarFinalidades(contexto: Contexto): Generator<HallazgoRips> {
  for (const { servicio, usuario } of serviciosConUsuario(contexto, 'consultas', 'procedimientos')) {
    const finalidad = texto(servicio.datos, 'finalidadTecnologiaSalud') as Finalidad | undefined
    if (finalidad === undefined) continue
    yield* revisarPaciente(finalidad, servicio, usuario)
    if (servicio.grupo === 'consultas') yield* revisarConsulta(finalidad, servicio)
  }
}

/** Care that only a woman receives. Breast-feeding (20) is left out: it may be registered for the child. */
const FINALIDADES_DE_MUJER: readonly string[] = ['23', '25']

function* revisarPaciente(
  finalidad: Finalidad,
  servicio: Servicio,
  usuario: Usuario,
): Generator<HallazgoRips> {
  const sexo = texto(usuario.datos, 'codSexo')
  const ruta = `${servicio.ruta}.finalidadTecnologiaSalud`
  if (finalidad === '24' && sexo !== undefined && sexo !== 'F')
    yield hallazgo('RVC010', `${usuario.ruta}.codSexo`)
  if (sexo === 'M' && FINALIDADES_DE_MUJER.includes(finalidad)) {
    yield hallazgo('RVC051', ruta, `Finalidad ${finalidad}, sexo M.`)
  }
  const nacimiento = nacimientoDe(usuario)
  const fecha = instante(servicio.datos, CAMPO_FECHA[servicio.grupo])?.slice(0, 10)
  if (
    sexo !== 'F' &&
    (finalidad === '26' || finalidad === '27') &&
    nacimiento !== undefined &&
    fecha !== undefined
  ) {
    if (fecha >= nacimiento && edadEn(nacimiento, fecha).anios >= 1) {
      yield hallazgo('RVC051', ruta, `Finalidad ${finalidad}, ${edadEn(nacimiento, fecha).anios} años.`)
    }
  }
}

function* revisarConsulta(finalidad: Finalidad, { datos, ruta }: Servicio): Generator<HallazgoRips> {
  const causa = texto(datos, 'causaMotivoAtencion')
  const esperada = CAUSA_DE_FINALIDAD[finalidad]
  if (esperada !== undefined && causa !== undefined && causa !== esperada.causa) {
    yield hallazgo(esperada.regla, `${ruta}.causaMotivoAtencion`, `Dice ${causa}.`)
  }
  if (finalidad === '24' && causa !== undefined && !CAUSAS_IVE.some((codigo) => codigo === causa)) {
    yield hallazgo('RVC052', `${ruta}.causaMotivoAtencion`, `Dice ${causa}.`)
  }
  const concepto = texto(datos, 'conceptoRecaudo')
  if (FINALIDADES_SIN_RECAUDO.includes(finalidad) && concepto !== undefined && concepto !== '05') {
    yield hallazgo('RVC084', `${ruta}.conceptoRecaudo`, `Finalidad ${finalidad}, concepto ${concepto}.`)
  }
  const principal = texto(datos, 'codDiagnosticoPrincipal')
  if (finalidad === '11' && principal !== undefined && !principal.startsWith('Z')) {
    yield hallazgo('RVC085', `${ruta}.codDiagnosticoPrincipal`, `Dice ${principal}.`)
  }
}
