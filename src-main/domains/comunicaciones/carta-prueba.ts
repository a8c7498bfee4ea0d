import type { CuentaCorreo } from '../../../src-shared/domains/comunicaciones/schemas.ts'
import type { Carta } from '../../integrations/mensajeria/mensaje.ts'

/** The message by which a person sees that the account works. @param id of the command: a repeated one is the same message */
export function cartaPrueba(datos: {
  readonly id: string
  readonly para: string
  readonly cuenta: Pick<CuentaCorreo, 'correo'>
  readonly sinValidez: boolean
  /** UTC. */
  readonly en: string
}): Carta {
  const parrafos = [
    'Si está leyendo esto, la cuenta de correo quedó bien configurada en Consultorio.',
    'Desde ella saldrán las facturas electrónicas de sus pacientes. No tiene que responder.',
    ...(datos.sinValidez ? ['SIN VALIDEZ: se envió desde el modo de práctica.'] : []),
  ]
  return {
    para: datos.para,
    asunto: `${datos.sinValidez ? '[SIN VALIDEZ] ' : ''}Correo de prueba de Consultorio`,
    texto: parrafos.join('\n\n'),
    html: parrafos.map((text) => `<p>${text}</p>`).join('\n'),
    messageId: `<${datos.id}@${datos.cuenta.correo.split('@')[1] ?? 'consultorio.invalid'}>`,
    en: datos.en,
  }
}
