import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Cliente, CONSUMIDOR_FINAL } from '../../../src-shared/domains/facturacion/clientes.ts'
import { documentoImpreso } from '../../../src-shared/domains/facturacion/impreso.ts'
import { foldText } from '../../../src-shared/kernel/text-folding.ts'
import { client } from '../../rpc/client.ts'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'
import { Shortcut } from '../../ui/shortcut.tsx'
import { useShortcut } from '../../ui/shortcuts.tsx'
import { CustomerDialog } from './venta-customer-dialog.tsx'
import type { ClienteElegido } from './venta-model.ts'

interface CustomerFieldProps {
  readonly value: ClienteElegido | null
  readonly onChange: (cliente: ClienteElegido | null) => void
}

const NUEVO = 'nuevo'

/** Who buys: somebody of the directory, a patient or a payer found by any part of name or document; F8, the consumidor final. */
export function CustomerField({ value, onChange }: CustomerFieldProps) {
  const [found] = useState(() => new Map<string, ClienteElegido>())
  const [creating, setCreating] = useState<{ texto: string; id: string | null } | null>(null)
  const finalConsumer = () => onChange(ELEGIDO_FINAL)
  useShortcut('F8', finalConsumer, { label: 'Vender al consumidor final' })

  const search = async (texto: string, signal: AbortSignal): Promise<readonly SearchOption[]> => {
    const elegidos = await buscar(texto, signal)
    found.clear()
    for (const elegido of elegidos) found.set(keyOf(elegido), elegido)
    return [
      ...elegidos.map((elegido) => ({
        value: keyOf(elegido),
        label: elegido.nombre,
        detail: `${elegido.documento}${ORIGEN[elegido.ref.tipo]}`,
      })),
      { value: `${NUEVO}:${texto}`, label: `Crear el cliente «${texto}»` },
    ]
  }
  const pick = (option: SearchOption | null) => {
    if (option === null) return onChange(null)
    if (option.value.startsWith(`${NUEVO}:`))
      return setCreating({ texto: option.value.slice(NUEVO.length + 1), id: null })
    const elegido = found.get(option.value)
    if (elegido) onChange(elegido)
  }
  return (
    <div className="venta-cliente" data-campo="adquiriente">
      <SearchSelect
        label="Cliente"
        placeholder="Nombre, NIT o cédula de clientes, pacientes y pagadores"
        hint={value ? value.documento : undefined}
        value={value && { value: keyOf(value), label: value.nombre }}
        onChange={pick}
        search={search}
        autoFocus={value === null}
      />
      <div className="en-linea venta-cliente-botones">
        <Button size="xs" onClick={finalConsumer} rightSection={<Shortcut keys="F8" />}>
          Consumidor final
        </Button>
        {value?.ref.tipo === 'cliente' ? (
          <Button
            size="xs"
            onClick={() => setCreating({ texto: '', id: value.ref.tipo === 'cliente' ? value.ref.id : null })}
          >
            Editar sus datos
          </Button>
        ) : (
          <Button size="xs" onClick={() => setCreating({ texto: '', id: null })}>
            Cliente nuevo
          </Button>
        )}
      </div>
      {creating !== null && (
        <CustomerDialog
          texto={creating.texto}
          id={creating.id}
          onClose={() => setCreating(null)}
          onSaved={(cliente) => {
            setCreating(null)
            onChange(elegidoDe(cliente))
          }}
        />
      )}
    </div>
  )
}

const ORIGEN: Readonly<Record<ClienteElegido['ref']['tipo'], string>> = {
  cliente: '',
  paciente: ' · paciente',
  pagador: ' · pagador',
  'consumidor-final': '',
}

const ELEGIDO_FINAL: ClienteElegido = {
  ref: { tipo: 'consumidor-final' },
  nombre: 'Consumidor final',
  documento: CONSUMIDOR_FINAL.numero,
  plazoDias: null,
}

function keyOf({ ref }: ClienteElegido): string {
  return ref.tipo === 'consumidor-final' ? ref.tipo : `${ref.tipo}:${ref.id}`
}

export function elegidoDe(cliente: Cliente): ClienteElegido {
  const { id, nombre, plazoDias, dv } = cliente
  return {
    ref: { tipo: 'cliente', id },
    nombre,
    documento: documentoImpreso({
      tipoDocumento: cliente.tipoDocumento,
      numero: cliente.numero,
      dv: dv ?? undefined,
    }),
    plazoDias,
  }
}

/** Customers first, then who is already known as patient or payer and is not a customer with the same document. */
async function buscar(texto: string, signal: AbortSignal): Promise<ClienteElegido[]> {
  const [clientes, pacientes, pagadores] = await Promise.all([
    client.ventas.clientes.buscar({ texto, limite: 8 }, { signal }),
    client.pacientes.buscar({ texto, limite: 6 }, { signal }),
    client.configuracion.pagadores(undefined, { signal }),
  ])
  const palabras = foldText(texto).split(' ').filter(Boolean)
  const elegidos: ClienteElegido[] = [
    ...clientes.map(elegidoDe),
    ...pagadores
      .filter(({ nombre, nit, activo }) => {
        const todo = foldText(`${nombre} ${nit}`)
        return activo && palabras.every((palabra) => todo.includes(palabra))
      })
      .slice(0, 4)
      .map(({ id, nombre, nit, dv }) => ({
        ref: { tipo: 'pagador' as const, id },
        nombre,
        documento: `NI ${nit}-${dv}`,
        plazoDias: null,
      })),
    ...pacientes.map((paciente) => ({
      ref: { tipo: 'paciente' as const, id: paciente.id },
      nombre: paciente.nombre,
      documento: `${paciente.tipoDocumento ?? ''} ${paciente.numeroDocumento ?? ''}`.trim(),
      plazoDias: null,
    })),
  ]
  const vistos = new Set<string>()
  return elegidos.filter(({ documento, nombre }) => {
    const cual = documento || nombre
    if (vistos.has(cual)) return false
    vistos.add(cual)
    return true
  })
}
