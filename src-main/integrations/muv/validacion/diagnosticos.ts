import type { HallazgoRips } from '../../../../src-shared/domains/rips/schemas.ts'
import { edadEn } from '../../../../src-shared/kernel/dates.ts'
import type { GrupoDeServicios } from '../campos.ts'
import { hallazgo } from '../reglas.ts'
import { instante } from './fechas.ts'
import { nacimientoDe } from './usuarios.ts'
import {
  CAMPO_FECHA,
  type Contexto,
  type Servicio,
  serviciosConUsuario,
  texto,
  type Usuario,
} from './vista.ts'

interface DiagnosticosDeGrupo {
  /** Codes for which a disease or injury is preferred (RVC031). */
  readonly principales: readonly string[]
  /** Codes that should be neither a symptom (RVC032) nor a Z (RVC033). */
  readonly sinSintomas: readonly string[]
  /** Related ones, and the main one they must differ from. */
  readonly relacionados: readonly string[]
  readonly distintosDe: string
  readonly otros: readonly string[]
  readonly reglas: readonly [igualAlPrincipal: string, repetidos: string]
}

const DE_CONSULTA = ['RVC086', 'RVC087'] as const
const DE_EGRESO = ['RVC088', 'RVC089'] as const
const RELACIONADOS_DE_EGRESO = [
  'codDiagnosticoRelacionadoE1',
  'codDiagnosticoRelacionadoE2',
  'codDiagnosticoRelacionadoE3',
] as const

const DIAGNOSTICOS: Readonly<Partial<Record<GrupoDeServicios, DiagnosticosDeGrupo>>> = {
  consultas: {
    principales: ['codDiagnosticoPrincipal'],
    sinSintomas: [],
    relacionados: ['codDiagnosticoRelacionado1', 'codDiagnosticoRelacionado2', 'codDiagnosticoRelacionado3'],
    distintosDe: 'codDiagnosticoPrincipal',
    otros: [],
    reglas: DE_CONSULTA,
  },
  procedimientos: {
    principales: ['codDiagnosticoPrincipal'],
    sinSintomas: ['codDiagnosticoPrincipal', 'codComplicacion'],
    relacionados: ['codDiagnosticoRelacionado'],
    distintosDe: 'codDiagnosticoPrincipal',
    otros: ['codComplicacion'],
    reglas: DE_CONSULTA,
  },
  medicamentos: {
    principales: ['codDiagnosticoPrincipal'],
    sinSintomas: [],
    relacionados: ['codDiagnosticoRelacionado'],
    distintosDe: 'codDiagnosticoPrincipal',
    otros: [],
    reglas: DE_CONSULTA,
  },
  urgencias: {
    principales: ['codDiagnosticoPrincipal', 'codDiagnosticoPrincipalE', 'codDiagnosticoCausaMuerte'],
    sinSintomas: ['codDiagnosticoPrincipal', 'codDiagnosticoCausaMuerte'],
    relacionados: RELACIONADOS_DE_EGRESO,
    distintosDe: 'codDiagnosticoPrincipalE',
    otros: [],
    reglas: DE_EGRESO,
  },
  hospitalizacion: {
    principales: ['codDiagnosticoPrincipal', 'codDiagnosticoPrincipalE', 'codDiagnosticoCausaMuerte'],
    sinSintomas: ['codDiagnosticoCausaMuerte'],
    relacionados: RELACIONADOS_DE_EGRESO,
    distintosDe: 'codDiagnosticoPrincipalE',
    otros: ['codComplicacion'],
    reglas: DE_EGRESO,
  },
  recienNacidos: {
    principales: ['codDiagnosticoCausaMuerte'],
    sinSintomas: ['codDiagnosticoCausaMuerte'],
    relacionados: [],
    distintosDe: 'codDiagnosticoPrincipal',
    otros: [],
    reglas: DE_CONSULTA,
  },
}

