import { useQuery } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import type { z } from 'zod'
import type { Muv } from '../../../src-shared/domains/configuracion/ajustes.ts'
import { muvEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import { type TipoDocumento, validateDocumento } from '../../../src-shared/kernel/identifiers.ts'
import { client, orpc } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DocumentoField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { useGuardar } from './use-guardar.ts'

type MuvVisible = Omit<Muv, 'clave'>

interface Values {
  baseUrl: string
  usuario: { tipo: TipoDocumento; numero: string }
  clave: string
  nit: string
  pinnedSha256: string
}

const TIPOS: readonly TipoDocumento[] = ['CC', 'CE', 'CD', 'PA', 'SC', 'PE', 'DE', 'PT']
const resolver = entradaResolver<Values, z.output<typeof muvEntrada>>(muvEntrada, (v, fail) => {
  const documento = validateDocumento(v.usuario.tipo, v.usuario.numero)
  if (!documento.ok) fail('usuario', documento.error)
  return {
    baseUrl: v.baseUrl.trim().replace(/\/+$/, ''),
    usuario: { tipo: v.usuario.tipo, numero: documento.ok ? documento.value : '' },
    clave: v.clave || null,
    nit: v.nit.replace(/[\s.]/g, '').replace(/-\d$/, ''),
    pinnedSha256: v.pinnedSha256.replace(/[\s:]/g, '').toLowerCase() || null,
  }
})

/** Account of SISPRO and address of the ministry's validator. */
export function MuvEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.muv.queryOptions())
  const prestador = useQuery(orpc.configuracion.prestador.queryOptions())
  return (
    <Loaded query={query}>
      {(muv) => (
        <Loaded query={prestador}>
          {(found) => <MuvForm {...props} muv={muv} nit={found.prestador?.nit ?? ''} />}
        </Loaded>
      )}
    </Loaded>
  )
}

function MuvForm({
  muv,
  nit,
  formId,
  onSaved,
  onBusy,
}: EditorProps & { readonly muv: MuvVisible | null; readonly nit: string }) {
  const form = useForm<Values, unknown, z.output<typeof muvEntrada>>({
    defaultValues: {
      baseUrl: muv?.baseUrl ?? 'https://localhost:9443',
      usuario: muv?.usuario ?? { tipo: 'CC', numero: '' },
      clave: '',
      nit: muv?.nit ?? nit,
      pinnedSha256: muv?.pinnedSha256 ?? '',
    },
    resolver,
  })
  const { failure, submit } = useGuardar({
    form,
    send: (entrada, commandId) => client.configuracion.guardarMuv({ commandId, muv: entrada }),
    onSaved: () => {
      form.resetField('clave')
      onSaved()
    },
    onBusy,
  })
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <FormRow>
        <DocumentoField<Values> name="usuario" label="Documento con el que entra a SISPRO" tipos={TIPOS} />
        <TextField<Values>
          name="clave"
          label="Contraseña de SISPRO"
          kind="clave"
          hint={muv === null ? undefined : 'Vacía conserva la que está guardada'}
        />
      </FormRow>
      <FormRow>
        <TextField<Values>
          name="nit"
          label="NIT o documento del prestador"
          hint="Sin dígito de verificación"
        />
        <TextField<Values>
          name="baseUrl"
          label="Dirección del validador"
          hint="La del programa que entrega el ministerio, instalado en este equipo o en su red"
        />
      </FormRow>
      <TextField<Values>
        name="pinnedSha256"
        label="Huella del certificado del validador"
        kind="codigo"
        optional
        hint="64 letras y números. Sirve para confiar solo en su validador, que trae un certificado propio"
      />
    </Form>
  )
}
