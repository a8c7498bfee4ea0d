import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import type { CampoPaciente, PacienteDatos } from '../../../src-shared/domains/pacientes/schemas.ts'
import { ETIQUETAS } from '../../../src-shared/domains/pacientes/texts.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { Modal } from '../../ui/modal.tsx'
import type { Conflict } from './edit-patient-screen.tsx'

interface ConflictQuestionProps {
  readonly conflict: Conflict | null
  readonly onClose: () => void
  /** Fields where the other person's value stays. */
  readonly onSettle: (keepTheirs: ReadonlySet<CampoPaciente>) => void
}

/** Two people changed the same datum: each field is decided, the rest was joined already. */
export function ConflictQuestion({ conflict, onClose, onSettle }: ConflictQuestionProps) {
  return (
    <Modal
      opened={conflict !== null}
      onClose={onClose}
      title="Otra persona cambió estos mismos datos"
      size="lg"
    >
      {conflict !== null && <Fields key={conflict.version} conflict={conflict} onSettle={onSettle} />}
    </Modal>
  )
}

function Fields({ conflict, onSettle }: { conflict: Conflict; onSettle: ConflictQuestionProps['onSettle'] }) {
  const [theirs, setTheirs] = useState<ReadonlySet<CampoPaciente>>(new Set())
  const choose = (campo: CampoPaciente, who: string) => {
    const next = new Set(theirs)
    if (who === 'theirs') next.add(campo)
    else next.delete(campo)
    setTheirs(next)
  }
  return (
    <>
      {conflict.campos.map((campo) => (
        <div key={campo} className="paciente-choque">
          <Radio.Group
            label={ETIQUETAS[campo]}
            value={theirs.has(campo) ? 'theirs' : 'mine'}
            onChange={(who) => choose(campo, who)}
          >
            <div className="paciente-lista">
              <Radio value="mine" label={`Lo que usted escribió: ${wordsOf(campo, conflict.mine)}`} />
              <Radio
                value="theirs"
                label={`Lo que guardó la otra persona: ${wordsOf(campo, conflict.theirs)}`}
              />
            </div>
          </Radio.Group>
        </div>
      ))}
      <p className="atenuado">Los demás cambios de los dos se conservan.</p>
      <div className="paciente-botones">
        <Button variant="filled" onClick={() => onSettle(theirs)} data-autofocus>
          Guardar así
        </Button>
      </div>
    </>
  )
}

function wordsOf(campo: CampoPaciente, datos: PacienteDatos): string {
  const value = datos[campo]
  if (value === null || value === '') return '(vacío)'
  if (campo === 'fechaNacimiento' && typeof value === 'string') return formatFecha(value)
  if (typeof value === 'boolean') return value ? 'Sí' : 'No'
  if (typeof value === 'string') return value
  return Object.values(value)
    .flat()
    .filter((part) => part !== null && part !== '')
    .join(', ')
}
