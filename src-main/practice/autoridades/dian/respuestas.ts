import { comoMensaje, type Hallazgo } from './hallazgo.ts'
import type { DianResponse } from './sobre-salida.ts'

/** The words DIAN repeats in its answers. */
export const errores = {
  codigo: '99',
  descripcion: 'Validación contiene errores en campos mandatorios.',
  mensaje: 'Documento con errores en campos mandatorios.',
} as const
export const procesado = { codigo: '00', descripcion: 'Procesado Correctamente.' } as const

/** The bytes are no document that can be judged. */
export function respuestaSinDocumento(hallazgo?: Hallazgo): DianResponse {
  const mensajes = hallazgo ? [comoMensaje(hallazgo)] : []
  return { mensajes, valido: false, ...errores, applicationResponse: null, cufe: null, archivo: null }
}
