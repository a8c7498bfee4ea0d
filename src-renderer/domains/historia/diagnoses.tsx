import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import type { DiagnosticoNota } from '../../../src-shared/domains/historia/schemas.ts'
import { TIPO_DIAGNOSTICO } from '../../../src-shared/domains/rips/tablas.ts'
import { client } from '../../rpc/client.ts'
import { SearchSelect } from '../../ui/search-select.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { useNote, useNotePart } from './note-context.tsx'
import { Section } from './section.tsx'

const MAX = 4

async function searchCie10(texto: string, signal: AbortSignal) {
  const found = await client.catalogos.buscar({ tabla: 'cie10', texto, limite: 12 }, { signal })
  return found.map(({ codigo, nombre, detalle }) => ({
    value: codigo,
    code: codigo,
    label: nombre,
    detail: detalle === '' ? undefined : detalle,
  }))
}

/** Diagnoses by words or code, the main one first; Alt with an arrow moves the one in hand. */
export function Diagnoses() {
  const { open } = useNote()
  const [diagnosticos, set] = useNotePart('diagnosticos')
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  useShortcut('Ctrl+D', () => search.current?.focus(), { label: 'Agregar diagnóstico' })
  const full = diagnosticos.length >= MAX

  const move = (index: number, step: -1 | 1) => {
    const target = index + step
    const moved = diagnosticos[index]
    if (!moved || target < 0 || target >= diagnosticos.length) return
    const rest = diagnosticos.filter((_, i) => i !== index)
    set([...rest.slice(0, target), moved, ...rest.slice(target)])
    requestAnimationFrame(() => list.current?.querySelectorAll('select')[target]?.focus())
  }
  const remove = (index: number) => {
    set(diagnosticos.filter((_, i) => i !== index))
    search.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0) return
    event.preventDefault()
    move(index, step)
  }

  return (
    <Section seccion="diagnosticos" aside={<Shortcut keys="Ctrl+D" />}>
      <ol ref={list} className="nota-renglones">
        {diagnosticos.map((diagnostico, index) => (
          <li
            key={diagnostico.cie10}
            className="nota-renglon nota-diagnostico"
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <span className="nota-diagnostico-orden">{index === 0 ? 'Principal' : `Relac. ${index}`}</span>
            <span className="codigo">{diagnostico.cie10}</span>
            <span className="nota-renglon-nombre">{diagnostico.nombre}</span>
            <select
              className="nota-opcion"
              aria-label={`Tipo de diagnóstico de ${diagnostico.nombre}`}
              value={diagnostico.tipo}
              onChange={(event) => {
                const tipo = event.currentTarget.value as DiagnosticoNota['tipo']
                set(diagnosticos.map((otro, i) => (i === index ? { ...otro, tipo } : otro)))
              }}
            >
              {TIPO_DIAGNOSTICO.valores.map(({ codigo, nombre }) => (
                <option key={codigo} value={codigo}>
                  {nombre}
                </option>
              ))}
            </select>
            <span className="nota-renglon-acciones">
              <ActionIcon
                size={22}
                aria-label={`Subir ${diagnostico.nombre}`}
                title="Subir (Alt+↑)"
                disabled={index === 0}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={13} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                size={22}
                aria-label={`Bajar ${diagnostico.nombre}`}
                title="Bajar (Alt+↓)"
                disabled={index === diagnosticos.length - 1}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={13} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                size={22}
                aria-label={`Quitar ${diagnostico.nombre}`}
                title="Quitar"
                onClick={() => remove(index)}
              >
                <IconX size={13} aria-hidden="true" />
              </ActionIcon>
            </span>
          </li>
        ))}
      </ol>
      <div className="nota-buscador">
        <SearchSelect
          ref={search}
          label={<span className="solo-lector">Agregar diagnóstico</span>}
          placeholder={
            full
              ? 'Un diagnóstico principal y tres relacionados es el máximo'
              : diagnosticos.length === 0
                ? 'Diagnóstico principal: palabras o código CIE-10'
                : 'Diagnóstico relacionado: palabras o código CIE-10'
          }
          disabled={full}
          value={null}
          clearOnPick
          search={searchCie10}
          onChange={(option) => {
            if (option === null || diagnosticos.some(({ cie10 }) => cie10 === option.value)) return
            set([...diagnosticos, { cie10: option.value, nombre: option.label, tipo: '01' }])
          }}
          onBlur={() => void open.autosave.flush()}
        />
      </div>
    </Section>
  )
}
