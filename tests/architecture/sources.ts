import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const NOT_OURS = new Set(['node_modules', 'out', 'dist', 'artefactos', '.cache'])

/** Files under a folder of the repository, as paths from its root with `/`. None when the folder is absent. */
export function filesUnder(folder: string, ends: readonly string[] = ['']): string[] {
  return walk(folder).filter((path) => ends.some((end) => path.endsWith(end)))
}

/** Folders under a folder of the repository, itself left out. */
export function foldersUnder(folder: string): string[] {
  const inside = new Set<string>()
  for (const file of walk(folder)) {
    const parts = file.split('/')
    for (let depth = folder.split('/').length + 1; depth < parts.length; depth++)
      inside.add(parts.slice(0, depth).join('/'))
  }
  return [...inside].sort()
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function walk(folder: string): string[] {
  let entries: ReturnType<typeof entriesOf>
  try {
    entries = entriesOf(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return entries
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = relative(ROOT, join(ROOT, folder, entry.name))
        .split(sep)
        .join('/')
      return entry.isDirectory() ? walk(path) : [path]
    })
    .sort()
}

function entriesOf(folder: string) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
}

/** Every folder with source of this project. */
export const SOURCE_FOLDERS = ['src-main', 'src-renderer', 'src-shared'] as const

/** Lines of these files that hold the pattern, as `file:line: text`. */
export function linesWith(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  )
}
