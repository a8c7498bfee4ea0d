/**
 * What may be written to the log: event names and these fields, ids and figures only. There is no free text, so a name,
 * a document number or a note cannot reach the log by carelessness. Incidents carry the error for the local file alone.
 */
export interface LogFields {
  readonly id?: string
  readonly kind?: string
  readonly state?: string
  readonly procedure?: string
  readonly code?: string
  readonly incidentId?: string
  readonly attempt?: number
  readonly count?: number
  readonly bytes?: number
  readonly ms?: number
  readonly status?: number
  readonly pid?: number
  readonly port?: number
  readonly version?: string
  readonly mode?: string
}

export interface Logger {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** `error` is a bug or a failure of the machine; its stack goes to the local file and nowhere else. */
  error(event: string, fields?: LogFields, error?: unknown): void
}

export const silentLogger: Logger = { info() {}, warn() {}, error() {} }
