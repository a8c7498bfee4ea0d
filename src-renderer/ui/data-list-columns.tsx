import { ActionIcon, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import type { DataListColumn } from './data-list-state.ts'

interface ColumnsMenuProps<T> {
  readonly columns: readonly DataListColumn<T>[]
  readonly hidden: readonly string[]
  readonly onChange: (hidden: readonly string[]) => void
}

/** Chooses which columns are seen; the first always is. */
export function ColumnsMenu<T>({ columns, hidden, onChange }: ColumnsMenuProps<T>) {
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size={24} aria-label="Columnas" title="Columnas">
          <IconColumns3 size={14} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map((column, index) => {
          const isHidden = hidden.includes(column.id)
          return (
            <Menu.Item
              key={column.id}
              disabled={index === 0}
              role="menuitemcheckbox"
              aria-checked={!isHidden}
              leftSection={<span className="data-list-marca">{isHidden ? '' : '✓'}</span>}
              onClick={() =>
                onChange(isHidden ? hidden.filter((id) => id !== column.id) : [...hidden, column.id])
              }
            >
              {column.header}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
