import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { orpc } from '../../rpc/client.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FechaInput } from '../../ui/fecha-input.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { Account } from './account.tsx'
import { monthOf, type Periodo, recentMonths } from './account-rules.ts'
import './facturacion.css'

const OTRAS = 'otras'

/** `Cuenta al pagador`: what was given to the patients of a payer in a month, billed in one invoice. */
export function AccountScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const hoy = useHoy()
  const pagadores = useQuery({
    ...orpc.facturacion.cuenta.pagadores.queryOptions(),
    meta: { datos: ['por-facturar'] },
  })
  const [pagadorId, setPagadorId] = useState(search.pagador ?? '')
  const [periodo, setPeriodo] = useState<Periodo | null>(null)
  const [otherDates, setOtherDates] = useState(false)
  const lista = pagadores.data ?? []
  const chosen = lista.find(({ id }) => id === pagadorId) ?? (pagadorId === '' ? lista[0] : undefined)
  const dates = periodo ?? monthOf(chosen?.hasta ?? hoy)
  const months = useMemo(() => recentMonths(hoy), [hoy])
  const back = () => navigation.go('/facturacion?vista=por-facturar')
  const filters = (
    <div className="cuenta-filtros">
      <Select
        aria-label="Pagador"
        placeholder="Pagador"
        data={lista.map(({ id, nombre, servicios }) => ({ value: id, label: `${nombre} (${servicios})` }))}
        value={chosen?.id ?? null}
        onChange={(value) => {
          setPagadorId(value ?? '')
          setPeriodo(null)
          setOtherDates(false)
        }}
        allowDeselect={false}
        searchable={lista.length > 8}
      />
      <Select
        aria-label="Mes"
        data={[...months, { value: OTRAS, label: 'Otras fechas' }]}
        value={otherDates ? OTRAS : dates.inicio}
        onChange={(value) => {
          setOtherDates(value === OTRAS)
          if (value && value !== OTRAS) setPeriodo(monthOf(value))
        }}
        allowDeselect={false}
      />
      {otherDates && (
        <>
          <FechaInput
            label="Desde"
            value={dates.inicio}
            onChange={(inicio) => setPeriodo({ ...dates, inicio })}
            ambito={{ pasado: true }}
          />
          <FechaInput
            label="Hasta"
            value={dates.fin}
            onChange={(fin) => setPeriodo({ ...dates, fin })}
            ambito={{ pasado: true }}
          />
        </>
      )}
    </div>
  )
  const valid = isLocalDate(dates.inicio) && isLocalDate(dates.fin) && dates.inicio <= dates.fin
  if (pagadores.error)
    return (
      <ErrorState
        quePaso={failureOf(pagadores.error).mensaje}
        queHacer={failureOf(pagadores.error).remedio}
        actionLabel="Intentar de nuevo"
        onAction={() => void pagadores.refetch()}
      />
    )
  if (pagadores.data && (chosen === undefined || !valid))
    return (
      <>
        <ScreenHeader title="Cuenta al pagador" filters={filters} onBack={back} />
        <ScreenBody>
          <EmptyState keys="Esc" keysLabel="vuelve a lo que falta por facturar" onAction={back}>
            {valid
              ? 'No hay servicios de pagadores por facturar. Aparecen aquí al cerrar la consulta de un paciente con EPS, prepagada o aseguradora.'
              : 'Escriba las fechas de la cuenta: la primera no puede ser posterior a la última.'}
          </EmptyState>
        </ScreenBody>
      </>
    )
  return chosen ? (
    <Account
      key={`${chosen.id} ${dates.inicio} ${dates.fin}`}
      pagadorId={chosen.id}
      periodo={dates}
      filters={filters}
      onBack={back}
    />
  ) : null
}
