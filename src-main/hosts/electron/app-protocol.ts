import { protocol, session } from 'electron'
import { pageAnswer } from '../../core/rpc/page-policy.ts'

export const APP_ORIGIN = 'app://main'

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the built screens as `app://main/`; refuses every other address, the network included. */
export function serveAppProtocol(rendererDir: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'main' || (request.method !== 'GET' && request.method !== 'HEAD')) {
      return new Response('No existe', {
        status: 404,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    }
    const answer = await pageAnswer(rendererDir, url.pathname)
    return new Response(new Uint8Array(answer.body), {
      status: answer.status,
      headers: { ...answer.headers },
    })
  })
  // The screens need no network: only the core speaks to services.
  session.defaultSession.webRequest.onBeforeRequest((details, callback) => {
    const local = /^(app|blob|data|devtools|chrome-extension):/.test(details.url)
    callback({ cancel: !local })
  })
  session.defaultSession.setProxy({ mode: 'direct' }).catch(() => {})
}
