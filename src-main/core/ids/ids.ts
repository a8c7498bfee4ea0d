import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock/clock.ts'

/** Source of row identifiers: UUIDv7 text, so that primary keys grow with time and inserts stay at the end of the index. */
export interface Ids {
  next(): string
}

/**
 * UUIDv7 (RFC 9562 §5.7) with a 12-bit counter in `rand_a`, so that ids made in the same millisecond keep their order.
 * When the clock goes back the last millisecond is kept: ids never go down within a process.
 */
export function createIds(clock: Clock): Ids {
  let lastMs = 0
  let counter = 0
  return {
    next() {
      const now = clock.now().getTime()
      if (now > lastMs) {
        lastMs = now
        counter = randomBytes(1).readUInt8(0)
      } else if (++counter > 0xfff) {
        lastMs += 1
        counter = 0
      }
      const bytes = randomBytes(16)
      bytes.writeUIntBE(lastMs, 0, 6)
      bytes.writeUInt16BE(0x7000 | counter, 6)
      bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
      const hex = bytes.toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
    },
  }
}
