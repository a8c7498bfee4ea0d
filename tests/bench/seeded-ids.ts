import { semilla } from '../integration/domains/pacientes-poblacion.ts'

export { semilla }

/** Identifiers of the shape the program makes (UUIDv7), the same in every run: the time given and seeded bits. */
export function seededIds(seed: number): (ms: number) => string {
  const random = semilla(seed)
  let last = 0
  let counter = 0
  const word = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0')
  return (ms) => {
    // Rows are made in order of time; within one millisecond the counter keeps it.
    if (ms > last) {
      last = ms
      counter = 0
    } else if (++counter > 0xfff) {
      last += 1
      counter = 0
    }
    const time = last.toString(16).padStart(12, '0')
    const tail = `${word()}${word()}`
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-8${tail.slice(0, 3)}-${tail.slice(3, 15)}`
  }
}
