import { Button, Checkbox, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core'
import { IconChevronDown, IconTrash } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { porcentaje } from '../../../src-shared/domains/facturacion/impreso.ts'
import { UNIDADES } from '../../../src-shared/domains/facturacion/unidades.ts'
import { IMPUESTOS_VENTA } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import type { Articulo } from '../../../src-shared/domains/facturacion/ventas.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { client } from '../../rpc/client.ts'
import { Money } from '../../ui/money.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { type SearchOption, SearchSelect } from '../../ui/search-select.tsx'
import { ArticleDialog } from './venta-article-dialog.tsx'
import { conArticulo, conLineaVacia, type LineaBorrador, leerLinea, totalDeLinea } from './venta-model.ts'

interface SaleLinesProps {
  readonly lineas: readonly LineaBorrador[]
  readonly onChange: (lineas: LineaBorrador[]) => void
}

const NUEVO = 'nuevo'
const AFTER_DIALOG_MS = 60
const IMPUESTOS = IMPUESTOS_VENTA.map(({ id, nombre }) => ({ value: id, label: nombre }))
const UNIDADES_OFRECIDAS = UNIDADES.map(({ codigo, nombre }) => ({ value: codigo, label: nombre }))

/** What is sold, written as in a spreadsheet: Enter goes to the next cell, and past the last one a new line is waiting. */
export function SaleLines({ lineas, onChange }: SaleLinesProps) {
  const grid = useRef<HTMLTableElement>(null)
  const [creating, setCreating] = useState<{ clave: string; texto: string } | null>(null)

  const change = (clave: string, cambio: (linea: LineaBorrador) => LineaBorrador) =>
    onChange(conLineaVacia(lineas.map((linea) => (linea.clave === clave ? cambio(linea) : linea))))
  const put = (clave: string, articulo: Omit<Articulo, 'id' | 'activo'>) => {
    change(clave, (linea) => conArticulo(linea, articulo))
    focusCell(clave, 'cantidad')
  }
  const focusCell = (clave: string, celda: string) =>
    // After the row is drawn with its article, and after a dialog that closes gave the caret back to where it was.
    setTimeout(
      () =>
        grid.current
          ?.querySelector<HTMLElement>(`[data-linea="${clave}"] [data-celda="${celda}"] input`)
          ?.focus(),
      AFTER_DIALOG_MS,
    )

  /** Enter walks the cells; what a list of options took for itself is not ours. */
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const { target } = event
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.defaultPrevented) return
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
    event.preventDefault()
    const cells = [
      ...(grid.current?.querySelectorAll<HTMLElement>('[data-celda] input, [data-celda] select') ?? []),
    ]
    const next = cells[cells.indexOf(target) + (event.shiftKey ? -1 : 1)]
    next?.focus()
    if (next instanceof HTMLInputElement) next.select()
  }

  return (
    <>
      <table ref={grid} className="factura-lineas venta-lineas" data-campo="lineas" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">Producto o servicio</th>
            <th scope="col">Cant.</th>
            <th scope="col">Precio</th>
            <th scope="col">Descuento</th>
            <th scope="col">Impuesto</th>
            <th scope="col">Total</th>
            <th scope="col">
              <VisuallyHidden>Más</VisuallyHidden>
            </th>
          </tr>
        </thead>
        {lineas.map((linea, orden) => (
          <Line
            key={linea.clave}
            linea={linea}
            orden={orden + 1}
            onChange={(cambio) => change(linea.clave, (old) => ({ ...old, ...cambio }))}
            onArticle={(articulo) => put(linea.clave, articulo)}
            onCreate={(texto) => setCreating({ clave: linea.clave, texto })}
            onRemove={() => onChange(conLineaVacia(lineas.filter(({ clave }) => clave !== linea.clave)))}
          />
        ))}
      </table>
      {creating !== null && (
        <ArticleDialog
          texto={creating.texto}
          onClose={() => setCreating(null)}
          onSaved={(articulo) => {
            setCreating(null)
            put(creating.clave, articulo)
          }}
        />
      )}
    </>
  )
}

interface LineProps {
  readonly linea: LineaBorrador
  /** From 1, for readers of the screen. */
  readonly orden: number
  readonly onChange: (cambio: Partial<LineaBorrador>) => void
  readonly onArticle: (articulo: Articulo) => void
  readonly onCreate: (texto: string) => void
  readonly onRemove: () => void
}

