/**
 * Where what a rule complains of is mended. `configuracion/x` is the section of that id; the rest are places of the document being made.
 * `soporte` is a mistake of the program, `ninguno` needs nothing of the user.
 */
export const DESTINOS = [
  'configuracion/prestador',
  'configuracion/numeracion',
  'configuracion/certificado',
  'configuracion/software',
  'configuracion/tarifas',
  'paciente',
  'pagador',
  'contrato',
  'servicios',
  'pago',
  'recaudos',
  'periodo',
  'talonario',
  'nota',
  'bandeja',
  'soporte',
  'ninguno',
] as const

export type Destino = (typeof DESTINOS)[number]
