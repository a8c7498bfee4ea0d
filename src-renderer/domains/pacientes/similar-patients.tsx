import { Button } from '@mantine/core'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import type { PosibleDuplicado } from '../../../src-shared/domains/pacientes/schemas.ts'
import { documentoLegible, MOTIVO } from '../../../src-shared/domains/pacientes/texts.ts'
import { Modal } from '../../ui/modal.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import type { LikenessQuestion } from './likeness.ts'

interface SimilarPatientsProps {
  readonly candidates: readonly PosibleDuplicado[]
  readonly onOpen: (id: string) => void
}

/** People who may be the same, with the reason. Enter or click opens one. */
export function SimilarPatients({ candidates, onOpen }: SimilarPatientsProps) {
  return (
    <ul className="paciente-lista">
      {candidates.map((p) => (
        <li key={p.id}>
          <button type="button" className="paciente-parecido" onClick={() => onOpen(p.id)}>
            <span className="paciente-parecido-nombre">{p.nombre}</span>
            <span className="atenuado tabular">
              {[
                documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? 'Sin documento',
                p.edad && edadLegible(p.edad),
                p.pagador,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <span className="paciente-parecido-motivo">{p.motivos.map((m) => MOTIVO[m]).join(' · ')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

interface DuplicateQuestionProps {
  /** What the core said; null while there is nothing to ask. */
  readonly question: LikenessQuestion | null
  readonly onClose: () => void
  readonly onOpen: (id: string) => void
  readonly onAnother: () => void
}

/** Asked once before saving: the same person, or another. */
export function DuplicateQuestion({ question, onClose, onOpen, onAnother }: DuplicateQuestionProps) {
  return (
    <Modal opened={question !== null} onClose={onClose} title="¿Es la misma persona?" size="lg">
      {question !== null && (
        <>
          <p>{question.mensaje}</p>
          <SimilarPatients candidates={question.candidates} onOpen={onOpen} />
          <p className="atenuado">Elija a la persona para abrirla. Lo que escribió queda como borrador.</p>
          <div className="paciente-botones">
            <Button onClick={onClose} data-autofocus>
              Volver a los datos
            </Button>
            {!question.final && <AnotherPerson onRun={onAnother} />}
          </div>
        </>
      )}
    </Modal>
  )
}

function AnotherPerson({ onRun }: { readonly onRun: () => void }) {
  useShortcut('Ctrl+Enter', onRun, { label: 'Es otra persona: guardar' })
  return (
    <Button variant="filled" onClick={onRun} rightSection={<Shortcut keys="Ctrl+Enter" />}>
      Es otra persona: guardar
    </Button>
  )
}
