import { Combobox, InputBase, Loader, useCombobox } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, type Ref, useCallback, useEffect, useRef, useState } from 'react'
import { type FieldText, fieldTexts } from './field-parts.tsx'
import { useDelayed } from './use-delayed.ts'
import './search-select.css'

export interface SearchOption {
  readonly value: string
  readonly label: string
  /** Code in monospace before the label (CIE-10, CUPS, DIVIPOLA). */
  readonly code?: string | undefined
  /** Second line: group, presentation, validity. */
  readonly detail?: ReactNode | undefined
  /** Shown but not to be chosen; `detail` says why. */
  readonly disabled?: boolean | undefined
}

export interface SearchSelectProps extends FieldText {
  readonly value: SearchOption | null
  readonly onChange: (value: SearchOption | null) => void
  /** Finds options for a text; called with '' on opening when `minLength` is 0. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly SearchOption[]>
  readonly minLength?: number | undefined
  readonly placeholder?: string | undefined
  readonly onBlur?: (() => void) | undefined
  readonly disabled?: boolean | undefined
  readonly name?: string | undefined
  readonly ref?: Ref<HTMLInputElement> | undefined
  readonly autoFocus?: boolean | undefined
  /** Empties after choosing: for lists to which one adds. */
  readonly clearOnPick?: boolean | undefined
}

/** Search in a catalogue by words or code: arrows and Enter choose, Esc closes without losing what was chosen. */
export function SearchSelect(props: SearchSelectProps) {
  const { value, onChange, minLength = 2 } = props
  const [text, setText] = useState<string | null>(null)
  const [options, setOptions] = useState<readonly SearchOption[]>([])
  const [status, setStatus] = useState<'quieto' | 'buscando' | 'listo' | 'fallo'>('quieto')
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  /** Enter came before the answer: the first option is taken as soon as it arrives. */
  const takeFirst = useRef(false)
  const [problem, setProblem] = useState<string | null>(null)
  const slow = useDelayed(status === 'buscando')
  const search = useRef(props.search)
  const selectFirst = useRef(combobox.selectFirstOption)
  const take = useRef<(option: SearchOption) => void>(() => undefined)
  const choose = (option: SearchOption) => {
    onChange(option)
    setProblem(null)
    setText(props.clearOnPick ? '' : null)
    combobox.closeDropdown()
  }

  useEffect(() => {
    search.current = props.search
    selectFirst.current = combobox.selectFirstOption
    take.current = choose
  })

  useEffect(() => {
    if (text === null || text.trim().length < minLength) {
      setStatus('quieto')
      setOptions([])
      return
    }
    const stop = new AbortController()
    setStatus('buscando')
    const timer = setTimeout(() => {
      search.current(text.trim(), stop.signal).then(
        (found) => {
          if (stop.signal.aborted) return
          setOptions(found)
          const first = found.find((option) => !option.disabled)
          if (takeFirst.current && first !== undefined) take.current(first)
          takeFirst.current = false
          setStatus('listo')
        },
        () => {
          if (!stop.signal.aborted) setStatus('fallo')
        },
      )
    }, 80)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text, minLength])

  // The first option is under the cursor as soon as there is one, also when the list itself appears later than its options.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new list of options
  useEffect(() => void selectFirst.current(), [options])
  const onList = useCallback((list: HTMLElement | null) => {
    if (list !== null) selectFirst.current()
  }, [])

  const pick = (key: string) => {
    const option = options.find((candidate) => candidate.value === key)
    if (option !== undefined) choose(option)
  }

  /** Text that was not chosen from the list is kept and said, never taken for an answer nor dropped in silence. */
  const leave = () => {
    const typed = text?.trim() ?? ''
    const unanswered = text !== null && !props.clearOnPick && (typed !== '' || minLength > 0)
    if (unanswered) onChange(null)
    if (unanswered && typed !== '')
      setProblem(`«${typed}» no se eligió de la lista. Búsquelo y elija una opción.`)
    else setText(null)
    combobox.closeDropdown()
    props.onBlur?.()
  }

  const shown = text ?? (value === null ? '' : [value.code, value.label].filter(Boolean).join(' · '))
  const message =
    status === 'listo' && options.length === 0
      ? `Nada coincide con «${text ?? ''}». Pruebe con otra palabra o con el código.`
      : status === 'fallo'
        ? 'No se pudo buscar. Lo escrito se conserva; vuelva a intentarlo.'
        : slow
          ? 'Buscando…'
          : null

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <InputBase
          {...fieldTexts({ ...props, error: problem ?? props.error ?? null })}
          ref={props.ref}
          name={props.name}
          value={shown}
          placeholder={props.placeholder ?? 'Palabras o código'}
          disabled={props.disabled ?? false}
          autoFocus={props.autoFocus ?? false}
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          leftSectionWidth={26}
          rightSection={rightSection(slow, value !== null && text === null && !props.disabled, () =>
            onChange(null),
          )}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setProblem(null)
            takeFirst.current = false
            combobox.openDropdown()
          }}
          onFocus={(event) => {
            event.currentTarget.select()
            if (minLength === 0) {
              setText('')
              combobox.openDropdown()
            }
          }}
          onBlur={() => {
            leave()
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && status === 'buscando') {
              event.preventDefault()
              takeFirst.current = true
            }
            const first = options.find((option) => !option.disabled)
            const isPointed = combobox.getSelectedOptionIndex() !== -1
            if (event.key === 'Enter' && combobox.dropdownOpened && !isPointed && first !== undefined) {
              event.preventDefault()
              choose(first)
            }
            if (event.key === 'Escape' && combobox.dropdownOpened) {
              event.preventDefault()
              event.stopPropagation()
              setText(null)
              combobox.closeDropdown()
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0 && message === null}>
        <Combobox.Options ref={onList} aria-label="Resultados" mah={280} className="search-select-opciones">
          {options.map((option) => (
            <Combobox.Option key={option.value} value={option.value} disabled={option.disabled ?? false}>
              <span className="search-select-opcion">
                {option.code !== undefined && (
                  <span className="codigo search-select-codigo">{option.code}</span>
                )}
                <span>
                  {option.label}
                  {option.detail !== undefined && (
                    <span className="search-select-detalle">{option.detail}</span>
                  )}
                </span>
              </span>
            </Combobox.Option>
          ))}
          {message !== null && options.length === 0 && <Combobox.Empty>{message}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function rightSection(slow: boolean, clearable: boolean, onClear: () => void): ReactNode {
  if (slow) return <Loader size={14} />
  if (!clearable) return null
  return (
    <button
      type="button"
      className="search-select-quitar"
      tabIndex={-1}
      aria-label="Quitar"
      onClick={onClear}
    >
      <IconX size={13} aria-hidden="true" />
    </button>
  )
}
