import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { franjasTraslapadas } from '../../../src-shared/domains/agenda/rules.ts'
import {
  type Franja,
  MODALIDADES_CITA,
  type ProfesionalAgenda,
  type ServicioAgenda,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { DIA_SEMANA, duracionLegible, MODALIDAD } from '../../../src-shared/domains/agenda/texts.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { leerFranjas, textoDeFranjas } from './hours-text.ts'
import './agenda.css'

/** Hours of each professional and what is booked, with how long each takes (C-36). */
export function HoursScreen() {
  const navigation = useNavigation()
  const hoy = useHoy()
  const queryClient = useQueryClient()
  const rango = useQuery({
    ...orpc.agenda.rango.queryOptions({ input: { desde: hoy, hasta: hoy, profesionalIds: null } }),
    meta: { datos: ['citas', 'configuracion'] },
  })
  const servicios = useQuery({
    ...orpc.agenda.servicios.queryOptions(),
    meta: { datos: ['agenda.servicios'] },
  })
  const [elegido, setElegido] = useState<string | null>(null)
  const [servicio, setServicio] = useState<ServicioAgenda | 'nuevo' | null>(null)
  const profesionales = rango.data?.profesionales ?? []
  const profesional = profesionales.find(({ id }) => id === elegido) ?? profesionales[0]
  const refresh = () => void queryClient.invalidateQueries({ queryKey: orpc.agenda.key() })

  return (
    <>
      <ScreenHeader
        title="Horarios y servicios"
        context="de la agenda"
        onBack={() => navigation.go('/agenda')}
      />
      <ScreenBody>
        <div className="agenda-ajustes">
          <Panel title="Horario de atención">
            {profesional ? (
              <div className="apilado">
                {profesionales.length > 1 && (
                  <Select
                    {...fieldTexts({ label: 'De quién' })}
                    data={profesionales.map((p) => ({ value: p.id, label: p.nombre }))}
                    value={profesional.id}
                    onChange={setElegido}
                    allowDeselect={false}
                  />
                )}
                <WeekHours key={profesional.id} profesional={profesional} onSaved={refresh} />
              </div>
            ) : (
              rango.data && (
                <EmptyState>Todavía no hay profesionales. Agréguelos en Configuración.</EmptyState>
              )
            )}
          </Panel>
          <Panel
            title="Servicios que se agendan"
            flush
            actions={
              <Button
                size="xs"
                leftSection={<IconPlus size={14} aria-hidden="true" />}
                onClick={() => setServicio('nuevo')}
              >
                Agregar
              </Button>
            }
          >
            <ul className="agenda-servicios">
              {servicios.data?.map((one) => (
                <li key={one.id}>
                  <button type="button" onClick={() => setServicio(one)}>
                    <span className="recortado">{one.nombre}</span>
                    <span className="atenuado">{MODALIDAD[one.modalidad]}</span>
                    <span className="tabular">
                      {one.minutos === null ? 'La de cada profesional' : duracionLegible(one.minutos)}
                    </span>
                    {!one.activo && <span className="atenuado">Sin uso</span>}
                  </button>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      </ScreenBody>
      <Modal
        opened={servicio !== null}
        onClose={() => setServicio(null)}
        title={servicio === 'nuevo' ? 'Nuevo servicio' : 'Servicio'}
      >
        {servicio !== null && (
          <ServiceForm
            servicio={servicio === 'nuevo' ? null : servicio}
            profesionales={profesionales}
            onClose={() => setServicio(null)}
            onSaved={() => {
              setServicio(null)
              refresh()
            }}
          />
        )}
      </Modal>
    </>
  )
}

interface WeekHoursProps {
  readonly profesional: ProfesionalAgenda
  readonly onSaved: () => void
}

/** Seven lines, each as people say it: `8–12, 2pm–6pm`. */
function WeekHours({ profesional, onSaved }: WeekHoursProps) {
  const [textos, setTextos] = useState(() =>
    DIA_SEMANA.map((_, i) => textoDeFranjas(profesional.franjas, i + 1)),
  )
  const [problema, setProblema] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const [guardado, setGuardado] = useState(false)
  const leidas = textos.map((texto, i) => leerFranjas(texto, i + 1))
  const franjas: Franja[] = leidas.flatMap((one) => (one.ok ? one.value : []))

  const save = async () => {
    const pair = franjasTraslapadas(franjas)
    if (leidas.some((one) => !one.ok)) return setProblema('Corrija los días marcados.')
    if (pair)
      return setProblema(
        `${DIA_SEMANA[pair[0].dia - 1]}: ${pair[0].desde}–${pair[0].hasta} y ${pair[1].desde}–${pair[1].hasta} se cruzan. Corrija una de las dos.`,
      )
    setPending(true)
    setProblema(null)
    try {
      await client.agenda.guardarHorario({
        commandId: crypto.randomUUID(),
        profesionalId: profesional.id,
        franjas,
      })
      setGuardado(true)
      onSaved()
    } catch (error) {
      setProblema(failureText(error))
    } finally {
      setPending(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), {
    label: 'Guardar el horario',
    enabled: !pending,
    inTextField: true,
  })

  return (
    <div className="apilado">
      {profesional.horarioPorDefecto && (
        <Notice tone="informa">
          Este es el horario supuesto mientras nadie escriba otro: de lunes a viernes, mañana y tarde.
        </Notice>
      )}
      {DIA_SEMANA.map((dia, i) => {
        const leida = leidas[i]
        return (
          <div key={dia} className="agenda-dia">
            <TextInput
              {...fieldTexts({ label: dia, error: leida?.ok === false ? leida.error : null })}
              value={textos[i] ?? ''}
              placeholder="No atiende"
              className="tabular"
              onChange={(event) => {
                const { value } = event.currentTarget
                setGuardado(false)
                setTextos((old) => old.map((texto, at) => (at === i ? value : texto)))
              }}
              onBlur={() => {
                if (leida?.ok)
                  setTextos((old) =>
                    old.map((texto, at) => (at === i ? textoDeFranjas(leida.value, i + 1) : texto)),
                  )
              }}
            />
          </div>
        )
      })}
      <p className="atenuado">
        Los festivos se avisan al agendar y Buscar cupo los salta; nada impide atender en ellos.
      </p>
      {problema !== null && <Notice tone="peligro">{problema}</Notice>}
      {guardado && <Notice tone="hecho">Horario guardado. Las citas que ya estaban no cambian.</Notice>}
      <div>
        <Button
          variant="filled"
          loading={pending}
          onClick={() => void save()}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar el horario
        </Button>
      </div>
    </div>
  )
}

interface ServiceFormProps {
  readonly servicio: ServicioAgenda | null
  readonly profesionales: readonly ProfesionalAgenda[]
  readonly onClose: () => void
  readonly onSaved: () => void
}

/** A service: how long it takes in general, or with each professional. */
function ServiceForm({ servicio, profesionales, onClose, onSaved }: ServiceFormProps) {
  const [nombre, setNombre] = useState(servicio?.nombre ?? '')
  const [cups, setCups] = useState(servicio?.cups ?? '')
  const [modalidad, setModalidad] = useState(servicio?.modalidad ?? '01')
  const [minutos, setMinutos] = useState<number | null>(servicio?.minutos ?? null)
  const [activo, setActivo] = useState(servicio?.activo ?? true)
  const [propios, setPropios] = useState<ReadonlyMap<string, number>>(
    () => new Map(servicio?.profesionales.map((one) => [one.profesionalId, one.minutos])),
  )
  const [problema, setProblema] = useState<string | null>(null)
  const [pending, setPending] = useState(false)

  const save = async () => {
    if (nombre.trim() === '') return setProblema('Escriba el nombre del servicio.')
    if (cups.trim() !== '' && !/^[0-9A-Z]{6}$/i.test(cups.trim()))
      return setProblema('El código CUPS tiene 6 caracteres. Déjelo vacío si no lo sabe.')
    setPending(true)
    try {
      await client.agenda.guardarServicio({
        commandId: crypto.randomUUID(),
        servicio: {
          id: servicio?.id ?? null,
          nombre: nombre.trim(),
          cups: cups.trim() === '' ? null : cups.trim().toUpperCase(),
          modalidad,
          minutos,
          profesionales: [...propios].map(([profesionalId, suyos]) => ({ profesionalId, minutos: suyos })),
          activo,
        },
      })
      onSaved()
    } catch (error) {
      setProblema(failureText(error))
    } finally {
      setPending(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void save(), { label: 'Guardar', enabled: !pending })

  return (
    <div className="apilado">
      <TextInput
        {...fieldTexts({ label: 'Nombre' })}
        value={nombre}
        maxLength={80}
        data-autofocus
        onChange={(event) => setNombre(event.currentTarget.value)}
      />
      <FormRow tracks="1fr 1fr 1fr">
        <TextInput
          {...fieldTexts({ label: 'CUPS', optional: true })}
          value={cups}
          maxLength={6}
          classNames={{ input: 'codigo' }}
          onChange={(event) => setCups(event.currentTarget.value)}
        />
        <NumberInput
          {...fieldTexts({ label: 'Duración', hint: 'Vacía: la de cada profesional' })}
          value={minutos ?? ''}
          onChange={(value) => setMinutos(value === '' ? null : Number(value))}
          rightSection={<span className="field-unit">min</span>}
          rightSectionWidth="auto"
          clampBehavior="none"
        />
        <Select
          {...fieldTexts({ label: 'Modalidad' })}
          data={MODALIDADES_CITA.map((value) => ({ value, label: MODALIDAD[value] }))}
          value={modalidad}
          onChange={(value) => setModalidad(MODALIDADES_CITA.find((one) => one === value) ?? '01')}
          allowDeselect={false}
        />
      </FormRow>
      <fieldset className="form-seccion">
        <legend>Quién lo hace</legend>
        <p className="atenuado">
          Sin marcar a nadie, lo hacen todos. Al marcar, solo ellos, con su propia duración.
        </p>
        {profesionales.map((p) => {
          const suyos = propios.get(p.id)
          return (
            <div key={p.id} className="en-linea agenda-quien">
              <Switch
                label={p.nombre}
                checked={suyos !== undefined}
                onChange={(event) => {
                  const next = new Map(propios)
                  if (event.currentTarget.checked) next.set(p.id, minutos ?? p.minutosCita)
                  else next.delete(p.id)
                  setPropios(next)
                }}
              />
              {suyos !== undefined && (
                <NumberInput
                  aria-label={`Minutos con ${p.nombre}`}
                  value={suyos}
                  onChange={(value) => setPropios(new Map(propios).set(p.id, Number(value)))}
                  rightSection={<span className="field-unit">min</span>}
                  rightSectionWidth="auto"
                  clampBehavior="none"
                />
              )}
            </div>
          )
        })}
      </fieldset>
      <Switch
        label="Se ofrece al agendar"
        checked={activo}
        onChange={(event) => setActivo(event.currentTarget.checked)}
      />
      {problema !== null && <Notice tone="peligro">{problema}</Notice>}
      <div className="agenda-botones">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          loading={pending}
          onClick={() => void save()}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar
        </Button>
      </div>
    </div>
  )
}
