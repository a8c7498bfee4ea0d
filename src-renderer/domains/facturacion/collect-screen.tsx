import { useState } from 'react'
import { client } from '../../rpc/client.ts'
import { useActivePatient } from '../../ui/active-patient.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'
import { tellCollected } from './collect-dialog.tsx'
import { CollectForm } from './collect-form.tsx'
import { PatientPayments } from './patient-payments.tsx'
import './facturacion.css'

/** `Cobrar copago o cuota` from anywhere: of the patient in hand, or of another that is looked for. */
export function CollectScreen({ search }: ScreenProps) {
  const navigation = useNavigation()
  const active = useActivePatient()
  const asked = search.paciente
  const [chosen, setChosen] = useState<SearchOption | null>(() =>
    active && (asked === undefined || asked === active.id)
      ? { value: active.id, label: active.nombre, detail: active.documento }
      : null,
  )
  const pacienteId = chosen?.value ?? asked
  const back = () => navigation.go(asked ? `/pacientes/${asked}` : '/facturacion?vista=por-facturar')
  return (
    <>
      <ScreenHeader
        title="Cobrar copago o cuota"
        context={<span className="recortado">{chosen?.label}</span>}
        onBack={back}
      />
      <ScreenBody>
        <div className="cobro">
          <Panel title="Cobro">
            <div className="apilado">
              {asked === undefined && (
                <SearchSelect
                  label="Paciente"
                  placeholder="Nombre o documento"
                  value={chosen}
                  onChange={setChosen}
                  search={findPatients}
                  autoFocus={chosen === null}
                />
              )}
              {pacienteId ? (
                <CollectForm
                  key={pacienteId}
                  pacienteId={pacienteId}
                  onClose={back}
                  onCollected={(recaudo) => {
                    tellCollected(recaudo)
                    if (recaudo.factura) navigation.go(`/facturacion/${recaudo.factura.id}?ver=pdf`)
                    else back()
                  }}
                />
              ) : (
                <p className="secundario">Escoja el paciente: se propone su pagador.</p>
              )}
            </div>
          </Panel>
          {pacienteId && <PatientPayments pacienteId={pacienteId} />}
        </div>
      </ScreenBody>
    </>
  )
}

async function findPatients(texto: string, signal: AbortSignal): Promise<SearchOption[]> {
  const found = await client.pacientes.buscar({ texto, limite: 8 }, { signal })
  return found.map(({ id, nombre, tipoDocumento, numeroDocumento }) => ({
    value: id,
    label: nombre,
    detail: [tipoDocumento, numeroDocumento].filter(Boolean).join(' '),
  }))
}
