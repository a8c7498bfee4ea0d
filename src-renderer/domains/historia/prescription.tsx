import { ActionIcon, Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useId, useRef } from 'react'
import { faltantesMedicamento } from '../../../src-shared/domains/historia/rules.ts'
import type { MedicamentoFormula } from '../../../src-shared/domains/historia/schemas.ts'
import { VIAS_ADMINISTRACION } from '../../../src-shared/domains/historia/texts.ts'
import { cantidadEnLetras } from '../../../src-shared/kernel/number-words.ts'
import { client } from '../../rpc/client.ts'
import { SearchSelect } from '../../ui/search-select.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { focusField } from './focus-field.ts'
import { useNote, useNotePart } from './note-context.tsx'
import { Section } from './section.tsx'
import { EMPTY_MEDICINE, medicamentoDesdeDci } from './services-rules.ts'

const MAX = 30
const VIGENCIAS = [30, 60, 90, 180] as const

/** The fórmula médica: search by generic name fills what the catalogue knows, then dose, frequency, duration and quantity. */
export function Prescription() {
  const { open } = useNote()
  const [formula, set] = useNotePart('formula')
  const { medicamentos, vigenciaDias } = formula
  const full = medicamentos.length >= MAX
  const search = useRef<HTMLInputElement>(null)
  const found = useRef(new Map<string, MedicamentoFormula>())
  useShortcut('F7', () => search.current?.focus(), { label: 'Fórmula médica' })

  const searchDci = async (texto: string, signal: AbortSignal) => {
    const rows = await client.catalogos.buscar({ tabla: 'medicamentosDci', texto, limite: 12 }, { signal })
    found.current.clear()
    return rows.map((row) => {
      const medicamento = medicamentoDesdeDci(row)
      const { dci, concentracion, formaFarmaceutica, via } = medicamento
      const value = [dci, concentracion, formaFarmaceutica, via].join('|')
      found.current.set(value, medicamento)
      return {
        value,
        label: `${dci} ${concentracion}`,
        detail: `${row.detalle.split(' · ').slice(1).join(' · ')} · vía ${via}${
          row.datos.controlEspecial === true ? ' · requiere recetario oficial' : ''
        }`,
      }
    })
  }

  const add = (medicamento: MedicamentoFormula) => {
    const index = open.draft.read().formula.medicamentos.length
    open.draft.change(({ formula: current }) => ({
      formula: { ...current, medicamentos: [...current.medicamentos, medicamento] },
    }))
    requestAnimationFrame(() => focusField(`formula.${index}.${medicamento.dci === '' ? 'dci' : 'dosis'}`))
  }
  const update = (index: number, change: Partial<MedicamentoFormula>) =>
    open.draft.change(({ formula: current }) => ({
      formula: {
        ...current,
        medicamentos: current.medicamentos.map((otro, i) => (i === index ? { ...otro, ...change } : otro)),
      },
    }))

  return (
    <Section seccion="formula" aside={<Shortcut keys="F7" />}>
      <ol className="nota-renglones">
        {medicamentos.map((medicamento, index) => (
          <Medicine
            // Medicines have no identity of their own: their place is what the fórmula prints.
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end or removed by hand
            key={index}
            index={index}
            medicamento={medicamento}
            onChange={(change) => update(index, change)}
            onRemove={() =>
              set({ ...formula, medicamentos: medicamentos.filter((_, otro) => otro !== index) })
            }
          />
        ))}
      </ol>
      <div className="nota-buscador">
        <SearchSelect
          ref={search}
          label={<span className="solo-lector">Agregar medicamento</span>}
          placeholder={
            full ? 'Una fórmula lleva hasta treinta medicamentos' : 'Medicamento por su nombre genérico'
          }
          disabled={full}
          value={null}
          clearOnPick
          search={searchDci}
          onChange={(option) => {
            const medicamento = option && found.current.get(option.value)
            if (medicamento) add(medicamento)
          }}
          onBlur={() => void open.autosave.flush()}
        />
        <Button
          variant="subtle"
          color="gray"
          disabled={full}
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => add(EMPTY_MEDICINE)}
        >
          Escribirlo
        </Button>
      </div>
      {medicamentos.length > 0 && (
        <label className="nota-vigencia">
          Vigencia
          <select
            className="nota-opcion"
            value={vigenciaDias}
            onChange={(event) => set({ ...formula, vigenciaDias: Number(event.currentTarget.value) })}
          >
            {[...new Set([...VIGENCIAS, vigenciaDias])].map((dias) => (
              <option key={dias} value={dias}>
                {dias} días
              </option>
            ))}
          </select>
        </label>
      )}
    </Section>
  )
}

