import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { Proveedor } from '../../../src-shared/domains/comunicaciones/texts.ts'

interface ProviderChoiceProps {
  readonly label: string
  readonly proveedores: readonly Proveedor[]
  /** Server of the stored account; null when there is none. */
  readonly servidor: string | null
  readonly onChoose: (datos: Proveedor['datos']) => void
}

const OTRO = 'otro'

/** Who gives the mail, and what must be done there first. */
export function ProviderChoice({ label, proveedores, servidor, onChoose }: ProviderChoiceProps) {
  const [id, setId] = useState(() =>
    servidor === null
      ? (proveedores[0]?.id ?? OTRO)
      : (proveedores.find(({ datos }) => datos.servidor === servidor)?.id ?? OTRO),
  )
  const elegido = proveedores.find((one) => one.id === id)
  return (
    <>
      <SegmentedControl
        aria-label={label}
        value={id}
        onChange={(next) => {
          setId(next)
          const found = proveedores.find((one) => one.id === next)
          if (found) onChoose(found.datos)
        }}
        data={[
          ...proveedores.map((one) => ({ value: one.id, label: one.nombre })),
          { value: OTRO, label: 'Otro o dominio propio' },
        ]}
      />
      {elegido && (
        <section className="correo-proveedor" aria-label={`Antes de empezar con ${elegido.nombre}`}>
          <strong>Antes de empezar</strong>
          <ol>
            {elegido.pasos.map((paso) => (
              <li key={paso}>{paso}</li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
