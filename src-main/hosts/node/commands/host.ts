import { resolve } from 'node:path'
import type { Modo } from '../../../core/rpc/parent-protocol.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments, readInteger } from '../input.ts'
import { startHost } from '../start.ts'

/** @throws UsoIncorrecto when it is missing or another word */
function readMode(text: string | undefined): Modo {
  if (text === 'practica' || text === 'real') return text
  throw new UsoIncorrecto('Diga con qué datos: --modo practica o --modo real.')
}

/** Ends when the process is asked to end, or its launcher goes. */
function untilAsked(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => done())
  })
}

export const host: Command = {
  nombre: 'host',
  uso: 'host --modo practica|real [--solo-local] [--puerto N] [--clave-archivo ARCHIVO]',
  resumen: 'atiende a los navegadores de la red local, o solo a los de este equipo',
  async run(invocation) {
    const { options, flags } = readArguments(host, invocation, {
      min: 0,
      max: 0,
      options: ['modo', 'puerto', 'clave-archivo'],
      flags: ['solo-local'],
    })
    const modo = readMode(options.modo)
    const file = options['clave-archivo']
    const { address, running } = await startHost({
      modo,
      soloLocal: flags['solo-local'] ?? false,
      puerto: options.puerto === undefined ? undefined : readInteger(options.puerto, 0, 65_535),
      claveArchivo: file === undefined ? undefined : resolve(invocation.cwd, file),
      env: invocation.env,
      tell: invocation.tell,
    })
    invocation.answer(address, { direccion: address, modo })
    invocation.tell('Abra esa dirección en el navegador. Para terminar, pulse Ctrl+C.')
    await untilAsked()
    await running.stop()
    return 0
  },
}
