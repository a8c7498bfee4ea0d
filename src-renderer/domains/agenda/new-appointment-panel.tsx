import { Button, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { masMinutos, minutosDeServicio } from '../../../src-shared/domains/agenda/rules.ts'
import { MODALIDADES_CITA, type ProfesionalAgenda } from '../../../src-shared/domains/agenda/schemas.ts'
import { MODALIDAD } from '../../../src-shared/domains/agenda/texts.ts'
import { telefonoLegible } from '../../../src-shared/domains/pacientes/phone.ts'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import type { PacienteResumen, PosibleDuplicado } from '../../../src-shared/domains/pacientes/schemas.ts'
import { documentoLegible, MOTIVO } from '../../../src-shared/domains/pacientes/texts.ts'
import { isLocalDate, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import {
  inicioDe,
  minutosPropuestos,
  momentoDe,
  NUEVO,
  type Problemas,
  problemasDe,
  type Valores,
  valoresIniciales,
} from './new-appointment-form.ts'
import { likenessIn } from './refused.ts'
import { SlotFinder } from './slot-finder.tsx'
import { cuando } from './use-acts.ts'

/** With what a new appointment begins: where the cursor was, or for whom. `id` makes each request a form of its own. */
export interface Semilla {
  readonly id: string
  readonly profesionalId: string | null
  readonly inicio: string | null
  readonly paciente: { readonly id: string; readonly nombre: string } | null
}

interface NewAppointmentPanelProps {
  readonly semilla: Semilla
  readonly profesionales: readonly ProfesionalAgenda[]
  /** The place that is being asked for, to be drawn in the grid; null when incomplete. */
  readonly onPlace: (
    lugar: { readonly profesionalId: string; readonly inicio: string; readonly fin: string } | null,
  ) => void
  readonly onShowDate: (fecha: LocalDate) => void
  readonly onClose: () => void
  readonly onBooked: (
    cita: { readonly profesionalId: string; readonly inicio: string; readonly id: string },
    mensaje: string,
    avisos: readonly string[],
  ) => void
}

type CitaNueva = Parameters<typeof client.agenda.crear>[0]

/** What was half-written when the panel was closed: Esc never destroys it. */
let kept: Valores | null = null

/** F2: patient, service, place. Three letters, Enter, and the next free place is already chosen. */
export function NewAppointmentPanel(props: NewAppointmentPanelProps) {
  const { semilla, profesionales, onPlace, onShowDate, onClose, onBooked } = props
  const hoy = useHoy()
  const servicios = useQuery({ ...orpc.agenda.servicios.queryOptions(), staleTime: 60_000 })
  const [v, setV] = useState<Valores>(() => begin(hoy, semilla, profesionales))
  const [touched, setTouched] = useState<ReadonlySet<keyof Valores>>(new Set())
  const [dichos, setDichos] = useState<Problemas>({})
  const [alike, setAlike] = useState<readonly PosibleDuplicado[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [buscando, setBuscando] = useState(semilla.inicio === null)
  const form = useRef<HTMLFormElement>(null)
  // One id for one act: pressing twice, or again after a cut, books one appointment and registers one patient.
  const [ids] = useState(() => ({ cita: crypto.randomUUID(), paciente: crypto.randomUUID() }))

  const activos = useMemo(() => (servicios.data ?? []).filter(({ activo }) => activo), [servicios.data])
  const servicio = activos.find(({ id }) => id === v.servicioId) ?? activos[0]
  const servicioId = servicio?.id ?? ''
  const minutos = touched.has('minutos')
    ? v.minutos
    : minutosPropuestos({ ...v, servicioId }, activos, profesionales)
  const modalidad = touched.has('modalidad') ? v.modalidad : (servicio?.modalidad ?? '01')
  const fechaDeseada = touched.has('fechaDeseada') || !isLocalDate(v.fecha) ? v.fechaDeseada : v.fecha
  const completos: Valores = { ...v, servicioId, minutos, modalidad, fechaDeseada }
  const inicio = inicioDe(v)
  const nuevo = v.paciente?.value === NUEVO

  const set = (change: Partial<Valores>) => {
    setV((old) => ({ ...old, ...change }))
    setTouched((old) => new Set([...old, ...(Object.keys(change) as (keyof Valores)[])]))
    setDichos((old) => Object.fromEntries(Object.entries(old).filter(([key]) => !(key in change))))
  }
  useEffect(() => {
    kept = v
  }, [v])

  const lugar =
    inicio !== undefined && v.profesionalId !== '' && minutos !== null && minutos >= 5
      ? { profesionalId: v.profesionalId, inicio, minutos }
      : null
  const lugarKey = JSON.stringify(lugar)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the place itself changes
  useEffect(() => {
    onPlace(lugar && { ...lugar, fin: masMinutos(lugar.inicio, lugar.minutos) })
  }, [lugarKey])

  const revision = useQuery({
    ...orpc.agenda.revisar.queryOptions({
      input: {
        pacienteId: v.paciente && !nuevo ? v.paciente.value : null,
        profesionalId: lugar?.profesionalId ?? '-',
        inicio: lugar?.inicio ?? '2000-01-01T00:00:00.000Z',
        minutos: lugar?.minutos ?? 5,
        exceptoId: null,
      },
    }),
    enabled: lugar !== null,
    meta: { datos: ['citas'] },
  })
  const choques = lugar && revision.data ? revision.data.choques : []
  const avisos = lugar && revision.data ? revision.data.avisos : []
  const hallados = problemasDe(completos, choques.length > 0)
  // What was said of a field is taken back as soon as it no longer holds, also when it is not the user who mended it.
  const problemas: Problemas = Object.fromEntries(
    Object.entries(dichos).filter(([campo]) => campo in hallados),
  )

  // All it needs travels in its argument: what is sent is what was checked when the key was pressed.
  const book = useMutation({
    mutationFn: (cita: CitaNueva) => client.agenda.crear(cita),
    onSuccess: (done, { profesionalId, inicio }) => {
      kept = null
      const quien = nuevo ? v.nombre.trim() : (v.paciente?.label ?? '')
      onBooked({ profesionalId, inicio, id: done.id }, `Agendada: ${quien}, ${cuando(inicio)}.`, done.avisos)
    },
    onError: (error) => {
      // A refused attempt leaves no trace, so the next one is another act.
      ids.cita = crypto.randomUUID()
      const candidatos = likenessIn(error)
      setAlike(candidatos ?? [])
      if (candidatos) ids.paciente = crypto.randomUUID()
      setFailure(candidatos ? null : failureText(error))
      void revision.refetch()
    },
  })

  const submit = (noEsDuplicado = false) => {
    if (book.isPending || book.isSuccess) return
    setFailure(null)
    setAlike([])
    setDichos(hallados)
    if (Object.keys(hallados).length > 0 || !lugar || !v.paciente) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error] input')?.focus(),
      )
      return
    }
    book.mutate({
      commandId: ids.cita,
      paciente: nuevo
        ? {
            clase: 'nuevo',
            commandId: ids.paciente,
            nombre: v.nombre.trim(),
            telefono: v.telefono.trim(),
            documento: null,
            noEsDuplicado,
          }
        : { clase: 'registrado', id: v.paciente.value },
      ...lugar,
      servicio: servicio?.nombre ?? '',
      cups: servicio?.cups ?? null,
      modalidad,
      fechaSolicitud: v.fechaSolicitud,
      fechaDeseada,
      nota: v.nota.trim() === '' ? null : v.nota.trim(),
      sobrecupoMotivo: choques.length > 0 ? v.sobrecupoMotivo.trim() : null,
    })
  }
  useShortcut('Ctrl+Enter', () => submit(), { label: 'Agendar', group: 'lista', inTextField: true })
  useShortcut('Alt+B', () => setBuscando(true), { label: 'Buscar cupo', group: 'lista' })

  const pickSlot = (cupo: { readonly profesionalId: string; readonly inicio: string }) => {
    set({ profesionalId: cupo.profesionalId, ...momentoDe(cupo.inicio) })
    onShowDate(momentoDe(cupo.inicio).fecha)
  }

  return (
    <DetailPanel
      title="Nueva cita"
      subtitle={inicio === undefined ? 'Escoja un espacio en la agenda o busque cupo' : cuando(inicio)}
      onClose={onClose}
      footer={
        <Button
          variant="filled"
          onClick={() => submit()}
          loading={book.isPending}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          {choques.length > 0 ? 'Agendar como Sobrecupo' : 'Agendar'}
        </Button>
      }
    >
      <form
        ref={form}
        className="apilado"
        aria-label="Nueva cita"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        onKeyDown={nextOnEnter}
      >
        <SearchSelect
          label="Paciente"
          hint={nuevo ? undefined : 'Nombre, documento o teléfono'}
          placeholder="Tres letras bastan"
          value={v.paciente}
          onChange={(paciente) => {
            set({ paciente, ...(paciente?.value === NUEVO ? callerFrom(paciente) : {}) })
            setAlike([])
          }}
          search={searchPatients}
          error={problemas.paciente}
          autoFocus={semilla.paciente === null}
        />
        {nuevo && (
          <FormRow tracks="3fr 2fr">
            <TextInput
              {...fieldTexts({ label: 'Nombre', error: problemas.nombre })}
              value={v.nombre}
              onChange={(event) => set({ nombre: event.currentTarget.value })}
            />
            <TextInput
              {...fieldTexts({ label: 'Teléfono', error: problemas.telefono })}
              type="tel"
              value={v.telefono}
              onChange={(event) => set({ telefono: event.currentTarget.value })}
            />
          </FormRow>
        )}
        {alike.length > 0 && (
          <Alike
            candidatos={alike}
            onSame={(p) => {
              set({ paciente: optionOf(p) })
              setAlike([])
            }}
            onOther={() => submit(true)}
          />
        )}
        <FormRow tracks="3fr 2fr">
          <Select
            {...fieldTexts({ label: 'Servicio', error: problemas.servicioId })}
            data={activos.map(({ id, nombre }) => ({ value: id, label: nombre }))}
            value={servicioId}
            onChange={(value) => value && set({ servicioId: value })}
            allowDeselect={false}
            searchable={activos.length > 8}
          />
          <NumberInput
            {...fieldTexts({ label: 'Duración', error: problemas.minutos })}
            value={minutos ?? ''}
            onChange={(value) => set({ minutos: value === '' ? null : Number(value) })}
            step={5}
            rightSection={<span className="field-unit">min</span>}
            rightSectionWidth="auto"
            clampBehavior="none"
            decimalScale={0}
          />
        </FormRow>
        <Select
          {...fieldTexts({ label: 'Con', error: problemas.profesionalId })}
          data={profesionales.map((p) => ({
            value: p.id,
            label: p.nombre,
            disabled: servicio !== undefined && minutosDeServicio(servicio, p) === undefined,
          }))}
          value={v.profesionalId === '' ? null : v.profesionalId}
          placeholder="Cualquiera"
          onChange={(value) => set({ profesionalId: value ?? '' })}
          clearable
          clearButtonProps={{ 'aria-label': 'Cualquiera' }}
        />
        <FormRow tracks="3fr 2fr">
          <FechaInput
            label="Fecha"
            value={v.fecha}
            onChange={(fecha) => {
              set({ fecha })
              if (isLocalDate(fecha)) onShowDate(fecha)
            }}
            ambito={{ futuro: true }}
            error={problemas.fecha}
          />
          <TextInput
            {...fieldTexts({ label: 'Hora', error: problemas.hora })}
            value={v.hora}
            placeholder="8:20, 2 pm"
            onChange={(event) => set({ hora: event.currentTarget.value })}
            onBlur={() => inicio !== undefined && setV((old) => ({ ...old, hora: momentoDe(inicio).hora }))}
            className="tabular"
          />
        </FormRow>
        {choques.map((choque) => (
          <Notice key={choque.texto} tone="pide">
            {choque.texto}
          </Notice>
        ))}
        {choques.length > 0 && (
          <Textarea
            {...fieldTexts({ label: 'Motivo del sobrecupo', error: problemas.sobrecupoMotivo })}
            value={v.sobrecupoMotivo}
            maxLength={200}
            minRows={1}
            onChange={(event) => set({ sobrecupoMotivo: event.currentTarget.value })}
          />
        )}
        {avisos.length > 0 && <Notice tone="informa">{avisos.join(' ')}</Notice>}
        <SlotFinder
          opened={buscando}
          ready={!servicios.isPending}
          onOpen={() => setBuscando(true)}
          profesionales={profesionales}
          profesionalId={touched.has('profesionalId') || semilla.inicio !== null ? v.profesionalId : ''}
          servicioId={servicioId}
          minutos={touched.has('minutos') ? minutos : null}
          desde={isLocalDate(fechaDeseada) ? fechaDeseada : hoy}
          chosen={inicio === undefined ? null : { profesionalId: v.profesionalId, inicio }}
          takeFirst={inicio === undefined}
          onPick={pickSlot}
        />
        <FormRow>
          <FechaInput
            label="Fecha de solicitud"
            value={v.fechaSolicitud}
            onChange={(value) => set({ fechaSolicitud: value })}
            ambito={{ pasado: true }}
            error={problemas.fechaSolicitud}
          />
          <FechaInput
            label="Fecha deseada"
            value={fechaDeseada}
            onChange={(value) => set({ fechaDeseada: value })}
            ambito={{ futuro: true }}
            error={problemas.fechaDeseada}
          />
        </FormRow>
        <Select
          {...fieldTexts({ label: 'Modalidad' })}
          data={MODALIDADES_CITA.map((value) => ({ value, label: MODALIDAD[value] }))}
          value={modalidad}
          onChange={(value) => {
            const found = MODALIDADES_CITA.find((one) => one === value)
            if (found) set({ modalidad: found })
          }}
          allowDeselect={false}
        />
        <Textarea
          {...fieldTexts({ label: 'Nota para la recepción', optional: true, hint: 'Sin datos clínicos' })}
          value={v.nota}
          minRows={1}
          maxLength={500}
          onChange={(event) => set({ nota: event.currentTarget.value })}
        />
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
      </form>
    </DetailPanel>
  )
}

