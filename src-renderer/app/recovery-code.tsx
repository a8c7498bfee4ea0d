import { Button, Checkbox } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { formatFecha } from '../../src-shared/kernel/dates.ts'
import { useHoy } from '../ui/environment.tsx'
import { Notice } from '../ui/notice.tsx'
import { GatePage } from './gate.tsx'
import { useShell } from './shell-context.tsx'

/** The recovery code, this one time. Printed, it is a sheet with the code, its date and what it is for. */
export function RecoveryCode({ codigo }: { readonly codigo: string }) {
  const { print, codeKept } = useShell()
  const [kept, setKept] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const hoy = useHoy()
  const printSheet = async () => {
    const answer = await print()
    setError(answer.ok ? null : answer.error)
  }
  return (
    <GatePage title="Código de recuperación" wide>
      <p>
        Este código abre los datos de su consultorio si el equipo se daña, se cambia o se olvida la frase. Sin
        él, en ese caso, nadie puede abrirlos. <strong>Se muestra solo ahora.</strong>
      </p>
      <p className="gate-codigo codigo">
        {codigo.split('-').map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one code never move
          <span key={index}>{index === 0 ? group : `-${group}`}</span>
        ))}
      </p>
      <p className="gate-nota">
        Creado el {formatFecha(hoy)}. No distingue mayúsculas y no tiene las letras I, L, O ni U. Guárdelo
        lejos del equipo, como una escritura; no lo fotografíe ni lo envíe por mensaje.
      </p>
      <div className="gate-fila gate-sin-imprimir">
        <Button
          size="md"
          leftSection={<IconPrinter size={16} stroke={1.7} aria-hidden="true" />}
          onClick={() => void printSheet()}
          autoFocus
        >
          Imprimir
        </Button>
        <Checkbox
          label="Lo guardé en papel"
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
      </div>
      {error !== null && <Notice tone="peligro">{error}</Notice>}
      <Button className="gate-sin-imprimir" variant="filled" size="md" disabled={!kept} onClick={codeKept}>
        Continuar
      </Button>
    </GatePage>
  )
}
