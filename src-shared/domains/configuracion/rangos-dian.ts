import { formatFecha, type LocalDate } from '../../kernel/dates.ts'
import { numeroCompleto, seTraslapan } from './numeracion.ts'
import { type ResolucionNumeracion, resolucionNumeracionSchema } from './schemas.ts'

/** A range as DIAN has it (`GetNumberingRange`, dian.md 5.4). One of paper or of documento soporte has no technical key: ''. */
export type RangoDian = Pick<
  ResolucionNumeracion,
  'numero' | 'prefijo' | 'desde' | 'hasta' | 'vigenciaDesde' | 'vigenciaHasta' | 'claveTecnica'
>

/**
 * What bringing the range would do here. `nuevo`: adds it; `cambia`: corrects the one there is; `reemplaza`: adds it and puts
 * out of use those whose numbers it takes over; `igual`: nothing; `no-se-puede`: nothing, and why.
 */
export type EfectoRango = 'nuevo' | 'igual' | 'cambia' | 'reemplaza' | 'no-se-puede'

export interface RangoComparado {
  readonly rango: RangoDian
  readonly tipo: ResolucionNumeracion['tipo']
  /** DIAN does not say what a range without key is for, and it is new here: the person says it. */
  readonly preguntarTipo: boolean
  readonly efecto: EfectoRango
  readonly explicacion: string
  /** The range of here with the same resolution and prefix. */
  readonly resolucionId: string | null
  /** Ranges of here that it puts out of use. */
  readonly retira: readonly string[]
  /** Next number to give. */
  readonly siguiente: number
}

type Guardada = ResolucionNumeracion & { readonly consumidos: number }

/** @param hoy day of Bogotá */
export function compararRango(
  rango: RangoDian,
  guardadas: readonly Guardada[],
  hoy: LocalDate,
): RangoComparado {
  const actual = guardadas.find((r) => r.numero === rango.numero && r.prefijo === rango.prefijo)
  const sinClave = rango.claveTecnica === ''
  const aqui = actual === undefined || actual.tipo === 'factura' ? 'contingencia' : actual.tipo
  const tipo = sinClave ? aqui : 'factura'
  const resultado = (
    efecto: EfectoRango,
    explicacion: string,
    otros: Partial<Pick<RangoComparado, 'resolucionId' | 'retira' | 'siguiente'>> = {},
  ): RangoComparado => ({
    rango,
    tipo,
    preguntarTipo: sinClave && actual === undefined && efecto !== 'no-se-puede',
    efecto,
    explicacion,
    resolucionId: null,
    retira: [],
    siguiente: rango.desde,
    ...otros,
  })
  if (!esLegible(rango)) return resultado('no-se-puede', 'La DIAN la devolvió incompleta.')
  if (actual) {
    const { efecto, explicacion } = contraLaMisma({ ...rango, tipo }, actual)
    const siguiente = Math.max(actual.siguiente, rango.desde)
    return resultado(efecto, explicacion, { resolucionId: actual.id, siguiente })
  }
  if (rango.vigenciaHasta < hoy)
    return resultado('no-se-puede', `Venció el ${formatFecha(rango.vigenciaHasta)}.`)
  const cruzadas = guardadas.filter((otra) => seTraslapan({ ...rango, siguiente: rango.desde }, otra))
  const posterior = cruzadas.find((otra) => otra.activa && otra.vigenciaDesde > rango.vigenciaDesde)
  if (posterior)
    return resultado(
      'no-se-puede',
      `Sus números se cruzan con los de la resolución ${posterior.numero}, que es más reciente.`,
    )
  const siguiente = Math.max(rango.desde, ...cruzadas.map((otra) => otra.siguiente))
  if (siguiente > rango.hasta) return resultado('no-se-puede', 'Aquí ya se usaron todos sus números.')
  const retiradas = cruzadas.filter((otra) => otra.activa)
  if (retiradas.length === 0) return resultado('nuevo', 'No está aquí todavía.', { siguiente })
  const cuales = retiradas.map(({ numero }) => numero).join(', ')
  return resultado(
    'reemplaza',
    `Reemplaza a la resolución ${cuales}, que queda fuera de uso; sigue desde el ${numeroCompleto(rango.prefijo, siguiente)}.`,
    { siguiente, retira: retiradas.map(({ id }) => id) },
  )
}

function contraLaMisma(
  rango: RangoDian & Pick<ResolucionNumeracion, 'tipo'>,
  actual: Guardada,
): Pick<RangoComparado, 'efecto' | 'explicacion'> {
  const cambios = [
    ...(rango.tipo === actual.tipo ? [] : ['para qué es']),
    ...(rango.desde === actual.desde ? [] : [`empieza en ${rango.desde} y aquí en ${actual.desde}`]),
    ...(rango.hasta === actual.hasta ? [] : [`termina en ${rango.hasta} y aquí en ${actual.hasta}`]),
    ...(rango.vigenciaDesde === actual.vigenciaDesde
      ? []
      : [
          `rige desde el ${formatFecha(rango.vigenciaDesde)} y aquí desde el ${formatFecha(actual.vigenciaDesde)}`,
        ]),
    ...(rango.vigenciaHasta === actual.vigenciaHasta
      ? []
      : [`vence el ${formatFecha(rango.vigenciaHasta)} y aquí el ${formatFecha(actual.vigenciaHasta)}`]),
    ...(rango.claveTecnica === actual.claveTecnica ? [] : ['la clave técnica es otra']),
  ]
  if (cambios.length === 0)
    return {
      efecto: 'igual',
      explicacion: actual.activa ? 'Ya está aquí, igual.' : 'Ya está aquí, fuera de uso.',
    }
  const dice = `En la DIAN ${cambios.join('; ')}.`
  const fija = rango.tipo !== actual.tipo || rango.desde !== actual.desde
  if (actual.consumidos > 0 && fija)
    return {
      efecto: 'no-se-puede',
      explicacion: `${dice} Ya se emitió con ella, así que no se puede cambiar.`,
    }
  if (rango.hasta < actual.siguiente - 1)
    return { efecto: 'no-se-puede', explicacion: `${dice} Aquí ya se usó el ${actual.siguiente - 1}.` }
  return { efecto: 'cambia', explicacion: dice }
}

function esLegible(rango: RangoDian): boolean {
  const { shape } = resolucionNumeracionSchema
  return (
    (
      ['numero', 'prefijo', 'desde', 'hasta', 'vigenciaDesde', 'vigenciaHasta', 'claveTecnica'] as const
    ).every((campo) => shape[campo].safeParse(rango[campo]).success) &&
    rango.hasta >= rango.desde &&
    rango.vigenciaHasta >= rango.vigenciaDesde
  )
}
