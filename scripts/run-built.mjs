/** The command line from its built file: `npm run consultorio -- …`, `npm run demo`, `npm run host`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildOrLeave } from './build-when-stale.mjs'
import { node24, ROOT } from './root.mjs'

await buildOrLeave()
const child = spawn(node24(), [join(ROOT, 'out', 'main', 'cli.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
})
// npm passes Ctrl+C to the whole group: the command ends in order and this waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
child.on('error', (error) => {
  process.stderr.write(`No se pudo iniciar: ${error.message}\n`)
  process.exit(3)
})