interface MedicineProps {
  readonly index: number
  readonly medicamento: MedicamentoFormula
  readonly onChange: (change: Partial<MedicamentoFormula>) => void
  readonly onRemove: () => void
}

function Medicine({ index, medicamento, onChange, onRemove }: MedicineProps) {
  const vias = useId()
  const missing = new Set(faltantesMedicamento(medicamento).map(({ campo }) => campo))
  const nombre = medicamento.dci === '' ? `medicamento ${index + 1}` : medicamento.dci
  const field = (
    campo: Exclude<keyof MedicamentoFormula, 'cantidad'>,
    etiqueta: string,
    ejemplo: string,
    ancho: string,
    maximo: number,
  ) => (
    <MedicineField
      campo={`formula.${index}.${campo}`}
      etiqueta={etiqueta}
      accesible={`${etiqueta} de ${nombre}`}
      ejemplo={ejemplo}
      ancho={ancho}
      maximo={maximo}
      falta={missing.has(campo)}
      value={medicamento[campo]}
      onValue={(value) => onChange({ [campo]: value })}
      list={campo === 'via' ? vias : undefined}
    />
  )
  return (
    <li className="nota-renglon nota-medicamento" data-campo={`formula.${index}`}>
      <div className="nota-medicamento-linea">
        <span className="nota-medicamento-numero tabular">{index + 1}.</span>
        {field('dci', 'Nombre genérico', 'Losartán', '3 1 130px', 200)}
        {field('concentracion', 'Concentración', '50 mg', '1 1 84px', 80)}
        {field('formaFarmaceutica', 'Forma', 'tableta', '4 1 190px', 80)}
        {field('via', 'Vía', 'oral', '1 1 70px', 60)}
        <datalist id={vias}>
          {VIAS_ADMINISTRACION.map((via) => (
            <option key={via} value={via} />
          ))}
        </datalist>
        <ActionIcon size={22} aria-label={`Quitar ${nombre}`} title="Quitar" onClick={onRemove}>
          <IconX size={13} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className="nota-medicamento-linea nota-medicamento-sangria">
        {field('dosis', 'Dosis', '1 tableta', '2 1 100px', 120)}
        {field('frecuencia', 'Frecuencia', 'cada 12 horas', '2 1 110px', 120)}
        {field('duracion', 'Duración', '30 días', '1 1 80px', 80)}
        <MedicineField
          campo={`formula.${index}.cantidad`}
          etiqueta="Cantidad total"
          accesible={`Cantidad total de ${nombre}`}
          ejemplo="60"
          ancho="0 0 84px"
          maximo={6}
          falta={missing.has('cantidad')}
          numeric
          value={medicamento.cantidad === null ? '' : String(medicamento.cantidad)}
          onValue={(value) => {
            const digits = value.replace(/\D/g, '')
            onChange({ cantidad: digits === '' ? null : Number(digits) })
          }}
        />
        {field('unidad', 'Unidad', 'tabletas', '1 1 80px', 60)}
      </div>
      <div className="nota-medicamento-linea nota-medicamento-sangria">
        {field('indicaciones', 'Indicaciones', 'Con las comidas; suspender si…', '1 1 200px', 500)}
        {medicamento.cantidad !== null && medicamento.cantidad > 0 && (
          <span className="nota-medicamento-letras">{cantidadEnLetras(medicamento.cantidad)}</span>
        )}
      </div>
    </li>
  )
}

interface MedicineFieldProps {
  readonly campo: string
  readonly etiqueta: string
  readonly accesible: string
  readonly ejemplo: string
  /** CSS `flex`. */
  readonly ancho: string
  readonly maximo: number
  readonly falta: boolean
  readonly value: string
  readonly onValue: (value: string) => void
  readonly list?: string | undefined
  readonly numeric?: boolean | undefined
}

function MedicineField(props: MedicineFieldProps) {
  const { open } = useNote()
  return (
    <label className="nota-medicamento-campo" style={{ flex: props.ancho }}>
      <span aria-hidden="true">{props.etiqueta}</span>
      <input
        data-campo={props.campo}
        data-falta={props.falta || undefined}
        aria-label={props.accesible}
        value={props.value}
        placeholder={props.ejemplo}
        maxLength={props.maximo}
        list={props.list}
        inputMode={props.numeric ? 'numeric' : undefined}
        autoComplete="off"
        onChange={(event) => props.onValue(event.currentTarget.value)}
        onBlur={() => void open.autosave.flush()}
      />
    </label>
  )
}
