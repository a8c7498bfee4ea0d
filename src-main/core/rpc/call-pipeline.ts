import type { Context } from '@orpc/server'
import type { StandardRPCHandlerOptions } from '@orpc/server/standard'
import type { Logger } from '../logging/logger.ts'
import { toOutgoingError } from './call-errors.ts'
import type { CallOrigin, ServableCore } from './servable-core.ts'

type HeaderValue = string | readonly string[] | undefined

/** Token of `authorization: Bearer TOKEN`; undefined when the header is missing or of another kind. */
export function bearerToken(header: HeaderValue): string | undefined {
  const text = typeof header === 'string' ? header : header?.[0]
  return /^Bearer (\S+)$/i.exec(text ?? '')?.[1]
}

function isIterator(value: unknown): value is AsyncIterator<unknown> & AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

/** Delegates by hand: a generator would hold back `return` until the next event, and the subscription with it. */
function withOutgoingErrors(
  source: AsyncIterator<unknown>,
  convert: (error: unknown) => unknown,
): AsyncIterableIterator<unknown> {
  const wrapped: AsyncIterableIterator<unknown> = {
    [Symbol.asyncIterator]: () => wrapped,
    next: () =>
      source.next().catch((error: unknown) => {
        throw convert(error)
      }),
    return: async (value) => (await source.return?.(value)) ?? { done: true, value },
    throw: async (error) => {
      if (source.throw) return source.throw(error)
      throw error
    },
  }
  return wrapped
}

/**
 * What every transport does around a call: makes its context from the session token, and lets no unexpected error out.
 * The same options serve the window's port and HTTP.
 */
export function callPipeline(
  core: ServableCore,
  origen: CallOrigin,
  logger: Logger,
): StandardRPCHandlerOptions<Context> {
  return {
    interceptors: [
      async (options) => {
        const path = options.request.url.pathname
          .replace(options.prefix ?? '', '')
          .split('/')
          .filter((step) => step !== '')
        try {
          const context = await core.contextFor({
            token: bearerToken(options.request.headers.authorization),
            origen,
          })
          // Plugins keep marks of their own in the context they are given.
          return await options.next({ ...options, context: { ...options.context, ...context } })
        } catch (error) {
          throw toOutgoingError(error, logger, path)
        }
      },
    ],
    clientInterceptors: [
      async (options) => {
        const output = await options.next()
        if (!isIterator(output)) return output
        return withOutgoingErrors(output, (error) => toOutgoingError(error, logger, options.path))
      },
    ],
  }
}
