import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useWatch } from 'react-hook-form'
import {
  advertenciasPaciente,
  datosFaltantes,
  edadDe,
  edadLegible,
} from '../../../src-shared/domains/pacientes/rules.ts'
import type { PacienteDatos, UsoDatos } from '../../../src-shared/domains/pacientes/schemas.ts'
import { isLocalDate } from '../../../src-shared/kernel/dates.ts'
import { orpc } from '../../rpc/client.ts'
import { DetailPanel } from '../../ui/detail-panel.tsx'
import { useHoy } from '../../ui/environment.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { datosOf, type PatientFormValues } from './patient-form-values.ts'
import { SimilarPatients } from './similar-patients.tsx'
import { useSettled } from './use-settled.ts'

const USOS: readonly (readonly [UsoDatos, string])[] = [
  ['factura', 'Factura'],
  ['rips', 'RIPS'],
  ['historia', 'Historia'],
]

interface FormAsideProps {
  readonly exceptoId?: string | undefined
  readonly onOpen: (id: string) => void
}

/** Beside the form: who may be the same person, and what is still missing for each use, while one types. */
export function FormAside({ exceptoId, onOpen }: FormAsideProps) {
  const hoy = useHoy()
  const values = useWatch<PatientFormValues>() as PatientFormValues
  const typed = datosOf(values)
  const datos: PacienteDatos = {
    ...typed,
    fechaNacimiento:
      typed.fechaNacimiento && isLocalDate(typed.fechaNacimiento) ? typed.fechaNacimiento : null,
  }
  const edad = edadDe(datos, hoy)
  const asked = useSettled(
    JSON.stringify({
      primerNombre: datos.primerNombre || 'X',
      segundoNombre: datos.segundoNombre,
      primerApellido: datos.primerApellido,
      segundoApellido: datos.segundoApellido,
      tipoDocumento: datos.tipoDocumento,
      numeroDocumento: datos.numeroDocumento,
      fechaNacimiento: datos.primerNombre ? datos.fechaNacimiento : null,
      telefono: datos.telefono,
      telefonoAlterno: datos.telefonoAlterno,
    }),
    250,
  )
  const similar = useQuery({
    ...orpc.pacientes.posiblesDuplicados.queryOptions({
      input: { datos: JSON.parse(asked), ...(exceptoId === undefined ? {} : { exceptoId }) },
    }),
    placeholderData: keepPreviousData,
    meta: { datos: ['pacientes'] },
  })
  const candidates = similar.data ?? []
  const advertencias = advertenciasPaciente(datos, hoy)
  return (
    <DetailPanel
      title={candidates.length > 0 ? 'Puede que ya exista' : 'Qué falta'}
      subtitle={edad ? edadLegible(edad) : undefined}
    >
      <div className="paciente-columna" aria-live="polite">
        {candidates.length > 0 && <SimilarPatients candidates={candidates.slice(0, 6)} onOpen={onOpen} />}
        {advertencias.map((text) => (
          <Notice key={text} tone="pide">
            {text}
          </Notice>
        ))}
        {USOS.map(([uso, label]) => (
          <Missing key={uso} label={label} faltan={datosFaltantes(datos, uso, hoy).map((f) => f.mensaje)} />
        ))}
      </div>
    </DetailPanel>
  )
}

/** One use of the data: ready, or what is missing for it. */
export function Missing({ label, faltan }: { readonly label: string; readonly faltan: readonly string[] }) {
  return (
    <div>
      <StateChip
        tone={faltan.length === 0 ? 'hecho' : 'pide'}
        label={faltan.length === 0 ? `${label}: completo` : `${label}: faltan ${faltan.length}`}
        plain
      />
      {faltan.length > 0 && (
        <ul className="paciente-faltantes">
          {faltan.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
