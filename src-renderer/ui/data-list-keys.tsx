import { useShortcutNote } from './shortcuts.tsx'

/** What the list answers to, for the help. */
export function ListKeys(props: {
  readonly open: string | null
  readonly primary: string | null
  readonly selectable: boolean
}) {
  useShortcutNote('↑ ↓', 'Moverse por la lista')
  useShortcutNote('abc…', 'Filtrar la lista')
  return (
    <>
      {props.open !== null && <RowKeyNote keys="Enter" label={props.open} />}
      {props.primary !== null && <RowKeyNote keys="Ctrl+Enter" label={props.primary} />}
      {props.selectable && <RowKeyNote keys="Espacio" label="Elegir la fila" />}
      {props.selectable && <RowKeyNote keys="Shift+↑ ↓" label="Elegir varias filas" />}
    </>
  )
}

export function RowKeyNote({ keys, label }: { readonly keys: string; readonly label: string }) {
  useShortcutNote(keys, label)
  return null
}
