import type { Nota } from '../../../src-shared/domains/historia/schemas.ts'
import { client } from '../../rpc/client.ts'

/** One id for each beginning: a screen drawn twice, or a call sent again, opens one note. */
const acts = new Map<string, string>()

/**
 * Opens the note of a visit: the open draft of the patient or appointment when there is one. Whoever has a signed note here
 * comes to control; the others for the first time.
 */
export async function startConsultation(pacienteId: string, citaId: string | null): Promise<Nota> {
  const key = `${pacienteId} ${citaId ?? ''}`
  const commandId = acts.get(key) ?? crypto.randomUUID()
  acts.set(key, commandId)
  try {
    const history = await client.historia.historiaDe({ pacienteId, limite: 20 })
    const seenBefore = history.some(({ estado }) => estado === 'firmada')
    return await client.historia.iniciar({
      commandId,
      pacienteId,
      citaId,
      plantilla: seenBefore ? 'control' : 'primera-vez',
    })
  } finally {
    acts.delete(key)
  }
}
