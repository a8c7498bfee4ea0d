import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import type { RespuestasObligacion } from '../../../src-shared/domains/configuracion/ajustes.ts'
import { prestadorEntrada } from '../../../src-shared/domains/configuracion/contract.ts'
import { obligacionDe } from '../../../src-shared/domains/configuracion/rules.ts'
import type { Prestador } from '../../../src-shared/domains/configuracion/schemas.ts'
import {
  EXPLICACION_OBLIGACION,
  RESPONSABILIDADES,
  TRIBUTOS,
  UVT,
} from '../../../src-shared/domains/configuracion/texts.ts'
import { validateCodigoHabilitacion, validateNit } from '../../../src-shared/kernel/identifiers.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { client, orpc } from '../../rpc/client.ts'
import { useHoy } from '../../ui/environment.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { CheckboxField, RadioField, SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow, FormSection } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { EditorProps } from './editor.ts'
import { entradaResolver, type Fail } from './entrada-resolver.ts'
import { Loaded } from './loaded.tsx'
import { remembered, useFormMemory } from './use-form-memory.ts'
import { useGuardar } from './use-guardar.ts'

type SiNo = '' | 'si' | 'no'

interface Values {
  tipoPersona: Prestador['tipoPersona']
  nit: string
  razonSocial: string
  nombreComercial: string
  codigoHabilitacion: string
  correo: string
  telefono: string
  responsabilidades: Prestador['responsabilidades']
  tributo: Prestador['tributo']
  superaTope: SiNo
  contrata: SiNo
  /** Not obliged, and issues electronic invoices all the same. */
  facturaIgual: boolean
}

const ALIAS = { dv: 'nit', obligadoFacturar: 'superaTope' }
const SI_NO = [
  { value: 'si', label: 'Sí' },
  { value: 'no', label: 'No' },
]
const toSiNo = (value: boolean | null): SiNo => (value === null ? '' : value ? 'si' : 'no')
const fromSiNo = (value: SiNo): boolean | null => (value === '' ? null : value === 'si')
const respuestas = (v: Pick<Values, 'superaTope' | 'contrata'>): RespuestasObligacion => ({
  superaTope: fromSiNo(v.superaTope),
  contrataConPagadores: fromSiNo(v.contrata),
})

function toValues(prestador: Prestador | null, obligacion: RespuestasObligacion): Values {
  return {
    tipoPersona: prestador?.tipoPersona ?? '2',
    nit: prestador ? `${prestador.nit}-${prestador.dv}` : '',
    razonSocial: prestador?.razonSocial ?? '',
    nombreComercial: prestador?.nombreComercial ?? '',
    codigoHabilitacion: prestador?.codigoHabilitacion ?? '',
    correo: prestador?.correo ?? '',
    telefono: prestador?.telefono ?? '',
    responsabilidades: prestador?.responsabilidades ?? ['R-99-PN'],
    tributo: prestador?.tributo ?? 'ZZ',
    superaTope: toSiNo(obligacion.superaTope),
    contrata: toSiNo(obligacion.contrataConPagadores),
    facturaIgual:
      prestador?.obligadoFacturar === true &&
      obligacionDe(prestador.tipoPersona, obligacion) === 'rips-sin-factura',
  }
}

function toEntrada(v: Values, fail: Fail): unknown {
  const nit = validateNit(v.nit)
  if (!nit.ok) fail('nit', nit.error)
  const codigo = validateCodigoHabilitacion(v.codigoHabilitacion)
  if (!codigo.ok) fail('codigoHabilitacion', codigo.error)
  return {
    tipoPersona: v.tipoPersona,
    nit: nit.ok ? nit.value.nit : '',
    dv: nit.ok ? nit.value.dv : '',
    razonSocial: v.razonSocial,
    nombreComercial: v.nombreComercial.trim() || null,
    // The last two of twelve are the site, asked in its own step.
    codigoHabilitacion: codigo.ok ? codigo.value.slice(0, 10) : '',
    correo: v.correo.trim(),
    telefono: v.telefono,
    responsabilidades: v.responsabilidades,
    tributo: v.tributo,
    obligadoFacturar: v.facturaIgual || obligacionDe(v.tipoPersona, respuestas(v)) !== 'rips-sin-factura',
  }
}

const resolver = entradaResolver<Values, z.output<typeof prestadorEntrada>>(
  prestadorEntrada,
  toEntrada,
  ALIAS,
)

/** Who bills and reports, and whether it must issue electronic invoices. */
export function PrestadorEditor(props: EditorProps) {
  const query = useQuery(orpc.configuracion.prestador.queryOptions())
  return (
    <Loaded query={query}>
      {({ prestador, obligacion }) => <PrestadorForm {...props} stored={toValues(prestador, obligacion)} />}
    </Loaded>
  )
}

