import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'

/** «¿Para qué sirve?» beside a field that a norm asks for: the reason and the norm, only for who wants to read it. */
export function WhyHint({ children }: { readonly children: ReactNode }) {
  return (
    <Popover width={320} position="bottom-start" withArrow>
      <Popover.Target>
        <button type="button" className="enlace">
          ¿Para qué sirve?
        </button>
      </Popover.Target>
      <Popover.Dropdown>{children}</Popover.Dropdown>
    </Popover>
  )
}
