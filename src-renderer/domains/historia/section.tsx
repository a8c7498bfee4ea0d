import { type ReactNode, useId } from 'react'
import { type Seccion, type SeccionTexto, textoSeccion } from '../../../src-shared/domains/historia/texts.ts'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { focusField } from './focus-field.ts'
import { GrowingText } from './growing-text.tsx'
import { useNote, useNotePart } from './note-context.tsx'

interface SectionProps {
  readonly seccion: Seccion
  readonly aside?: ReactNode | undefined
  readonly children: ReactNode
}

/** Titled part of the note; Alt and the underlined letter go to it. */
export function Section({ seccion, aside, children }: SectionProps) {
  const id = useId()
  const { nota } = useNote()
  const { titulo, letra } = textoSeccion(seccion, nota.plantilla)
  useShortcut(`Alt+${letra}`, () => focusField(seccion), { label: titulo })
  return (
    <section className="nota-seccion" data-campo={seccion} aria-labelledby={id}>
      <h2 id={id} className="nota-titulo">
        <AccessKey text={titulo} letter={letra} />
        {aside !== undefined && <span className="nota-aparte">{aside}</span>}
      </h2>
      {children}
    </section>
  )
}

/** A section that is a paragraph. */
export function TextSection({ seccion }: { readonly seccion: SeccionTexto }) {
  const { nota, open } = useNote()
  const [text, setText] = useNotePart(seccion)
  const { titulo, letra, ayuda } = textoSeccion(seccion, nota.plantilla)
  useShortcut(`Alt+${letra}`, () => focusField(seccion), { label: titulo })
  const id = useId()
  return (
    <section className="nota-seccion">
      <h2 className="nota-titulo">
        <label htmlFor={id}>
          <AccessKey text={titulo} letter={letra} />
        </label>
      </h2>
      <GrowingText
        id={id}
        campo={seccion}
        value={text}
        onText={setText}
        onBlur={() => void open.autosave.flush()}
        placeholder={ayuda}
        maxLength={20_000}
      />
    </section>
  )
}

function AccessKey({ text, letter }: { readonly text: string; readonly letter: string }) {
  const at = text.toUpperCase().indexOf(letter)
  if (at < 0) return text
  return (
    <span title={`Alt+${letter}`}>
      {text.slice(0, at)}
      <u>{text[at]}</u>
      {text.slice(at + 1)}
    </span>
  )
}
