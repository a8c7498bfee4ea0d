import { useQuery } from '@tanstack/react-query'
import { useFormContext, useWatch } from 'react-hook-form'
import {
  CANALES,
  ESCOLARIDADES,
  ESTADOS_CIVILES,
  ETNIAS,
  IDENTIDADES_GENERO,
  MEDIOS_CONSENTIMIENTO,
  PARENTESCOS,
  POBLACIONES_ESPECIALES,
  TIPOS_USUARIO,
} from '../../../src-shared/domains/pacientes/schemas.ts'
import { CANAL, ETIQUETAS, MEDIO, SEXO, ZONA } from '../../../src-shared/domains/pacientes/texts.ts'
import { CLINICOS } from '../../../src-shared/domains/seguridad/schemas.ts'
import { TIPOS_DOCUMENTO } from '../../../src-shared/kernel/identifiers.ts'
import { client, orpc } from '../../rpc/client.ts'
import {
  CheckboxField,
  DocumentoField,
  FechaField,
  type FieldOption,
  RadioField,
  SearchSelectField,
  SelectField,
  TextField,
} from '../../ui/fields.tsx'
import { FormRow, FormSection } from '../../ui/form.tsx'
import { useHasRole } from '../../ui/session.tsx'
import { PARTICULAR, type PatientFormValues } from './patient-form-values.ts'

type V = PatientFormValues

const TIPOS = TIPOS_DOCUMENTO.map(({ codigo }) => codigo).filter((codigo) => codigo !== 'NI')
const same = (list: readonly string[]) => list.map((value) => ({ value, label: value }))
function named<K extends string>(keys: readonly K[], names: Readonly<Record<K, string>>): FieldOption[] {
  return keys.map((value) => ({ value, label: names[value] }))
}

const TIPO_USUARIO = TIPOS_USUARIO.map(({ codigo, nombre }) => ({
  value: codigo,
  label: `${codigo} ${nombre}`,
}))

/** Every field of a patient on one page, in the order in which a person tells them. Enter moves on. */
export function PatientFields({ isNew }: { readonly isNew: boolean }) {
  return (
    <>
      <Identificacion />
      <Contacto />
      <SeguridadSocial />
      <Responsable />
      <Historia isNew={isNew} />
      {isNew && <Autorizacion />}
    </>
  )
}

function Identificacion() {
  return (
    <FormSection title="Identificación">
      <FormRow tracks="minmax(0, 1.2fr) minmax(0, 1fr) minmax(0, 1.3fr)">
        <DocumentoField<V>
          name="documento"
          label="Documento"
          tipos={TIPOS}
          hint="Con o sin puntos. También lee el código de barras de la cédula."
        />
        <FechaField<V> name="fechaNacimiento" label={ETIQUETAS.fechaNacimiento} ambito={{ pasado: true }} />
        <RadioField<V> name="sexo" label={ETIQUETAS.sexo} options={named(['F', 'M', 'I'], SEXO_CORTO)} />
      </FormRow>
      <FormRow>
        <TextField<V> name="primerNombre" label={ETIQUETAS.primerNombre} maxLength={60} />
        <TextField<V> name="segundoNombre" label={ETIQUETAS.segundoNombre} optional maxLength={60} />
        <TextField<V> name="primerApellido" label={ETIQUETAS.primerApellido} maxLength={60} />
        <TextField<V> name="segundoApellido" label={ETIQUETAS.segundoApellido} optional maxLength={60} />
      </FormRow>
    </FormSection>
  )
}

const SEXO_CORTO = { ...SEXO, I: 'Indeterminado' }

function Contacto() {
  const pais = useWatch<V, 'paisResidencia'>({ name: 'paisResidencia' })
  const enColombia = pais === null || pais.value === '170'
  return (
    <FormSection title="Contacto y residencia">
      <FormRow>
        <TextField<V> name="telefono" label={ETIQUETAS.telefono} kind="telefono" hint="300 123 4567" />
        <TextField<V> name="telefonoAlterno" label={ETIQUETAS.telefonoAlterno} kind="telefono" optional />
        <TextField<V>
          name="correo"
          label={ETIQUETAS.correo}
          kind="correo"
          optional
          hint="Allí llega la factura"
        />
        <SelectField<V>
          name="canalPreferido"
          label={ETIQUETAS.canalPreferido}
          options={named(CANALES, CANAL)}
          optional
          clearable
        />
      </FormRow>
      <FormRow tracks="minmax(0, 1.3fr) minmax(0, 1fr) minmax(0, 1.7fr)">
        <SearchSelectField<V>
          name="municipio"
          label={ETIQUETAS.municipio}
          placeholder="Escriba el nombre"
          disabled={!enColombia}
          search={buscarCodigos('municipios')}
        />
        <RadioField<V>
          name="zona"
          label={ETIQUETAS.zona}
          options={named(['02', '01'], ZONA)}
          disabled={!enColombia}
        />
        <TextField<V> name="direccion" label={ETIQUETAS.direccion} maxLength={200} />
      </FormRow>
      <FormRow>
        <SearchSelectField<V>
          name="paisResidencia"
          label={ETIQUETAS.paisResidencia}
          placeholder="Escriba el país"
          search={buscarCodigos('paises')}
        />
        <SearchSelectField<V>
          name="paisOrigen"
          label={ETIQUETAS.paisOrigen}
          placeholder="Escriba el país"
          search={buscarCodigos('paises')}
        />
      </FormRow>
      <CheckboxField<V>
        name="aceptaMensajes"
        label="Acepta recibir recordatorios y mensajes del consultorio"
      />
    </FormSection>
  )
}

