import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, useCallback, useState } from 'react'
import { type EstadoPaso, PASOS, type Paso } from '../../../src-shared/domains/configuracion/schemas.ts'
import {
  ESTADO_PASO,
  EXPLICACION_PASO,
  NOMBRE_PASO,
} from '../../../src-shared/domains/configuracion/texts.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import type { Tone } from '../../ui/tone.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CertificadoEditor } from './certificado-editor.tsx'
import type { EditorProps } from './editor.ts'
import { Loaded } from './loaded.tsx'
import { MuvEditor } from './muv-editor.tsx'
import { FirstNumeracionEditor } from './numeracion-editor.tsx'
import { PasteTarifasEditor } from './paste-tarifas-editor.tsx'
import { PendientesList } from './pendientes-list.tsx'
import { PracticeNotice } from './practice-notice.tsx'
import { PrestadorEditor } from './prestador-editor.tsx'
import { FirstProfesionalEditor } from './profesional-editor.tsx'
import { FirstSedeEditor } from './sede-editor.tsx'
import { SoftwareEditor } from './software-editor.tsx'
import { submitForm } from './submit-form.ts'
import './configuracion.css'

const EDITORS: Readonly<Record<Paso, ComponentType<EditorProps>>> = {
  prestador: PrestadorEditor,
  sede: FirstSedeEditor,
  profesional: FirstProfesionalEditor,
  numeracion: FirstNumeracionEditor,
  certificado: CertificadoEditor,
  software: SoftwareEditor,
  tarifas: WizardTarifas,
  muv: MuvEditor,
}

const FORM_ID = 'configuracion-paso'
const FINAL = 'resumen'
const PATH = '/configuracion/asistente'

function isPaso(text: string | undefined): text is Paso {
  return PASOS.some((paso) => paso === text)
}

/** `Configurar mi consultorio`: one step per page, in any order; left at any time and taken up where it was. */
export function WizardScreen({ search }: ScreenProps) {
  const estado = useQuery(orpc.configuracion.estado.queryOptions())
  const asked = search.paso
  return (
    <Loaded query={estado}>
      {({ pasos }) => {
        const next = pasos.find((p) => p.estado === 'pendiente')?.paso ?? FINAL
        const current = isPaso(asked) ? asked : asked === FINAL ? FINAL : next
        return current === FINAL ? (
          <Summary pasos={pasos} />
        ) : (
          <Step key={current} paso={current} pasos={pasos} />
        )
      }}
    </Loaded>
  )
}

function usePlace(pasos: readonly EstadoPaso[]) {
  const { go } = useNavigation()
  const open = useCallback((place: Paso | typeof FINAL) => go(`${PATH}?paso=${place}`), [go])
  /** The step after this one that the practice needs, done or not. */
  const after = (paso: Paso): Paso | typeof FINAL => {
    const index = PASOS.indexOf(paso)
    return pasos.slice(index + 1).find((p) => p.estado !== 'no-aplica')?.paso ?? FINAL
  }
  return { open, after }
}

