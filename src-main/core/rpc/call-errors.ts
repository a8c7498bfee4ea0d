import { ORPCError, ValidationError } from '@orpc/server'
import type { RefusalData } from '../../../src-shared/domains/procedure.ts'
import type { Logger } from '../logging/logger.ts'
import { newIncidentId } from './incident-id.ts'

/** One input field the core did not accept. `campo` is the path with dots (`lineas.0.cantidad`), empty for the whole input. */
export interface CampoInvalido {
  readonly campo: string
  readonly mensaje: string
}

interface Issue {
  readonly code?: unknown
  readonly message: string
  readonly path?: readonly unknown[] | undefined
  readonly minimum?: unknown
  readonly maximum?: unknown
  readonly input?: unknown
  readonly values?: readonly unknown[]
}

const ENGLISH_DEFAULT = /^(Invalid|Too (small|big)|Unrecognized|Expected|Required|Number must|String must)/

function spanishMessage(issue: Issue): string {
  if (issue.message !== '' && !ENGLISH_DEFAULT.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return /received undefined/.test(issue.message)
        ? 'Falta este dato.'
        : 'El dato no tiene la forma esperada.'
    case 'too_small':
      return `Es muy corto o muy pequeño: el mínimo es ${String(issue.minimum)}.`
    case 'too_big':
      return `Es muy largo o muy grande: el máximo es ${String(issue.maximum)}.`
    case 'invalid_value':
      return `No es una de las opciones: ${(issue.values ?? []).map(String).join(', ')}.`
    case 'unrecognized_keys':
      return 'Trae datos que este formulario no tiene.'
    default:
      return 'El dato no tiene la forma esperada.'
  }
}

function pathText(path: readonly unknown[] | undefined): string {
  return (path ?? [])
    .map((step) =>
      typeof step === 'object' && step !== null && 'key' in step ? String(step.key) : String(step),
    )
    .join('.')
}

/** Field errors in Spanish from the issues of a schema. Messages written in the schema are kept as they are. */
export function camposInvalidos(issues: readonly Issue[]): CampoInvalido[] {
  return issues.map((issue) => ({ campo: pathText(issue.path), mensaje: spanishMessage(issue) }))
}

/**
 * Turns whatever a call threw into what may leave the core.
 *
 * - typed errors of the contract, and refusals of oRPC itself (not found, too large), pass as they are;
 * - input that does not fit becomes the contract's own `DATOS_INVALIDOS`: `data.campo` is the first field, `data.datos.campos`
 *   all of them (`CampoInvalido[]`);
 * - everything else, an output that breaks its own schema included, becomes `INTERNAL` with `data.incidente`;
 *   stack and cause stay in the local log.
 */
export function toOutgoingError(
  error: unknown,
  logger: Logger,
  path: readonly string[],
): ORPCError<string, unknown> {
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
      return invalidInput(error.cause)
    if (error.defined || error.code !== 'INTERNAL_SERVER_ERROR') return error
  }
  const incidente = newIncidentId()
  logger.error('call.failed', { incidentId: incidente, procedure: path.join('.') }, error)
  return new ORPCError('INTERNAL', {
    status: 500,
    message: `Ocurrió un error inesperado. Lo que ya estaba guardado está a salvo. Código del incidente: ${incidente}.`,
    data: { incidente },
  })
}

function invalidInput(cause: ValidationError): ORPCError<string, RefusalData> {
  const campos = camposInvalidos(cause.issues)
  const campo = campos[0]?.campo
  return new ORPCError('DATOS_INVALIDOS', {
    defined: true,
    status: 422,
    message: campos.length === 1 ? 'Hay un dato por corregir.' : `Hay ${campos.length} datos por corregir.`,
    data: {
      campo: campo === undefined || campo === '' ? null : campo,
      remedio: campos[0]?.mensaje ?? 'Revise los datos e intente de nuevo.',
      datos: { campos },
    },
  })
}
