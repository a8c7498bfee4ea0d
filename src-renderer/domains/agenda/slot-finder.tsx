import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import {
  type Cupo,
  FRANJAS_DIA,
  type FranjaDia,
  type ProfesionalAgenda,
} from '../../../src-shared/domains/agenda/schemas.ts'
import { orpc } from '../../rpc/client.ts'
import { Shortcut } from '../../ui/shortcut.tsx'
import { cuando } from './use-acts.ts'

interface SlotFinderProps {
  readonly opened: boolean
  readonly onOpen: () => void
  /** False while it is not known for which service: a place found for another length would be the wrong one. */
  readonly ready: boolean
  readonly profesionales: readonly ProfesionalAgenda[]
  /** '' is anyone. */
  readonly profesionalId: string
  readonly servicioId: string
  readonly minutos: number | null
  readonly desde: string
  readonly chosen: { readonly profesionalId: string; readonly inicio: string } | null
  /** Nothing is chosen yet: the first place found is taken. */
  readonly takeFirst: boolean
  readonly onPick: (cupo: Cupo) => void
}

const AT_A_TIME = 3
const PARTE: Readonly<Record<FranjaDia, string>> = {
  cualquiera: 'Todo el día',
  manana: 'Mañana',
  tarde: 'Tarde',
}

/** `Buscar cupo`: the next three free places, and three more. */
export function SlotFinder(props: SlotFinderProps) {
  const [franja, setFranja] = useState<FranjaDia>('cualquiera')
  const [saltar, setSaltar] = useState(0)
  const { profesionalId, servicioId, minutos, desde, takeFirst, onPick } = props
  const cupos = useQuery({
    ...orpc.agenda.buscarCupo.queryOptions({
      input: {
        profesionalIds: profesionalId === '' ? null : [profesionalId],
        servicioId: servicioId === '' ? null : servicioId,
        minutos: minutos !== null && minutos >= 5 && minutos <= 720 ? minutos : null,
        desde,
        franja,
        saltar,
        limite: AT_A_TIME,
      },
    }),
    enabled: props.opened && props.ready,
    placeholderData: keepPreviousData,
    meta: { datos: ['citas'] },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins at the beginning
  useEffect(() => setSaltar(0), [profesionalId, servicioId, minutos, desde, franja])
  const first = cupos.data?.[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the first place arrives
  useEffect(() => {
    if (takeFirst && first && !cupos.isPlaceholderData) onPick(first)
  }, [takeFirst, first?.inicio, first?.profesionalId, cupos.isPlaceholderData])

  if (!props.opened)
    return (
      <Button onClick={props.onOpen} rightSection={<Shortcut keys="Alt+B" />}>
        Buscar cupo
      </Button>
    )
  const nombre = (id: string) => props.profesionales.find((p) => p.id === id)?.nombre ?? ''
  return (
    <section className="agenda-cupos" aria-label="Próximos cupos">
      <div className="en-linea agenda-cupos-cabeza">
        <h3>Próximos cupos</h3>
        <SegmentedControl
          aria-label="Parte del día"
          data={FRANJAS_DIA.map((value) => ({ value, label: PARTE[value] }))}
          value={franja}
          onChange={(value) => setFranja(FRANJAS_DIA.find((one) => one === value) ?? 'cualquiera')}
        />
      </div>
      {cupos.data?.map((cupo) => {
        const isChosen =
          props.chosen?.inicio === cupo.inicio && props.chosen.profesionalId === cupo.profesionalId
        return (
          <Button
            key={`${cupo.inicio} ${cupo.profesionalId}`}
            className="agenda-cupo"
            variant={isChosen ? 'light' : 'default'}
            aria-pressed={isChosen}
            onClick={() => onPick(cupo)}
          >
            <span className="tabular">{cuando(cupo.inicio)}</span>
            <span className="recortado atenuado">{nombre(cupo.profesionalId)}</span>
          </Button>
        )
      })}
      {cupos.data?.length === 0 && (
        <p className="atenuado">
          No hay cupos en los próximos seis meses. Pruebe otro profesional u otra hora.
        </p>
      )}
      <div className="en-linea">
        <Button
          size="xs"
          onClick={() => setSaltar((old) => old + AT_A_TIME)}
          disabled={(cupos.data?.length ?? 0) < AT_A_TIME}
        >
          Los tres siguientes
        </Button>
        {saltar > 0 && (
          <Button size="xs" onClick={() => setSaltar(0)}>
            Volver a los primeros
          </Button>
        )}
      </div>
    </section>
  )
}
