import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import {
  oportunidad,
  pasosDesde,
  puedeMoverse,
  puedePasar,
} from '../../../src-shared/domains/agenda/rules.ts'
import type { CitaAgenda, EstadoCita, PasoCita } from '../../../src-shared/domains/agenda/schemas.ts'
import {
  ESTADO_CITA,
  MODALIDAD,
  MOTIVO_CANCELACION,
  VERBO_ESTADO,
} from '../../../src-shared/domains/agenda/texts.ts'
import { telefonoLegible } from '../../../src-shared/domains/pacientes/phone.ts'
import { edadDe, edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { bogotaDate, formatFecha, formatFechaHora, formatHora } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { orpc } from '../../rpc/client.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { LOOK } from './state-look.ts'
import { cuando, duracionDe } from './use-acts.ts'

interface AppointmentPanelProps {
  readonly cita: CitaAgenda
  readonly profesional: string
  readonly editable: boolean
  readonly clinico: boolean
  readonly onClose: () => void
  readonly onState: (estado: EstadoCita) => void
  readonly onMove: () => void
  readonly onCancel: () => void
  readonly onPatient: () => void
  readonly onConsult: () => void
}

const KEY_OF: Partial<Record<EstadoCita, string>> = {
  confirmada: 'C',
  'en-sala': 'L',
  'en-consulta': 'P',
  'no-asistio': 'N',
}

/** The step forward that a person at the desk most often takes from each state. */
const NEXT: Partial<Record<EstadoCita, EstadoCita>> = {
  agendada: 'en-sala',
  confirmada: 'en-sala',
  'en-sala': 'en-consulta',
  'no-asistio': 'en-sala',
  'cancelada-paciente': 'agendada',
  'cancelada-consultorio': 'agendada',
}

/** One appointment: who, what, in what it stands, and what can be done with it. */
export function AppointmentPanel(props: AppointmentPanelProps) {
  const { cita, editable } = props
  const hoy = useHoy()
  const detalle = useQuery({
    ...orpc.agenda.cita.queryOptions({ input: { id: cita.id } }),
    meta: { datos: ['citas', `cita:${cita.id}`] },
  })
  const look = LOOK[cita.estado]
  const edad = cita.fechaNacimiento === null ? null : edadDe({ fechaNacimiento: cita.fechaNacimiento }, hoy)
  const next = NEXT[cita.estado]
  const others = useMemo(
    () => pasosDesde(cita.estado).filter((one) => one !== next && !isExit(one)),
    [cita.estado, next],
  )
  const dias = oportunidad(cita.fechaSolicitud, bogotaDate(new Date(cita.inicio))).dias
  const attends =
    props.clinico && (cita.estado === 'en-sala' || cita.estado === 'en-consulta' || next === 'en-sala')
  return (
    <DetailPanel
      title={
        <button type="button" className="enlace agenda-paciente" onClick={props.onPatient}>
          {cita.paciente}
        </button>
      }
      subtitle={
        <span className="tabular">
          {[
            documentoLegible(cita.tipoDocumento, cita.numeroDocumento) ?? 'Sin documento',
            edad && edadLegible(edad),
            cita.telefono && telefonoLegible(cita.telefono),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      }
      state={<StateChip tone={look.tone} icon={look.icon} label={ESTADO_CITA[cita.estado]} />}
      onClose={props.onClose}
      footer={
        editable && pasosDesde(cita.estado).length > 0 ? (
          <>
            {attends && (
              <Button variant="filled" onClick={props.onConsult}>
                Iniciar consulta
              </Button>
            )}
            {next !== undefined && puedePasar(cita.estado, next) && (
              <Act
                label={VERBO_ESTADO[next]}
                keys={KEY_OF[next]}
                filled={!attends}
                onRun={() => props.onState(next)}
              />
            )}
            {puedeMoverse(cita.estado) && <Act label="Mover" keys="M" onRun={props.onMove} />}
            {(others.length > 0 || puedePasar(cita.estado, 'cancelada-paciente')) && (
              <Menu>
                <Menu.Target>
                  <Button aria-label="Más acciones" px={8}>
                    <IconDots size={16} aria-hidden="true" />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {others.map((one) => (
                    <Menu.Item
                      key={one}
                      onClick={() => props.onState(one)}
                      rightSection={KEY_OF[one] === undefined ? null : <Shortcut keys={KEY_OF[one]} />}
                    >
                      {VERBO_ESTADO[one]}
                    </Menu.Item>
                  ))}
                  {puedePasar(cita.estado, 'cancelada-paciente') && (
                    <Menu.Item onClick={props.onCancel} rightSection={<Shortcut keys="Supr" />}>
                      Cancelar o reprogramar…
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
          </>
        ) : undefined
      }
    >
      {cita.porCompletar && (
        <Notice tone="pide">Paciente por completar: pida los datos que faltan cuando llegue.</Notice>
      )}
      {cita.deuda > 0 && <Notice tone="pide">Debe {formatPesos(cita.deuda)}.</Notice>}
      {cita.sobrecupoMotivo !== null && <Notice tone="informa">Sobrecupo: {cita.sobrecupoMotivo}</Notice>}
      <KeyValue
        items={[
          {
            label: 'Cuándo',
            value: (
              <span className="tabular">
                {cuando(cita.inicio)} a {formatHora(cita.fin)} ({duracionDe(cita)} min)
              </span>
            ),
          },
          { label: 'Con', value: props.profesional },
          { label: 'Servicio', value: cita.servicio },
          { label: 'Modalidad', value: MODALIDAD[cita.modalidad] },
          { label: 'Quién paga', value: cita.pagador ?? 'Particular' },
          {
            label: 'Solicitada',
            value: `${formatFecha(cita.fechaSolicitud)} · ${waitText(dias)}`,
          },
          { label: 'Deseada', value: formatFecha(cita.fechaDeseada) },
          ...(cita.llegoEn === null ? [] : [{ label: 'Llegó', value: formatHora(cita.llegoEn) }]),
          ...(cita.motivoCancelacion === null
            ? []
            : [{ label: 'Motivo', value: MOTIVO_CANCELACION[cita.motivoCancelacion] }]),
          ...(cita.nota === null ? [] : [{ label: 'Nota', value: cita.nota }]),
        ]}
      />
      {detalle.data && (
        <section className="agenda-historia" aria-label="Historia de la cita">
          <h3>Historia de la cita</h3>
          <ol>
            {detalle.data.historia.toReversed().map((paso) => (
              <li key={`${paso.en} ${paso.acto} ${paso.estado} ${paso.inicio}`}>
                <span className="tabular atenuado">{formatFechaHora(paso.en)}</span>
                <span>{stepText(paso)}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </DetailPanel>
  )
}

interface ActProps {
  readonly label: string
  readonly keys?: string | undefined
  readonly filled?: boolean
  readonly onRun: () => void
}

function Act({ label, keys, filled = false, onRun }: ActProps): ReactNode {
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      onClick={onRun}
      rightSection={keys === undefined ? null : <Shortcut keys={keys} />}
    >
      {label}
    </Button>
  )
}

/** Opportunity in words: business days between the request and the appointment. */
function waitText(dias: number): string {
  if (dias === 0) return 'para el mismo día'
  return dias === 1 ? '1 día hábil antes' : `${dias} días hábiles antes`
}

/** Exits ask for a reason, so they go through their own dialog. */
function isExit(estado: EstadoCita): boolean {
  return estado === 'cancelada-paciente' || estado === 'cancelada-consultorio' || estado === 'reprogramada'
}

function stepText(paso: PasoCita): string {
  const words =
    paso.acto === 'creada'
      ? `Agendada para ${cuando(paso.inicio)}`
      : paso.acto === 'movida'
        ? `Movida a ${cuando(paso.inicio)}`
        : paso.acto === 'editada'
          ? 'Datos cambiados'
          : ESTADO_CITA[paso.estado]
  const why = [paso.motivo && MOTIVO_CANCELACION[paso.motivo], paso.detalle].filter(Boolean).join('. ')
  return why === '' ? words : `${words}: ${why}`
}
