import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ARCHIVO_MANIFIESTO,
  type ArchivoLeido,
  parseManifiesto,
  parsePaquete,
} from '../../../src-shared/domains/catalogos/rules.ts'
import type { ErrorPaquete, PaqueteCatalogos } from '../../../src-shared/domains/catalogos/schemas.ts'
import { err, type Result } from '../../../src-shared/kernel/result.ts'

/** Reads a pack from a folder (the starter one, a USB key) and checks it whole. Nothing of a pack with one fault is used. */
export function readPack(folder: string): Result<PaqueteCatalogos, ErrorPaquete[]> {
  let manifiesto: string
  try {
    manifiesto = readFileSync(join(folder, ARCHIVO_MANIFIESTO), 'utf8')
  } catch {
    return err([
      {
        archivo: ARCHIVO_MANIFIESTO,
        fila: null,
        columna: null,
        mensaje: 'No se encontró el archivo que describe el paquete.',
        remedio: 'Escoja la carpeta que contiene paquete.json.',
      },
    ])
  }
  const parsed = parseManifiesto(manifiesto)
  if (!parsed.ok) return parsed
  const archivos = new Map<string, ArchivoLeido>()
  for (const nombre of readdirSync(folder))
    if (nombre !== ARCHIVO_MANIFIESTO && nombre.endsWith('.tsv')) {
      const bytes = readFileSync(join(folder, nombre))
      archivos.set(nombre, {
        texto: bytes.toString('utf8'),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      })
    }
  return parsePaquete(JSON.parse(manifiesto), archivos)
}
