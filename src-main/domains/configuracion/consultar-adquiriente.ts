import { Refusal } from '../../core/errors/refusal.ts'
import { sinRespuesta } from '../../integrations/dian/sin-respuesta.ts'
import type { ClienteDian } from './consultar-numeracion.ts'

const CONSERVA = 'Lo que escribió sigue en la pantalla.'
/** Code of a NIT in tabla 13.2.1. */
const NIT = '31'

/**
 * Name and mail box of reception of a NIT, as the RUT has them (`GetAcquirer`). What is empty there comes as null.
 * @throws Refusal NO_ENCONTRADO, CONFIGURACION_INCOMPLETA, DIAN_SIN_RESPUESTA or DIAN_NO_RECONOCE
 */
export async function consultarAdquiriente(
  dian: ClienteDian,
  nit: string,
): Promise<{ nombre: string | null; correo: string | null }> {
  const client = await dian()
  if ('blocked' in client)
    throw new Refusal(
      'CONFIGURACION_INCOMPLETA',
      `${client.blocked} ${CONSERVA}`,
      'Complételo en Configuración, o escriba los datos a mano.',
    )
  const outcome = await client.getAcquirer(NIT, nit)
  if (outcome.kind !== 'answer') throw sinRespuesta(outcome, CONSERVA)
  const { nombre, correo } = outcome.value
  if (nombre === '' && correo === '')
    throw new Refusal(
      'NO_ENCONTRADO',
      `La DIAN no tiene datos del NIT ${nit}. ${CONSERVA}`,
      'Revise el NIT, o escriba los datos como están en el RUT del pagador.',
    )
  return { nombre: nombre || null, correo: correo || null }
}
