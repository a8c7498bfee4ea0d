import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client'
import { ConexionPerdida, type Transport } from './connection.ts'

/** Times a call is sent anew after the way was lost, before the screen is told. */
const MAX_RESENDS = 3

/** Whether a call may be sent again without knowing if the first one was carried out. */
export type IsRepeatable = (path: readonly string[], input: unknown) => boolean

/** A command that carries its id answers from the record when it comes again. */
export function hasCommandId(input: unknown): boolean {
  return (
    typeof input === 'object' && input !== null && 'commandId' in input && typeof input.commandId === 'string'
  )
}

/**
 * The link the client uses: waits while the core starts, and sends a call again when the core died under it, with the same
 * `commandId`, so that the user neither loses nor repeats anything.
 * @throws ConexionPerdida when the way was lost and the call must not be sent again, or cannot be.
 */
export class RetryingLink implements ClientLink<ClientContext> {
  readonly #transport: Transport
  readonly #isRepeatable: IsRepeatable

  constructor(transport: Transport, isRepeatable: IsRepeatable) {
    this.#transport = transport
    this.#isRepeatable = isRepeatable
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    for (let sent = 0; ; sent += 1) {
      const link = await this.#transport.ready(options.signal)
      try {
        return await link.call(path, input, options)
      } catch (error) {
        if (options.signal?.aborted || !this.#transport.wasLost(link, error)) throw error
        if (sent >= MAX_RESENDS || !this.#isRepeatable(path, input)) {
          throw new ConexionPerdida(
            'Se perdió la comunicación y no se sabe si la acción se hizo. Revise antes de repetirla.',
          )
        }
      }
    }
  }
}
