import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { useShortcut } from '../ui/shortcuts.tsx'

/** Light or dark, remembered on this machine; until somebody chooses, as the system has it. */
export function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const toggle = () => setColorScheme(isDark ? 'light' : 'dark')
  const label = isDark ? 'Tema claro' : 'Tema oscuro'
  useShortcut(null, toggle, { label, group: 'programa' })
  return (
    <ActionIcon onClick={toggle} aria-label={label} title={label}>
      {isDark ? <IconSun size={16} stroke={1.7} /> : <IconMoon size={16} stroke={1.7} />}
    </ActionIcon>
  )
}
