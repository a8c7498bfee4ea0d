import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'
import { ANTECEDENTES, type ClaveAntecedente } from '../../../src-shared/domains/historia/schemas.ts'
import { GrowingText } from './growing-text.tsx'
import { useNote, useNotePart } from './note-context.tsx'
import { Section } from './section.tsx'

/**
 * Antecedentes: each kind in its own line. A first visit shows them all, because all must be asked; a control shows what is
 * known and the rest one button away.
 */
export function HistoryFacts() {
  const { nota, ficha, open } = useNote()
  const [hechos] = useNotePart('antecedentes')
  const [all, setAll] = useState(nota.plantilla === 'primera-vez')
  const [added, setAdded] = useState(false)
  const applies = ANTECEDENTES.filter(
    ({ clave }) => clave !== 'ginecoobstetricos' || ficha.paciente.sexo !== 'M',
  )
  // What had something when the screen was drawn stays in its place while it is rewritten.
  const [known] = useState(
    () => new Set(applies.filter(({ clave }) => hechos[clave]).map(({ clave }) => clave)),
  )
  const shown = all ? applies : applies.filter(({ clave }) => known.has(clave))
  const hidden = applies.length - shown.length
  const blank = applies.filter(({ clave }) => !hechos[clave]?.trim())
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (added) list.current?.querySelector<HTMLElement>('textarea:placeholder-shown')?.focus()
  }, [added])
  return (
    <Section seccion="antecedentes">
      <div ref={list} className="nota-antecedentes">
        {shown.map(({ clave, nombre }) => (
          <HistoryFact key={clave} clave={clave} nombre={nombre} />
        ))}
      </div>
      {hidden === 0 && blank.length > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          onClick={() =>
            open.draft.change(({ antecedentes }) => ({
              antecedentes: {
                ...antecedentes,
                ...Object.fromEntries(blank.map(({ clave }) => [clave, 'Niega'])),
              },
            }))
          }
        >
          {blank.length === applies.length ? 'Niega todos' : 'Niega los demás'}
        </Button>
      )}
      {hidden > 0 && (
        <Button
          variant="subtle"
          color="gray"
          size="xs"
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => {
            setAll(true)
            setAdded(true)
          }}
        >
          {shown.length === 0 ? 'Preguntar antecedentes' : `Otros antecedentes (${hidden})`}
        </Button>
      )}
    </Section>
  )
}

function HistoryFact({ clave, nombre }: { readonly clave: ClaveAntecedente; readonly nombre: string }) {
  const { open } = useNote()
  const [hechos] = useNotePart('antecedentes')
  const id = useId()
  return (
    <div className="nota-antecedente">
      <label htmlFor={id}>{nombre}</label>
      <GrowingText
        id={id}
        campo={`antecedentes.${clave}`}
        value={hechos[clave] ?? ''}
        onText={(text) =>
          open.draft.change(({ antecedentes }) => ({ antecedentes: { ...antecedentes, [clave]: text } }))
        }
        onBlur={() => void open.autosave.flush()}
        placeholder="Sin registrar"
        maxLength={20_000}
      />
    </div>
  )
}