function Step({ paso, pasos }: { readonly paso: Paso; readonly pasos: readonly EstadoPaso[] }) {
  const { go } = useNavigation()
  const queryClient = useQueryClient()
  const { open, after } = usePlace(pasos)
  const [busy, setBusy] = useState(false)
  const Editor = EDITORS[paso]
  const estado = pasos.find((p) => p.paso === paso)?.estado
  const { data } = useQuery(orpc.configuracion.estado.queryOptions())
  const avisos = data?.avisos.filter((aviso) => aviso.paso === paso) ?? []
  const omit = useMutation({
    mutationFn: () =>
      client.configuracion.omitirPaso({ commandId: crypto.randomUUID(), paso, omitido: true }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
      open(after(paso))
    },
  })
  const onSaved = async () => {
    // What follows depends on what was just stored (who is not obliged needs no numbering).
    await queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
    const fresh = await queryClient.fetchQuery({ ...orpc.configuracion.estado.queryOptions(), staleTime: 0 })
    const index = PASOS.indexOf(paso)
    open(fresh.pasos.slice(index + 1).find((p) => p.estado !== 'no-aplica')?.paso ?? FINAL)
  }
  const skips = estado === 'no-aplica'
  return (
    <>
      <ScreenHeader
        title="Configurar mi consultorio"
        context={`Paso ${PASOS.indexOf(paso) + 1} de ${PASOS.length}`}
        onBack={() => go('/configuracion')}
        actions={
          estado === 'pendiente' || estado === 'omitido'
            ? [{ label: 'Dejar para después', onRun: () => omit.mutate(), disabled: omit.isPending }]
            : [{ label: 'Seguir sin cambiar', onRun: () => open(after(paso)) }]
        }
        primary={
          skips
            ? { label: 'Seguir', onRun: () => open(after(paso)) }
            : { label: 'Guardar y seguir', onRun: () => submitForm(FORM_ID), loading: busy }
        }
      />
      <ScreenBody>
        <div className="configuracion">
          <Progress pasos={pasos} current={paso} onOpen={open} />
          <div className="configuracion-paso">
            <PracticeNotice />
            <header>
              <h2>{NOMBRE_PASO[paso]}</h2>
              <p className="secundario">
                {skips
                  ? 'Según sus respuestas no emite factura electrónica: este paso no le hace falta.'
                  : EXPLICACION_PASO[paso]}
              </p>
            </header>
            <PendientesList pendientes={[]} avisos={avisos} />
            <FailureNotice failure={omit.isError ? failureOf(omit.error) : null} />
            {!skips && <Editor formId={FORM_ID} onSaved={() => void onSaved()} onBusy={setBusy} />}
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

function Summary({ pasos }: { readonly pasos: readonly EstadoPaso[] }) {
  const { go } = useNavigation()
  const { open } = usePlace(pasos)
  const estado = useQuery(orpc.configuracion.estado.queryOptions())
  return (
    <>
      <ScreenHeader
        title="Configurar mi consultorio"
        context="Resumen"
        onBack={() => go('/configuracion')}
        primary={{ label: 'Empezar a trabajar', onRun: () => go('/hoy') }}
      />
      <ScreenBody>
        <div className="configuracion">
          <Progress pasos={pasos} current={FINAL} onOpen={open} />
          <div className="configuracion-paso">
            <PracticeNotice />
            <Loaded query={estado}>
              {({ pendientes, avisos }) =>
                pendientes.length === 0 ? (
                  <header>
                    <h2>Todo listo</h2>
                    <p className="secundario">Puede atender, facturar y reportar.</p>
                    <PendientesList pendientes={[]} avisos={avisos} onGo={open} />
                  </header>
                ) : (
                  <>
                    <header>
                      <h2>
                        {pendientes.length === 1
                          ? 'Queda 1 pendiente'
                          : `Quedan ${pendientes.length} pendientes`}
                      </h2>
                      <p className="secundario">
                        Puede empezar ya y completarlos después: seguirán en Hoy y en Configuración.
                      </p>
                    </header>
                    <PendientesList pendientes={pendientes} avisos={avisos} onGo={open} />
                  </>
                )
              }
            </Loaded>
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

const TONE: Readonly<Record<EstadoPaso['estado'], Tone>> = {
  listo: 'hecho',
  pendiente: 'neutro',
  omitido: 'pide',
  'no-aplica': 'neutro',
}

interface ProgressProps {
  readonly pasos: readonly EstadoPaso[]
  readonly current: Paso | typeof FINAL
  readonly onOpen: (place: Paso | typeof FINAL) => void
}

function Progress({ pasos, current, onOpen }: ProgressProps) {
  return (
    <nav className="configuracion-lado" aria-label="Pasos">
      <ol>
        {pasos.map(({ paso, estado }) => (
          <li key={paso}>
            <button
              type="button"
              className={`configuracion-lugar tono-${TONE[estado]}`}
              aria-current={paso === current ? 'step' : undefined}
              onClick={() => onOpen(paso)}
            >
              <ToneIcon tone={TONE[estado]} size={15} />
              <span className="recortado">{NOMBRE_PASO[paso]}</span>
              <span className="configuracion-estado">{ESTADO_PASO[estado]}</span>
            </button>
          </li>
        ))}
      </ol>
      <Button
        variant={current === FINAL ? 'light' : 'subtle'}
        fullWidth
        justify="flex-start"
        onClick={() => onOpen(FINAL)}
        aria-current={current === FINAL ? 'step' : undefined}
      >
        Resumen
      </Button>
    </nav>
  )
}

function WizardTarifas(props: EditorProps) {
  const query = useQuery(orpc.configuracion.tarifas.queryOptions({ input: { pagadorId: null } }))
  return (
    <Loaded query={query}>
      {(found) => <PasteTarifasEditor {...props} pagadorId={null} canSkip={found.length > 0} />}
    </Loaded>
  )
}
