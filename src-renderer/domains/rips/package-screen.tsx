import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ESTADOS_RIPS } from '../../../src-shared/domains/rips/contract.ts'
import type { HallazgoRips } from '../../../src-shared/domains/rips/schemas.ts'
import { CLASE_HALLAZGO, RIPS_TEXTOS } from '../../../src-shared/domains/rips/texts.ts'
import { RADICAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client, orpc, type RpcClient } from '../../rpc/client.ts'
import { CopyCode } from '../../ui/copy-code.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { estadoTone } from '../../ui/estado-tone.ts'
import { Fecha } from '../../ui/fecha.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { JsonView } from './json-view.tsx'
import './rips.css'

type Paquete = NonNullable<Awaited<ReturnType<RpcClient['rips']['deFactura']>>>

/** RIPS of one invoice: what was found, what was sent word by word, and its CUV. */
export function PackageScreen({ params }: ScreenProps) {
  const navigation = useNavigation()
  const facturaId = params.id ?? ''
  const query = useQuery({
    ...orpc.rips.deFactura.queryOptions({ input: { facturaId } }),
    meta: { datos: ['rips', `factura:${facturaId}`] },
  })
  const back = () => navigation.go('/rips')
  if (query.error)
    return (
      <ErrorState
        quePaso={failureOf(query.error).mensaje}
        queHacer={failureOf(query.error).remedio}
        actionLabel="Volver"
        onAction={back}
      />
    )
  if (query.data === undefined) return null
  if (query.data !== null) return <Package paquete={query.data} onBack={back} />
  return (
    <>
      <ScreenHeader title="RIPS" onBack={back} />
      <ScreenBody>
        <EmptyState>Esta factura no tiene RIPS.</EmptyState>
      </ScreenBody>
    </>
  )
}

function Package({ paquete, onBack }: { readonly paquete: Paquete; readonly onBack: () => void }) {
  const { facturaId, numero, estado, cuv } = paquete
  const again = useMutation({
    mutationFn: () => client.rips.regenerar({ commandId: crypto.randomUUID(), facturaId }),
  })
  const save = () =>
    saveFile(
      `RIPS-${numero}.json`,
      new Uint8Array(new TextEncoder().encode(paquete.json)),
      'application/json',
    )
  const leeContenido = useHasRole(...RADICAN)
  const findings = [...paquete.hallazgosMuv, ...paquete.hallazgos]
  return (
    <>
      <ScreenHeader
        title={`RIPS de ${numero}`}
        context={
          <StateChip tone={estadoTone(ESTADOS_RIPS[estado].tono)} label={ESTADOS_RIPS[estado].texto} />
        }
        onBack={onBack}
        actions={
          leeContenido
            ? [
                {
                  label: 'Guardar JSON',
                  keys: 'Ctrl+S',
                  icon: IconDownload,
                  onRun: save,
                  disabled: paquete.json === '',
                },
              ]
            : []
        }
        primary={
          cuv === null && leeContenido
            ? { label: 'Generar de nuevo', onRun: () => again.mutate(), loading: again.isPending }
            : undefined
        }
      />
      <ScreenBody>
        <div className="rips">
          <div className="rips-columna">
            {again.error !== null && (
              <Notice tone="peligro">
                <strong>{failureOf(again.error).mensaje}</strong> {failureOf(again.error).remedio}
              </Notice>
            )}
            {!leeContenido && (
              <Notice tone="informa">{RIPS_TEXTOS.sinContenido(paquete.observaciones)}</Notice>
            )}
            <Findings title="Respuesta del ministerio" findings={paquete.hallazgosMuv} />
            <Findings title="Revisión del programa" findings={paquete.hallazgos} />
            {leeContenido && findings.length === 0 && (
              <Notice tone="hecho">{cuv === null ? RIPS_TEXTOS.sinHallazgos : RIPS_TEXTOS.conCuv}</Notice>
            )}
            {leeContenido && (
              <Panel title="Archivo que se envía" aside={`RIPS-${numero}.json`}>
                {paquete.json === '' ? (
                  <p className="secundario">No se pudo armar: corrija lo señalado y genérelo de nuevo.</p>
                ) : (
                  <JsonView text={paquete.json} />
                )}
              </Panel>
            )}
          </div>
          <div className="rips-columna">
            <Panel title="Paquete">
              <KeyValue
                items={[
                  {
                    label: 'Factura',
                    value: <ScreenLink to={`/facturacion/${facturaId}`}>{numero}</ScreenLink>,
                  },
                  { label: 'Adquiriente', value: paquete.paciente },
                  { label: 'Generado', value: <Fecha value={paquete.creadoEn} /> },
                  { label: 'Validado', value: <Fecha value={paquete.validadoEn} /> },
                ]}
              />
            </Panel>
            {cuv !== null && (
              <Panel title="CUV">
                <CopyCode label="CUV" value={cuv} />
              </Panel>
            )}
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

interface FindingsProps {
  readonly title: string
  readonly findings: readonly HallazgoRips[]
}

function Findings({ title, findings }: FindingsProps) {
  if (findings.length === 0) return null
  const rechazos = findings.filter(({ clase }) => clase === 'RECHAZO').length
  return (
    <Panel title={title} aside={RIPS_TEXTOS.resumen(rechazos, findings.length - rechazos)} flush>
      <ul className="rips-hallazgos">
        {findings.map((one) => {
          const tone = one.clase === 'RECHAZO' ? 'peligro' : 'informa'
          return (
            <li key={`${one.regla} ${one.ruta} ${one.mensaje}`} className={`tono-${tone}`}>
              <ToneIcon tone={tone} size={14} />
              <div>
                <p className="rips-regla" title={CLASE_HALLAZGO[one.clase].explicacion}>
                  <span className="codigo">{one.regla}</span> {CLASE_HALLAZGO[one.clase].nombre}
                </p>
                <p>{one.mensaje}</p>
                <p className="secundario">{one.remedio}</p>
                {one.ruta !== '' && <p className="codigo atenuado">{one.ruta}</p>}
              </div>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
