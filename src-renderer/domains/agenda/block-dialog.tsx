import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { leerHora } from '../../../src-shared/domains/agenda/rules.ts'
import type { ProfesionalAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { bogotaInstant, isLocalDate, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

const TODOS = 'todos'

interface BlockDialogProps {
  readonly opened: boolean
  readonly profesionales: readonly ProfesionalAgenda[]
  readonly fecha: LocalDate
  readonly profesionalId: string | null
  readonly onClose: () => void
  readonly onBlocked: (texto: string) => void
}

/** Closes a stretch of time of a professional, or of everybody. */
export function BlockDialog(props: BlockDialogProps) {
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Bloquear un horario">
      {props.opened && <BlockBody {...props} />}
    </Modal>
  )
}

function BlockBody({ profesionales, onClose, onBlocked, ...initial }: BlockDialogProps) {
  const [quien, setQuien] = useState(initial.profesionalId ?? TODOS)
  const [fecha, setFecha] = useState<string>(initial.fecha)
  const [desde, setDesde] = useState('08:00')
  const [hasta, setHasta] = useState('12:00')
  const [motivo, setMotivo] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const [commandId] = useState(() => crypto.randomUUID())

  const confirm = async () => {
    const [from, to] = [leerHora(desde), leerHora(hasta)]
    if (!isLocalDate(fecha)) return setProblem('Escriba la fecha, por ejemplo 21 nov o mañana.')
    if (!from || !to) return setProblem('Escriba las horas como 8:00 o 2 pm.')
    if (motivo.trim().length < 3)
      return setProblem('Escriba por qué se bloquea: reunión, vacaciones, permiso.')
    setPending(true)
    try {
      const done = await client.agenda.crearBloqueo({
        commandId,
        profesionalId: quien === TODOS ? null : quien,
        desde: bogotaInstant(fecha, from).toISOString(),
        hasta: bogotaInstant(fecha, to).toISOString(),
        motivo: motivo.trim(),
      })
      const nombres = done.citas.map((cita) => cita.paciente).join(', ')
      onBlocked(
        done.citas.length === 0
          ? 'Horario bloqueado.'
          : `Horario bloqueado. Quedan citas ahí: ${nombres}. Llámelos para moverlas.`,
      )
    } catch (error) {
      setProblem(failureText(error))
    } finally {
      setPending(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void confirm(), { label: 'Bloquear', enabled: !pending })

  return (
    <div className="apilado">
      <Select
        {...fieldTexts({ label: 'De quién' })}
        data={[
          { value: TODOS, label: 'Todos' },
          ...profesionales.map((p) => ({ value: p.id, label: p.nombre })),
        ]}
        value={quien}
        onChange={(value) => setQuien(value ?? TODOS)}
        allowDeselect={false}
      />
      <FormRow tracks="2fr 1fr 1fr">
        <FechaInput label="Fecha" value={fecha} onChange={setFecha} ambito={{ futuro: true }} />
        <TextInput
          {...fieldTexts({ label: 'Desde' })}
          value={desde}
          onChange={(e) => setDesde(e.currentTarget.value)}
        />
        <TextInput
          {...fieldTexts({ label: 'Hasta' })}
          value={hasta}
          onChange={(e) => setHasta(e.currentTarget.value)}
        />
      </FormRow>
      <TextInput
        {...fieldTexts({ label: 'Por qué' })}
        placeholder="Reunión, permiso, vacaciones"
        value={motivo}
        maxLength={120}
        data-autofocus
        onChange={(e) => setMotivo(e.currentTarget.value)}
      />
      {problem !== null && <Notice tone="peligro">{problem}</Notice>}
      <div className="agenda-botones">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          loading={pending}
          onClick={() => void confirm()}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Bloquear
        </Button>
      </div>
    </div>
  )
}
