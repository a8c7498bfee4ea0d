import { numeroCompleto, seTraslapan } from '../../../src-shared/domains/configuracion/numeracion.ts'
import type { ResolucionNumeracion } from '../../../src-shared/domains/configuracion/schemas.ts'
import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import type { Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import * as repository from './repository.ts'

/**
 * Stores a numbering range.
 * @param at instant of the command
 * @throws Refusal NUMERACION_USADA, NUMERACION_VENCIDA, NUMERACION_TRASLAPADA or NO_ENCONTRADO
 */
export async function storeResolucion(
  trx: Trx,
  resolucion: ResolucionNumeracion,
  options: { readonly isNew: boolean; readonly at: string },
): Promise<void> {
  const current = options.isNew ? undefined : await repository.getResolucion(trx, resolucion.id)
  if (!options.isNew && !current)
    throw new Refusal('NO_ENCONTRADO', 'Esa numeración ya no existe.', 'Actualice la pantalla.')
  if (current && current.consumidos > 0) checkUnchanged(current, resolucion)
  const hoy = bogotaDate(new Date(options.at))
  if (resolucion.activa && !current?.activa && resolucion.vigenciaHasta < hoy)
    throw new Refusal(
      'NUMERACION_VENCIDA',
      `Esa numeración venció el ${formatFecha(resolucion.vigenciaHasta)}.`,
      'Revise la fecha en la resolución; si de verdad venció, pida otra en la DIAN.',
      { campo: 'resolucion.vigenciaHasta' },
    )
  if (resolucion.activa) await checkOverlap(trx, resolucion)
  await repository.saveResolucion(trx, resolucion, options.at)
  await noteSkipped(trx, current, resolucion, options.at)
}

/** Numbers that the range will never give here, so that nobody has to guess why they are missing. */
async function noteSkipped(
  trx: Trx,
  current: repository.ResolucionConUso | undefined,
  next: ResolucionNumeracion,
  at: string,
): Promise<void> {
  const usada = current !== undefined && current.consumidos > 0
  if (!usada) await repository.clearSaltos(trx, next.id)
  const desde = usada ? current.siguiente : next.desde
  if (next.siguiente > desde)
    await repository.addSalto(trx, next.id, { desde, hasta: next.siguiente - 1, en: at })
}

/** Numbers already given tie the range to what was issued with it. */
function checkUnchanged(current: repository.ResolucionConUso, next: ResolucionNumeracion): void {
  const ultimo = numeroCompleto(current.prefijo, current.siguiente - 1)
  const campo = (['tipo', 'numero', 'prefijo', 'desde'] as const).find((key) => current[key] !== next[key])
  if (campo)
    throw new Refusal(
      'NUMERACION_USADA',
      `Ya se emitió la ${ultimo} con esta numeración: su número, prefijo e inicio no se pueden cambiar.`,
      `Si quedó mal escrita, póngala fuera de uso y agregue la correcta desde el ${current.siguiente}.`,
      { campo: `resolucion.${campo}` },
    )
  if (next.siguiente < current.siguiente)
    throw new Refusal(
      'NUMERACION_USADA',
      `El próximo número no puede volver atrás: la última emitida es la ${ultimo}.`,
      `Escriba ${current.siguiente} o uno mayor.`,
      { campo: 'resolucion.siguiente' },
    )
}

async function checkOverlap(trx: Trx, resolucion: ResolucionNumeracion): Promise<void> {
  const others = (await repository.listResoluciones(trx)).filter(({ id }) => id !== resolucion.id)
  const clash = others.find((otra) => seTraslapan(resolucion, otra))
  if (!clash) return
  const rango = `${numeroCompleto(clash.prefijo, clash.desde)} a ${numeroCompleto(clash.prefijo, clash.hasta)}`
  throw new Refusal(
    'NUMERACION_TRASLAPADA',
    `El rango se cruza con el de la resolución ${clash.numero}: ${rango}.`,
    clash.activa
      ? 'Corrija el rango, o ponga fuera de uso la otra numeración si esta la reemplaza.'
      : `Empiece desde el ${clash.siguiente}: los anteriores ya se usaron.`,
    { campo: 'resolucion.desde', datos: { resolucionId: clash.id, numero: clash.numero } },
  )
}