function PrestadorForm({ stored, formId, onSaved, onBusy }: EditorProps & { readonly stored: Values }) {
  const form = useForm<Values, unknown, z.output<typeof prestadorEntrada>>({
    defaultValues: remembered('prestador', stored),
    resolver,
  })
  const { forget } = useFormMemory('prestador', form)
  const { failure, submit } = useGuardar({
    form,
    alias: ALIAS,
    send: (prestador, commandId) =>
      client.configuracion.guardarPrestador({
        commandId,
        prestador,
        obligacion: respuestas(form.getValues()),
      }),
    onSaved: () => {
      forget()
      onSaved()
    },
    onBusy,
  })
  const [nit = '', codigo = ''] = useWatch({ control: form.control, name: ['nit', 'codigoHabilitacion'] })
  const leido = validateNit(nit)
  const conSede = validateCodigoHabilitacion(codigo)

  return (
    <Form form={form} onSubmit={submit} id={formId} autoFocus>
      <FailureNotice failure={failure} />
      <RadioField<Values>
        name="tipoPersona"
        label="Quién presta el servicio"
        options={[
          { value: '2', label: 'Persona natural (profesional independiente)' },
          { value: '1', label: 'Persona jurídica (IPS)' },
        ]}
      />
      <FormRow>
        <TextField<Values>
          name="nit"
          label="NIT"
          hint={
            leido.ok
              ? `Dígito de verificación: ${leido.value.dv}`
              : 'Como está en el RUT. El dígito se calcula solo.'
          }
        />
        <TextField<Values>
          name="codigoHabilitacion"
          label="Código de habilitación"
          hint={
            conSede.ok && conSede.value.length === 12
              ? `Se guardan los primeros 10; ${conSede.value.slice(10)} es la sede.`
              : '10 dígitos, en el certificado del REPS'
          }
        />
      </FormRow>
      <TextField<Values> name="razonSocial" label="Nombre o razón social" hint="Igual que en el RUT" />
      <TextField<Values> name="nombreComercial" label="Nombre comercial" optional />
      <FormRow>
        <TextField<Values> name="correo" label="Correo" kind="correo" hint="Aparece en la factura" />
        <TextField<Values> name="telefono" label="Teléfono" kind="telefono" />
      </FormRow>
      <FormSection title="Datos tributarios">
        <ResponsabilidadesField form={form} />
        <SelectField<Values>
          name="tributo"
          label="Tributo"
          hint="Los servicios de salud están excluidos de IVA: casi siempre es «No aplica»"
          options={TRIBUTOS.map((t) => ({ value: t.codigo, label: t.nombre }))}
        />
      </FormSection>
      <Obligaciones form={form} />
    </Form>
  )
}

type PrestadorFormApi = ReturnType<typeof useForm<Values, unknown, z.output<typeof prestadorEntrada>>>

function ResponsabilidadesField({ form }: { readonly form: PrestadorFormApi }) {
  const value = useWatch({ control: form.control, name: 'responsabilidades' })
  const error = form.formState.errors.responsabilidades?.message
  return (
    <Checkbox.Group
      label="Responsabilidades"
      description="Casilla 53 del RUT"
      value={[...value]}
      error={error}
      onChange={(next) =>
        form.setValue('responsabilidades', next as Values['responsabilidades'], { shouldDirty: true })
      }
    >
      <div className="configuracion-opciones">
        {RESPONSABILIDADES.map(({ codigo, nombre }) => (
          <Checkbox key={codigo} value={codigo} label={`${codigo} ${nombre}`} />
        ))}
      </div>
    </Checkbox.Group>
  )
}

function Obligaciones({ form }: { readonly form: PrestadorFormApi }) {
  const [tipoPersona, superaTope, contrata] = useWatch({
    control: form.control,
    name: ['tipoPersona', 'superaTope', 'contrata'],
  })
  const anio = Number(useHoy().slice(0, 4))
  const uvt = UVT[anio]
  const tope = uvt === undefined ? '' : ` (${formatPesos(uvt * 3500 * 100)} en ${anio})`
  const obligacion = obligacionDe(tipoPersona, respuestas({ superaTope, contrata }))
  const { titulo, texto } = EXPLICACION_OBLIGACION[obligacion]
  return (
    <FormSection title="Qué le corresponde">
      {tipoPersona === '2' && (
        <>
          <RadioField<Values>
            name="superaTope"
            label={`¿Sus ingresos del año superan 3.500 UVT${tope}?`}
            options={SI_NO}
          />
          <RadioField<Values>
            name="contrata"
            label="¿Tiene contratos con EPS, prepagadas u otros pagadores?"
            options={SI_NO}
          />
        </>
      )}
      <Notice tone={obligacion === 'sin-responder' ? 'pide' : 'informa'}>
        <strong>{titulo}.</strong> {texto}
      </Notice>
      {obligacion === 'rips-sin-factura' && (
        <CheckboxField<Values>
          name="facturaIgual"
          label="De todas formas quiero emitir factura electrónica"
        />
      )}
    </FormSection>
  )
}
