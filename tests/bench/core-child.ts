import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { WindowPort } from '../../src-main/core/rpc/parent-channel.ts'
import type { StartConfig } from '../../src-main/core/rpc/parent-protocol.ts'
import { CoreProcess } from '../../src-main/hosts/electron/core-process.ts'
import { forkNode } from '../../src-main/hosts/electron/fork-node.ts'
import type { CoreClient } from '../../src-main/practice/demo-data.ts'

const CORE = fileURLToPath(new URL('../../out/main/core.js', import.meta.url))

export interface CoreInProcess {
  /** From the fork to the answer that it is ready, in ms. */
  readonly startMs: number
  client(token?: string): CoreClient
  /** Resident memory of the process now and at its highest, in bytes; undefined outside Linux. */
  memory(): { readonly now: number; readonly peak: number } | undefined
  stop(): Promise<void>
}

/** The built core in a process of its own, spoken to by the channel that the window uses. */
export async function startCoreChild(config: StartConfig): Promise<CoreInProcess> {
  const ports = new Map<number, WindowPort>()
  let windows = 0
  let output = ''
  const start = performance.now()
  const core = await new Promise<CoreProcess>((resolve, reject) => {
    const starting: CoreProcess = new CoreProcess({
      fork: () =>
        forkNode(CORE, process.execPath, (text) => {
          output += text
        }),
      onPhase: ({ fase }) => {
        if (fase === 'listo') resolve(starting)
        if (fase === 'detenido') reject(new Error(`the core does not start: ${output}`))
      },
      onMessage: ({ window, data }) => ports.get(window)?.deliver(data),
    })
    starting.start(config)
  })
  const startMs = performance.now() - start
  return {
    startMs,
    client(token) {
      windows += 1
      const window = windows
      const port = new WindowPort((data) => void core.send({ type: 'rpc', window, data }))
      ports.set(window, port)
      return createORPCClient(
        new RPCLink({ port, headers: token ? { authorization: `Bearer ${token}` } : {} }),
      )
    },
    memory: () => memoryOf(process.pid),
    stop: () => core.stop(),
  }
}

/** Of the child of that process that runs the core. */
function memoryOf(parent: number): { readonly now: number; readonly peak: number } | undefined {
  if (process.platform !== 'linux') return undefined
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ').filter(Boolean)
  const core = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(CORE))
  if (!core) return undefined
  const status = readFileSync(`/proc/${core}/status`, 'utf8')
  const kb = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return { now: kb('VmRSS') * 1024, peak: kb('VmHWM') * 1024 }
}
