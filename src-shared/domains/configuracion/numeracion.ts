import { formatFecha, type LocalDate } from '../../kernel/dates.ts'
import type { ResolucionNumeracion } from './schemas.ts'

/** Rules of the numbering ranges that DIAN authorises (dian.md 2.4). A range is valid on both days of its term. */

/** Numbers that the range can still give. */
export function numerosRestantes(resolucion: Pick<ResolucionNumeracion, 'siguiente' | 'hasta'>): number {
  return Math.max(0, resolucion.hasta - resolucion.siguiente + 1)
}

/** As DIAN writes it: prefix and number together, `SETP990000001`. */
export function numeroCompleto(prefijo: string, consecutivo: number): string {
  return `${prefijo}${consecutivo}`
}

/** Resolution of the range that DIAN gives everybody for tests (dian.md 1.5). */
const RESOLUCION_DE_PRUEBAS = '18760000001'

/** Whether DIAN takes numbers of that range in that environment (`1` producción): those of tests only in habilitación. */
export function sirveEnAmbiente(
  { numero }: Pick<ResolucionNumeracion, 'numero'>,
  ambiente: '1' | '2' | undefined,
): boolean {
  return ambiente !== '1' || numero !== RESOLUCION_DE_PRUEBAS
}

/** Where an invoice is being issued. What is not known fits no range that asks for it. */
export interface LugarEmision {
  readonly sedeId?: string | undefined
  readonly equipo?: ResolucionNumeracion['equipo'] | undefined
}

type Ligada = Pick<ResolucionNumeracion, 'sedeId' | 'equipo'>

/** Whether a range may be used there. */
export function sirveEn(resolucion: Ligada, { sedeId, equipo }: LugarEmision): boolean {
  return (
    (resolucion.sedeId === null || resolucion.sedeId === sedeId) &&
    (resolucion.equipo === null || resolucion.equipo === equipo)
  )
}

/** The range for that place: the one made for it before the ones for any; among equals, the first given. */
export function escogerResolucion<R extends Ligada>(
  candidatas: readonly R[],
  lugar: LugarEmision,
): R | undefined {
  const peso = ({ sedeId, equipo }: R) => (sedeId === null ? 0 : 2) + (equipo === null ? 0 : 1)
  return candidatas
    .filter((resolucion) => sirveEn(resolucion, lugar))
    .reduce<R | undefined>((mejor, otra) => (mejor && peso(mejor) >= peso(otra) ? mejor : otra), undefined)
}

export interface SinNumero {
  readonly codigo: 'NUMERACION_AGOTADA' | 'NUMERACION_VENCIDA' | 'NUMERACION_FALTA'
  readonly mensaje: string
  readonly remedio: string
}

const PEDIR_OTRA =
  'Pida otra numeración en la DIAN (MUISCA, Numeración de facturación), asóciela a su software y agréguela en Configuración, Numeración.'

/** Why that range cannot give a number on `fecha`, or undefined when it can. */
export function motivoSinNumero(resolucion: ResolucionNumeracion, fecha: LocalDate): SinNumero | undefined {
  const cual = `La numeración ${resolucion.prefijo} ${resolucion.desde}–${resolucion.hasta}`.replace(
    '  ',
    ' ',
  )
  if (!resolucion.activa)
    return {
      codigo: 'NUMERACION_VENCIDA',
      mensaje: `${cual} ya no está en uso.`,
      remedio: 'Actívela o agregue otra en Configuración, Numeración.',
    }
  if (fecha > resolucion.vigenciaHasta)
    return {
      codigo: 'NUMERACION_VENCIDA',
      mensaje: `${cual} venció el ${formatFecha(resolucion.vigenciaHasta)}.`,
      remedio: PEDIR_OTRA,
    }
  if (fecha < resolucion.vigenciaDesde)
    return {
      codigo: 'NUMERACION_VENCIDA',
      mensaje: `${cual} empieza a regir el ${formatFecha(resolucion.vigenciaDesde)}.`,
      remedio: 'Espere a ese día o use otra numeración vigente.',
    }
  if (numerosRestantes(resolucion) === 0)
    return {
      codigo: 'NUMERACION_AGOTADA',
      mensaje: `${cual} ya usó todos sus números.`,
      remedio: PEDIR_OTRA,
    }
  return undefined
}

const PARA: Readonly<Record<ResolucionNumeracion['tipo'], string>> = {
  factura: 'para facturar',
  contingencia: 'de contingencia',
  soporte: 'de documento soporte',
}

/** Why none of the ranges of that kind can give a number on `fecha`, or undefined when one can. */
export function motivoSinNumeracion(
  resoluciones: readonly ResolucionNumeracion[],
  fecha: LocalDate,
  tipo: ResolucionNumeracion['tipo'],
): SinNumero | undefined {
  const propias = resoluciones.filter((r) => r.tipo === tipo && r.activa)
  const motivos = propias.map((r) => motivoSinNumero(r, fecha))
  if (motivos.includes(undefined)) return undefined
  return (
    motivos.find((motivo) => motivo?.codigo === 'NUMERACION_AGOTADA') ??
    motivos.at(-1) ?? {
      codigo: 'NUMERACION_FALTA',
      mensaje: `Todavía no hay numeración ${PARA[tipo]}.`,
      remedio:
        tipo === 'soporte'
          ? 'Pida en la DIAN (MUISCA, Numeración de facturación) una numeración de documento soporte y agréguela en Configuración, Numeración.'
          : 'Agregue la resolución de la DIAN en Configuración, Numeración.',
    }
  )
}

/**
 * Whether two ranges of the same prefix would give the same number. A range in use occupies all of itself; one out of use,
 * only the numbers it gave; a new one, what it has still to give.
 */
export function seTraslapan(
  nueva: Pick<ResolucionNumeracion, 'prefijo' | 'hasta' | 'siguiente'>,
  otra: Pick<ResolucionNumeracion, 'prefijo' | 'desde' | 'hasta' | 'siguiente' | 'activa'>,
): boolean {
  const ultimoOcupado = otra.activa ? otra.hasta : otra.siguiente - 1
  return (
    nueva.prefijo === otra.prefijo &&
    Math.max(nueva.siguiente, otra.desde) <= Math.min(nueva.hasta, ultimoOcupado)
  )
}
