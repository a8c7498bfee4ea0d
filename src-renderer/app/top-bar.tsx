import { Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconChevronDown,
  IconFlask,
  IconHelp,
  IconLock,
  IconSearch,
  IconUserShare,
  IconWifi,
  IconWifiOff,
} from '@tabler/icons-react'
import { formatFechaHora } from '../../src-shared/kernel/dates.ts'
import { useActivePatient } from '../ui/active-patient.tsx'
import { useNavigation } from '../ui/navigation.tsx'
import { NOMBRE_ROL, useSession } from '../ui/session.tsx'
import { Shortcut } from '../ui/shortcut.tsx'
import { useShortcut } from '../ui/shortcuts.tsx'
import { BackupLight } from './backup-light.tsx'
import { SchemeSwitch } from './scheme-switch.tsx'
import { useShell } from './shell-context.tsx'
import { useStore } from './store.ts'
import { useOpenPractice } from './use-open-practice.ts'
import '../ui/tone.css'
import './top-bar.css'

interface TopBarProps {
  readonly onSearch: () => void
  readonly onHelp: () => void
}

/** Always in sight: search, the patient in hand, the network, the backup, who is working. */
export function TopBar({ onSearch, onHelp }: TopBarProps) {
  return (
    <header className="top-bar">
      <button type="button" className="top-bar-buscar" onClick={onSearch} aria-keyshortcuts="Control+K">
        <IconSearch size={15} stroke={1.8} aria-hidden="true" />
        <span className="recortado">Buscar o ejecutar…</span>
        <Shortcut keys="Ctrl+K" />
      </button>
      <PatientInHand />
      <div className="top-bar-estado">
        <ConnectionChip />
        <BackupLight />
        <SchemeSwitch />
        <UserMenu onHelp={onHelp} />
      </div>
    </header>
  )
}

function PatientInHand() {
  const patient = useActivePatient()
  const { go } = useNavigation()
  if (patient === null) return <div className="top-bar-paciente" />
  return (
    <button
      type="button"
      className="top-bar-paciente"
      onClick={() => go(`/pacientes/${patient.id}`)}
      title={`${patient.nombre} · ${patient.documento}`}
    >
      <span className="top-bar-nombre recortado">{patient.nombre}</span>
      <span className="top-bar-dato tabular">
        {patient.documento} · {patient.edad}
      </span>
      {patient.alergias.length > 0 && (
        <span className="top-bar-alergia" title={`Alergia: ${patient.alergias.join(', ')}`}>
          <IconAlertTriangle size={13} stroke={2} aria-hidden="true" />
          <span>Alergia</span>
        </span>
      )}
    </button>
  )
}

function ConnectionChip() {
  const { enLinea, sinServicio, pendientes, desde } = useStore(useShell().connection)
  const { go } = useNavigation()
  const Icon = enLinea ? IconWifi : IconWifiOff
  const waiting = pendientes === 0 ? '' : ` · ${pendientes} ${pendientes === 1 ? 'pendiente' : 'pendientes'}`
  return (
    <button
      type="button"
      className={`top-bar-chip ${enLinea && sinServicio.length === 0 ? 'tono-hecho' : 'tono-pide'}`}
      onClick={() => go('/bandeja')}
      title={desde === null ? 'Abrir la bandeja de salida' : `Sin conexión desde ${formatFechaHora(desde)}`}
    >
      <Icon size={14} stroke={1.9} aria-hidden="true" />
      {!enLinea
        ? 'Sin conexión'
        : sinServicio.length === 0
          ? 'En línea'
          : `${sinServicio.join(' y ')} fuera de servicio`}
      {waiting}
    </button>
  )
}

function UserMenu({ onHelp }: { readonly onHelp: () => void }) {
  const { usuario } = useSession()
  const shell = useShell()
  const openPractice = useOpenPractice()
  useShortcut('Ctrl+L', () => shell.lock(), { label: 'Bloquear pantalla', group: 'programa' })
  useShortcut(null, () => shell.signOut(), { label: 'Cambiar de usuario', group: 'programa' })
  return (
    <Menu width={232}>
      <Menu.Target>
        <button type="button" className="top-bar-usuario">
          <span className="top-bar-quien recortado">{usuario.nombre}</span>
          <span className="top-bar-rol">{NOMBRE_ROL[usuario.rol]}</span>
          <IconChevronDown size={13} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconLock size={15} stroke={1.7} />}
          rightSection={<Shortcut keys="Ctrl+L" />}
          onClick={shell.lock}
        >
          Bloquear pantalla
        </Menu.Item>
        <Menu.Item leftSection={<IconUserShare size={15} stroke={1.7} />} onClick={shell.signOut}>
          Cambiar de usuario
        </Menu.Item>
        {openPractice !== null && (
          <Menu.Item leftSection={<IconFlask size={15} stroke={1.7} />} onClick={openPractice}>
            Abrir la práctica
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconHelp size={15} stroke={1.7} />}
          rightSection={<Shortcut keys="F1" />}
          onClick={onHelp}
        >
          Ayuda y teclas
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
