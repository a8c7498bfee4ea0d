import { puedePasar } from '../../../src-shared/domains/agenda/rules.ts'
import { client } from '../../rpc/client.ts'
import { showBackgroundResult } from '../../ui/toast.ts'

/** The appointment becomes `En consulta`. If it cannot, the visit goes on all the same and it is told. */
export function markInConsultation(citaId: string): void {
  const mark = async () => {
    const { cita } = await client.agenda.cita({ id: citaId })
    if (!puedePasar(cita.estado, 'en-consulta')) return
    await client.agenda.cambiarEstado({
      commandId: crypto.randomUUID(),
      id: citaId,
      version: cita.version,
      estado: 'en-consulta',
    })
  }
  mark().catch(() =>
    showBackgroundResult({
      tone: 'pide',
      title: 'La cita no cambió en la agenda',
      message: 'La consulta sigue normalmente; al cerrarla la cita queda atendida.',
    }),
  )
}
