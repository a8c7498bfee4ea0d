import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyAudit } from '../../../core/audit/audit.ts'
import { openDatabaseReadOnly } from '../../../core/database/open-database.ts'
import { MIGRATIONS } from '../../../migrations.ts'
import { nodeDataRoot } from '../../data-folder.ts'
import { practiceKey } from '../../key-file.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments } from '../input.ts'
import { passphraseKey } from '../passphrase-key.ts'

export const auditoriaVerificar: Command = {
  nombre: 'auditoria verificar',
  uso: 'auditoria verificar [--modo practica|real] [--clave-archivo ARCHIVO]',
  resumen: 'revisa que nadie haya alterado la cadena de auditoría',
  async run(invocation) {
    const { options } = readArguments(auditoriaVerificar, invocation, {
      min: 0,
      max: 0,
      options: ['modo', 'clave-archivo'],
    })
    const root = nodeDataRoot(invocation.env, process.platform)
    const modo = options.modo ?? (existsSync(join(root, 'real', 'consultorio.db')) ? 'real' : 'practica')
    if (modo !== 'practica' && modo !== 'real')
      throw new UsoIncorrecto('Diga con qué datos: --modo practica o --modo real.')
    const dataDir = join(root, modo)
    const path = join(dataDir, 'consultorio.db')
    if (!existsSync(path)) throw new UsoIncorrecto(`No hay datos en ${path}.`)
    const file = options['clave-archivo']
    const key =
      modo === 'practica'
        ? practiceKey(dataDir)
        : await passphraseKey({
            dataDir,
            claveArchivo: file === undefined ? undefined : resolve(invocation.cwd, file),
            tell: invocation.tell,
          })
    const opened = openDatabaseReadOnly(path, key)
    const version = versionOf(opened.taken)
    if (version !== 'actual')
      invocation.tell(
        `Estos datos son de una versión ${version === 'anterior' ? 'anterior' : 'más nueva'} de Consultorio. Se revisan como están, sin cambiarlos.`,
      )
    try {
      const { rows, firstBreak } = await verifyAudit(opened.db)
      const texto =
        firstBreak === null
          ? `${rows} registros, sin alteraciones`
          : `${rows} registros, primera alteración en el ${firstBreak}`
      invocation.answer(texto, { filas: rows, primeraRuptura: firstBreak, version })
      return firstBreak === null ? 0 : 1
    } finally {
      await opened.close()
    }
  },
}

/** Whose file it is, against this program: one with steps it does not know is newer. */
function versionOf(taken: readonly number[]): 'actual' | 'anterior' | 'futura' {
  const known = MIGRATIONS.map(({ number }) => number)
  if (taken.some((number) => !known.includes(number))) return 'futura'
  return known.every((number) => taken.includes(number)) ? 'actual' : 'anterior'
}
