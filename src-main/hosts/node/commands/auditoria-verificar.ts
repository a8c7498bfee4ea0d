import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { verifyAudit } from '../../../core/audit/audit.ts'
import { openDatabase } from '../../../core/database/open-database.ts'
import { MIGRATIONS } from '../../../migrations.ts'
import { nodeDataRoot, openDataFolders } from '../../data-folder.ts'
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
    const path = join(root, modo, 'consultorio.db')
    if (!existsSync(path)) throw new UsoIncorrecto(`No hay datos en ${path}.`)
    const { dataDir } = openDataFolders(root, modo)
    const file = options['clave-archivo']
    const key =
      modo === 'practica'
        ? practiceKey(dataDir)
        : await passphraseKey({
            dataDir,
            claveArchivo: file === undefined ? undefined : resolve(invocation.cwd, file),
            tell: invocation.tell,
          })
    const opened = await openDatabase({
      path,
      key,
      migrations: MIGRATIONS,
      copiesDir: join(dataDir, 'copias'),
      stamp: new Date().toISOString().replaceAll(/[:.]/g, '-'),
    })
    try {
      const { rows, firstBreak } = await verifyAudit(opened.db)
      const texto =
        firstBreak === null
          ? `${rows} registros, sin alteraciones`
          : `${rows} registros, primera alteración en el ${firstBreak}`
      invocation.answer(texto, { filas: rows, primeraRuptura: firstBreak })
      return firstBreak === null ? 0 : 1
    } finally {
      await opened.close()
    }
  },
}