function SeguridadSocial() {
  const pagadores = useQuery({
    ...orpc.configuracion.pagadores.queryOptions(),
    meta: { datos: ['pagadores'] },
  })
  const activos = (pagadores.data ?? []).filter((pagador) => pagador.activo)
  return (
    <FormSection title="Seguridad social">
      <FormRow>
        <SelectField<V>
          name="pagador"
          label="¿Quién paga?"
          options={[
            { value: PARTICULAR, label: 'Particular' },
            ...activos.map((pagador) => ({ value: pagador.id, label: pagador.nombre })),
          ]}
        />
        <SelectField<V> name="tipoUsuario" label={ETIQUETAS.tipoUsuario} options={TIPO_USUARIO} />
        <TextField<V> name="plan" label={ETIQUETAS.plan} optional />
        <TextField<V> name="poliza" label={ETIQUETAS.poliza} optional />
      </FormRow>
    </FormSection>
  )
}

function Responsable() {
  return (
    <FormSection title="Persona responsable y acompañante">
      <FormRow>
        <TextField<V>
          name="responsableNombre"
          label="Responsable: nombre"
          hint="Obligatorio si es menor de edad"
          maxLength={120}
        />
        <TextField<V> name="responsableTelefono" label="Responsable: teléfono" kind="telefono" />
        <SelectField<V>
          name="responsableParentesco"
          label="Parentesco"
          options={same(PARENTESCOS)}
          clearable
        />
      </FormRow>
      <FormRow>
        <DocumentoField<V>
          name="responsableDocumento"
          label="Responsable: documento"
          tipos={TIPOS}
          optional
        />
        <TextField<V> name="acompananteNombre" label="Acompañante: nombre" optional maxLength={120} />
      </FormRow>
      <FormRow>
        <TextField<V> name="acompananteTelefono" label="Acompañante: teléfono" kind="telefono" optional />
        <SelectField<V>
          name="acompananteParentesco"
          label="Acompañante: parentesco"
          options={same(PARENTESCOS)}
          optional
          clearable
        />
      </FormRow>
    </FormSection>
  )
}

function Historia({ isNew }: { readonly isNew: boolean }) {
  const clinical = useHasRole(...CLINICOS)
  return (
    <FormSection title="Otros datos de la historia">
      <FormRow>
        <SelectField<V>
          name="estadoCivil"
          label={ETIQUETAS.estadoCivil}
          options={same(ESTADOS_CIVILES)}
          clearable
        />
        <TextField<V> name="ocupacion" label={ETIQUETAS.ocupacion} maxLength={120} />
        <SelectField<V>
          name="escolaridad"
          label={ETIQUETAS.escolaridad}
          options={same(ESCOLARIDADES)}
          optional
          clearable
        />
      </FormRow>
      <FormRow>
        <SelectField<V> name="etnia" label={ETIQUETAS.etnia} options={same(ETNIAS)} optional clearable />
        <SelectField<V>
          name="poblacionEspecial"
          label={ETIQUETAS.poblacionEspecial}
          options={same(POBLACIONES_ESPECIALES)}
          optional
          clearable
        />
        <SelectField<V>
          name="identidadGenero"
          label={ETIQUETAS.identidadGenero}
          options={same(IDENTIDADES_GENERO)}
          optional
          clearable
        />
      </FormRow>
      <FormRow>
        <TextField<V> name="nombreIdentitario" label={ETIQUETAS.nombreIdentitario} optional maxLength={120} />
        <TextField<V>
          name="numeroHistoria"
          label={ETIQUETAS.numeroHistoria}
          optional
          hint={isNew ? 'Vacío: el número de documento' : undefined}
        />
      </FormRow>
      <CheckboxField<V>
        name="nacimientoEstimado"
        label="La fecha de nacimiento es estimada: la persona no tiene documento"
      />
      {clinical && <Alergias />}
    </FormSection>
  )
}

function Alergias() {
  const estado = useWatch<V, 'alergiasEstado'>({ name: 'alergiasEstado' })
  const { setValue } = useFormContext<V>()
  return (
    <FormRow tracks="minmax(0, 1fr) minmax(0, 1.6fr)">
      <RadioField<V>
        name="alergiasEstado"
        label={ETIQUETAS.alergias}
        options={[
          { value: 'sin-registrar', label: 'Sin preguntar' },
          { value: 'niega', label: 'No tiene' },
          { value: 'tiene', label: 'Tiene' },
        ]}
      />
      <div
        onInput={() => {
          if (estado !== 'tiene') setValue('alergiasEstado', 'tiene', { shouldDirty: true })
        }}
      >
        <TextField<V> name="alergiasSustancias" label="A qué" hint="Separe con comas: penicilina, mariscos" />
      </div>
    </FormRow>
  )
}

function Autorizacion() {
  const ajustes = useQuery(orpc.configuracion.ajustes.queryOptions())
  const version = ajustes.data?.consentimiento.version
  return (
    <FormSection title="Autorización de tratamiento de datos (Ley 1581 de 2012)">
      <CheckboxField<V>
        name="autoriza"
        label={`La persona autorizó el tratamiento de sus datos${version === undefined ? '' : ` (texto versión ${version})`}`}
        disabled={version === undefined}
      />
      <RadioField<V> name="medio" label="Cómo" options={named(MEDIOS_CONSENTIMIENTO, MEDIO)} />
    </FormSection>
  )
}

/** Search in an official table, for a `SearchSelectField`. */
export function buscarCodigos(tabla: 'municipios' | 'paises') {
  return async (texto: string, signal: AbortSignal) => {
    const found = await client.catalogos.buscar({ tabla, texto, limite: 20 }, { signal })
    return found.map(({ codigo, nombre, detalle }) => ({
      value: codigo,
      label: nombre,
      detail: detalle,
      ...(tabla === 'municipios' ? { code: codigo } : {}),
    }))
  }
}
