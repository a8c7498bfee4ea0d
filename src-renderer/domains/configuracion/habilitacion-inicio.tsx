import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import {
  type EstadoHabilitacion,
  PEDIDOS_USUALES,
  type PedidosPrueba,
  pedidosSchema,
} from '../../../src-shared/domains/facturacion/habilitacion.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { NumberField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { entradaResolver } from './entrada-resolver.ts'
import { SoftwareEditor } from './software-editor.tsx'
import { submitForm } from './submit-form.ts'
import { useGuardar } from './use-guardar.ts'

type Values = Record<keyof PedidosPrueba, number | null>

const FORM_ID = 'habilitacion-pedidos'
const SOFTWARE_ID = 'habilitacion-software'
const resolver = entradaResolver<Values, PedidosPrueba>(pedidosSchema, (values) => values)

/** What to do in DIAN's portal, the data it gives, and how many documents it asks for. */
export function HabilitacionInicio({ estado }: { readonly estado: EstadoHabilitacion }) {
  const { go } = useNavigation()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [savingSoftware, setSavingSoftware] = useState(false)
  const ready = estado.faltan.length === 0
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: orpc.habilitacion.key() })
    void queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
  }
  const form = useForm<Values, unknown, PedidosPrueba>({ defaultValues: { ...PEDIDOS_USUALES }, resolver })
  const { failure, submit } = useGuardar({
    form,
    send: (pedidos, commandId) => client.habilitacion.iniciar({ commandId, pedidos }),
    onSaved: refresh,
    onBusy: setBusy,
  })
  return (
    <>
      <ScreenHeader
        title="Habilitación ante la DIAN"
        onBack={() => go('/configuracion?seccion=software')}
        primary={{
          label: 'Empezar el set de pruebas',
          onRun: () => submitForm(FORM_ID),
          loading: busy,
          disabled: !ready,
          reason: ready ? undefined : 'Complete antes lo que falta',
        }}
      />
      <ScreenBody>
        <div className="configuracion-habilitacion">
          <FailureNotice failure={failure} />
          <Panel title="1. En el portal de la DIAN">
            <ol className="configuracion-instrucciones">
              <li>
                Entre a <span className="codigo">catalogo-vpfe-hab.dian.gov.co</span> con su usuario, como
                representante o como persona.
              </li>
              <li>
                En «Registro y habilitación» escoja «Documentos electrónicos», «Factura electrónica» y el modo
                «Software propio». Escoja usted el PIN.
              </li>
              <li>
                El portal le da el identificador del software y el del set de pruebas: cópielos aquí abajo.
              </li>
              <li>
                Allí mismo mire cuántas facturas, notas crédito y notas débito pide su set: no son iguales
                para todos.
              </li>
            </ol>
          </Panel>
          <Panel title="2. Lo que le dio el portal">
            <div className="configuracion-paso">
              <SoftwareEditor formId={SOFTWARE_ID} onSaved={refresh} onBusy={setSavingSoftware} />
              <div className="configuracion-pie">
                <Button onClick={() => submitForm(SOFTWARE_ID)} loading={savingSoftware}>
                  Guardar estos datos
                </Button>
              </div>
            </div>
          </Panel>
          <Panel title="3. Cuántos documentos pide su set">
            <div className="configuracion-paso">
              {estado.faltan.map(({ paso, mensaje }) => (
                <Notice
                  key={mensaje}
                  tone="pide"
                  action={
                    paso === 'software' ? undefined : (
                      <button
                        type="button"
                        className="enlace"
                        onClick={() => go(`/configuracion/asistente?paso=${paso}`)}
                      >
                        Completar
                      </button>
                    )
                  }
                >
                  {mensaje}
                </Notice>
              ))}
              <Form form={form} onSubmit={submit} id={FORM_ID}>
                <FormRow>
                  <NumberField<Values> name="factura" label="Facturas" />
                  <NumberField<Values> name="nota-credito" label="Notas crédito" />
                  <NumberField<Values> name="nota-debito" label="Notas débito" />
                </FormRow>
              </Form>
              <p className="secundario">
                Los documentos se hacen solos, a nombre de un paciente de prueba; no tocan sus facturas ni
                tienen validez. Puede cerrar el programa en cualquier momento y seguir después.
              </p>
            </div>
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}
