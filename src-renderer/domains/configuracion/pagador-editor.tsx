import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { pagadorEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import {
  REQUISITOS,
  type Requisitos,
  requisitosUsuales,
} from '../../../src-shared/domains/configuracion/requisitos.ts'
import type { Pagador } from '../../../src-shared/domains/configuracion/schemas.ts'
import { TIPOS_PAGADOR } from '../../../src-shared/domains/configuracion/texts.ts'
import { COBERTURA_PLAN, MODALIDAD_PAGO } from '../../../src-shared/domains/rips/tablas.ts'
import { validateNit } from '../../../src-shared/kernel/identifiers.ts'
import { failureOf } from '../../rpc/call-refusal.ts'
import { client } from '../../rpc/client.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { CheckboxField, FechaField, SearchSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow, FormSection } from '../../ui/form.tsx'
import type { SearchOption } from '../../ui/search-select.tsx'
import { WhyHint } from '../../ui/why-hint.tsx'
import { useBuscarMunicipio, useMunicipioElegido } from './code-search.ts'
import type { EditorProps } from './editor.ts'
import { entradaResolver } from './entrada-resolver.ts'
import { remembered, useFormMemory } from './use-form-memory.ts'
import { useGuardar } from './use-guardar.ts'

interface Values {
  id: string | null
  tipo: Pagador['tipo']
  nit: string
  nombre: string
  codigo: string
  coberturaPlan: string
  modalidadPago: Pagador['modalidadPago']
  numeroContrato: string
  contratoDesde: string
  contratoHasta: string
  direccion: string
  municipio: SearchOption | null
  correo: string
  activo: boolean
  /** Its own rule, instead of what is usual of its coverage. */
  propios: boolean
  requisitos: Requisitos
}

const ALIAS = { dv: 'nit' }
const resolver = entradaResolver<Values, z.output<typeof pagadorEntrada>>(
  pagadorEntrada,
  (v, fail) => {
    const nit = validateNit(v.nit)
    if (!nit.ok) fail('nit', nit.error)
    if (v.contratoDesde && v.contratoHasta && v.contratoHasta < v.contratoDesde)
      fail('contratoHasta', 'El contrato termina antes de empezar')
    return {
      ...v,
      nit: nit.ok ? nit.value.nit : '',
      dv: nit.ok ? nit.value.dv : '',
      codigo: v.codigo.trim().toUpperCase() || null,
      numeroContrato: v.numeroContrato.trim() || null,
      contratoDesde: v.contratoDesde || null,
      contratoHasta: v.contratoHasta || null,
      direccion: v.direccion.trim() || null,
      municipio: v.municipio?.value ?? null,
      correo: v.correo.trim() || null,
      requisitos: v.propios ? v.requisitos : null,
    }
  },
  ALIAS,
)

/** Who pays under a contract. The same payer with two plans or contracts is registered twice. */
export function PagadorEditor({ pagador, ...props }: EditorProps & { readonly pagador: Pagador | null }) {
  const municipio = useMunicipioElegido(pagador?.municipio ?? null)
  if (municipio === undefined) return null
  return <PagadorForm {...props} pagador={pagador} municipio={municipio} />
}

interface PagadorFormProps extends EditorProps {
  readonly pagador: Pagador | null
  readonly municipio: SearchOption | null
}

function PagadorForm({ pagador, municipio, formId, onSaved, onBusy }: PagadorFormProps) {
  const key = `pagador.${pagador?.id ?? ''}`
  const form = useForm<Values, unknown, z.output<typeof pagadorEntrada>>({
    defaultValues: remembered<Values>(key, {
      id: pagador?.id ?? null,
      tipo: pagador?.tipo ?? 'eps',
      nit: pagador ? `${pagador.nit}-${pagador.dv}` : '',
      nombre: pagador?.nombre ?? '',
      codigo: pagador?.codigo ?? '',
      coberturaPlan: pagador?.coberturaPlan ?? '16',
      modalidadPago: pagador?.modalidadPago ?? '04',
      numeroContrato: pagador?.numeroContrato ?? '',
      contratoDesde: pagador?.contratoDesde ?? '',
      contratoHasta: pagador?.contratoHasta ?? '',
      direccion: pagador?.direccion ?? '',
      municipio,
      correo: pagador?.correo ?? '',
      activo: pagador?.activo ?? true,
      propios: pagador?.requisitos != null,
      requisitos: pagador?.requisitos ?? requisitosUsuales(pagador?.coberturaPlan ?? '16'),
    }),
    resolver,
  })
  const { forget } = useFormMemory(key, form)
  const { failure, submit } = useGuardar({
    form,
    alias: ALIAS,
    send: (entrada, commandId) => client.configuracion.guardarPagador({ commandId, pagador: entrada }),
    onSaved: () => {
      forget()
      onSaved()
    },
    onBusy,
  })
  const nit = validateNit(useWatch({ control: form.control, name: 'nit' }))
  const [propios, cobertura] = useWatch({ control: form.control, name: ['propios', 'coberturaPlan'] })
  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <FormRow tracks="minmax(0, 1fr) minmax(0, 2fr)">
        <SelectField<Values>
          name="tipo"
          label="Tipo"
          options={TIPOS_PAGADOR.map((t) => ({ value: t.codigo, label: t.nombre }))}
        />
        <TextField<Values> name="nombre" label="Nombre" />
      </FormRow>
      <FormRow>
        <TextField<Values>
          name="nit"
          label="NIT"
          hint={nit.ok ? `Dígito de verificación: ${nit.value.dv}` : undefined}
        />
        <TraerDian nit={nit.ok ? nit.value.nit : null} form={form} />
        <TextField<Values> name="codigo" label="Código de la entidad" kind="codigo" optional hint="EPS037" />
      </FormRow>
      <FormSection title="Contrato">
        <FormRow>
          <TextField<Values> name="numeroContrato" label="Número" optional />
          <FechaField<Values> name="contratoDesde" label="Desde" optional />
          <FechaField<Values> name="contratoHasta" label="Hasta" optional />
        </FormRow>
        <FormRow>
          <SelectField<Values>
            name="coberturaPlan"
            label="Cobertura o plan"
            options={COBERTURA_PLAN.valores.map((v) => ({
              value: v.codigo,
              label: `${v.codigo} ${v.nombre}`,
            }))}
          />
          <SelectField<Values>
            name="modalidadPago"
            label="Modalidad de pago"
            options={MODALIDAD_PAGO.valores.map((v) => ({
              value: v.codigo,
              label: `${v.codigo} ${v.nombre}`,
            }))}
          />
        </FormRow>
      </FormSection>
      <FormSection title="Qué pide en cada servicio">
        <CheckboxField<Values>
          name="propios"
          label="Este pagador tiene sus propias reglas"
          hint={`Lo usual de su cobertura: ${nombrados(requisitosUsuales(cobertura))}.`}
        />
        {propios &&
          REQUISITOS.map(({ clave, nombre, paraQue }) => (
            <div key={clave}>
              <CheckboxField<Values> name={`requisitos.${clave}`} label={nombre} />
              <WhyHint>{paraQue}</WhyHint>
            </div>
          ))}
      </FormSection>
      <FormSection title="Para la factura">
        <FormRow>
          <TextField<Values> name="direccion" label="Dirección" optional />
          <SearchSelectField<Values>
            name="municipio"
            label="Municipio"
            optional
            search={useBuscarMunicipio()}
            placeholder="Escriba el municipio"
          />
        </FormRow>
        <TextField<Values> name="correo" label="Correo de recepción de facturas" kind="correo" optional />
      </FormSection>
      {pagador !== null && (
        <CheckboxField<Values>
          name="activo"
          label="Contrato vigente"
          hint="Si ya no lo está, lo facturado se conserva y deja de ofrecerse al admitir pacientes."
        />
      )}
    </Form>
  )
}

