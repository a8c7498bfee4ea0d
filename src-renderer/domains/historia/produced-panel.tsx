import { IconCircleCheck, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { type Produccion, produccionDe } from '../../../src-shared/domains/historia/rules.ts'
import { focusField } from './focus-field.ts'
import { useNote, useNoteContent } from './note-context.tsx'

const NOMBRES: Readonly<Record<Produccion['clase'], string>> = {
  nota: 'Nota',
  formula: 'Fórmula',
  factura: 'Factura',
  rips: 'RIPS',
}
const ICONS = { listo: IconCircleCheck, falta: IconCircleDashed, 'no-aplica': IconCircleMinus } as const
/** Missing data listed at once; the rest are counted. */
const SHOWN = 5

/** Right zone: what closing will produce, with a tick or what is missing; a missing datum takes the caret to its field. */
export function ProducedPanel() {
  const { ficha } = useNote()
  const contenido = useNoteContent()
  const pagador = ficha.paciente.pagadorId === null ? null : ficha.pagador
  return (
    <aside className="nota-produccion" aria-label="Lo que se producirá" data-panel tabIndex={-1}>
      <h2>Al cerrar se produce</h2>
      <ul>
        {produccionDe(contenido, pagador).map((pieza) => (
          <Piece key={pieza.clase} pieza={pieza} />
        ))}
      </ul>
    </aside>
  )
}

function Piece({ pieza }: { readonly pieza: Produccion }) {
  const [all, setAll] = useState(false)
  const Icon = ICONS[pieza.estado]
  const shown = all ? pieza.faltantes : pieza.faltantes.slice(0, SHOWN)
  const rest = pieza.faltantes.length - shown.length
  // The RIPS lacks what the note already asks for: said once.
  const lists = pieza.clase === 'nota' || pieza.clase === 'formula'
  return (
    <li className="nota-pieza" data-estado={pieza.estado}>
      <p className="nota-pieza-titulo">
        <Icon size={15} stroke={1.9} aria-hidden="true" />
        <strong>{NOMBRES[pieza.clase]}</strong>
        <span>{pieza.detalle}</span>
      </p>
      {lists && shown.length > 0 && (
        <ul className="nota-pieza-faltantes">
          {shown.map(({ campo, mensaje }) => (
            <li key={`${campo} ${mensaje}`}>
              <button type="button" onClick={() => focusField(campo)}>
                {mensaje}
              </button>
            </li>
          ))}
          {rest > 0 && (
            <li>
              <button type="button" onClick={() => setAll(true)}>
                {rest} más
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  )
}
