import { useMemo } from 'react'
import { edadLegible } from '../../../src-shared/domains/pacientes/rules.ts'
import type { FichaPaciente } from '../../../src-shared/domains/pacientes/schemas.ts'
import { documentoLegible } from '../../../src-shared/domains/pacientes/texts.ts'
import { type ActivePatient, useActivatePatient } from '../../ui/active-patient.tsx'
import { Fecha } from '../../ui/fecha.tsx'
import { PatientHeader } from '../../ui/patient-header.tsx'

const SEXO = { F: 'Femenino', M: 'Masculino', I: 'Indeterminado' } as const

/** Who the note is about, as the header of a clinical screen. */
export function PatientBar({ ficha }: { readonly ficha: FichaPaciente }) {
  const { paciente, edad } = ficha
  const documento =
    documentoLegible(paciente.tipoDocumento, paciente.numeroDocumento) ?? 'Sin documento de identidad'
  const alergias = alergiasDe(ficha)
  const active = useMemo<ActivePatient>(
    () => ({
      id: ficha.paciente.id,
      nombre: ficha.nombre,
      documento,
      edad: ficha.edad ? edadLegible(ficha.edad) : '',
      alergias: alergiasDe(ficha) ?? [],
    }),
    [ficha, documento],
  )
  useActivatePatient(active)
  return (
    <PatientHeader
      nombre={ficha.nombre}
      edad={edad ? edadLegible(edad) : 'Sin fecha de nacimiento'}
      sexo={paciente.sexo ? SEXO[paciente.sexo] : undefined}
      documento={documento}
      pagador={ficha.pagador}
      alergias={alergias}
      datos={
        paciente.ultimaVisita === null
          ? []
          : [{ label: 'Última visita', value: <Fecha value={paciente.ultimaVisita} /> }]
      }
    />
  )
}

function alergiasDe({ paciente }: FichaPaciente): readonly string[] | null {
  const { alergias } = paciente
  if (alergias === null || alergias.estado === 'sin-registrar') return null
  return alergias.estado === 'niega' ? [] : alergias.sustancias
}