/** Fills name and mail with what the RUT has for the NIT; what was written stays when DIAN has nothing for it. */
function TraerDian({
  nit,
  form,
}: {
  readonly nit: string | null
  readonly form: UseFormReturn<Values, unknown, z.output<typeof pagadorEntrada>>
}) {
  const bring = useMutation({
    mutationFn: (asked: string) => client.configuracion.consultarAdquiriente({ nit: asked }),
    onSuccess: ({ nombre, correo }) => {
      const options = { shouldDirty: true, shouldValidate: true }
      if (nombre !== null) form.setValue('nombre', nombre, options)
      if (correo !== null) form.setValue('correo', correo, options)
    },
  })
  const failure = bring.error === null ? null : failureOf(bring.error)
  const said =
    failure !== null
      ? `${failure.mensaje} ${failure.remedio}`
      : bring.isSuccess
        ? 'Traído de la DIAN: revíselo antes de guardar.'
        : 'Nombre y correo como están en el RUT'
  return (
    <div className="configuracion-traer">
      <Button
        size="xs"
        onClick={() => nit !== null && bring.mutate(nit)}
        loading={bring.isPending}
        disabled={nit === null}
      >
        Traer de la DIAN
      </Button>
      <p className="secundario" role="status">
        {said}
      </p>
    </div>
  )
}

/** What is asked, in words. */
function nombrados(requisitos: Requisitos): string {
  const pedidos = REQUISITOS.filter(({ clave }) => requisitos[clave]).map(({ nombre }) =>
    nombre.toLowerCase(),
  )
  return pedidos.length === 0 ? 'nada obligatorio' : pedidos.join(' y ')
}