/** Diagnoses: RVC028, RVC031–RVC033, RVC042, RVC086–RVC089. */
export function* revisarDiagnosticos(contexto: Contexto): Generator<HallazgoRips> {
  for (const { servicio, usuario } of serviciosConUsuario(contexto)) {
    const definicion = DIAGNOSTICOS[servicio.grupo]
    if (definicion === undefined) continue
    yield* revisarCapitulos(servicio, definicion)
    yield* revisarRelacionados(servicio, definicion)
    if (servicio.grupo !== 'recienNacidos') yield* revisarSexoYEdad(servicio, usuario, definicion, contexto)
    if (
      texto(servicio.datos, 'condicionDestinoUsuarioEgreso') === '02' &&
      texto(servicio.datos, 'codDiagnosticoCausaMuerte') === undefined
    ) {
      yield hallazgo('RVC042', `${servicio.ruta}.codDiagnosticoCausaMuerte`)
    }
  }
}

function* revisarCapitulos(
  { grupo, datos, ruta }: Servicio,
  definicion: DiagnosticosDeGrupo,
): Generator<HallazgoRips> {
  for (const campo of new Set([...definicion.principales, ...definicion.sinSintomas])) {
    const codigo = texto(datos, campo)
    if (codigo === undefined) continue
    const letra = codigo.charAt(0)
    const regla = letra === 'R' ? 'RVC032' : letra === 'Z' ? 'RVC033' : undefined
    if (regla !== undefined && definicion.sinSintomas.includes(campo)) {
      yield hallazgo(regla, `${ruta}.${campo}`, `Código ${codigo}.`)
    } else if (definicion.principales.includes(campo) && !esEnfermedadOLesion(codigo)) {
      // The validator gives no notice for a Z or R as main diagnosis of a consultation, and finalidad 11 asks for a Z (RVC085).
      if (grupo === 'consultas' && regla !== undefined) continue
      yield hallazgo('RVC031', `${ruta}.${campo}`, `Código ${codigo}.`)
    }
  }
}

/** A00–Q99 or S00–T98. */
function esEnfermedadOLesion(codigo: string): boolean {
  const letra = codigo.charAt(0)
  return (letra >= 'A' && letra <= 'Q') || letra === 'S' || (letra === 'T' && codigo.slice(1, 3) <= '98')
}

function* revisarRelacionados(
  { datos, ruta }: Servicio,
  definicion: DiagnosticosDeGrupo,
): Generator<HallazgoRips> {
  const [igualAlPrincipal, repetidos] = definicion.reglas
  const principal = texto(datos, definicion.distintosDe)
  const vistos = new Set<string>()
  for (const campo of definicion.relacionados) {
    const codigo = texto(datos, campo)
    if (codigo === undefined) continue
    if (codigo === principal) yield hallazgo(igualAlPrincipal, `${ruta}.${campo}`, `Código ${codigo}.`)
    else if (vistos.has(codigo)) yield hallazgo(repetidos, `${ruta}.${campo}`, `Código ${codigo}.`)
    vistos.add(codigo)
  }
}

function* revisarSexoYEdad(
  { grupo, datos, ruta }: Servicio,
  usuario: Usuario,
  definicion: DiagnosticosDeGrupo,
  { catalogo }: Contexto,
): Generator<HallazgoRips> {
  const sexo = texto(usuario.datos, 'codSexo')
  const fecha = instante(datos, CAMPO_FECHA[grupo])?.slice(0, 10)
  const nacimiento = nacimientoDe(usuario)
  const anios =
    fecha !== undefined && nacimiento !== undefined && fecha >= nacimiento
      ? edadEn(nacimiento, fecha).anios
      : undefined
  for (const campo of new Set([...definicion.principales, ...definicion.relacionados, ...definicion.otros])) {
    const codigo = texto(datos, campo)
    const diagnostico = codigo === undefined ? undefined : catalogo.cie10(codigo)
    if (diagnostico === undefined) continue
    if (diagnostico.sexo !== undefined && (sexo === 'M' || sexo === 'F') && diagnostico.sexo !== sexo) {
      yield hallazgo('RVC028', `${ruta}.${campo}`, `${codigo} es solo de sexo ${diagnostico.sexo}.`)
    }
    const { edad } = diagnostico
    if (edad !== undefined && anios !== undefined && (anios < edad.desde || anios > edad.hasta)) {
      yield hallazgo(
        'RVC028',
        `${ruta}.${campo}`,
        `${codigo} es de ${edad.desde} a ${edad.hasta} años; tiene ${anios}.`,
      )
    }
  }
}
