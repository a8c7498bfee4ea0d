import { Refusal } from '../errors/refusal.ts'

/** The disk, not the program: SQLite's code of a write that found no room, or a disk that does not answer. */
const NO_ROOM = /^SQLITE_FULL/
const BROKEN_DISK = /^SQLITE_(IOERR|READONLY|CANTOPEN)/
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/

/**
 * A failure of the disk in words for the person, or undefined when the error is something else. The transaction was undone: what
 * the person was saving is not stored, and everything before it is.
 */
export function storageRefusal(error: unknown): Refusal | undefined {
  const code = sqliteCode(error)
  if (code === undefined) return undefined
  if (NO_ROOM.test(code))
    return new Refusal(
      'DISCO_LLENO',
      'No hay espacio en el disco: este cambio no se guardó. Lo anterior está a salvo.',
      'Libere espacio en el disco (vacíe la papelera, mueva archivos grandes) y repita la acción; no cierre la pantalla.',
    )
  if (BROKEN_DISK.test(code))
    return new Refusal(
      'DISCO_NO_RESPONDE',
      'El disco no dejó guardar este cambio. Lo anterior está a salvo.',
      'Verifique que el disco esté conectado y que la carpeta de datos permita escribir, y repita la acción.',
    )
  if (DAMAGED.test(code))
    return new Refusal(
      'DATOS_DANADOS',
      'El archivo de datos está dañado y no se pudo leer.',
      'No lo borre. Cierre el programa y restaure la última copia de seguridad.',
    )
  return undefined
}

function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return error.code.startsWith('SQLITE_') ? error.code : undefined
}
