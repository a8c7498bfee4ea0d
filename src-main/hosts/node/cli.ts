#!/usr/bin/env node
import { DatabaseFailure } from '../../core/database/failures.ts'
import { newIncidentId } from '../../core/rpc/incident-id.ts'
import { StartFailure } from '../../core/rpc/start-failure.ts'
import { ClaveIncorrecta } from '../key-file.ts'
import { type ExitCode, type Invocation, UsoIncorrecto } from './command.ts'
import { COMMANDS } from './commands/registry.ts'

async function help(): Promise<string> {
  const commands = await Promise.all(COMMANDS.map(({ load }) => load()))
  const width = Math.max(...commands.map(({ uso }) => uso.length))
  return [
    'Uso: consultorio ORDEN [datos] [--json]',
    '',
    ...commands.map(({ uso, resumen }) =>
      uso.length > 40
        ? `  ${uso}\n  ${' '.repeat(40)}  ${resumen}`
        : `  ${uso.padEnd(Math.min(width, 40))}  ${resumen}`,
    ),
    '',
    'Con --json la respuesta es un objeto JSON. Con --detalle un error inesperado muestra también su causa técnica. Códigos de salida: 0 sí o hecho, 1 no o rechazado, 2 uso o archivo ilegible, 3 error interno.',
  ].join('\n')
}

/** Shows the technical cause of an unexpected error, for whoever gives support; without it a person reads only words. */
const DETALLE = '--detalle'

const tell = (text: string) => void process.stderr.write(`${text}\n`)

async function run(given: readonly string[]): Promise<ExitCode> {
  const words = given.filter((word) => word !== '--json' && word !== DETALLE)
  const json = given.includes('--json')
  const [first, second] = words
  const wantsHelp = words.includes('--help') || words.includes('-h')
  if (first === undefined || (wantsHelp && first.startsWith('-')) || first === 'ayuda') {
    process.stdout.write(`${await help()}\n`)
    return first === undefined ? 2 : 0
  }
  const found =
    COMMANDS.find(({ nombre }) => nombre === `${first} ${second}`) ??
    COMMANDS.find(({ nombre }) => nombre === first)
  if (!found) {
    tell(`La orden «${first}» no existe. Para ver las que hay: consultorio --help`)
    return 2
  }
  const command = await found.load()
  if (wantsHelp) {
    process.stdout.write(`Uso: consultorio ${command.uso} [--json]\n${command.resumen}\n`)
    return 0
  }
  const invocation: Invocation = {
    args: words.slice(found.nombre.split(' ').length),
    json,
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: process.env,
    answer: (text, object) => void process.stdout.write(`${json ? JSON.stringify(object) : text}\n`),
    tell,
  }
  return command.run(invocation)
}

/** The message for the person and the exit code of whatever ended a command early. */
function explain(error: unknown): ExitCode {
  if (error instanceof UsoIncorrecto) {
    tell(error.message)
    return 2
  }
  if (error instanceof ClaveIncorrecta || error instanceof DatabaseFailure || error instanceof StartFailure) {
    tell(error.message)
    return error instanceof StartFailure && error.fatal.incidente ? 3 : 2
  }
  const detailed = process.argv.includes(DETALLE)
  tell(
    `Ocurrió un error inesperado. Código del incidente: ${newIncidentId()}.${detailed ? '' : ` Para ver la causa técnica, repita la orden con ${DETALLE}.`}`,
  )
  if (detailed) tell(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 3
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
})
process.exitCode = await run(process.argv.slice(2)).catch(explain)
