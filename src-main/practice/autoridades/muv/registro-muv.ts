/** What the practice validator knows of the one provider it serves. */
export interface RegistroMuv {
  readonly nit: string
  /** PIN of the invoicing software, for the CUDE of notes. */
  readonly pin: string
  /** Numbering ranges, for the CUFE. The registry of the practice DIAN fits. */
  readonly rangos: readonly { readonly prefijo: string; readonly claveTecnica: string }[]
  /** Who may log in. */
  readonly usuarios: readonly { readonly tipo: string; readonly numero: string; readonly clave: string }[]
  /** REPS provider code, 10 digits; when given, `codPrestador` must begin with it (RVC012). */
  readonly codigoPrestador?: string
}
