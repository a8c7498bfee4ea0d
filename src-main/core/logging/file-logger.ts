import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { LogFields, Logger } from './logger.ts'

const DAYS_KEPT = 14
/** Of the lines that a full disk keeps waiting. */
const MAX_WAITING_BYTES = 256 * 1024
const ALLOWED: readonly (keyof LogFields)[] = [
  'id',
  'kind',
  'state',
  'procedure',
  'code',
  'incidentId',
  'attempt',
  'count',
  'bytes',
  'ms',
  'status',
  'pid',
  'port',
  'version',
  'mode',
]

/**
 * One JSON-lines file a day under `registros/`, kept 14 days. Fields outside the allow-list are dropped at run time too,
 * because a caller in plain JavaScript is not held by the type.
 */
export function createFileLogger(directory: string, clock: Clock): Logger {
  mkdirSync(directory, { recursive: true })
  let day = ''
  let sink = pino({ enabled: false })
  const current = () => {
    const today = clock.now().toISOString().slice(0, 10)
    if (today !== day) {
      day = today
      const destination = pino.destination({
        dest: join(directory, `${day}.jsonl`),
        sync: true,
        mkdir: true,
        maxLength: MAX_WAITING_BYTES,
      })
      // A full disk must not bring down the work that is being logged: lines wait for room, and beyond a measure are dropped.
      destination.on('error', () => {})
      sink = pino({ base: null, timestamp: () => `,"at":"${clock.now().toISOString()}"` }, destination)
      dropOld(directory, day)
    }
    return sink
  }
  const log = (level: 'info' | 'warn' | 'error', event: string, fields: Record<string, unknown>) => {
    try {
      current()[level](fields, event)
    } catch {
      // The file of a new day could not be made: tried again with the next line.
      day = ''
    }
  }
  return {
    info: (event, fields) => log('info', event, allowed(fields)),
    warn: (event, fields) => log('warn', event, allowed(fields)),
    error: (event, fields, error) =>
      log('error', event, {
        ...allowed(fields),
        ...(error instanceof Error ? { name: error.name, stack: error.stack } : {}),
      }),
  }
}

function allowed(fields: LogFields | undefined): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  if (fields) for (const key of ALLOWED) if (fields[key] !== undefined) out[key] = fields[key]
  return out
}

function dropOld(directory: string, today: string): void {
  const oldest = new Date(Date.parse(today) - DAYS_KEPT * 86_400_000).toISOString().slice(0, 10)
  for (const file of readdirSync(directory))
    if (/^\d{4}-\d\d-\d\d\.jsonl$/.test(file) && file.slice(0, 10) < oldest)
      rmSync(join(directory, file), { force: true })
}
