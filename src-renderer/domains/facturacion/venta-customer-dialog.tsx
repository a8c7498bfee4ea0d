import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import {
  type Cliente,
  type ClienteDatos,
  clienteDatosSchema,
  revisarCliente,
} from '../../../src-shared/domains/facturacion/clientes.ts'
import { TIPOS_DOCUMENTO, TIPOS_SOLO_ADQUIRIENTE } from '../../../src-shared/kernel/identifiers.ts'
import { failureOf, failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { NumberField, SearchSelectField, SelectField, TextField } from '../../ui/fields.tsx'
import { Form, FormRow } from '../../ui/form.tsx'
import { Modal } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { SearchOption } from '../../ui/search-select.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'

interface CustomerDialogProps {
  /** What was typed to find it: its name, or its document. */
  readonly texto: string
  /** null: a new one. */
  readonly id: string | null
  readonly onClose: () => void
  readonly onSaved: (cliente: Cliente) => void
}

interface Values {
  tipoPersona: '1' | '2'
  tipoDocumento: ClienteDatos['tipoDocumento']
  numero: string
  nombre: string
  responsabilidad: ClienteDatos['responsabilidades'][number]
  tributo: ClienteDatos['tributo']
  pais: SearchOption | null
  municipio: SearchOption | null
  ciudad: string
  region: string
  direccion: string
  codigoPostal: string
  telefono: string
  correo: string
  plazoDias: number | null
}

const FORM_ID = 'venta-cliente'
const COLOMBIA: SearchOption = { value: 'CO', label: 'Colombia' }

const PERSONAS = [
  { value: '1', label: 'Empresa (jurídica)' },
  { value: '2', label: 'Persona natural' },
]
/** Papers of RIPS that nobody buys with. */
const SIN_USO: ReadonlySet<string> = new Set(['CN', 'NV', 'MS', 'AS', 'SI', 'SC', 'CD'])
const DOCUMENTOS = [
  ...TIPOS_DOCUMENTO.filter(({ codigo }) => !SIN_USO.has(codigo)),
  ...TIPOS_SOLO_ADQUIRIENTE,
].map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))
const RESPONSABILIDADES = [
  { value: 'R-99-PN', label: 'R-99-PN · No aplica' },
  { value: 'O-13', label: 'O-13 · Gran contribuyente' },
  { value: 'O-15', label: 'O-15 · Autorretenedor' },
  { value: 'O-23', label: 'O-23 · Agente de retención de IVA' },
  { value: 'O-47', label: 'O-47 · Régimen simple' },
]
const TRIBUTOS = [
  { value: 'ZZ', label: 'No aplica' },
  { value: '01', label: 'IVA' },
  { value: '04', label: 'INC' },
  { value: 'ZA', label: 'IVA e INC' },
]

/** A customer of the directory: what its RUT says, once. */
export function CustomerDialog(props: CustomerDialogProps) {
  const { id } = props
  const known = useQuery({
    ...orpc.ventas.clientes.obtener.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== null,
  })
  const municipio = known.data?.municipio
  const nombres = useQuery({
    ...orpc.catalogos.nombres.queryOptions({
      input: { tabla: 'municipios', codigos: municipio ? [municipio] : [] },
    }),
    enabled: municipio != null,
  })
  const isReady =
    id === null || (known.data !== undefined && (municipio == null || nombres.data !== undefined))
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={id === null ? 'Cliente nuevo' : 'Datos del cliente'}
      size="lg"
    >
      {known.error !== null && <Notice tone="peligro">{failureText(known.error)}</Notice>}
      {isReady && (
        <CustomerForm
          {...props}
          inicial={known.data ? valuesOf(known.data, nombres.data?.[0]?.nombre) : nuevo(props.texto)}
        />
      )}
    </Modal>
  )
}

