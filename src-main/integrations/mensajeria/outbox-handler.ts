import type { CuentaCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import type { DeliveryResult, OutboxItem, SendOnlyHandler } from '../../core/outbox/handler.ts'
import { type Adjunto, armarMensaje, type Carta } from './mensaje.ts'
import { type Palabras, palabrasDe } from './palabras.ts'
import { entregarPorSmtp, type FalloCorreo, type PlazosSmtp } from './smtp.ts'

/** Trouble of the account holds every message back and is mended by a person: knocking often would get it locked. Seconds. */
const ESPERA_CUENTA = 30 * 60

interface Blocked {
  readonly blocked: string
}
/** The attachment cannot be sent: it changed, or is too large. */
interface Impedido {
  readonly impedido: Palabras
}

/**
 * Delivery of e-mails by the account of the practice. The payload is the letter (`Carta`, JSON); what is attached is asked for
 * when it leaves, and must be the same each time. An e-mail cannot be asked about.
 */
export function createCorreoOutboxHandler(ports: {
  readonly kind: string
  readonly cuenta: () => Promise<CuentaCorreo | Blocked>
  readonly adjunto: (item: OutboxItem) => Promise<Adjunto | Impedido>
  readonly plazos?: PlazosSmtp
}): SendOnlyHandler {
  return {
    kind: ports.kind,
    async send(item) {
      const cuenta = await ports.cuenta()
      if ('blocked' in cuenta) return { outcome: 'blocked', detail: cuenta.blocked }
      const adjunto = await ports.adjunto(item)
      if ('impedido' in adjunto) return rejected('ADJUNTO', adjunto.impedido, '')
      const carta = JSON.parse(Buffer.from(item.payload).toString('utf8')) as Carta
      const mensaje = await armarMensaje(carta, cuenta, adjunto)
      const entrega = await entregarPorSmtp(cuenta, { para: carta.para }, mensaje, ports.plazos)
      if (entrega.entregado)
        return { outcome: 'accepted', detail: `El servidor de correo lo recibió para ${carta.para}` }
      return resultadoDe(entrega, palabrasDe(entrega, cuenta, carta.para))
    },
  }
}

function resultadoDe(fallo: FalloCorreo, palabras: Palabras): DeliveryResult {
  const detail = `${palabras.mensaje} ${palabras.remedio}`
  if (fallo.quizaLlego) return { outcome: 'unknown', detail }
  const refused = fallo.no === 'definitivo'
  if (refused && (fallo.paso === 'destinatario' || fallo.paso === 'mensaje'))
    return rejected('CORREO', palabras, fallo.dijo)
  const esDeLaCuenta =
    fallo.paso === 'certificado' ||
    fallo.paso === 'cifrado' ||
    fallo.paso === 'clave' ||
    (refused && fallo.paso === 'remitente')
  return { outcome: 'not-sent', detail, ...(esDeLaCuenta && { retryAfterSeconds: ESPERA_CUENTA }) }
}

/** @param dijo words of the server, for whoever helps; empty when it said none */
function rejected(regla: string, { mensaje, remedio }: Palabras, dijo: string): DeliveryResult {
  return {
    outcome: 'rejected',
    detail: mensaje,
    findings: [
      {
        regla,
        severidad: 'rechazo',
        ruta: '',
        mensaje: dijo === '' ? mensaje : `${mensaje} El servidor dijo: «${dijo}»`,
        remedio,
      },
    ],
  }
}
