import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runDemo, type TrabajoDemo } from '../../../core-entry.ts'
import { practiceKey } from '../../key-file.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments, readInteger } from '../input.ts'
import { programFolders } from '../program-folders.ts'

/** Longest the demo waits for the authorities of practice, per patient. */
const PATIENCE_MS = 60_000

export const demo: Command = {
  nombre: 'demo',
  uso: 'demo --out CARPETA [--pacientes N] [--semilla S]',
  resumen:
    'hace el trabajo completo en modo práctica: paciente, consulta, factura aceptada, RIPS con CUV y PDF',
  async run(invocation) {
    const { options } = readArguments(demo, invocation, {
      min: 0,
      max: 0,
      options: ['out', 'pacientes', 'semilla'],
    })
    if (options.out === undefined)
      throw new UsoIncorrecto('Diga en qué carpeta dejar los archivos: --out CARPETA.')
    const out = resolve(invocation.cwd, options.out)
    const pacientes = options.pacientes === undefined ? 1 : readInteger(options.pacientes, 1, 10_000)
    const semilla = options.semilla === undefined ? 1 : readInteger(options.semilla, 0, 2 ** 31)
    if (existsSync(join(out, 'consultorio.db')))
      throw new UsoIncorrecto(`Ya hay una demostración en ${out}. Escoja otra carpeta o bórrela.`)
    makeFolder(out)
    if (readdirSync(out).length > 0)
      invocation.tell(`La carpeta ${out} no está vacía; los archivos de la demostración se agregan.`)
    const { resourcesDir, version } = programFolders()
    const resumenes: TrabajoDemo['resumen'][] = []
    const { aceptados, motivo } = await runDemo({
      config: {
        modo: 'practica',
        dataDir: out,
        logDir: join(out, 'registros'),
        resourcesDir,
        version,
        databaseKey: practiceKey(out),
      },
      pacientes,
      semilla,
      patienceMs: PATIENCE_MS,
      progress: (hecho, total) => {
        if (total > 1 && (hecho % 50 === 0 || hecho === total))
          invocation.tell(`${hecho} de ${total} pacientes`)
      },
      onTrabajo: ({ resumen, archivos }) => {
        resumenes.push(resumen)
        const folder = pacientes > 1 ? join(out, String(resumenes.length).padStart(4, '0')) : out
        mkdirSync(folder, { recursive: true })
        for (const [nombre, bytes] of Object.entries(archivos)) writeFileSync(join(folder, nombre), bytes)
      },
    })
    if (motivo !== undefined) invocation.tell(`La demostración no terminó: ${motivo}.`)
    const resumen = pacientes > 1 ? resumenes : (resumenes[0] ?? {})
    writeFileSync(join(out, 'resumen.json'), `${JSON.stringify(resumen, null, 2)}\n`)
    const lineas = resumenes.map(
      (r) => `${r.numero} ${r.estados.factura} · RIPS ${r.estados.rips} · CUV ${r.cuv ?? 'sin CUV'}`,
    )
    invocation.answer(lineas.join('\n'), { carpeta: out, trabajos: resumenes })
    return aceptados ? 0 : 1
  },
}

/** @throws UsoIncorrecto when the place is a file, or nothing may be written there */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsoIncorrecto(`${path} es un archivo. Escoja una carpeta, nueva o vacía, con --out CARPETA.`)
  try {
    mkdirSync(path, { recursive: true })
  } catch {
    throw new UsoIncorrecto(
      `No se pudo crear la carpeta ${path}. Revise el nombre y que tenga permiso para escribir allí.`,
    )
  }
}
