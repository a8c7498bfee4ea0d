/**
 * What travels on the one port between a window and the program that shows it: calls to the core, the state of the core,
 * and the few things only the program around the window can do.
 */

export type FaseNucleo = 'iniciando' | 'listo' | 'reiniciando' | 'detenido' | 'falta-modo' | 'falta-clave'

/** Letters of the shortest passphrase that may protect a real database. */
export const FRASE_MINIMA = 12

export interface EstadoNucleo {
  readonly fase: FaseNucleo
  /** Grows with every start of the core. Answers of an earlier one are dropped. */
  readonly generacion: number
  readonly modo: 'practica' | 'real'
  /** True in the old Electron for tests and evaluation, where only practice opens. */
  readonly electronDePruebas: boolean
  /** Why it is not ready, in Spanish, when there is something to say. */
  readonly mensaje?: string
  /** With `falta-clave`: `nueva` when there is no database yet, `frase` when a passphrase or the recovery code opens it. */
  readonly clave?: 'nueva' | 'frase'
  /**
   * With `falta-clave`. `nueva`: `necesaria` when the system keeps no secrets, else `opcional`. `frase`: `ninguna` when no
   * passphrase was set and only the recovery code opens it.
   */
  readonly frase?: 'necesaria' | 'opcional' | 'ninguna'
  /** Folder of this machine where the database of this mode lies. */
  readonly carpetaDatos: string
}

/** Requests to the program around the window; each answers or fails with a Spanish message. */
export interface AccionesAnfitrion {
  /** Opens the print dialog for what is on the screen. */
  imprimir: { datos: undefined; valor: undefined }
  /** What is on the screen as a letter-size PDF. */
  pantallaEnPdf: { datos: undefined; valor: Uint8Array }
  /** Starts the core again after it stopped for good. */
  reintentar: { datos: undefined; valor: undefined }
  /** Closes this mode and opens the other one; with `falta-modo`, the answer to the question of the first start. */
  cambiarModo: { datos: { modo: 'practica' | 'real' }; valor: undefined }
  /** First start of the real database: makes its key and answers the recovery code, shown and printed this one time. */
  crearClave: { datos: { frase?: string }; valor: { codigoRecuperacion: string } }
  /** Opens the real database with the passphrase or the printed recovery code. */
  desbloquear: { datos: { frase?: string; codigo?: string }; valor: undefined }
  /** Opens the folder of the local logs. */
  abrirRegistros: { datos: undefined; valor: undefined }
}

export type NombreAccion = keyof AccionesAnfitrion

/** Text, or bytes when a call carries files. */
export type DatosPuerto = string | Uint8Array

export type FromWindow =
  | { readonly type: 'rpc'; readonly generacion: number; readonly data: DatosPuerto }
  | { readonly type: 'accion'; readonly id: number; readonly accion: NombreAccion; readonly datos: unknown }

export type ToWindow =
  | { readonly type: 'rpc'; readonly generacion: number; readonly data: DatosPuerto }
  | { readonly type: 'estado'; readonly estado: EstadoNucleo }
  | { readonly type: 'resultado'; readonly id: number; readonly ok: true; readonly valor: unknown }
  | { readonly type: 'resultado'; readonly id: number; readonly ok: false; readonly mensaje: string }

/** Message by which the page asks the preload for its port, and by which the preload hands it over. */
export const PEDIR_PUERTO = 'consultorio:pedir-puerto'
export const ENTREGAR_PUERTO = 'consultorio:puerto'
