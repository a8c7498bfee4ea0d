import { type TextareaHTMLAttributes, useLayoutEffect, useRef } from 'react'

const GROWS_BY_ITSELF = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

interface GrowingTextProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value'> {
  readonly value: string
  readonly onText: (text: string) => void
  /** Path of the datum in the note, by which a missing one is found. */
  readonly campo: string
}

/** Text of the note: as tall as what it holds, without a box until it is in hand. */
export function GrowingText({ value, onText, campo, className = '', ...rest }: GrowingTextProps) {
  const ref = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = ref.current
    if (GROWS_BY_ITSELF || !area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  })
  return (
    <textarea
      {...rest}
      ref={ref}
      rows={1}
      className={`nota-texto ${className}`}
      data-campo={campo}
      value={value}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  )
}
