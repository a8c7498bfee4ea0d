import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { useActivatePatient } from '../../src-renderer/ui/active-patient.tsx'
import { NowLine } from '../../src-renderer/ui/now-line.tsx'
import { Panel } from '../../src-renderer/ui/panel.tsx'
import { ProgressTask } from '../../src-renderer/ui/progress-task.tsx'
import { ScreenBody } from '../../src-renderer/ui/screen-body.tsx'
import { ScreenHeader } from '../../src-renderer/ui/screen-header.tsx'
import { StateChip } from '../../src-renderer/ui/state-chip.tsx'
import { Timeline } from '../../src-renderer/ui/timeline.tsx'
import { pacientes } from './preview-data.ts'

const CITAS = [
  ['08:00', 0, 'Control de hipertensión', 'Atendida', 'hecho'],
  ['08:20', 1, 'Primera vez', 'Atendida', 'hecho'],
  ['08:40', 2, 'Primera vez', 'No asistió', 'neutro'],
  ['10:20', 3, 'Control', 'En consulta', 'acento'],
  ['11:00', 4, 'Crecimiento y desarrollo', 'En sala', 'informa'],
  ['11:20', 0, 'Procedimiento menor', 'Confirmada', 'hecho'],
  ['14:00', 1, 'Control', 'Agendada', 'neutro'],
] as const

/** The kit as `Hoy` would use it. */
export function TodayPreview() {
  const patient = useMemo(
    () => ({
      id: '1',
      nombre: 'Ana Lucía Muñoz Cárdenas',
      documento: 'CC 41.234.512',
      edad: '38 a',
      alergias: ['Penicilina'],
    }),
    [],
  )
  useActivatePatient(patient)
  return (
    <>
      <ScreenHeader
        title="Hoy"
        context="sáb 21 nov 2026 · 7 citas"
        actions={[{ label: 'Cierre del día', keys: 'Alt+C', onRun: () => undefined }]}
        primary={{ label: 'Iniciar consulta', onRun: () => undefined }}
      />
      <ScreenBody scroll="contenido">
        <div style={{ display: 'grid', gridTemplateColumns: '3fr 2fr', gap: 16, minHeight: 0, flex: 1 }}>
          <Panel title="Citas" aside="3 atendidas de 7">
            <Timeline
              label="Citas de hoy"
              activeId="3"
              nowBefore="4"
              now={<NowLine />}
              groups={[
                {
                  label: '',
                  entries: CITAS.map(([when, who, detail, state, tone], i) => ({
                    id: String(i),
                    when,
                    title: pacientes[who].nombre,
                    detail,
                    tone,
                    aside: <StateChip tone={tone} label={state} plain />,
                  })),
                },
              ]}
            />
          </Panel>
          <Panel title="Necesita de usted" aside="3">
            <div className="apilado">
              <div className="en-linea" style={{ justifyContent: 'space-between' }}>
                <span>
                  <StateChip tone="peligro" label="Rechazada por la DIAN" />{' '}
                  <span className="codigo">SETP990000011</span>
                </span>
                <Button size="xs">Corregir</Button>
              </div>
              <div className="en-linea" style={{ justifyContent: 'space-between' }}>
                <span>
                  <StateChip tone="pide" label="Vence en 2 días hábiles" /> Glosa de Sura
                </span>
                <Button size="xs">Responder</Button>
              </div>
              <ProgressTask
                title="Emitiendo 14 facturas"
                done={5}
                total={14}
                detail="SETP990000018 · Íngrid Ñáñez"
                onCancel={() => undefined}
              />
            </div>
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}
