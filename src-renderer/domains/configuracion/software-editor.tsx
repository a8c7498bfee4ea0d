import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import { softwareEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import { URL_DIAN } from '../../../src-shared/domains/configuracion/rules.ts'
import type { SoftwareDian } from '../../../src-shared/domains/configuracion/schemas.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { RadioField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { useGuardar } from './use-guardar.ts'

interface Values {
  softwareId: string
  pin: string
  ambiente: '1' | '2'
  testSetId: string
  /** Empty: DIAN's own address for the environment. */
  url: string
}

const isOfficial = (url: string) => Object.values(URL_DIAN).some((official) => official === url)

const resolver = entradaResolver<Values, z.output<typeof softwareEntrada>>(softwareEntrada, (v) => ({
  softwareId: v.softwareId.trim(),
  pin: v.pin.trim() || null,
  ambiente: v.ambiente,
  testSetId: v.testSetId.trim() || null,
  url: v.url.trim() || URL_DIAN[v.ambiente],
}))

/** Software registered in DIAN's portal as own software. */
export function SoftwareEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.software.queryOptions())
  return <Loaded query={query}>{(software) => <SoftwareForm {...props} software={software} />}</Loaded>
}

function SoftwareForm({
  software,
  formId,
  onSaved,
  onBusy,
}: EditorProps & { readonly software: SoftwareDian | null }) {
  const form = useForm<Values, unknown, z.output<typeof softwareEntrada>>({
    defaultValues: {
      softwareId: software?.softwareId ?? '',
      pin: '',
      ambiente: software?.ambiente ?? '2',
      testSetId: software?.testSetId ?? '',
      url: software && !isOfficial(software.url) ? software.url : '',
    },
    resolver,
  })
  const { failure, submit } = useGuardar({
    form,
    send: (entrada, commandId) => client.configuracion.guardarSoftware({ commandId, software: entrada }),
    onSaved: () => {
      form.resetField('pin')
      onSaved()
    },
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <Notice tone="neutro">
        El consultorio factura con software propio y su propio certificado. Consultorio no es proveedor
        tecnológico autorizado por la DIAN ni recibe sus facturas.
      </Notice>
      <RadioField<Values>
        name="ambiente"
        label="Ambiente"
        options={[
          { value: '2', label: 'Habilitación (pruebas de la DIAN)' },
          { value: '1', label: 'Producción' },
        ]}
      />
      <FormRow tracks="minmax(0, 1fr) 180px">
        <TextField<Values>
          name="softwareId"
          label="Identificador del software"
          kind="codigo"
          placeholder="56f2ae4e-9812-4fad-9255-08fcfcd5ccb0"
        />
        <TextField<Values>
          name="pin"
          label="PIN"
          kind="clave"
          hint={software === null ? 'El que escogió al registrarlo' : 'Vacío conserva el que está guardado'}
        />
      </FormRow>
      <TextField<Values>
        name="testSetId"
        label="Identificador del set de pruebas"
        kind="codigo"
        optional
        hint="Solo mientras se habilita"
      />
      <TextField<Values>
        name="url"
        label="Dirección del servicio"
        optional
        placeholder="La oficial de la DIAN"
        hint="Déjela vacía salvo que la DIAN la cambie"
      />
    </Form>
  )
}
