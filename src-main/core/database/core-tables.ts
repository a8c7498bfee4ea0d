/** Rows of the mechanism's own tables, merged into the schema. JSON columns are text; instants ISO-8601 UTC. */
interface AuditTable {
  seq: number
  at: string
  actor_id: string | null
  actor_role: string | null
  device: string
  action: string
  subject_kind: string
  subject_id: string
  before_hash: string | null
  after_hash: string | null
  detail: string
  prev_hash: string
  hash: string
}

interface AuditHeadTable {
  id: number
  seq: number
  hash: string
}

interface CommandsTable {
  command_id: string
  name: string
  input_hash: string
  result: string
  at: string
}

interface OutboxTable {
  id: string
  kind: string
  subject_id: string
  chain: string
  seq: number
  descriptor: string
  meta: string
  payload: Uint8Array
  payload_sha256: string
  replaces_id: string | null
  created_at: string
}

interface OutboxEventsTable {
  id: string
  item_id: string
  at: string
  state: string
  attempt: number
  detail: string
  findings: string
  answer: Uint8Array | null
}

interface OutboxStatusTable {
  item_id: string
  state: OutboxState
  attempts: number
  failures: number
  next_attempt_at: string | null
  last_detail: string
  answered: number
  updated_at: string
}

export type OutboxState = 'pendiente' | 'enviando' | 'aceptado' | 'rechazado' | 'incierto' | 'reemplazado'

declare module './schema.ts' {
  interface Schema {
    audit: AuditTable
    audit_head: AuditHeadTable
    commands: CommandsTable
    outbox: OutboxTable
    outbox_events: OutboxEventsTable
    outbox_status: OutboxStatusTable
  }
}
