import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { failureText, refusalIn } from '../../rpc/call-refusal.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { useDelayed } from '../../ui/use-delayed.ts'
import { NoteWorkspace } from '../historia/note-workspace.tsx'
import { startConsultation } from '../historia/start-consultation.ts'
import { CloseConsultation, type Closed } from './close-consultation.tsx'

/** A note by its id, with «Cerrar consulta» over it. */
export function ConsultationScreen({ params }: ScreenProps) {
  return <Consultation key={params.id} id={params.id ?? ''} />
}

/** `/consulta/nueva?paciente=…&cita=…`: begins, or takes up the note that was open, in this same place of the history. */
export function NewConsultationScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const { paciente = '', cita = null } = search
  const [id, setId] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)
  const slow = useDelayed(id === null && failure === null, 300)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins again
  useEffect(() => {
    let gone = false
    setId(null)
    setFailure(null)
    startConsultation(paciente, cita).then(
      (nota) => {
        if (!gone) setId(nota.id)
      },
      (error: unknown) => {
        if (!gone) setFailure(error)
      },
    )
    return () => {
      gone = true
    }
  }, [paciente, cita, attempt])
  if (failure !== null)
    return (
      <ErrorState
        quePaso={refusalIn(failure)?.mensaje ?? 'No se pudo empezar la consulta.'}
        queHacer={refusalIn(failure)?.remedio ?? failureText(failure)}
        actionLabel={refusalIn(failure)?.code === 'SIN_PROFESIONAL' ? 'Volver' : 'Intentar de nuevo'}
        onAction={() =>
          refusalIn(failure)?.code === 'SIN_PROFESIONAL' ? navigation.back() : setAttempt(attempt + 1)
        }
      />
    )
  if (id === null) return slow ? <p className="pantalla-espera">Abriendo la nota…</p> : null
  return <Consultation key={id} id={id} />
}

function Consultation({ id }: { readonly id: string }) {
  const navigation = useNavigation()
  const [closed, setClosed] = useState<Closed | null>(null)
  return (
    <NoteWorkspace
      id={id}
      closing={(props) => <CloseConsultation {...props} onClosed={setClosed} />}
      produced={
        closed === null
          ? undefined
          : {
              notice: <Produced closed={closed} />,
              primary: { label: 'Siguiente paciente', onRun: () => navigation.go('/hoy') },
            }
      }
    />
  )
}

/** What closing produced, above the note now signed. */
function Produced({ closed }: { readonly closed: Closed }) {
  const navigation = useNavigation()
  const { facturaId, numero } = closed
  return (
    <Notice
      tone="hecho"
      action={
        facturaId !== null && (
          <Button size="xs" onClick={() => navigation.go(`/facturacion/${facturaId}`)}>
            Ver factura
          </Button>
        )
      }
    >
      Consulta cerrada. La nota quedó firmada
      {closed.formulaFolio !== null && `, la fórmula ${closed.formulaFolio} lista para imprimir`}
      {numero === null
        ? '; los servicios quedan en Por facturar.'
        : ` y la factura ${numero} firmada, en la bandeja de salida.`}
    </Notice>
  )
}
