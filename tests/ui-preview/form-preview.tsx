import { zodResolver } from '@hookform/resolvers/zod'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import {
  CheckboxField,
  DocumentoField,
  FechaField,
  MoneyField,
  NumberField,
  RadioField,
  SearchSelectField,
  SelectField,
  TextareaField,
  TextField,
} from '../../src-renderer/ui/fields.tsx'
import { Form, FormRow, FormSection } from '../../src-renderer/ui/form.tsx'
import { Panel } from '../../src-renderer/ui/panel.tsx'
import { PatientHeader } from '../../src-renderer/ui/patient-header.tsx'
import { ScreenBody } from '../../src-renderer/ui/screen-body.tsx'
import { ScreenHeader } from '../../src-renderer/ui/screen-header.tsx'

const schema = z.object({
  nombre: z.string().min(1, 'Falta el nombre. Escríbalo como aparece en el documento.'),
  documento: z.object({
    tipo: z.enum(['CC', 'TI', 'RC', 'CE']),
    numero: z.string().min(1, 'Falta el número de documento.'),
  }),
  nacimiento: z.iso.date('Falta la fecha de nacimiento. Escríbala, por ejemplo 21/11/1988.'),
  sexo: z.string({ error: 'Falta el sexo. Elija una opción.' }),
  zona: z.string(),
  peso: z.number().nullable(),
  copago: z.number('El copago no es un valor. Escríbalo en pesos.').nullable(),
  diagnostico: z.custom<{ value: string } | null>(),
  motivo: z.string(),
  datos: z.boolean(),
})
type Values = z.infer<typeof schema>

const CIE = [
  ['I10X', 'Hipertensión esencial (primaria)'],
  ['E119', 'Diabetes mellitus tipo 2, sin mención de complicación'],
  ['J00X', 'Rinofaringitis aguda (resfriado común)'],
  ['R51X', 'Cefalea'],
] as const

/** Every kind of field, in one form. */
export function FormPreview() {
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      nombre: '',
      documento: { tipo: 'CC', numero: '' },
      nacimiento: '',
      zona: 'urbana',
      peso: 72.4,
      copago: 4_700_000,
      diagnostico: null,
      motivo: '',
      datos: false,
    },
  })
  return (
    <>
      <PatientHeader
        nombre="María de los Ángeles Fernández de Castro y Rodríguez-Escandón"
        edad="71 años"
        sexo="Mujer"
        documento="CE 398.112"
        pagador="Nueva EPS"
        alergias={['Penicilina', 'Dipirona']}
        cronicas={['Hipertensión']}
        datos={[{ label: 'Última visita', value: '3 nov 2026' }]}
      />
      <ScreenHeader
        title="Datos del paciente"
        onBack={() => undefined}
        primary={{
          label: 'Guardar',
          icon: IconDeviceFloppy,
          onRun: () => document.querySelector('form')?.requestSubmit(),
        }}
      />
      <ScreenBody>
        <div style={{ maxWidth: 760 }}>
          <Panel title="Identificación">
            <Form<Values> form={form} onSubmit={() => undefined} columns={2}>
              <TextField<Values>
                name="nombre"
                label="Nombres y apellidos"
                hint="Como aparecen en el documento"
              />
              <DocumentoField<Values> name="documento" label="Documento" hint="Con o sin puntos" />
              <FechaField<Values> name="nacimiento" label="Fecha de nacimiento" ambito={{}} />
              <SelectField<Values>
                name="sexo"
                label="Sexo"
                placeholder="Elija"
                options={[
                  { value: 'M', label: 'Mujer' },
                  { value: 'H', label: 'Hombre' },
                  { value: 'I', label: 'Indeterminado o intersexual' },
                ]}
              />
              <RadioField<Values>
                name="zona"
                label="Zona"
                options={[
                  { value: 'urbana', label: 'Urbana' },
                  { value: 'rural', label: 'Rural' },
                ]}
              />
              <FormRow>
                <NumberField<Values> name="peso" label="Peso" unit="kg" decimals={1} />
                <MoneyField<Values> name="copago" label="Copago" optional />
              </FormRow>
              <FormSection title="Consulta">
                <SearchSelectField<Values>
                  name="diagnostico"
                  label="Diagnóstico principal"
                  hint="Palabras o código CIE-10"
                  search={async (text) =>
                    CIE.filter(([code, name]) =>
                      `${code} ${name}`.toLowerCase().includes(text.toLowerCase()),
                    ).map(([code, label]) => ({ value: code, code, label }))
                  }
                />
                <TextareaField<Values> name="motivo" label="Motivo de consulta" optional />
                <CheckboxField<Values> name="datos" label="Autoriza el tratamiento de sus datos" />
              </FormSection>
            </Form>
          </Panel>
        </div>
      </ScreenBody>
    </>
  )
}
