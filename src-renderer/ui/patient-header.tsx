import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import './patient-header.css'

interface PatientHeaderProps {
  readonly nombre: string
  /** `38 años`, `5 meses`: as the clinician would say it. */
  readonly edad: string
  readonly sexo?: string | undefined
  /** `CC 41.234.512`. */
  readonly documento: string
  readonly pagador?: string | undefined
  /** null when they were never asked, empty when the person has none, `reservadas` when this role may not read them. */
  readonly alergias: readonly string[] | null | 'reservadas'
  readonly cronicas?: readonly string[] | undefined
  /** More facts with their label: última visita, saldo. */
  readonly datos?: readonly { readonly label: string; readonly value: ReactNode }[]
  /** Photo or other mark of identity. */
  readonly foto?: ReactNode | undefined
  readonly actions?: ReactNode | undefined
}

/** Who is in front of us: the name is the largest thing on the screen, allergies in amber. */
export function PatientHeader(props: PatientHeaderProps) {
  const facts = [props.edad, props.sexo, props.documento, props.pagador].filter(Boolean)
  return (
    <section className="patient-header" aria-label="Paciente">
      {props.foto}
      <div className="patient-header-quien">
        <p className="patient-header-nombre" title={props.nombre}>
          {props.nombre}
        </p>
        <p className="patient-header-datos tabular">{facts.join(' · ')}</p>
      </div>
      <div className="patient-header-alertas">
        <Alergias alergias={props.alergias} />
        {(props.cronicas ?? []).map((cronica) => (
          <span key={cronica} className="patient-header-cronica">
            {cronica}
          </span>
        ))}
      </div>
      {(props.datos ?? []).map((dato) => (
        <div key={dato.label} className="patient-header-dato">
          <span className="atenuado">{dato.label}</span>
          <span className="tabular">{dato.value}</span>
        </div>
      ))}
      {props.actions !== undefined && <div className="patient-header-acciones">{props.actions}</div>}
    </section>
  )
}

function Alergias({ alergias }: Pick<PatientHeaderProps, 'alergias'>) {
  // Not even whether there are any may be told to who has no access to the history.
  if (alergias === 'reservadas')
    return <span className="patient-header-sin-dato">Alergias: solo las ve quien atiende</span>
  if (alergias === null) return <span className="patient-header-sin-dato">Alergias: sin preguntar</span>
  if (alergias.length === 0) return <span className="patient-header-sin-dato">Sin alergias conocidas</span>
  return (
    <span className="patient-header-alergia">
      <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
      Alergia: {alergias.join(', ')}
    </span>
  )
}