interface AlikeProps {
  readonly candidatos: readonly PosibleDuplicado[]
  readonly onSame: (paciente: PosibleDuplicado) => void
  readonly onOther: () => void
}

/** Someone with that telephone or name is registered: is it the same person? */
function Alike({ candidatos, onSame, onOther }: AlikeProps) {
  return (
    <div className="agenda-parecidos" role="alert">
      <p>¿Es la misma persona?</p>
      {candidatos.slice(0, 3).map((p) => (
        <Button key={p.id} onClick={() => onSame(p)} className="agenda-cupo">
          <span>
            {p.nombre}
            <span className="atenuado">
              {' '}
              · {p.motivos.map((motivo) => MOTIVO[motivo].toLowerCase()).join(', ')}
            </span>
          </span>
        </Button>
      ))}
      <Button variant="light" onClick={onOther}>
        Es otra persona: agendar
      </Button>
    </div>
  )
}

/** The form takes up what was half-written, unless it is asked for a place or a person of its own. */
function begin(hoy: LocalDate, semilla: Semilla, profesionales: readonly ProfesionalAgenda[]): Valores {
  const initial = valoresIniciales(hoy, {
    ...semilla,
    profesionalId:
      semilla.profesionalId ?? (profesionales.length === 1 ? (profesionales[0]?.id ?? null) : null),
  })
  if (kept === null || kept.paciente === null || semilla.paciente !== null) return initial
  return {
    ...initial,
    paciente: kept.paciente,
    nombre: kept.nombre,
    telefono: kept.telefono,
    nota: kept.nota,
  }
}

