import { Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  cuentasDe,
  type DocumentoPrueba,
  type SetPruebas,
} from '../../../src-shared/domains/facturacion/habilitacion.ts'
import { CLASE_PRUEBA, ESTADO_PRUEBA } from '../../../src-shared/domains/facturacion/habilitacion-texts.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useConfirm } from '../../ui/confirm-verb.tsx'
import { DataList, type DataListColumn } from '../../ui/data-list.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { StateChip } from '../../ui/state-chip.tsx'
import type { Tone } from '../../ui/tone.ts'
import { useAvance } from './use-avance.ts'

interface EnCursoProps {
  readonly set: SetPruebas
}

/** How the test set goes, document by document, and what comes after it. */
export function HabilitacionEnCurso({ set }: EnCursoProps) {
  const { go } = useNavigation()
  const queryClient = useQueryClient()
  const { running, last, failure, start, stop } = useAvance()
  const cuentas = cuentasDe(set.pedidos, set.documentos).filter(({ pedidos }) => pedidos > 0)
  const completo = cuentas.every(({ aceptados, pedidos }) => aceptados >= pedidos)
  const confirm = useConfirm()
  const close = async () => {
    const sure = await confirm({
      title: '¿Cerrar este set?',
      consequence:
        'Lo enviado queda guardado, pero no se sigue con él: hágalo solo si la DIAN le dio otro identificador.',
      verb: 'Cerrar este set',
    })
    if (!sure) return
    await client.habilitacion.cerrar({ commandId: crypto.randomUUID(), id: set.id })
    await queryClient.invalidateQueries({ queryKey: orpc.habilitacion.key() })
  }
  const verb = set.documentos.length === 0 ? 'Enviar el set de pruebas' : 'Continuar'
  return (
    <>
      <ScreenHeader
        title="Habilitación ante la DIAN"
        context={<span className="codigo recortado">Set {set.testSetId}</span>}
        onBack={() => go('/configuracion?seccion=software')}
        actions={[
          ...(running ? [{ label: 'Detener', onRun: stop }] : []),
          { label: 'Cerrar este set', onRun: () => void close(), disabled: running },
        ]}
        primary={
          completo
            ? { label: 'Traer la numeración', onRun: () => go('/configuracion?seccion=numeracion') }
            : { label: verb, onRun: start, loading: running }
        }
      />
      <ScreenBody>
        <div className="configuracion-habilitacion">
          <FailureNotice failure={failure} />
          {!running && last?.sigue === 'detenido' && last.motivo !== null && (
            <Notice tone="peligro">
              <strong>{last.motivo}</strong> {last.remedio}
            </Notice>
          )}
          <ul className="configuracion-cuentas" aria-label="Avance por clase de documento">
            {cuentas.map(({ clase, pedidos, aceptados, rechazados, enCurso }) => (
              <li key={clase} className="configuracion-avance">
                <span className="configuracion-cuenta">
                  <strong>{CLASE_PRUEBA[clase].varias}</strong>
                  <span className="tabular">
                    {aceptados} de {pedidos} aceptadas
                  </span>
                </span>
                <Progress value={(aceptados / pedidos) * 100} aria-label={CLASE_PRUEBA[clase].varias} />
                <span className="secundario">
                  {[
                    enCurso > 0 ? `${enCurso} en curso` : '',
                    rechazados > 0 ? `${rechazados} rechazadas, que no cuentan` : '',
                  ]
                    .filter(Boolean)
                    .join(' · ') || (aceptados >= pedidos ? 'Completas' : 'Por enviar')}
                </span>
              </li>
            ))}
          </ul>
          {completo && <Despues />}
          <Panel title="Documentos" aside={set.documentos.length} flush>
            <div className="configuracion-documentos">
              <DataList
                id="habilitacion.documentos"
                label="Documentos del set de pruebas"
                rows={set.documentos}
                rowKey={(row) => row.id}
                columns={COLUMNS}
                noun={['documento', 'documentos']}
                rowTone={({ estado }) => (estado === 'rechazado' ? 'peligro' : null)}
                empty={<p className="atenuado">Todavía no se ha enviado ninguno.</p>}
              />
            </div>
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}

/** What is left to do in the portal once DIAN accepted the whole set. */
function Despues() {
  return (
    <Panel title="Set completo: qué sigue">
      <div className="configuracion-paso">
        <ol className="configuracion-instrucciones">
          <li>
            En el portal de habilitación compruebe que el set figure «Aceptado», y pulse allí «Pasar a
            producción».
          </li>
          <li>
            En MUISCA pida la numeración real («Numeración de facturación») y, en el portal de facturación,
            asocie el prefijo a su software.
          </li>
          <li>En Configuración, Software DIAN, cambie el ambiente a Producción.</li>
          <li>
            En Configuración, Numeración, pulse «Consultar en la DIAN» y traiga la numeración real; deje fuera
            de uso la de pruebas (SETP).
          </li>
        </ol>
      </div>
    </Panel>
  )
}

const TONE: Readonly<Record<DocumentoPrueba['estado'], Tone>> = {
  firmado: 'neutro',
  enviando: 'informa',
  enviado: 'informa',
  incierto: 'pide',
  aceptado: 'hecho',
  rechazado: 'peligro',
}

/** What DIAN found, else the last thing it said. */
function dicho({ hallazgos, detalle, estado }: DocumentoPrueba): string {
  const rechazos = hallazgos.filter(({ severidad }) => severidad === 'rechazo')
  if (estado === 'rechazado' && rechazos.length > 0)
    return rechazos.map(({ regla, mensaje }) => `${regla}: ${mensaje}`).join(' ')
  return detalle ?? ''
}

const COLUMNS: readonly DataListColumn<DocumentoPrueba>[] = [
  {
    id: 'numero',
    header: 'Número',
    width: '160px',
    cell: (d) => <span className="codigo">{d.numero}</span>,
    text: (d) => d.numero,
  },
  { id: 'clase', header: 'Documento', width: '130px', cell: (d) => CLASE_PRUEBA[d.clase].una },
  {
    id: 'estado',
    header: 'Estado',
    width: '150px',
    cell: (d) => <StateChip tone={TONE[d.estado]} label={ESTADO_PRUEBA[d.estado]} plain />,
    text: (d) => ESTADO_PRUEBA[d.estado],
  },
  {
    id: 'dicho',
    header: 'Lo que dijo la DIAN',
    width: 'minmax(200px, 1fr)',
    cell: (d) => (
      <span className="recortado" title={dicho(d)}>
        {dicho(d)}
      </span>
    ),
    text: dicho,
  },
]
