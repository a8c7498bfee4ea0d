import type { SessionState } from './shell-services.ts'
import type { Store } from './store.ts'

/** The person whose session is open, locked or not; undefined before signing in. */
function personOf(session: SessionState): string | undefined {
  return session.fase === 'abierta' || session.fase === 'bloqueada' ? session.usuario.id : undefined
}

/**
 * Waits until somebody is signed in.
 * @returns a signal that aborts when that session ends here, also when somebody else's follows it
 * @throws the signal's reason when aborted before
 */
export function untilSignedIn(session: Store<SessionState>, signal: AbortSignal): Promise<AbortSignal> {
  return new Promise((done, fail) => {
    const ended = new AbortController()
    let person: string | undefined
    const leave = session.subscribe(look)
    const onAbort = () => {
      leave()
      fail(signal.reason)
    }
    function look(): void {
      const now = personOf(session.get())
      if (person === undefined && now !== undefined) {
        person = now
        done(ended.signal)
      } else if (person !== undefined && now !== person) {
        leave()
        signal.removeEventListener('abort', onAbort)
        ended.abort()
      }
    }
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    else look()
  })
}
