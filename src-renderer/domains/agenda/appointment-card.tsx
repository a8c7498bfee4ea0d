import {
  IconAlertTriangle,
  IconCoin,
  IconShieldFilled,
  IconStack2,
  IconUserQuestion,
} from '@tabler/icons-react'
import type { PointerEvent } from 'react'
import { ocupa } from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { ESTADO_CITA } from '../../../src-shared/domains/agenda/texts.ts'
import { formatHora } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import type { Carril } from './layout.ts'
import { LOOK } from './state-look.ts'

interface AppointmentCardProps {
  readonly cita: CitaAgenda
  readonly carril: Carril
  /** px from the top of the column, and height. */
  readonly top: number
  readonly height: number
  readonly underCursor: boolean
  readonly isOpen: boolean
  /** It is being moved: the card stays as a shadow where it was. */
  readonly isLifted: boolean
  readonly movable: boolean
  readonly onSelect: () => void
  readonly onOpen: () => void
  readonly onGrab: (event: PointerEvent<HTMLButtonElement>) => void
}

/** px below which the card has a single line. */
const ONE_LINE = 30

/** An appointment in the grid: hour, name, service, state in a word, who pays, debt. */
export function AppointmentCard(props: AppointmentCardProps) {
  const { cita, carril, top, height } = props
  const { tone, icon: Icon } = LOOK[cita.estado]
  const estado = ESTADO_CITA[cita.estado]
  const hora = formatHora(cita.inicio)
  const single = height < ONE_LINE
  const width = 100 / carril.de
  return (
    <button
      type="button"
      className={`cita tono-${tone}`}
      style={{
        top,
        height,
        insetInlineStart: `calc(${width * carril.carril}% + 1px)`,
        width: `calc(${width}% - 3px)`,
      }}
      tabIndex={props.underCursor ? 0 : -1}
      data-cursor={props.underCursor || undefined}
      data-abierta={props.isOpen || undefined}
      data-alzada={props.isLifted || undefined}
      data-liberada={!ocupa(cita.estado) || undefined}
      data-una-linea={single || undefined}
      data-movible={props.movable || undefined}
      aria-label={label(cita)}
      title={label(cita)}
      onClick={props.onSelect}
      onDoubleClick={props.onOpen}
      onPointerDown={props.movable ? props.onGrab : undefined}
    >
      <span className="cita-linea">
        <span className="cita-hora tabular">{hora}</span>{' '}
        <span className="cita-nombre recortado">{cita.paciente}</span>{' '}
        {single && (
          <>
            <Icon size={12} stroke={2.2} className="cita-punto" aria-hidden="true" />
            <Marks cita={cita} />
          </>
        )}
      </span>
      {!single && (
        <span className="cita-linea cita-segunda">
          <Icon size={12} stroke={2.2} className="cita-punto" aria-hidden="true" />
          <span className="cita-estado">{estado}</span> <span className="recortado">{cita.servicio}</span>
          <Marks cita={cita} />
        </span>
      )}
    </button>
  )
}

function Marks({ cita }: { readonly cita: CitaAgenda }) {
  return (
    <span className="cita-marcas" aria-hidden="true">
      {cita.sobrecupoMotivo !== null && <IconStack2 size={12} stroke={2} className="cita-marca-pide" />}
      {cita.porCompletar && <IconUserQuestion size={12} stroke={2} className="cita-marca-pide" />}
      {cita.deuda > 0 && <IconAlertTriangle size={12} stroke={2} className="cita-marca-pide" />}
      {cita.pagador === null ? <IconCoin size={12} stroke={2} /> : <IconShieldFilled size={12} />}
    </span>
  )
}

/** Everything the card shows, in words: first what is read on it, as it is read, for who commands by voice. */
function label(cita: CitaAgenda): string {
  return [
    `${formatHora(cita.inicio)} ${cita.paciente}`,
    ESTADO_CITA[cita.estado],
    cita.servicio,
    `hasta las ${formatHora(cita.fin)}`,
    cita.pagador ?? 'Particular',
    cita.deuda > 0 ? `debe ${formatPesos(cita.deuda)}` : '',
    cita.sobrecupoMotivo === null ? '' : `sobrecupo: ${cita.sobrecupoMotivo}`,
    cita.porCompletar ? 'paciente por completar' : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}
