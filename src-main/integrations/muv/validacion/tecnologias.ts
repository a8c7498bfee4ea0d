import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { hallazgo } from '../reglas.ts'
import { type Contexto, numero, serviciosConUsuario, serviciosDe, texto, type Usuario } from './vista.ts'

/** Medicines, other services and MIPRES: RVG13, RVC016, RVC024, RVC026, RVC048, RVC050, RVC056, RVC063, RVC065, RVC066, RVC096. */
export function* revisarTecnologias(contexto: Contexto): Generator<HallazgoRips> {
  for (const usuario of contexto.usuarios) {
    yield* revisarMedicamentos(usuario, contexto)
    yield* revisarOtrosServicios(usuario, contexto)
  }
  if (contexto.factura?.coberturaPlan === '02') yield* revisarPresupuestoMaximo(contexto)
}

/** Types whose name, concentration, unit and form must be written (the others take them from the code). */
const TIPOS_CON_DESCRIPCION = ['03', '05']

function* revisarMedicamentos(usuario: Usuario, { catalogo }: Contexto): Generator<HallazgoRips> {
  const vistos = new Set<string>()
  for (const { datos, ruta } of serviciosDe(usuario, 'medicamentos')) {
    const codigo = texto(datos, 'codTecnologiaSalud')
    const clave = `${codigo} ${texto(datos, 'fechaDispensAdmon')}`
    if (codigo !== undefined && vistos.has(clave)) {
      yield hallazgo('RVG13', `${ruta}.codTecnologiaSalud`, `Código ${codigo}.`)
    }
    vistos.add(clave)
    const tipo = texto(datos, 'tipoMedicamento') ?? ''
    if (codigo !== undefined && tipo !== '03' && catalogo.medicamento?.(codigo) === false) {
      yield hallazgo('RVC063', `${ruta}.codTecnologiaSalud`, `Código ${codigo}.`)
    }
    if (TIPOS_CON_DESCRIPCION.includes(tipo)) {
      const faltan = DESCRIPCION.filter(
        (campo) => texto(datos, campo) === undefined && (numero(datos, campo) ?? 0) === 0,
      )
      for (const campo of faltan) yield hallazgo('RVC065', `${ruta}.${campo}`, `Tipo de medicamento ${tipo}.`)
    }
  }
}

const DESCRIPCION = ['nomTecnologiaSalud', 'concentracionMedicamento', 'unidadMedida', 'formaFarmaceutica']

/** 02 transport, 03 stay: their code is a CUPS. */
const CON_CUPS = ['02', '03']

function* revisarOtrosServicios(usuario: Usuario, { catalogo }: Contexto): Generator<HallazgoRips> {
  const conEstancia = serviciosDe(usuario, 'urgencias', 'hospitalizacion').length > 0
  for (const { datos, ruta } of serviciosDe(usuario, 'otrosServicios')) {
    const tipo = texto(datos, 'tipoOS') ?? ''
    const codigo = texto(datos, 'codTecnologiaSalud')
    const rutaCodigo = `${ruta}.codTecnologiaSalud`
    if (codigo !== undefined && CON_CUPS.includes(tipo)) {
      const cups = catalogo.cups(codigo)
      if (cups === undefined) yield hallazgo('RVC024', rutaCodigo, `Código ${codigo}.`)
      else if (cups.uso !== '' && cups.uso !== 'AT')
        yield hallazgo('RVC026', rutaCodigo, `${codigo} ${cups.nombre}.`)
    }
    const cups = codigo === undefined || tipo === '01' || tipo === '04' ? undefined : catalogo.cups(codigo)
    const sexo = texto(usuario.datos, 'codSexo')
    if (cups?.sexo !== undefined && (sexo === 'M' || sexo === 'F') && cups.sexo !== sexo) {
      yield hallazgo('RVC016', rutaCodigo, `${codigo} es solo de sexo ${cups.sexo}.`)
    }
    if (tipo === '05' && codigo !== undefined && cups === undefined) {
      yield hallazgo('RVC096', rutaCodigo, `Código ${codigo}.`)
    }
    if (tipo === '03' && !conEstancia) yield hallazgo('RVC056', `${ruta}.tipoOS`)
    if (tipo === '01' && texto(datos, 'nomTecnologiaSalud') === undefined) {
      yield hallazgo('RVC066', `${ruta}.nomTecnologiaSalud`)
    }
    if (tipo === '01' || tipo === '04') {
      for (const campo of ['tipoDocumentoIdentificacion', 'numDocumentoIdentificacion']) {
        if (texto(datos, campo) === undefined) yield hallazgo('RVC050', `${ruta}.${campo}`)
      }
    }
  }
}

function* revisarPresupuestoMaximo(contexto: Contexto): Generator<HallazgoRips> {
  for (const { servicio } of serviciosConUsuario(contexto, 'procedimientos', 'otrosServicios')) {
    const { datos, ruta } = servicio
    if (texto(datos, 'numAutorizacion') === undefined && texto(datos, 'idMIPRES') === undefined) {
      yield hallazgo('RVC048', `${ruta}.numAutorizacion`)
    }
  }
}