async function searchPatients(texto: string, signal: AbortSignal): Promise<readonly SearchOption[]> {
  const found = await client.pacientes.buscar({ texto, limite: 8 }, { signal })
  return [
    ...found.map(optionOf),
    {
      value: NUEVO,
      label: `Agendar a «${texto}» como paciente nuevo`,
      detail: 'Con nombre y teléfono basta; lo demás se pide cuando llegue',
    },
  ]
}

function optionOf(p: PacienteResumen): SearchOption {
  return {
    value: p.id,
    label: p.nombre,
    detail: [
      documentoLegible(p.tipoDocumento, p.numeroDocumento) ?? 'Sin documento',
      p.edad && edadLegible(p.edad),
      p.telefono && telefonoLegible(p.telefono),
    ]
      .filter(Boolean)
      .join(' · '),
  }
}

/** What was typed in the search goes where it belongs: digits are a telephone, letters a name. */
function callerFrom(option: SearchOption): Pick<Valores, 'nombre' | 'telefono'> {
  const typed = /«(.*)»/.exec(option.label)?.[1]?.trim() ?? ''
  const digits = /^[\d\s+().-]+$/.test(typed)
  return {
    nombre: digits ? '' : typed.replace(/(^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase()),
    telefono: digits ? typed : '',
  }
}

/** Enter goes to the next field, and from the last one books. */
function nextOnEnter(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.defaultPrevented) return
  const { target } = event
  if (!(target instanceof HTMLInputElement) || target.getAttribute('aria-expanded') === 'true') return
  event.preventDefault()
  const fields = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input:not([type=hidden]), textarea'),
  ].filter((field) => field.offsetParent !== null && field.tabIndex >= 0)
  const next = fields[fields.indexOf(target) + 1]
  if (next === undefined) event.currentTarget.requestSubmit()
  else next.focus()
}
