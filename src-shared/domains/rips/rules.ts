import { addDiasHabiles } from '../../kernel/business-days.ts'
import { addDays, addMonths, edadEn, type LocalDate } from '../../kernel/dates.ts'
import type { HallazgoRips } from './schemas.ts'
import {
  CAUSA_MOTIVO,
  type CausaMotivo,
  type CoberturaPlan,
  type ConceptoRecaudo,
  FINALIDAD,
  type Finalidad,
  TIPOS_USUARIO_POR_COBERTURA,
  type TipoDocumento,
  type TipoUsuario,
  type ValorRips,
} from './tablas.ts'

/** Decisions that screen and core take alike before a package exists. Rule ids: Documento Técnico 1 v002. */

type GrupoAmbulatorio = 'consultas' | 'procedimientos'

/** Types of user the coverage admits (RVC005); undefined when the matrix does not regulate that coverage. */
export function tiposUsuarioDe(cobertura: CoberturaPlan): readonly TipoUsuario[] | undefined {
  return TIPOS_USUARIO_POR_COBERTURA[cobertura]
}

/** Whether a user of that type may go in an invoice of that coverage (RVC005). Unregulated coverages admit all. */
export function coberturaAdmiteTipoUsuario(cobertura: string, tipoUsuario: string): boolean {
  const admitidos: readonly string[] | undefined = TIPOS_USUARIO_POR_COBERTURA[cobertura as CoberturaPlan]
  return admitidos === undefined || admitidos.includes(tipoUsuario)
}

/** Values of the list that a record of the group may use. */
function admitidosEn<V extends ValorRips>(valores: readonly V[], grupo: GrupoAmbulatorio): readonly V[] {
  return valores.filter((valor) => valor.soloEn === undefined || valor.soloEn === grupo)
}

export function finalidadesPara(grupo: GrupoAmbulatorio): readonly { codigo: Finalidad; nombre: string }[] {
  return admitidosEn(FINALIDAD.valores, grupo)
}

export function causasPara(grupo: GrupoAmbulatorio): readonly { codigo: CausaMotivo; nombre: string }[] {
  return admitidosEn(CAUSA_MOTIVO.valores, grupo)
}

/** Purposes of promotion and prevention: no moderating payment may be charged (RVC084). */
export const FINALIDADES_SIN_RECAUDO: readonly Finalidad[] = [
  '11',
  '12',
  '14',
  '19',
  '20',
  '21',
  '22',
  '23',
  '24',
  '25',
  '27',
]

/** Cause that goes with a purpose, and the rule that says so (RVC067–RVC071). */
export const CAUSA_DE_FINALIDAD: Readonly<
  Partial<Record<Finalidad, { readonly causa: CausaMotivo; readonly regla: string }>>
> = {
  '11': { causa: '40', regla: 'RVC067' },
  '22': { causa: '42', regla: 'RVC068' },
  '25': { causa: '42', regla: 'RVC069' },
  '23': { causa: '42', regla: 'RVC070' },
  '27': { causa: '42', regla: 'RVC071' },
}

/** Causes that explain a voluntary interruption of pregnancy (RVC052). */
export const CAUSAS_IVE: readonly CausaMotivo[] = ['34', '35', '36', '42', '49']

/**
 * Whether the concept may go with the coverage (CIN006). The published matrix lost its columns: only what no source
 * disputes is refused, so that nothing lawful is stopped here — a private patient has no moderating payment, and shared
 * payments of voluntary plans exist in voluntary plans only.
 */
export function conceptoAdmitido(cobertura: string, concepto: string): boolean {
  if (cobertura === '15') return concepto === '05'
  if (concepto === '03') return ['10', '11', '12'].includes(cobertura)
  return true
}

/** Document that a Colombian of that age has: RC up to 6, TI from 7 to 17, CC from 18. */
export function documentoPorEdad(nacimiento: LocalDate, fecha: LocalDate): TipoDocumento {
  const { anios } = edadEn(nacimiento, fecha)
  return anios < 7 ? 'RC' : anios < 18 ? 'TI' : 'CC'
}

/**
 * Whether the age on `fecha` suits the document type (RVC007), with the tolerance of one year minus one day on both
 * sides of each bracket. Types without an age bracket always suit; a birth after `fecha` is another rule's matter.
 */
export function edadAcordeConDocumento(tipo: string, nacimiento: LocalDate, fecha: LocalDate): boolean {
  const [desde, hasta] = EDADES_DE_DOCUMENTO[tipo] ?? [0, 200]
  if (fecha < nacimiento) return true
  const primero = desde === 0 ? nacimiento : addDays(addMonths(nacimiento, (desde - 1) * 12), 1)
  const ultimo = addDays(addMonths(nacimiento, (hasta + 2) * 12), -1)
  return fecha >= primero && fecha <= ultimo
}

/** First and last completed year of age in which the document is the usual one. */
const EDADES_DE_DOCUMENTO: Readonly<Record<string, readonly [number, number]>> = {
  CN: [0, 0],
  RC: [0, 6],
  TI: [7, 17],
  MS: [0, 17],
  CC: [18, 200],
  AS: [18, 200],
}

/** 96 hexadecimal characters (rips.md 7): the only thing about a CUV that can be checked without the ministry. */
export function esCuv(texto: string): boolean {
  return /^[0-9a-f]{96}$/i.test(texto)
}

/** Last day to send the RIPS sin factura of a month: the fifth calendar day of the next one (Res. 948/2026, art. 8). */
export function limiteRipsSinFactura(diaDelMes: LocalDate): LocalDate {
  return addDays(`${addMonths(`${diaDelMes.slice(0, 8)}01`, 1)}`, 4)
}

/** Last day to file the invoice with its CUV before the payer: 22 business days after issue (Res. 948/2026, art. 15). */
export function limiteRadicacion(emision: LocalDate): LocalDate {
  return addDiasHabiles(emision, 22)
}

/**
 * What the practice must produce (Res. 948/2026, art. 2 and 8): electronic invoice with RIPS and CUV for every patient,
 * or only the monthly RIPS sin factura.
 */
export function obligacionRips(perfil: {
  readonly superaTopeUvt: boolean
  readonly facturaAPagadores: boolean
}): 'factura-con-rips' | 'rips-sin-factura' {
  return perfil.superaTopeUvt || perfil.facturaAPagadores ? 'factura-con-rips' : 'rips-sin-factura'
}

/** Sum of moderating payments of an invoice that RIPS must report: the advance (04) stays in the invoice. */
export function recaudosDelRips<R extends { readonly concepto: ConceptoRecaudo | string }>(
  recaudos: readonly R[],
): readonly R[] {
  return recaudos.filter((recaudo) => recaudo.concepto !== '04' && recaudo.concepto !== '05')
}

/**
 * Findings for who may not read clinical content: each rule once, with a sentence that tells no datum. A rule's own words may
 * name a diagnosis, and its path what was done.
 */
export function hallazgosSinClinica(hallazgos: readonly HallazgoRips[]): HallazgoRips[] {
  const unaVez = new Map(hallazgos.map(({ regla, clase }) => [`${clase} ${regla}`, { regla, clase }]))
  return [...unaVez.values()].map(({ regla, clase }) => ({
    regla,
    clase,
    ruta: '',
    mensaje: 'Falta un dato clínico: lo completa el profesional.',
    remedio: 'Avise al profesional o a quien lleva la facturación: ellos ven el detalle.',
  }))
}