function Line({ linea, orden, onChange, onArticle, onCreate, onRemove }: LineProps) {
  const [found] = useState(() => new Map<string, Articulo>())
  const [more, setMore] = useState(linea.muestra || linea.recargo !== null)
  const { articulo } = linea
  const { problema } = leerLinea(linea)
  const total = totalDeLinea(linea)
  const label = (campo: string) => <VisuallyHidden>{`${campo}, línea ${orden}`}</VisuallyHidden>

  const search = async (texto: string, signal: AbortSignal): Promise<readonly SearchOption[]> => {
    const articulos = await client.ventas.articulos.buscar({ texto }, { signal })
    found.clear()
    for (const uno of articulos) found.set(uno.id, uno)
    return [
      ...articulos.map((uno) => ({
        value: uno.id,
        code: uno.codigo,
        label: uno.nombre,
        detail: `${formatPesos(uno.precio)}${detalleImpuesto(uno)}`,
      })),
      ...(texto === '' ? [] : [{ value: `${NUEVO}:${texto}`, label: `Crear «${texto}»` }]),
    ]
  }
  const pick = (option: SearchOption | null) => {
    if (option === null) return onChange({ articulo: null })
    if (option.value.startsWith(`${NUEVO}:`)) return onCreate(option.value.slice(NUEVO.length + 1))
    const elegido = found.get(option.value)
    if (elegido) onArticle(elegido)
  }
  return (
    <tbody data-linea={linea.clave}>
      <tr>
        <td data-celda="articulo">
          <SearchSelect
            label={label('Producto o servicio')}
            placeholder={orden === 1 ? 'Código o nombre' : 'Otro producto o servicio'}
            value={articulo && { value: articulo.codigo, code: articulo.codigo, label: articulo.nombre }}
            onChange={pick}
            search={search}
            minLength={1}
          />
        </td>
        {articulo === null ? (
          <td colSpan={6} />
        ) : (
          <>
            <td data-celda="cantidad">
              <TextInput
                label={label('Cantidad')}
                value={linea.cantidad}
                onChange={(event) => onChange({ cantidad: event.currentTarget.value })}
                onFocus={(event) => event.currentTarget.select()}
                inputMode="decimal"
                autoComplete="off"
                styles={{ input: { textAlign: 'end' } }}
              />
            </td>
            <td data-celda="precio">
              <MoneyInput
                label={label(linea.muestra ? 'Valor de la muestra' : 'Precio')}
                value={linea.precio}
                onChange={(precio) => onChange({ precio })}
              />
            </td>
            <td data-celda="descuento">
              <TextInput
                label={label('Descuento')}
                placeholder="10% o 5.000"
                value={linea.muestra ? '' : linea.descuento}
                disabled={linea.muestra}
                onChange={(event) => onChange({ descuento: event.currentTarget.value })}
                autoComplete="off"
                styles={{ input: { textAlign: 'end' } }}
              />
            </td>
            <td data-celda="impuesto">
              <NativeSelect
                label={label('Impuesto')}
                data={IMPUESTOS}
                value={linea.impuesto}
                onChange={(event) => onChange({ impuesto: event.currentTarget.value })}
              />
            </td>
            <td className="venta-total">{total === null ? '—' : <Money value={total} />}</td>
            <td className="venta-mas">
              <Button
                variant="subtle"
                size="xs"
                px={4}
                aria-label={`Más de la línea ${orden}`}
                aria-expanded={more}
                title="Unidad, muestra, recargo"
                onClick={() => setMore(!more)}
              >
                <IconChevronDown size={14} aria-hidden="true" />
              </Button>
              <Button
                variant="subtle"
                size="xs"
                px={4}
                aria-label={`Quitar la línea ${orden}`}
                title="Quitar la línea"
                onClick={onRemove}
              >
                <IconTrash size={14} aria-hidden="true" />
              </Button>
            </td>
          </>
        )}
      </tr>
      {problema !== null && (
        <tr>
          <td colSpan={7}>
            <p className="factura-problema tono-peligro" role="alert">
              {problema}
            </p>
          </td>
        </tr>
      )}
      {articulo !== null && more && (
        <tr className="venta-detalle">
          <td colSpan={7}>
            <div className="form-fila">
              <NativeSelect
                label="Unidad"
                data={UNIDADES_OFRECIDAS}
                value={articulo.unidad}
                onChange={(event) =>
                  onChange({ articulo: { ...articulo, unidad: event.currentTarget.value } })
                }
              />
              <TextInput
                label="Motivo del descuento"
                value={linea.razonDescuento}
                disabled={linea.muestra}
                onChange={(event) => onChange({ razonDescuento: event.currentTarget.value })}
                maxLength={200}
              />
              <MoneyInput
                label="Recargo sin impuesto"
                value={linea.recargo}
                disabled={linea.muestra}
                onChange={(recargo) => onChange({ recargo })}
              />
              <TextInput
                label="Motivo del recargo"
                value={linea.razonRecargo}
                disabled={linea.muestra}
                onChange={(event) => onChange({ razonRecargo: event.currentTarget.value })}
                maxLength={200}
              />
            </div>
            <div className="en-linea">
              <Checkbox
                label="El precio ya trae el impuesto"
                checked={linea.incluyeImpuesto}
                onChange={(event) => onChange({ incluyeImpuesto: event.currentTarget.checked })}
              />
              <Checkbox
                label="Es una muestra: se entrega sin cobrar"
                checked={linea.muestra}
                onChange={(event) => onChange({ muestra: event.currentTarget.checked })}
              />
            </div>
          </td>
        </tr>
      )}
    </tbody>
  )
}

function detalleImpuesto({ impuesto, incluyeImpuesto }: Articulo): string {
  if (impuesto.clase !== 'gravado') return ` · ${impuesto.clase}`
  const nombre = impuesto.tributo === '04' ? 'INC' : 'IVA'
  return ` · ${nombre} ${porcentaje(impuesto.tarifa * 10)} ${incluyeImpuesto ? 'incluido' : 'aparte'}`
}
