import { Popover } from '@mantine/core'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { formatFechaHora } from '../../src-shared/kernel/dates.ts'
import { useSession } from '../ui/session.tsx'
import type { Tone } from '../ui/tone.ts'
import { useShell } from './shell-context.tsx'
import type { BackupStatus } from './shell-services.ts'
import { useStore } from './store.ts'
import '../ui/tone.css'
import './top-bar.css'

/** Says whether there is a backup; opened, where the data lie. Practice has nothing to lose, so there it never warns. */
export function BackupLight() {
  const backup = useStore(useShell().backup)
  const { practica } = useSession()
  const { word, tone } = lightOf(backup, practica)
  return (
    <Popover width={320} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={`top-bar-chip top-bar-copia tono-${tone}`} title={word}>
          <IconDeviceFloppy size={14} stroke={1.9} aria-hidden="true" />
          <span data-breve={tone !== 'pide' || undefined}>{word}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Copia de seguridad">
        <div className="top-bar-copia-detalle">
          <p>
            <strong>{word}.</strong> {explanation(backup, practica)}
          </p>
          {backup.carpeta === null ? (
            <p>Los datos están en el equipo donde corre Consultorio.</p>
          ) : (
            <p>
              Los datos de este equipo están en <span className="codigo">{backup.carpeta}</span>
            </p>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function lightOf({ alDia, ultima }: BackupStatus, practica: boolean): { word: string; tone: Tone } {
  if (ultima === null) return { word: 'Sin copia', tone: practica ? 'neutro' : 'pide' }
  return alDia
    ? { word: 'Copia al día', tone: 'hecho' }
    : { word: 'Copia atrasada', tone: practica ? 'neutro' : 'pide' }
}

function explanation({ ultima }: BackupStatus, practica: boolean): string {
  if (ultima !== null) return `Última copia: ${formatFechaHora(ultima)}.`
  return practica
    ? 'La práctica no necesita copias: sus pacientes son de ejemplo.'
    : 'Este programa todavía no hace copias automáticas; llegarán a Configuración. Mientras tanto, copie a otro disco la carpeta de los datos con el programa cerrado.'
}
