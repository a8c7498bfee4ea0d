import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { ATIENDEN, CLINICOS, FACTURAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { PatientExtensionsProvider } from '../pacientes/extensions.tsx'
import { timelineOf } from './patient-events.ts'

interface PatientPart {
  readonly pacienteId: string
}

function useInvoices(pacienteId: string) {
  const allowed = useHasRole(...FACTURAN)
  return useQuery({
    ...orpc.facturacion.listar.queryOptions({ input: { pacienteId, limite: 200 } }),
    enabled: allowed,
    meta: { datos: [`paciente:${pacienteId}`, 'facturas'] },
  })
}

/** Appointments, notes, prescriptions and invoices of a patient, as far as the role may see them. */
function PatientTimeline({ pacienteId }: PatientPart) {
  const navigation = useNavigation()
  const clinical = useHasRole(...CLINICOS)
  const citas = useQuery({
    ...orpc.agenda.dePaciente.queryOptions({ input: { pacienteId, limite: 200 } }),
    meta: { datos: [`paciente:${pacienteId}`, 'citas'] },
  })
  const historia = useQuery({
    ...orpc.historia.historiaDe.queryOptions({ input: { pacienteId, limite: 200 } }),
    enabled: clinical,
    meta: { datos: [`historia:${pacienteId}`] },
  })
  const facturas = useInvoices(pacienteId)
  if (citas.isLoading || historia.isLoading || facturas.isLoading) return null
  const groups = timelineOf({
    citas: citas.data?.citas ?? [],
    eventos: historia.data ?? [],
    facturas: facturas.data?.facturas ?? [],
  })
  return groups.length === 0 ? (
    <EmptyState>Todavía no hay citas, notas ni facturas de este paciente.</EmptyState>
  ) : (
    <Timeline label="Citas, notas y facturas" groups={groups} onOpen={(address) => navigation.go(address)} />
  )
}

/** What nobody owes, whatever its value says. */
const SIN_DEUDA = new Set<string>(['anulada', 'rechazada', 'descartada'])

function Balance({ pacienteId }: PatientPart) {
  const { data } = useInvoices(pacienteId)
  const saldo = (data?.facturas ?? [])
    // What a payer owes is not the patient's.
    .filter(({ estado, pagadorId }) => pagadorId === null && !SIN_DEUDA.has(estado))
    .reduce((suma, { aPagar, recibido }) => suma + aPagar - recibido, 0)
  return data ? <Money value={saldo} /> : null
}

/** Gives the patient's card what the higher domains know of a patient: timeline, balance, and the way to the schedule and the consultation. */
export function PatientParts({ children }: { readonly children: ReactNode }) {
  const navigation = useNavigation()
  const clinical = useHasRole(...CLINICOS)
  const bills = useHasRole(...FACTURAN)
  const books = useHasRole(...ATIENDEN)
  const value = useMemo(
    () => ({
      timeline: PatientTimeline,
      facts: bills ? [{ label: 'Saldo', Value: Balance }] : [],
      actions: [
        ...(clinical
          ? [
              ({ pacienteId }: PatientPart) => ({
                label: 'Iniciar consulta',
                primary: true,
                onRun: () => navigation.go(`/consulta/nueva?paciente=${pacienteId}`),
              }),
            ]
          : []),
        ...(books
          ? [
              ({ pacienteId }: PatientPart) => ({
                label: 'Nueva cita',
                keys: 'F2',
                // The number makes a second F2 a new request.
                onRun: () => navigation.go(`/agenda?nueva=${Date.now()}&paciente=${pacienteId}`),
              }),
            ]
          : []),
        ...(bills
          ? [
              ({ pacienteId }: PatientPart) => ({
                label: 'Cobrar copago o cuota',
                keys: 'F4',
                onRun: () => navigation.go(`/facturacion/cobrar?paciente=${pacienteId}`),
              }),
            ]
          : []),
      ],
    }),
    [navigation, clinical, bills, books],
  )
  return <PatientExtensionsProvider value={value}>{children}</PatientExtensionsProvider>
}
