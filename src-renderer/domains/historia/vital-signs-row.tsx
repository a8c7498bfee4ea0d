import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { avisosSignos, imcDecimas } from '../../../src-shared/domains/historia/rules.ts'
import type { SignosVitales } from '../../../src-shared/domains/historia/schemas.ts'
import { useNote, useNotePart } from './note-context.tsx'
import { Section } from './section.tsx'
import { readPressure, readSign, SIGN_FIELDS, type SignField, writeImc, writeSign } from './vital-signs.ts'

/** Vital signs in one line, in the units they are read in; what is hardly possible is asked, never refused. */
export function VitalSigns() {
  const { open } = useNote()
  const [signos] = useNotePart('signosVitales')
  const set = (change: Partial<SignosVitales>) =>
    open.draft.change(({ signosVitales }) => ({ signosVitales: { ...signosVitales, ...change } }))
  const avisos = avisosSignos(signos)
  const imc = imcDecimas(signos)
  const input = (field: SignField) => (
    <SignInput
      key={field.campo}
      field={field}
      value={signos[field.campo]}
      warned={avisos.some(({ campo }) => campo === field.campo)}
      onValue={(value) => set({ [field.campo]: value })}
      onPressure={
        field.campo === 'taSistolica'
          ? ({ sistolica, diastolica }) => set({ taSistolica: sistolica, taDiastolica: diastolica })
          : undefined
      }
    />
  )
  return (
    <Section seccion="signosVitales">
      <div className="nota-signos">
        <div className="nota-signo">
          <span className="nota-signo-etiqueta">TA</span>
          {input(SIGN_FIELDS.taSistolica)}
          <span className="atenuado">/</span>
          {input(SIGN_FIELDS.taDiastolica)}
          <span className="nota-signo-unidad">mmHg</span>
        </div>
        {[
          SIGN_FIELDS.frecuenciaCardiaca,
          SIGN_FIELDS.frecuenciaRespiratoria,
          SIGN_FIELDS.temperaturaDecimas,
          SIGN_FIELDS.saturacion,
          SIGN_FIELDS.pesoGramos,
          SIGN_FIELDS.tallaMilimetros,
        ].map((field) => (
          <div key={field.campo} className="nota-signo">
            <span className="nota-signo-etiqueta">{field.etiqueta}</span>
            {input(field)}
            <span className="nota-signo-unidad">{field.unidad}</span>
          </div>
        ))}
        <div className="nota-signo nota-signo-calculado">
          <span className="nota-signo-etiqueta">IMC</span>
          <output className="tabular">{imc === null ? '—' : writeImc(imc)}</output>
          {imc !== null && <span className="nota-signo-unidad">kg/m²</span>}
        </div>
      </div>
      {avisos.length > 0 && (
        <p className="nota-aviso" role="status">
          <IconAlertTriangle size={14} stroke={2} aria-hidden="true" />
          {avisos.map(({ mensaje }) => mensaje).join(' · ')}
        </p>
      )}
    </Section>
  )
}

interface SignInputProps {
  readonly field: SignField
  readonly value: number | null
  readonly warned: boolean
  readonly onValue: (value: number | null) => void
  readonly onPressure: ((ta: { sistolica: number; diastolica: number }) => void) | undefined
}

function SignInput({ field, value, warned, onValue, onPressure }: SignInputProps) {
  const { open } = useNote()
  const [typed, setTyped] = useState<string | null>(null)
  const unreadable =
    typed !== null && readSign(typed, field) === undefined && readPressure(typed) === undefined
  const change = (text: string) => {
    const pressure = onPressure && readPressure(text)
    if (pressure) onPressure(pressure)
    else {
      const read = readSign(text, field)
      if (read !== undefined) onValue(read)
    }
    setTyped(text)
  }
  return (
    <input
      className="nota-signo-campo tabular"
      data-campo={`signosVitales.${field.campo}`}
      data-aviso={warned || undefined}
      aria-label={`${field.nombre} (${field.unidad})`}
      aria-invalid={unreadable || undefined}
      title={unreadable ? 'Escriba solo números' : `${field.nombre} (${field.unidad})`}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? writeSign(value, field)}
      placeholder="—"
      onChange={(event) => change(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        // Text that is no number stays in sight until it is mended.
        if (!unreadable) setTyped(null)
        void open.autosave.flush()
      }}
    />
  )
}
