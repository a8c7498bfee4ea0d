import { performance } from 'node:perf_hooks'

/** One figure of a report, as scripts/bench.mjs prints it. */
export interface Caso {
  readonly titulo: string
  readonly valor: number
  readonly unidad: string
  readonly limite?: number
  readonly cumple?: boolean
  /** Features of the list that this figure answers for. */
  readonly ids: readonly string[]
}

/** Times of many runs, in ms. */
export interface Times {
  readonly runs: number
  readonly median: number
  readonly p99: number
}

/** Runs in order, each after the one before; those of the warm-up are not counted. */
export async function timed<T>(
  inputs: readonly T[],
  run: (input: T, index: number) => Promise<unknown> | unknown,
  warmUp = Math.min(10, inputs.length),
): Promise<Times> {
  for (const [i, input] of inputs.slice(0, warmUp).entries()) await run(input, i)
  const times: number[] = []
  for (const [i, input] of inputs.entries()) {
    const start = performance.now()
    await run(input, warmUp + i)
    times.push(performance.now() - start)
  }
  return timesOf(times)
}

export function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { runs: sorted.length, median: at(0.5), p99: at(0.99) }
}

/** The same input again and again. */
export function times<T>(count: number, input: T): T[] {
  return Array.from({ length: count }, () => input)
}

export function round(value: number): number {
  return Number(value.toFixed(value < 10 ? 2 : 1))
}

/**
 * Figures of one act: its median against the limit, its 99th percentile, and beside them the floor (the least that the same act can
 * cost on this machine) and how many times the floor it takes.
 */
export function casosDe(
  titulo: string,
  measured: Times,
  options: {
    /** Absent when nobody set one. */
    readonly limite?: number
    readonly ids?: readonly string[]
    readonly piso?: { readonly que: string; readonly times: Times }
  },
): Caso[] {
  const { limite, ids = [], piso } = options
  const ms = (name: string, value: number): Caso => ({
    titulo: name,
    valor: round(value),
    unidad: 'ms',
    ids: [],
  })
  return [
    {
      ...ms(`${titulo}, mediana de ${measured.runs}`, measured.median),
      ...(limite === undefined ? {} : { limite, cumple: measured.median < limite }),
      ids,
    },
    ms(`${titulo}, percentil 99`, measured.p99),
    ...(piso
      ? [
          ms(`${titulo}, piso (${piso.que})`, piso.times.median),
          {
            titulo: `${titulo}, veces el piso`,
            valor: round(measured.median / piso.times.median),
            unidad: '×',
            ids: [],
          },
        ]
      : []),
  ]
}

/** The last line of stdout of a measurement. */
export function report(casos: readonly Caso[]): void {
  process.stdout.write(`${JSON.stringify({ casos })}\n`)
}
