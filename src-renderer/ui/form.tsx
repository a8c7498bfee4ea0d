import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { type FieldValues, FormProvider, type SubmitHandler, type UseFormReturn } from 'react-hook-form'
import './form.css'

interface FormProps<Values extends FieldValues, Output extends FieldValues> {
  // biome-ignore lint/suspicious/noExplicitAny: the context type of react-hook-form is not used here
  readonly form: UseFormReturn<Values, any, Output>
  readonly onSubmit: SubmitHandler<Output>
  readonly label?: string | undefined
  readonly children: ReactNode
  /** `1` stacks; `2` and `3` are columns on wide windows. */
  readonly columns?: 1 | 2 | 3 | undefined
  /** First field takes the caret when the form appears. */
  readonly autoFocus?: boolean | undefined
  /** Links a button outside the form (`form={id}`) to it. */
  readonly id?: string | undefined
}

const FIELD =
  'input:not([type=hidden]):not(:disabled):not([tabindex="-1"]), select:not(:disabled), textarea:not(:disabled), button[type=submit]:not(:disabled)'

/**
 * Form for react-hook-form: gives its fields the context, moves to the next field on Enter, sends from the last one, and puts
 * the caret on the first error.
 */
export function Form<Values extends FieldValues, Output extends FieldValues = Values>(
  props: FormProps<Values, Output>,
) {
  const element = useRef<HTMLFormElement>(null)
  const { form, columns = 1, autoFocus = false } = props

  useEffect(() => {
    if (autoFocus) element.current?.querySelector<HTMLElement>(FIELD)?.focus()
  }, [autoFocus])

  const leave = (target: HTMLElement, step: 1 | -1) => {
    const fields = [...(element.current?.querySelectorAll<HTMLElement>(FIELD) ?? [])].filter(
      (field) => field.offsetParent !== null && isStop(field, target),
    )
    const next = fields[fields.indexOf(target) + step]
    if (next === undefined || next instanceof HTMLButtonElement) {
      if (step > 0) element.current?.requestSubmit()
      return
    }
    next.focus()
    if (next instanceof HTMLInputElement && /^(text|search|tel|email|)$/.test(next.type)) next.select()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!isPlainEnter(event) || event.defaultPrevented) return
    const target = event.target
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
    if (target.getAttribute('aria-expanded') === 'true') return
    event.preventDefault()
    leave(target, event.shiftKey ? -1 : 1)
  }

  // Before the select itself, which would open its list on Enter: that is for the space bar and the arrows.
  const onKeyDownCapture = (event: KeyboardEvent<HTMLFormElement>) => {
    const target = event.target
    if (!isPlainEnter(event) || !(target instanceof HTMLInputElement) || !isIdleSelect(target)) return
    event.preventDefault()
    event.stopPropagation()
    leave(target, event.shiftKey ? -1 : 1)
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    void form.handleSubmit(props.onSubmit)(event)
  }

  return (
    <FormProvider {...form}>
      <form
        ref={element}
        id={props.id}
        className="form"
        data-columns={columns}
        noValidate
        aria-label={props.label}
        onSubmit={submit}
        onKeyDown={onKeyDown}
        onKeyDownCapture={onKeyDownCapture}
      >
        {props.children}
      </form>
    </FormProvider>
  )
}

function isPlainEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey
}

/** A select with no option pointed at: there is nothing that Enter could choose. */
function isIdleSelect(field: HTMLInputElement): boolean {
  if (!field.matches('.mantine-Select-input[role=combobox]')) return false
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '')
  return field.getAttribute('aria-expanded') !== 'true' || !list?.querySelector('[data-combobox-selected]')
}

/** A group of radios is one stop: the one in hand, else the chosen one, else the first. */
function isStop(field: HTMLElement, inHand: HTMLElement): boolean {
  if (field === inHand || !(field instanceof HTMLInputElement) || field.type !== 'radio') return true
  const group = [
    ...(field.form?.querySelectorAll<HTMLInputElement>(
      `input[type=radio][name="${CSS.escape(field.name)}"]`,
    ) ?? []),
  ]
  return (
    !group.some((radio) => radio === inHand) && field === (group.find(({ checked }) => checked) ?? group[0])
  )
}

/** Fields side by side, even widths unless given as grid tracks. */
export function FormRow({ children, tracks }: { readonly children: ReactNode; readonly tracks?: string }) {
  return (
    <div className="form-fila" style={tracks === undefined ? undefined : { gridTemplateColumns: tracks }}>
      {children}
    </div>
  )
}

/** Group of fields under a heading. */
export function FormSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="form-seccion">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}
