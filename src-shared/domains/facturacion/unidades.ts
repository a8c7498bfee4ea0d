/**
 * Units that a consultorio sells by, of the unit table of annex 1.9 (its codes and, in singular, its names; toolkit of 2026). `94` is
 * the plain unit.
 */
export const UNIDADES = [
  { codigo: '94', nombre: 'unidad' },
  { codigo: 'HUR', nombre: 'hora' },
  { codigo: 'MIN', nombre: 'minuto' },
  { codigo: 'DAY', nombre: 'día' },
  { codigo: 'WEE', nombre: 'semana' },
  { codigo: 'BX', nombre: 'caja' },
  { codigo: 'PK', nombre: 'paquete' },
  { codigo: 'BO', nombre: 'botella' },
  { codigo: 'VI', nombre: 'frasco' },
  { codigo: 'AM', nombre: 'ampolla' },
  { codigo: 'TU', nombre: 'tubo' },
  { codigo: 'U2', nombre: 'tableta' },
  { codigo: 'PR', nombre: 'par' },
  { codigo: 'SET', nombre: 'conjunto' },
  { codigo: 'DZN', nombre: 'docena' },
  { codigo: 'GRM', nombre: 'gramo' },
  { codigo: 'KGM', nombre: 'kilogramo' },
  { codigo: 'MLT', nombre: 'mililitro' },
  { codigo: 'LTR', nombre: 'litro' },
  { codigo: 'CMT', nombre: 'centímetro' },
  { codigo: 'MTR', nombre: 'metro' },
] as const

/** Name of a unit; the code itself when it is not one of those offered. */
export function nombreUnidad(codigo: string): string {
  return UNIDADES.find((unidad) => unidad.codigo === codigo)?.nombre ?? codigo
}
