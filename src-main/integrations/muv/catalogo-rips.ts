/** What the checks ask of the official lists the program carries. */
export interface CatalogoRips {
  /** ICD-10 by its 4 characters. */
  cie10(codigo: string): Cie10Rips | undefined
  /** Table CUPSRips. */
  cups(codigo: string): CupsRips | undefined
  /** DIVIPOLA, 5 digits. */
  municipio(codigo: string): boolean
  /** ISO 3166 numeric, 3 digits. */
  pais(codigo: string): boolean
  /** REPS service (328) and its group ("01"; empty when not known). */
  servicioReps(codigo: number): { readonly grupo: string } | undefined
  /** Whether an IUM or CUM exists; left out when there is no such catalogue here. */
  medicamento?(codigo: string): boolean
}

export interface Cie10Rips {
  readonly nombre: string
  /** Only patients of that sex. */
  readonly sexo?: 'M' | 'F'
  /** Completed years, both included. */
  readonly edad?: { readonly desde: number; readonly hasta: number }
}

export interface CupsRips {
  readonly nombre: string
  /** AC consultation, AP procedure, AT other services; empty when not known. */
  readonly uso: 'AC' | 'AP' | 'AT' | (string & {})
  readonly sexo?: 'M' | 'F'
  readonly quirurgico?: boolean
  /** Most times for one patient on one day. */
  readonly maximoPorDia?: number
  readonly exigeEstancia?: boolean
  /** Section 02: interventions on the community. */
  readonly intervencionColectiva?: boolean
}

/** For when the lists are not at hand: every code of the right shape passes, and nothing is said of what it means. */
export const CATALOGO_ABIERTO: CatalogoRips = {
  cie10: (codigo) => (/^[A-Z][0-9][0-9A-Z]{2}$/.test(codigo) ? { nombre: '' } : undefined),
  cups: (codigo) => (/^[0-9A-Z]{6}$/.test(codigo) ? { nombre: '', uso: '' } : undefined),
  municipio: (codigo) => /^[0-9]{5}$/.test(codigo),
  pais: (codigo) => /^[0-9]{3}$/.test(codigo),
  servicioReps: (codigo) => (codigo >= 100 && codigo <= 9999 ? { grupo: '' } : undefined),
}
