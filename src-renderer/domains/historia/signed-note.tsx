import { IconPill, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Nota } from '../../../src-shared/domains/historia/schemas.ts'
import { ESTADOS_NOTA } from '../../../src-shared/domains/historia/texts.ts'
import type { FichaPaciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { useNavigation } from '../../ui/navigation.tsx'
import { printScreen } from '../../ui/print.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { type ScreenAction, ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { AddendumDialog } from './addendum-dialog.tsx'
import { NoteReader } from './note-reader.tsx'
import { PatientBar } from './patient-bar.tsx'
import { PrescriptionPreview } from './prescription-preview.tsx'

interface SignedNoteProps {
  readonly nota: Nota
  readonly ficha: FichaPaciente
  /** Said above the note right after closing it: what was produced. */
  readonly produced?: ReactNode | undefined
  readonly primary?: ScreenAction | undefined
}

/** A signed note: read, print, clarify; nothing of it changes. */
export function SignedNote({ nota, ficha, produced, primary }: SignedNoteProps) {
  const navigation = useNavigation()
  const [dialog, setDialog] = useState<'aclaratoria' | 'formula' | null>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const [clarified, setClarified] = useState(nota.aclaratorias.length)
  useEffect(() => {
    if (nota.aclaratorias.length === clarified) return
    setClarified(nota.aclaratorias.length)
    const written = [...(sheet.current?.querySelectorAll('.documento-aclaratoria') ?? [])].at(-1)
    written?.scrollIntoView({ block: 'center' })
  }, [nota.aclaratorias.length, clarified])
  const hasFormula = nota.contenido.formula.medicamentos.length > 0
  const actions: ScreenAction[] = [
    ...(hasFormula
      ? [{ label: 'Imprimir fórmula', keys: 'F7', icon: IconPill, onRun: () => setDialog('formula') }]
      : []),
    { label: 'Nota aclaratoria', keys: 'Alt+A', onRun: () => setDialog('aclaratoria') },
    { label: 'Imprimir nota', keys: 'Ctrl+P', icon: IconPrinter, onRun: () => void printScreen() },
  ]
  return (
    <div className="nota-pantalla">
      <ScreenHeader
        title="Consulta"
        context={<StateChip tone={ESTADOS_NOTA.firmada.tono} label={ESTADOS_NOTA.firmada.texto} />}
        onBack={navigation.back}
        actions={actions}
        visible={3}
        primary={primary}
      />
      <PatientBar ficha={ficha} />
      <ScreenBody>
        <div ref={sheet} className="nota-hoja">
          {produced}
          <NoteReader nota={nota} />
        </div>
      </ScreenBody>
      <AddendumDialog notaId={nota.id} opened={dialog === 'aclaratoria'} onClose={() => setDialog(null)} />
      <PrescriptionPreview notaId={nota.id} opened={dialog === 'formula'} onClose={() => setDialog(null)} />
    </div>
  )
}
