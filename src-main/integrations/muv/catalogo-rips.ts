/** What the checks ask of the official lists the program carries. A list that is absent answers `true`, never guesses. */
export interface CatalogoRips {
  /** ICD-10 by its 4 characters. */
  cie10(codigo: string): Cie10Rips | undefined
  /** Table CUPSRips. */
  cups(codigo: string): CupsRips | undefined
  /** DIVIPOLA, 5 digits. */
  municipio(codigo: string): boolean
  /** ISO 3166 numeric, 3 digits. */
  pais(codigo: string): boolean
  /** REPS service (328) and its group ("01"). */
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
  /** AC consultation, AP procedure, AT other services. */
  readonly uso: 'AC' | 'AP' | 'AT' | (string & {})
  readonly sexo?: 'M' | 'F'
  readonly quirurgico?: boolean
  /** Most times for one patient on one day. */
  readonly maximoPorDia?: number
  readonly exigeEstancia?: boolean
  /** Section 02: interventions on the community. */
  readonly intervencionColectiva?: boolean
}
