import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { useNote, useNotePart } from './note-context.tsx'

/** Facts of the plan that other documents need: next control, incapacity. */
export function PlanFacts() {
  const { open } = useNote()
  const [control, setControl] = useNotePart('proximoControl')
  const [incapacidad, setIncapacidad] = useNotePart('incapacidad')
  // What is typed is not a date until it is understood; only dates go into the note.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <div className="nota-plan-datos">
      <div className="nota-control">
        <FechaInput
          label="Próximo control"
          value={typed ?? control ?? ''}
          ambito={{ futuro: true }}
          onChange={(value) => {
            const isDate = isLocalDate(value)
            setTyped(isDate ? null : value)
            if (isDate || value === '') setControl(value === '' ? null : value)
          }}
          onBlur={() => void open.autosave.flush()}
        />
      </div>
      <Checkbox
        label="Se expidió incapacidad"
        checked={incapacidad}
        onChange={(event) => setIncapacidad(event.currentTarget.checked)}
      />
    </div>
  )
}
