/** `npm start`: the app in practice mode, in the best window this machine has. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildOrLeave } from './build-when-stale.mjs'
import { findElectron } from './electron.mjs'
import { node24, ROOT } from './root.mjs'

const say = (line) => process.stderr.write(`${line}\n`)

function follow(command, args, env) {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
  child.on('error', (error) => {
    say(`No se pudo iniciar: ${error.message}`)
    process.exit(3)
  })
}

const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

await buildOrLeave()
const electron = hasDisplay ? await findElectron(say) : undefined
if (electron) {
  const root = process.platform === 'linux' && process.getuid() === 0
  if (root) say('Se inicia sin el aislamiento del sistema porque el usuario es root.')
  follow(electron.executable, [...(root ? ['--no-sandbox'] : []), ROOT, '--modo=practica'], {
    CONSULTORIO_NODE: node24(),
  })
} else {
  say(
    hasDisplay
      ? 'Se atiende en este equipo por navegador porque no hay Electron.'
      : 'No hay pantalla en esta sesión: se atiende en este equipo por navegador.',
  )
  follow(node24(), [join(ROOT, 'out', 'main', 'cli.js'), 'host', '--modo', 'practica', '--solo-local'], {})
}
