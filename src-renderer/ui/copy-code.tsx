import { ActionIcon } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import './copy-code.css'

interface CopyCodeProps {
  /** `CUFE`, `CUV`. */
  readonly label: string
  readonly value: string
  /** One line with the end hidden; the whole code is copied and read aloud. */
  readonly short?: boolean | undefined
}

/** Long code in monospace, with a button that copies it whole. */
export function CopyCode({ label, value, short = false }: CopyCodeProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  const Icon = copied ? IconCheck : IconCopy
  return (
    <span className="copy-code">
      <span className="codigo copy-code-texto" data-short={short || undefined} title={value}>
        {value}
      </span>
      <ActionIcon
        size={24}
        onClick={() => void copy()}
        aria-label={copied ? `${label} copiado` : `Copiar el ${label}`}
        title={copied ? 'Copiado' : `Copiar el ${label}`}
      >
        <Icon size={14} aria-hidden="true" />
      </ActionIcon>
    </span>
  )
}
