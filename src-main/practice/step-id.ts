import { createHash } from 'node:crypto'

/**
 * Command id of a step of the practice's preparation: the same step with the same data has the same id, so a preparation that
 * was cut and begins again is answered from the record and does nothing twice.
 * @returns UUID of version 8 (RFC 9562 §5.8), made of the SHA-256 of both
 */
export function stepId(step: string, input: unknown = null): string {
  const bytes = createHash('sha256')
    .update(`consultorio:practica:${step}\n${JSON.stringify(input)}`)
    .digest()
    .subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Whether a call was refused with one of these codes. */
export function wasRefused(error: unknown, ...codes: readonly string[]): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && codes.includes(code)
}
