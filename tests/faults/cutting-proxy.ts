import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where a connection dies: once this many bytes went through in one direction. `up` is from the program to the authority. */
export interface Cut {
  readonly direction: 'up' | 'down'
  readonly afterBytes: number
}

/** One connection that went through, with what it was for: `SendBillSync`, `CargarFevRips`. */
export interface Passage {
  operation: string
  up: number
  down: number
  readonly cut: Cut | undefined
}

export interface CuttingProxy {
  /** Port it listens on; bytes go to the target. */
  readonly port: number
  /** The next connections die, one each, in this order; the rest pass whole. */
  next(...cuts: readonly Cut[]): void
  readonly passages: readonly Readonly<Passage>[]
  close(): Promise<void>
}

/**
 * TCP between the program and an authority on loopback that lets exactly so many bytes through and then breaks the connection
 * (RST, as a router that loses its link), knowing nothing of HTTP but the name of the operation, for the record.
 */
export async function startCuttingProxy(targetPort: number): Promise<CuttingProxy> {
  const cuts: Cut[] = []
  const passages: Passage[] = []
  const open = new Set<Socket>()
  const server = createServer((client) => pass(client, cuts.shift()))

  function pass(client: Socket, cut: Cut | undefined): void {
    const authority = connect(targetPort, '127.0.0.1')
    const passage: Passage = { operation: '', up: 0, down: 0, cut }
    passages.push(passage)
    let head = ''
    let over = false
    const end = () => {
      if (over) return
      over = true
      for (const socket of [client, authority]) socket.resetAndDestroy()
    }
    for (const socket of [client, authority]) {
      open.add(socket)
      socket.on('error', end)
      socket.on('close', () => {
        open.delete(socket)
        end()
      })
    }
    const forward = (direction: Cut['direction'], from: Socket, to: Socket) => {
      from.on('data', (chunk: Buffer) => {
        if (over) return
        if (direction === 'up' && passage.operation === '') {
          head += chunk.toString('latin1')
          passage.operation = operationOf(head)
        }
        const limit = cut?.direction === direction ? cut.afterBytes - passage[direction] : chunk.length
        const passing = chunk.subarray(0, limit)
        passage[direction] += passing.length
        if (
          passing.length < chunk.length ||
          (cut?.direction === direction && passage[direction] === cut.afterBytes)
        )
          // What was let through arrives; then the link is gone.
          to.write(passing, () => end())
        else to.write(passing)
      })
      from.on('end', () => {
        if (!over) to.end()
      })
    }
    forward('up', client, authority)
    forward('down', authority, client)
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    next: (...more) => {
      cuts.push(...more)
    },
    passages,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

function operationOf(head: string): string {
  return /action="[^"]*\/(\w+)"/.exec(head)?.[1] ?? /^\w+ \S*?\/(\w+)(?:\?\S*)? HTTP/.exec(head)?.[1] ?? ''
}
