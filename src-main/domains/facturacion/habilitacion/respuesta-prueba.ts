import type { DianOutcome } from '../../../integrations/dian/client.ts'
import { hallazgoDeMensaje } from '../../../integrations/dian/hallazgos-dian.ts'
import { sinRespuesta } from '../../../integrations/dian/sin-respuesta.ts'
import type { DianResponse, UploadResponse } from '../../../integrations/dian/soap/parse-response.ts'
import type { CambioDocumento } from './repository.ts'

/** What became of a document of the set, and whether a person has to look before going on. */
export interface Desenlace {
  readonly cambio: CambioDocumento
  /** Absent: go on. */
  readonly detenido?: { readonly motivo: string; readonly remedio: string }
}

/** DIAN answers that it has nothing under that key. */
const NO_ESTA = new Set(['66', '90'])
/** How long DIAN may take to know of a document it received, before «not found» is believed. */
const ESPERA_DUDA_MS = 60_000

const NADA_SE_PIERDE = 'Lo firmado está guardado y no se repite.'

type SinAnswer = Exclude<DianOutcome<unknown>, { kind: 'answer' }>

function interrumpido(outcome: SinAnswer, estado: CambioDocumento['estado']): Desenlace {
  const { message, remedio } = sinRespuesta(outcome, NADA_SE_PIERDE)
  return { cambio: { estado }, detenido: { motivo: message, remedio } }
}

/** Answer of `SendTestSetAsync`. */
export function trasEnviar(outcome: DianOutcome<UploadResponse>, at: string): Desenlace {
  if (outcome.kind === 'answer') {
    const { zipKey, errores } = outcome.value
    if (zipKey !== undefined)
      return {
        cambio: {
          estado: 'enviado',
          zipKey,
          enviadoEn: at,
          detalle: 'La DIAN la recibió y la está validando.',
        },
      }
    const dicho = errores.map(({ mensaje }) => mensaje).join(' ') || 'no dijo por qué'
    return {
      cambio: { estado: 'firmado', detalle: `La DIAN no la recibió: «${dicho}»` },
      detenido: {
        motivo: `La DIAN no recibió el documento. Dice: «${dicho}» ${NADA_SE_PIERDE}`,
        remedio:
          'Revise en el portal que el identificador del set de pruebas sea ese y que el set siga abierto; corríjalo en Configuración, Software DIAN, y continúe.',
      },
    }
  }
  const pudoLlegar =
    outcome.kind === 'unreadable' ||
    (outcome.kind === 'unavailable' && outcome.acted) ||
    (outcome.kind === 'failure' && outcome.sent)
  if (!pudoLlegar) return interrumpido(outcome, 'firmado')
  const { cambio, detenido } = interrumpido(outcome, 'incierto')
  return { cambio: { ...cambio, enviadoEn: at, detalle: outcome.detalle }, ...(detenido && { detenido }) }
}

/** Answer of `GetStatusZip`: one document per ZIP. `undefined`: the number is taken and it must be asked whose it is. */
export function trasConsultar(outcome: DianOutcome<DianResponse[]>): Desenlace | 'duplicado' {
  if (outcome.kind !== 'answer') return interrumpido(outcome, 'enviado')
  const [respuesta] = outcome.value
  if (!respuesta || respuesta.codigo === '' || NO_ESTA.has(respuesta.codigo))
    return { cambio: { estado: 'enviado', detalle: respuesta?.descripcion || 'La DIAN la está validando.' } }
  if (respuesta.mensajes.some(({ regla }) => regla === '90')) return 'duplicado'
  return veredicto(respuesta)
}

/** Answer of `GetStatus` for a document that left without an answer, or whose number was taken. */
export function trasPreguntar(
  outcome: DianOutcome<DianResponse>,
  enviadoEn: string | null,
  ahora: Date,
): Desenlace {
  if (outcome.kind !== 'answer') return interrumpido(outcome, 'incierto')
  if (!NO_ESTA.has(outcome.value.codigo))
    return outcome.value.codigo === ''
      ? { cambio: { estado: 'incierto', detalle: 'La DIAN todavía la está validando.' } }
      : veredicto(outcome.value)
  const tiempo = enviadoEn === null ? Number.POSITIVE_INFINITY : ahora.getTime() - Date.parse(enviadoEn)
  return tiempo < ESPERA_DUDA_MS
    ? {
        cambio: { estado: 'incierto', detalle: 'La DIAN todavía no da razón de ella; se pregunta otra vez.' },
      }
    : { cambio: { estado: 'firmado', detalle: 'La DIAN no la tiene: se envía de nuevo, la misma.' } }
}

function veredicto(respuesta: DianResponse): Desenlace {
  const hallazgos = respuesta.mensajes.map(hallazgoDeMensaje)
  if (respuesta.codigo === '00' && respuesta.valido)
    return { cambio: { estado: 'aceptado', detalle: 'Aceptada por la DIAN.', hallazgos } }
  const dicho = respuesta.descripcion || respuesta.mensaje
  // The set itself was closed, well or badly; the document did nothing wrong (dian.md 5.4).
  if (respuesta.codigo === '2')
    return {
      cambio: { estado: 'rechazado', detalle: `La DIAN dice: «${dicho}»` },
      detenido: {
        motivo: `La DIAN cerró el set de pruebas. Dice: «${dicho}»`,
        remedio:
          'Si el portal lo muestra aceptado, siga con los pasos para producción. Si lo muestra rechazado, pida allí un set nuevo, cierre este y empiece otro.',
      },
    }
  const [primero] = hallazgos.filter(({ severidad }) => severidad === 'rechazo')
  return {
    cambio: { estado: 'rechazado', detalle: dicho || 'Rechazada por la DIAN.', hallazgos },
    detenido: {
      motivo: `La DIAN rechazó un documento de prueba. ${primero?.mensaje ?? dicho}`,
      remedio: `${primero?.remedio ?? 'Revise los datos del consultorio.'} Después continúe: se hace otro en su lugar.`,
    },
  }
}
