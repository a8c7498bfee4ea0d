import type { Paso } from '../../../src-shared/domains/configuracion/schemas.ts'

/** A section of Configuración. `paso`: the step of the wizard it completes. */
export interface Seccion {
  readonly id: string
  readonly titulo: string
  readonly paso?: Paso
}

export const SECCIONES = [
  { id: 'prestador', titulo: 'Prestador', paso: 'prestador' },
  { id: 'sedes', titulo: 'Sedes y servicios', paso: 'sede' },
  { id: 'profesionales', titulo: 'Profesionales', paso: 'profesional' },
  { id: 'certificado', titulo: 'Certificado digital', paso: 'certificado' },
  { id: 'software', titulo: 'Software DIAN', paso: 'software' },
  { id: 'numeracion', titulo: 'Numeración', paso: 'numeracion' },
  { id: 'pagadores', titulo: 'Pagadores y contratos' },
  { id: 'tarifas', titulo: 'Tarifas', paso: 'tarifas' },
  { id: 'muv', titulo: 'Validación de RIPS', paso: 'muv' },
  { id: 'funcionamiento', titulo: 'Funcionamiento' },
  { id: 'autorizacion', titulo: 'Autorización de datos' },
] as const satisfies readonly Seccion[]

export type SeccionId = (typeof SECCIONES)[number]['id']

/** Where a step of the wizard is changed afterwards. */
export function seccionDe(paso: Paso): SeccionId {
  const found = SECCIONES.find((seccion) => 'paso' in seccion && seccion.paso === paso)
  return found?.id ?? 'prestador'
}
