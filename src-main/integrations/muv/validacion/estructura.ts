import { esFechaHora, type HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import {
  DOCUMENTOS_PROFESIONAL,
  LONGITUD_DOCUMENTO,
  TABLAS_RIPS,
  type TipoDocumento,
  type ValorRips,
} from '../../../../src-shared/domains/rips/tablas.ts'
import { isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import {
  CAMPOS_RIPS,
  type CampoRips,
  cumpleTamanio,
  GRUPOS_DE_SERVICIOS_RIPS,
  type GrupoDeServicios,
} from '../campos.ts'
import type { CatalogoRips } from '../catalogo-rips.ts'
import { hallazgo } from '../reglas.ts'
import { esObjeto, type Objeto } from './vista.ts'

type Grupo = keyof typeof CAMPOS_RIPS

/** Structure, types, sizes and lists: RVG01, RVG03–RVG07, field by field against the table of campos.ts. */
export function* revisarEstructura(json: unknown, catalogo: CatalogoRips): Generator<HallazgoRips> {
  if (!esObjeto(json)) {
    yield hallazgo('RVG01', '', 'El archivo debe ser un objeto JSON con la transacción.')
    return
  }
  yield* revisarObjeto(json, '', 'transaccion', ['usuarios'], catalogo)
  yield* revisarTransaccion(json)
  if (!Array.isArray(json.usuarios)) {
    if ('usuarios' in json) yield hallazgo('RVG01', 'usuarios', 'Debe ser una lista de usuarios.')
    return
  }
  let registros = 0
  for (const [indice, usuario] of json.usuarios.entries()) {
    const ruta = `usuarios[${indice}]`
    if (!esObjeto(usuario)) {
      yield hallazgo('RVG01', ruta, 'Cada usuario debe ser un objeto.')
      continue
    }
    yield* revisarObjeto(usuario, ruta, 'usuarios', ['servicios'], catalogo)
    yield* revisarUsuario(usuario, ruta)
    registros += yield* revisarServicios(usuario, ruta, catalogo)
  }
  yield* revisarConsecutivos(json.usuarios, 'usuarios')
  if (registros === 0) yield hallazgo('RVG03', 'usuarios')
}

function* revisarServicios(
  usuario: Objeto,
  rutaUsuario: string,
  catalogo: CatalogoRips,
): Generator<HallazgoRips, number> {
  const ruta = `${rutaUsuario}.servicios`
  const { servicios } = usuario
  if (!esObjeto(servicios)) {
    if ('servicios' in usuario)
      yield hallazgo('RVG01', ruta, 'Debe ser un objeto con los grupos de servicios.')
    return 0
  }
  let registros = 0
  for (const [grupo, lista] of Object.entries(servicios)) {
    if (!esGrupo(grupo)) {
      yield hallazgo('RVG01', `${ruta}.${grupo}`, `«${grupo}» no es un grupo de servicios.`)
    } else if (!Array.isArray(lista)) {
      yield hallazgo('RVG01', `${ruta}.${grupo}`, 'Debe ser una lista; si no hay registros, quite el grupo.')
    } else {
      for (const [indice, registro] of lista.entries()) {
        const rutaRegistro = `${ruta}.${grupo}[${indice}]`
        if (!esObjeto(registro)) {
          yield hallazgo('RVG01', rutaRegistro, 'Cada registro debe ser un objeto.')
          continue
        }
        registros += 1
        yield* revisarObjeto(registro, rutaRegistro, grupo, [], catalogo)
      }
      yield* revisarConsecutivos(lista, `${ruta}.${grupo}`)
    }
  }
  if (registros === 0) yield hallazgo('RVG07', ruta)
  return registros
}

function esGrupo(nombre: string): nombre is GrupoDeServicios {
  return GRUPOS_DE_SERVICIOS_RIPS.some((grupo) => grupo === nombre)
}

function* revisarObjeto(
  objeto: Objeto,
  ruta: string,
  grupo: Grupo,
  hijos: readonly string[],
  catalogo: CatalogoRips,
): Generator<HallazgoRips> {
  const campos = CAMPOS_RIPS[grupo]
  const base = ruta === '' ? '' : `${ruta}.`
  for (const nombre of [...campos.map((campo) => campo.nombre), ...hijos]) {
    if (!Object.hasOwn(objeto, nombre)) yield hallazgo('RVG01', `${base}${nombre}`, `Falta «${nombre}».`)
  }
  for (const nombre of Object.keys(objeto)) {
    if (!hijos.includes(nombre) && !campos.some((campo) => campo.nombre === nombre)) {
      yield hallazgo('RVG01', `${base}${nombre}`, `«${nombre}» no es un dato de esta parte del archivo.`)
    }
  }
  for (const campo of campos) {
    if (Object.hasOwn(objeto, campo.nombre)) {
      yield* revisarCampo(objeto, campo, `${base}${campo.nombre}`, grupo, catalogo)
    }
  }
}

function* revisarCampo(
  objeto: Objeto,
  campo: CampoRips,
  ruta: string,
  grupo: Grupo,
  catalogo: CatalogoRips,
): Generator<HallazgoRips> {
  const valor = objeto[campo.nombre]
  if (valor === null) {
    if (campo.exigencia === 'M') yield hallazgo('RVG04', ruta, 'Es obligatorio y está vacío.')
  } else if (campo.tipo === 'texto') {
    if (typeof valor !== 'string')
      yield hallazgo('RVG04', ruta, `Debe ir entre comillas; llegó ${mostrar(valor)}.`)
    else if (valor !== '' || campo.exigencia === 'M')
      yield* revisarTexto(valor, objeto, campo, ruta, grupo, catalogo)
  } else if (typeof valor !== 'number') {
    yield hallazgo('RVG04', ruta, `Debe ser un número sin comillas; llegó ${mostrar(valor)}.`)
  } else {
    yield* revisarNumero(valor, campo, ruta, catalogo)
  }
}

function* revisarTexto(
  valor: string,
  objeto: Objeto,
  campo: CampoRips,
  ruta: string,
  grupo: Grupo,
  catalogo: CatalogoRips,
): Generator<HallazgoRips> {
  if (!cumpleTamanio(campo.tamanio, valor.length)) {
    yield hallazgo(
      'RVG05',
      ruta,
      `Llegó ${mostrar(valor)} (${valor.length} caracteres); se admite ${campo.tamanio}.`,
    )
    return
  }
  if (campo.formato === 'fecha' && !isLocalDate(valor)) {
    yield hallazgo('RVG04', ruta, `${mostrar(valor)} no es una fecha AAAA-MM-DD.`)
  }
  if (campo.formato === 'fecha-hora' && !esFechaHora(valor)) {
    yield hallazgo('RVG04', ruta, `${mostrar(valor)} no es una fecha y hora AAAA-MM-DD HH:MM.`)
  }
  if (!estaEnTabla(valor, campo, grupo, catalogo)) yield hallazgo('RVG06', ruta, `Llegó ${mostrar(valor)}.`)
  if (campo.nombre === 'numDocumentoIdentificacion') {
    const tipo = objeto.tipoDocumentoIdentificacion
    const limites = typeof tipo === 'string' ? LONGITUD_DOCUMENTO[tipo as TipoDocumento] : undefined
    if (limites !== undefined && (valor.length < limites[0] || valor.length > limites[1])) {
      yield hallazgo(
        'RVG05',
        ruta,
        `El documento ${tipo} lleva de ${limites[0]} a ${limites[1]} caracteres; llegó ${mostrar(valor)}.`,
      )
    }
  }
}

/** Groups in which the document of a record is that of a professional. */
const CON_PROFESIONAL: readonly Grupo[] = ['consultas', 'procedimientos', 'medicamentos', 'otrosServicios']

function estaEnTabla(valor: string, campo: CampoRips, grupo: Grupo, catalogo: CatalogoRips): boolean {
  const { tabla } = campo
  if (tabla === undefined) return true
  switch (tabla) {
    case 'cie10':
      return catalogo.cie10(valor) !== undefined
    case 'municipio':
      return catalogo.municipio(valor)
    case 'pais':
      return catalogo.pais(valor)
    case 'cups':
    case 'servicio':
      // An unknown CUPS is only a notice (RVC096); the REPS service is a number.
      return true
    case 'tipoDocumento':
      if (CON_PROFESIONAL.includes(grupo)) return DOCUMENTOS_PROFESIONAL.some((tipo) => tipo === valor)
  }
  const valores: readonly ValorRips[] = TABLAS_RIPS[tabla].valores
  const encontrado = valores.find(({ codigo }) => codigo === valor)
  return encontrado !== undefined && (encontrado.soloEn === undefined || encontrado.soloEn === grupo)
}

function* revisarNumero(
  valor: number,
  campo: CampoRips,
  ruta: string,
  catalogo: CatalogoRips,
): Generator<HallazgoRips> {
  if (valor < 0) {
    yield hallazgo('RVG06', ruta, 'No puede ser negativo.')
    return
  }
  if (!Number.isInteger(valor) && !ADMITEN_DECIMALES.includes(campo.nombre) && campo.formato !== 'dinero') {
    yield hallazgo('RVG04', ruta, `Debe ser un número entero; llegó ${valor}.`)
    return
  }
  // From 1e21 on a number is written with an exponent; it has too many digits anyway.
  const digitos = valor < 1e21 ? String(Math.trunc(valor)).length : 22
  if (!cumpleTamanio(campo.tamanio, digitos)) {
    yield hallazgo('RVG05', ruta, `Llegó ${valor}; se admite de ${campo.tamanio} cifras.`)
  } else if (campo.tabla === 'servicio' && catalogo.servicioReps(valor) === undefined) {
    yield hallazgo('RVG06', ruta, `El servicio ${valor} no existe en la lista de servicios de salud.`)
  }
}

const ADMITEN_DECIMALES = ['concentracionMedicamento', 'cantidadMedicamento']

/** Which numbers go depends on what the package is: invoice, note or neither (T02–T04). */
function* revisarTransaccion(transaccion: Objeto): Generator<HallazgoRips> {
  const { numFactura, tipoNota, numNota } = transaccion
  const vacio = (valor: unknown): boolean => valor === null || valor === ''
  if (tipoNota === 'RS') {
    if (!vacio(numFactura))
      yield hallazgo('RVG06', 'numFactura', 'Un RIPS sin factura no lleva número de factura.')
  } else if (vacio(numFactura)) {
    yield hallazgo(
      'RVG06',
      'numFactura',
      'Falta el número de la factura; solo un RIPS sin factura (RS) va sin él.',
    )
  }
  if (typeof tipoNota === 'string' && tipoNota !== '') {
    if (vacio(numNota)) yield hallazgo('RVG06', 'numNota', 'Falta el número de la nota.')
  } else if (!vacio(numNota)) {
    yield hallazgo('RVG06', 'numNota', 'El RIPS de una factura no lleva número de nota.')
  }
}

/** Municipality and zone go with residence in Colombia, and only then (U07, U08). */
function* revisarUsuario(usuario: Objeto, ruta: string): Generator<HallazgoRips> {
  const enColombia = usuario.codPaisResidencia === '170'
  for (const campo of ['codMunicipioResidencia', 'codZonaTerritorialResidencia']) {
    const vacio = usuario[campo] === null || usuario[campo] === ''
    if (enColombia && vacio) {
      yield hallazgo('RVG06', `${ruta}.${campo}`, 'Es obligatorio para quien reside en Colombia.')
    }
    if (
      !enColombia &&
      typeof usuario.codPaisResidencia === 'string' &&
      typeof usuario[campo] === 'string' &&
      !vacio
    ) {
      yield hallazgo('RVG06', `${ruta}.${campo}`, 'Va vacío para quien reside en otro país.')
    }
  }
}

/** Glosas name a record by its number, so it may not repeat. Notes keep the numbers of the invoice, hence gaps. */
function* revisarConsecutivos(lista: readonly unknown[], ruta: string): Generator<HallazgoRips> {
  const vistos = new Set<number>()
  for (const [indice, registro] of lista.entries()) {
    const consecutivo = esObjeto(registro) ? registro.consecutivo : undefined
    if (typeof consecutivo !== 'number') continue
    if (vistos.has(consecutivo)) {
      yield hallazgo(
        'RVG06',
        `${ruta}[${indice}].consecutivo`,
        `El consecutivo ${consecutivo} está repetido.`,
      )
    }
    vistos.add(consecutivo)
  }
}

function mostrar(valor: unknown): string {
  const escrito = typeof valor === 'string' ? valor : (JSON.stringify(valor) ?? '')
  return `«${escrito.length > 60 ? `${escrito.slice(0, 60)}…` : escrito}»`
}