function CustomerForm({ id, inicial, onClose, onSaved }: CustomerDialogProps & { readonly inicial: Values }) {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [commandId, setCommandId] = useState(() => crypto.randomUUID())
  const form = useForm<Values>({ defaultValues: inicial })
  const pais = useWatch({ control: form.control, name: 'pais' })
  const enColombia = pais === null || pais.value === 'CO'

  const save = async (values: Values) => {
    setFailure(null)
    const leidos = clienteDatosSchema.safeParse(datosOf(values))
    const problemas = leidos.success
      ? problemasDe(leidos.data)
      : leidos.error.issues.map(({ path, message }) => ({ campo: String(path[0] ?? ''), mensaje: message }))
    if (!leidos.success || problemas.length > 0) {
      problemas.forEach(({ campo, mensaje }, orden) => {
        const nombre = campo === 'responsabilidades' ? 'responsabilidad' : campo
        form.setError(nombre as keyof Values, { message: mensaje }, { shouldFocus: orden === 0 })
      })
      return
    }
    setBusy(true)
    try {
      onSaved(await client.ventas.clientes.guardar({ commandId, id, datos: leidos.data }))
    } catch (error) {
      const refused = failureOf(error)
      if (refused.codigo !== 'FALLO') setCommandId(crypto.randomUUID())
      const texto = `${refused.mensaje} ${refused.remedio}`
      if (refused.campo === 'datos.numero') form.setError('numero', { message: texto }, { shouldFocus: true })
      else setFailure(texto)
    } finally {
      setBusy(false)
    }
  }
  useShortcut('Ctrl+Enter', () => void form.handleSubmit(save)(), { label: 'Guardar', enabled: !busy })

  return (
    <>
      <Form form={form} onSubmit={save} id={FORM_ID} autoFocus>
        {failure !== null && <Notice tone="peligro">{failure}</Notice>}
        <FormRow>
          <SelectField<Values> name="tipoPersona" label="Clase" options={PERSONAS} />
          <SelectField<Values> name="tipoDocumento" label="Documento" options={DOCUMENTOS} />
          <TextField<Values>
            name="numero"
            label="Número"
            hint="El NIT, con su dígito o sin él"
            maxLength={24}
          />
        </FormRow>
        <TextField<Values>
          name="nombre"
          label="Nombre o razón social"
          hint="Como está en el RUT"
          maxLength={450}
        />
        <FormRow>
          <SelectField<Values> name="responsabilidad" label="Responsabilidad" options={RESPONSABILIDADES} />
          <SelectField<Values> name="tributo" label="Tributo" options={TRIBUTOS} />
          <NumberField<Values> name="plazoDias" label="Plazo" unit="días" min={1} max={180} />
        </FormRow>
        <FormRow>
          <SearchSelectField<Values> name="pais" label="País" search={buscarPaises} />
          {enColombia ? (
            <SearchSelectField<Values>
              name="municipio"
              label="Municipio"
              optional
              search={buscarMunicipios}
            />
          ) : (
            <TextField<Values> name="ciudad" label="Ciudad" optional maxLength={100} />
          )}
        </FormRow>
        <TextField<Values> name="direccion" label="Dirección" optional maxLength={300} />
        {!enColombia && (
          <FormRow>
            <TextField<Values> name="region" label="Estado o provincia" optional maxLength={100} />
            <TextField<Values> name="codigoPostal" label="Código postal" optional maxLength={20} />
          </FormRow>
        )}
        <FormRow>
          <TextField<Values>
            name="correo"
            label="Correo"
            kind="correo"
            optional
            hint="Ahí le llega la factura"
            maxLength={100}
          />
          <TextField<Values> name="telefono" label="Teléfono" kind="telefono" optional maxLength={50} />
        </FormRow>
      </Form>
      <div className="factura-pie">
        <Button onClick={onClose}>Volver</Button>
        <Button
          variant="filled"
          type="submit"
          form={FORM_ID}
          loading={busy}
          rightSection={<Shortcut keys="Ctrl+Enter" />}
        >
          Guardar cliente
        </Button>
      </div>
    </>
  )
}

function problemasDe(datos: ClienteDatos) {
  const limpio = revisarCliente(datos)
  return limpio.ok ? [] : limpio.error
}

/** What was typed is its document when it begins with a digit, else its name. */
function nuevo(texto: string): Values {
  const esDocumento = /^\d/.test(texto)
  return {
    tipoPersona: '1',
    tipoDocumento: 'NI',
    numero: esDocumento ? texto : '',
    nombre: esDocumento ? '' : texto,
    responsabilidad: 'R-99-PN',
    tributo: 'ZZ',
    pais: COLOMBIA,
    municipio: null,
    ciudad: '',
    region: '',
    direccion: '',
    codigoPostal: '',
    telefono: '',
    correo: '',
    plazoDias: null,
  }
}

function valuesOf(cliente: Cliente, nombreMunicipio: string | undefined): Values {
  return {
    tipoPersona: cliente.tipoPersona,
    tipoDocumento: cliente.tipoDocumento,
    numero: cliente.dv ? `${cliente.numero}-${cliente.dv}` : cliente.numero,
    nombre: cliente.nombre,
    responsabilidad: cliente.responsabilidades[0] ?? 'R-99-PN',
    tributo: cliente.tributo,
    pais: { value: cliente.pais, label: cliente.nombrePais },
    municipio: cliente.municipio
      ? { value: cliente.municipio, label: nombreMunicipio ?? cliente.municipio }
      : null,
    ciudad: cliente.ciudad ?? '',
    region: cliente.region ?? '',
    direccion: cliente.direccion ?? '',
    codigoPostal: cliente.codigoPostal ?? '',
    telefono: cliente.telefono ?? '',
    correo: cliente.correo ?? '',
    plazoDias: cliente.plazoDias,
  }
}

function datosOf(values: Values): ClienteDatos {
  const texto = (uno: string) => uno.trim() || null
  const pais = values.pais ?? COLOMBIA
  const enColombia = pais.value === 'CO'
  return {
    tipoPersona: values.tipoPersona,
    tipoDocumento: values.tipoDocumento,
    numero: values.numero.trim(),
    nombre: values.nombre.trim(),
    responsabilidades: [values.responsabilidad],
    tributo: values.tributo,
    pais: pais.value,
    nombrePais: pais.label,
    municipio: enColombia ? (values.municipio?.value ?? null) : null,
    ciudad: enColombia ? null : texto(values.ciudad),
    region: enColombia ? null : texto(values.region),
    direccion: texto(values.direccion),
    codigoPostal: enColombia ? null : texto(values.codigoPostal),
    telefono: texto(values.telefono),
    correo: texto(values.correo),
    plazoDias: values.plazoDias,
  }
}

async function buscarMunicipios(texto: string, signal: AbortSignal): Promise<SearchOption[]> {
  const found = await client.catalogos.buscar({ tabla: 'municipios', texto, limite: 20 }, { signal })
  return found.map(({ codigo, nombre, detalle }) => ({
    value: codigo,
    code: codigo,
    label: nombre,
    detail: detalle,
  }))
}

/** DIAN wants the two letters of ISO 3166-1, which the table keeps beside the number of RIPS. */
async function buscarPaises(texto: string, signal: AbortSignal): Promise<SearchOption[]> {
  const found = await client.catalogos.buscar({ tabla: 'paises', texto, limite: 20 }, { signal })
  return found.flatMap(({ nombre, datos }) =>
    typeof datos.alfa2 === 'string' ? [{ value: datos.alfa2, label: nombre }] : [],
  )
}
