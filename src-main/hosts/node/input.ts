import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { isLocalDate, type LocalDate } from '../../../src-shared/kernel/dates.ts'
import { type Command, type Invocation, UsoIncorrecto } from './command.ts'

/**
 * Positional arguments and options of a command.
 * @throws UsoIncorrecto with the usage line when they do not fit
 */
export function readArguments<const N extends string, const F extends string>(
  command: Pick<Command, 'uso'>,
  invocation: Invocation,
  shape: {
    readonly min: number
    readonly max: number
    readonly options?: readonly N[]
    readonly flags?: readonly F[]
  },
): {
  readonly values: readonly string[]
  readonly options: { readonly [K in N]?: string }
  readonly flags: { readonly [K in F]?: true }
} {
  const described: Record<string, { type: 'string' | 'boolean' }> = {}
  for (const name of shape.options ?? []) described[name] = { type: 'string' }
  for (const name of shape.flags ?? []) described[name] = { type: 'boolean' }
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...invocation.args], options: described, allowPositionals: true })
  } catch (error) {
    const option = /'(-[^' ]*)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
    throw new UsoIncorrecto(
      `La opción ${option} no existe o le falta su valor. Uso: consultorio ${command.uso}`,
    )
  }
  const { positionals } = parsed
  if (positionals.length < shape.min || positionals.length > shape.max) {
    throw new UsoIncorrecto(`Faltan o sobran datos. Uso: consultorio ${command.uso}`)
  }
  return {
    values: positionals,
    options: parsed.values as { [K in N]?: string },
    flags: parsed.values as { [K in F]?: true },
  }
}

/** Bytes of a file named by the caller. @throws UsoIncorrecto when it cannot be read */
export function readInputFile(invocation: Invocation, path: string): Uint8Array {
  const absolute = resolve(invocation.cwd, path)
  try {
    return readFileSync(absolute)
  } catch {
    throw new UsoIncorrecto(`No se pudo leer el archivo ${absolute}. Revise el nombre y que exista.`)
  }
}

/** @throws UsoIncorrecto */
export function readDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new UsoIncorrecto(`«${text}» no es una fecha. Escríbala así: 2026-07-13.`)
  return text
}

/** Whole number between two limits, both included. @throws UsoIncorrecto */
export function readInteger(text: string, min: number, max: number): number {
  const value = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) {
    throw new UsoIncorrecto(`«${text}» no sirve aquí. Escriba un número entero entre ${min} y ${max}.`)
  }
  return value
}
