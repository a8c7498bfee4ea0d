import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Append-only file of JSON lines. What `append` has resolved survives a kill of the process and a power cut. */
export interface Diario<T> {
  /** Entries found when the file was opened. */
  readonly entradas: readonly T[]
  /** Writes one entry and waits until it is on the disk. */
  append(entrada: T): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the journal, creating it if needed. A last line without its end is what a crash leaves:
 * nobody was answered for it, so it is cut off.
 * @throws Error when a whole line is not JSON, which only damage from outside can do.
 */
export async function openDiario<T>(path: string): Promise<Diario<T>> {
  await mkdir(dirname(path), { recursive: true })
  const file = await open(path, 'a+')
  const bytes = await readAll(file)
  const end = bytes.lastIndexOf(0x0a) + 1
  if (end < bytes.length) {
    await file.truncate(end)
    await file.sync()
  }
  const entradas = bytes
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
  await syncFolder(dirname(path))
  return {
    entradas,
    async append(entrada) {
      await file.appendFile(`${JSON.stringify(entrada)}\n`, 'utf8')
      await file.datasync()
    },
    close: () => file.close(),
  }
}

async function readAll(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat()
  const bytes = Buffer.alloc(size)
  let position = 0
  while (position < size) {
    const { bytesRead } = await file.read(bytes, position, size - position, position)
    if (bytesRead === 0) break
    position += bytesRead
  }
  return bytes.subarray(0, position)
}

/** A new file name is durable only when its folder is; Windows neither needs nor allows this. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
