import { Select, TextInput } from '@mantine/core'
import { useCallback } from 'react'
import { PAISES } from '../../../src-shared/domains/finanzas/paises.ts'
import { NOMBRE_DOCUMENTO_VENDEDOR } from '../../../src-shared/domains/finanzas/soporte-texts.ts'
import { client } from '../../rpc/client.ts'
import { fieldTexts } from '../../ui/field-parts.tsx'
import { FormRow } from '../../ui/form.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SearchSelect } from '../../ui/search-select.tsx'
import { searchMunicipalities, useMunicipality } from './municipality.ts'
import { draftSeller, isAbroad, type SupportDraft } from './support-draft.ts'

type Seller = SupportDraft['proveedor']

const DOCUMENTOS = Object.entries(NOMBRE_DOCUMENTO_VENDEDOR).map(([value, label]) => ({ value, label }))

/** Who sold: chosen among those bought from before, or written. */
export function SupportSeller({
  proveedor,
  problemOf,
  onChange,
}: {
  readonly proveedor: Seller
  readonly problemOf: (path: string) => string | null
  readonly onChange: (proveedor: Seller) => void
}) {
  const municipio = useMunicipality(proveedor.municipio)
  const buscarProveedor = useCallback(async (texto: string, signal: AbortSignal) => {
    const { proveedores } = await client.finanzas.soportes.proveedores(
      { texto: texto.slice(0, 100) },
      { signal },
    )
    return proveedores.map((uno) => ({
      value: JSON.stringify(uno),
      label: uno.nombre,
      detail: `${uno.tipoDocumento} ${uno.numero}`,
    }))
  }, [])
  const set = (change: Partial<Seller>) => onChange({ ...proveedor, ...change })
  const text = (
    campo: 'numero' | 'nombre' | 'direccion' | 'ciudad' | 'telefono' | 'correo',
    label: string,
    optional = false,
  ) => (
    <TextInput
      {...fieldTexts({ label, optional, error: problemOf(`proveedor.${campo}`) })}
      value={proveedor[campo]}
      onChange={(event) => set({ [campo]: event.currentTarget.value })}
    />
  )
  return (
    <Panel title="A quién se compró">
      <div className="apilado">
        <SearchSelect
          label="Ya le compró antes"
          optional
          placeholder="Nombre o documento"
          value={null}
          minLength={2}
          search={buscarProveedor}
          clearOnPick
          autoFocus
          onChange={(option) => {
            if (option) onChange(draftSeller(JSON.parse(option.value)))
          }}
        />
        <FormRow tracks="minmax(0, 2fr) minmax(0, 2fr) minmax(0, 3fr)">
          <Select
            {...fieldTexts({ label: 'Documento' })}
            data={DOCUMENTOS}
            value={proveedor.tipoDocumento}
            allowDeselect={false}
            onChange={(value) => set({ tipoDocumento: (value ?? 'CC') as Seller['tipoDocumento'] })}
          />
          {text('numero', 'Número')}
          {text('nombre', 'Nombre completo')}
        </FormRow>
        <FormRow>
          {text('direccion', 'Dirección')}
          {isAbroad(proveedor) ? (
            <>
              <Select
                {...fieldTexts({ label: 'País', error: problemOf('proveedor.pais') })}
                data={PAISES.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))}
                value={proveedor.pais || null}
                searchable
                onChange={(value) => set({ pais: value ?? '' })}
              />
              {text('ciudad', 'Ciudad')}
            </>
          ) : (
            <SearchSelect
              label="Municipio"
              error={problemOf('proveedor.municipio')}
              value={municipio}
              search={searchMunicipalities}
              onChange={(option) => set({ municipio: option?.value ?? '' })}
            />
          )}
        </FormRow>
        <FormRow>
          <Select
            {...fieldTexts({ label: 'Es' })}
            data={[
              { value: '2', label: 'Una persona' },
              { value: '1', label: 'Una entidad' },
            ]}
            value={proveedor.tipoPersona}
            allowDeselect={false}
            onChange={(value) => set({ tipoPersona: value === '1' ? '1' : '2' })}
          />
          {text('telefono', 'Teléfono', true)}
          {text('correo', 'Correo', true)}
        </FormRow>
      </div>
    </Panel>
  )
}
