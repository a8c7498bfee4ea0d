import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ArchivoLeido } from '../../../src-shared/domains/catalogos/rules.ts'

export const PACK_FOLDER = fileURLToPath(new URL('../../../resources/catalogos/inicial', import.meta.url))

/** The SHA-256 of the bytes that the text has in UTF-8. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** Every file of the starter pack but its manifest, as the importer would read them. */
export function readPackFiles(): Map<string, ArchivoLeido> {
  const names = readdirSync(PACK_FOLDER).filter((name) => name !== 'paquete.json')
  return new Map(
    names.map((name) => {
      const bytes = readFileSync(join(PACK_FOLDER, name))
      const texto = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
      return [name, { texto, sha256: sha256(bytes) }]
    }),
  )
}

export function readManifestText(): string {
  return readFileSync(join(PACK_FOLDER, 'paquete.json'), 'utf8')
}
