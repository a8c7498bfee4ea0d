import type { Aviso, Paso, Pendiente } from '../../../src-shared/domains/configuracion/schemas.ts'
import { IMPIDE, NOMBRE_PASO } from '../../../src-shared/domains/configuracion/texts.ts'
import { StateChip } from '../../ui/state-chip.tsx'
import './configuracion.css'

interface PendientesListProps {
  readonly pendientes: readonly Pendiente[]
  readonly avisos?: readonly Aviso[] | undefined
  /** Without it the person is already there. */
  readonly onGo?: ((paso: Paso) => void) | undefined
}

/** What is missing or about to end, what it prevents, and the way there. */
export function PendientesList({ pendientes, avisos = [], onGo }: PendientesListProps) {
  return (
    <ul className="configuracion-pendientes">
      {avisos.map((aviso) => (
        <li key={`${aviso.codigo} ${aviso.mensaje}`}>
          <StateChip tone="pide" label="Pronto" plain />
          <span>
            <strong>{aviso.mensaje}</strong> {aviso.remedio}
          </span>
          <Go paso={aviso.paso} onGo={onGo} />
        </li>
      ))}
      {pendientes.map((pendiente) => (
        <li key={pendiente.paso}>
          <StateChip
            tone={pendiente.impide === 'nada' ? 'neutro' : 'pide'}
            label={NOMBRE_PASO[pendiente.paso]}
            plain
          />
          <span>
            {pendiente.mensaje} <span className="atenuado">{IMPIDE[pendiente.impide]}.</span>
          </span>
          <Go paso={pendiente.paso} onGo={onGo} />
        </li>
      ))}
    </ul>
  )
}

function Go({ paso, onGo }: { readonly paso: Paso; readonly onGo: ((paso: Paso) => void) | undefined }) {
  if (onGo === undefined) return null
  return (
    <button
      type="button"
      className="enlace"
      aria-label={`Ir a ${NOMBRE_PASO[paso]}`}
      onClick={() => onGo(paso)}
    >
      Ir
    </button>
  )
}
