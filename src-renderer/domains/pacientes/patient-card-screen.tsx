import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { telefonoLegible } from '../../../src-shared/domains/pacientes/phone.ts'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import { type FichaPaciente, TIPOS_USUARIO } from '../../../src-shared/domains/pacientes/schemas.ts'
import {
  CANAL,
  documentoLegible,
  ETIQUETAS,
  MEDIO,
  SEXO,
  ZONA,
} from '../../../src-shared/domains/pacientes/texts.ts'
import { ATIENDEN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { type ActivePatient, useActivatePatient } from '../../ui/active-patient.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue, type KeyValueItem } from '../../ui/key-value.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PatientHeader } from '../../ui/patient-header.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { ConsentQuestion } from './consent-question.tsx'
import { usePatientExtensions } from './extensions.tsx'
import { Missing } from './form-aside.tsx'
import { JoinQuestion } from './join-question.tsx'
import type { NombresDeCodigos } from './patient-form-values.ts'
import { useCodeNames, usePatientCard } from './use-patient-card.ts'
import './pacientes.css'

/** One patient: who it is, what is pending, and what happened. */
export function PatientCardScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const navigation = useNavigation()
  const ficha = usePatientCard(id)
  const nombres = useCodeNames(ficha.data)
  if (ficha.error)
    return (
      <ErrorState
        quePaso="No se pudo abrir el paciente."
        queHacer={failureText(ficha.error)}
        actionLabel="Volver"
        onAction={navigation.back}
      />
    )
  return ficha.data ? <PatientCard key={id} ficha={ficha.data} nombres={nombres} /> : null
}

interface PatientCardProps {
  readonly ficha: FichaPaciente
  readonly nombres: NombresDeCodigos | undefined
}

function PatientCard({ ficha, nombres }: PatientCardProps) {
  const { paciente, nombre } = ficha
  const { id } = paciente
  const navigation = useNavigation()
  const attends = useHasRole(...ATIENDEN)
  const [asking, setAsking] = useState<'consentimiento' | 'unir' | null>(null)
  const { timeline: Timeline, facts = [], actions = [] } = usePatientExtensions()
  const documento = documentoLegible(paciente.tipoDocumento, paciente.numeroDocumento)
  const edad = ficha.edad ? edadLegible(ficha.edad) : null
  const edit = () => navigation.go(`/pacientes/${id}/editar`)

  const sustancias = paciente.alergias?.sustancias
  useActivatePatient(
    useMemo<ActivePatient>(
      () => ({
        id,
        nombre,
        documento: documento ?? 'Sin documento',
        edad: edad ?? '',
        alergias: sustancias ?? [],
      }),
      [id, nombre, documento, edad, sustancias],
    ),
  )

  const fromOthers = actions.map((build) => build({ pacienteId: id, nombre }))
  const own = attends
    ? [
        { label: 'Editar datos', keys: 'Alt+D', onRun: edit },
        { label: 'Autorización de datos', onRun: () => setAsking('consentimiento') },
        { label: 'Unir con otro registro', onRun: () => setAsking('unir') },
      ]
    : []
  const { alergias } = paciente
  return (
    <>
      <ScreenHeader
        title="Paciente"
        context={ficha.paciente.numeroHistoria ? `Historia ${ficha.paciente.numeroHistoria}` : undefined}
        onBack={() => navigation.go('/pacientes')}
        primary={fromOthers.find((action) => action.primary)}
        actions={[...fromOthers.filter((action) => !action.primary), ...own]}
      />
      <PatientHeader
        nombre={nombre}
        edad={edad ?? 'Edad sin registrar'}
        sexo={paciente.sexo ? SEXO[paciente.sexo] : undefined}
        documento={documento ?? 'Sin documento'}
        pagador={ficha.pagador}
        alergias={alergiasEnCabecera(alergias)}
        datos={[
          { label: 'Última visita', value: <Fecha value={paciente.ultimaVisita} /> },
          {
            label: 'Canal preferido',
            value: paciente.canalPreferido ? CANAL[paciente.canalPreferido] : '—',
          },
          ...facts.map(({ label, Value }) => ({ label, value: <Value pacienteId={id} /> })),
        ]}
      />
      <ScreenBody>
        <Pending
          ficha={ficha}
          attends={attends}
          onConsent={() => setAsking('consentimiento')}
          onEdit={edit}
        />
        <div className="paciente-ficha">
          <Panel title="Línea de tiempo" flush>
            {Timeline ? (
              <Timeline pacienteId={id} />
            ) : (
              <EmptyState>Todavía no hay citas, notas ni facturas de este paciente.</EmptyState>
            )}
          </Panel>
          <div className="paciente-columna">
            <Panel title="Para facturar y reportar">
              <div className="paciente-columna">
                <Missing label="Factura" faltan={ficha.faltantes.factura.map((f) => f.mensaje)} />
                <Missing label="RIPS" faltan={ficha.faltantes.rips.map((f) => f.mensaje)} />
                <Missing label="Historia" faltan={ficha.faltantes.historia.map((f) => f.mensaje)} />
              </div>
            </Panel>
            <Panel title="Datos">
              <KeyValue items={factsOf(ficha, nombres)} />
            </Panel>
          </div>
        </div>
      </ScreenBody>
      <ConsentQuestion
        opened={asking === 'consentimiento'}
        onClose={() => setAsking(null)}
        pacienteId={id}
        current={ficha.consentimiento}
      />
      <JoinQuestion
        opened={asking === 'unir'}
        onClose={() => setAsking(null)}
        pacienteId={id}
        nombre={nombre}
      />
    </>
  )
}

