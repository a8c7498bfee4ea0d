import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly path: string
  /** Takes what is left, to the last block. */
  fill(): void
  free(): void
  close(): void
}

/** A real file system of a few megabytes in memory; or the reason why this machine does not let one be made. */
export function mountSmallDisk(megabytes: number): SmallDisk | { readonly reason: string } {
  const path = mkdtempSync(join(tmpdir(), 'consultorio-disco-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], {
    encoding: 'utf8',
  })
  if (mounted.status !== 0) {
    rmSync(path, { recursive: true, force: true })
    return { reason: (mounted.stderr ?? String(mounted.error)).trim() }
  }
  const filler = join(path, 'relleno')
  return {
    path,
    fill() {
      const file = openSync(filler, 'a')
      const block = Buffer.alloc(1024 * 1024)
      try {
        for (let size = block.length; size >= 1; ) {
          try {
            writeSync(file, block, 0, size)
          } catch {
            size = Math.floor(size / 2)
          }
        }
      } finally {
        closeSync(file)
      }
    },
    free: () => unlinkSync(filler),
    close() {
      spawnSync('umount', ['-l', path])
      rmSync(path, { recursive: true, force: true })
    },
  }
}