interface PendingProps {
  readonly ficha: FichaPaciente
  readonly attends: boolean
  readonly onConsent: () => void
  readonly onEdit: () => void
}

/** What this patient needs from whoever attends, each with its one action. */
function Pending({ ficha, attends, onConsent, onEdit }: PendingProps) {
  const { id, fusionadoEn, datosConfirmadosEn } = ficha.paciente
  const queryClient = useQueryClient()
  const confirm = useMutation({
    mutationFn: () => client.pacientes.confirmarDatos({ commandId: crypto.randomUUID(), id }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.pacientes.obtener.key() }),
  })
  return (
    <div className="paciente-avisos">
      {fusionadoEn !== null && (
        <Notice tone="informa">
          Este registro se unió a otro.{' '}
          <ScreenLink to={`/pacientes/${fusionadoEn}`}>Abrir el que quedó</ScreenLink>
        </Notice>
      )}
      {ficha.confirmarDatos && (
        <Notice
          tone="pide"
          action={
            attends && (
              <>
                <Button onClick={() => confirm.mutate()} loading={confirm.isPending}>
                  Confirmar datos
                </Button>{' '}
                <Button onClick={onEdit}>Cambiar</Button>
              </>
            )
          }
        >
          Confirme teléfono, dirección y quién paga: se revisaron por última vez el{' '}
          <Fecha value={datosConfirmadosEn} />.
        </Notice>
      )}
      {confirm.error !== null && <Notice tone="peligro">{failureText(confirm.error)}</Notice>}
      {ficha.consentimiento?.decision !== 'autoriza' && (
        <Notice tone="pide" action={attends && <Button onClick={onConsent}>Registrar</Button>}>
          {ficha.consentimiento === null
            ? 'Falta la autorización de tratamiento de datos (Ley 1581 de 2012).'
            : 'La persona revocó la autorización de tratamiento de datos.'}
        </Notice>
      )}
      {ficha.advertencias.map((text) => (
        <Notice key={text} tone="pide" action={attends && <Button onClick={onEdit}>Cambiar</Button>}>
          {text}
        </Notice>
      ))}
    </div>
  )
}

function alergiasEnCabecera(alergias: FichaPaciente['paciente']['alergias']) {
  if (alergias === null) return 'reservadas'
  return alergias.estado === 'sin-registrar' ? null : alergias.sustancias
}

function factsOf(ficha: FichaPaciente, nombres: NombresDeCodigos | undefined): KeyValueItem[] {
  const p = ficha.paciente
  const tipoUsuario = TIPOS_USUARIO.find(({ codigo }) => codigo === p.tipoUsuario)
  const telefono = [p.telefono, p.telefonoAlterno].filter((t) => t !== null).map(telefonoLegible)
  return [
    { label: ETIQUETAS.telefono, value: <span className="tabular">{telefono.join(' · ')}</span> },
    { label: ETIQUETAS.correo, value: p.correo },
    {
      label: 'Residencia',
      value: [p.direccion, nombres?.municipio, p.zona && ZONA[p.zona]].filter(Boolean).join(' · '),
    },
    ...(p.paisResidencia === '170'
      ? []
      : [{ label: ETIQUETAS.paisResidencia, value: nombres?.paisResidencia ?? null }]),
    ...(p.paisOrigen === '170' ? [] : [{ label: ETIQUETAS.paisOrigen, value: nombres?.paisOrigen ?? null }]),
    {
      label: ETIQUETAS.fechaNacimiento,
      value: (
        <>
          <Fecha value={p.fechaNacimiento} />
          {p.nacimientoEstimado && ' (estimada)'}
        </>
      ),
    },
    { label: ETIQUETAS.tipoUsuario, value: tipoUsuario?.nombre ?? null },
    { label: 'Plan y póliza', value: [p.plan, p.poliza].filter(Boolean).join(' · ') },
    {
      label: ETIQUETAS.responsable,
      value:
        p.responsable &&
        `${p.responsable.nombre} (${p.responsable.parentesco}) · ${telefonoLegible(p.responsable.telefono)}`,
    },
    {
      label: ETIQUETAS.acompanante,
      value:
        p.acompanante &&
        [p.acompanante.nombre, p.acompanante.telefono && telefonoLegible(p.acompanante.telefono)]
          .filter(Boolean)
          .join(' · '),
    },
    { label: ETIQUETAS.estadoCivil, value: p.estadoCivil },
    { label: ETIQUETAS.ocupacion, value: p.ocupacion },
    {
      label: 'Autorización de datos',
      value: ficha.consentimiento && (
        <>
          {ficha.consentimiento.decision === 'autoriza' ? MEDIO[ficha.consentimiento.medio] : 'Revocada'} ·{' '}
          <Fecha value={ficha.consentimiento.fecha} /> · versión {ficha.consentimiento.version}
        </>
      ),
    },
  ]
}
