import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** Content types of what the build of the screens holds. Anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
}

/** Policy of one page. The nonce is for the style tags of the component library; scripts only come from the program's own files. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')
}

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const COMMON_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), microphone=(), geolocation=(), usb=()',
}

/** A page of the program's own, in Spanish, without scripts. */
export function plainPage(status: number, title: string, text: string): PageAnswer {
  const html = `<!doctype html><html lang="es-CO"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`
  return {
    status,
    headers: {
      ...COMMON_HEADERS,
      'content-type': TYPES['.html'] ?? '',
      'content-security-policy':
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': 'no-store',
    },
    body: Buffer.from(html, 'utf8'),
  }
}

function withNonce(html: string, nonce: string): string {
  const meta = `<meta name="csp-nonce" content="${nonce}">`
  return html.replace(/<meta\s+name="csp-nonce"[^>]*>/i, '').replace(/<head([^>]*)>/i, `<head$1>${meta}`)
}

/**
 * One file of the built screens, with its policy; a new nonce for every page. A path without extension is a screen of the
 * program, which is always `index.html`. The window's protocol and the HTTP host answer with the same bytes.
 * @param pathname path of the address, percent-encoded.
 */
export async function pageAnswer(rendererDir: string, pathname: string): Promise<PageAnswer> {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return plainPage(404, 'No existe', 'Esta dirección no es del programa.')
  }
  const relative = normalize(decoded).replace(/^[/\\]+/, '')
  const extension = extname(relative)
  const isPage = extension === '' || relative === 'index.html'
  const type = isPage ? TYPES['.html'] : TYPES[extension]
  const file = join(rendererDir, isPage ? 'index.html' : relative)
  if (type === undefined || decoded.includes('\0') || !file.startsWith(rendererDir + sep)) {
    return plainPage(404, 'No existe', 'Esta dirección no es del programa.')
  }
  // Browsers ask for it by themselves; the page names its own icon.
  if (relative === 'favicon.ico') return { status: 204, headers: COMMON_HEADERS, body: new Uint8Array() }
  let body: Uint8Array
  try {
    body = await readFile(file)
  } catch {
    return plainPage(404, 'No existe', 'Esta dirección no es del programa.')
  }
  const nonce = randomBytes(18).toString('base64url')
  const cache = isPage
    ? 'no-store'
    : relative.startsWith('assets/')
      ? 'public, max-age=31536000, immutable'
      : 'no-cache'
  return {
    status: 200,
    headers: {
      ...COMMON_HEADERS,
      'content-type': type,
      'content-security-policy': contentSecurityPolicy(nonce),
      'cache-control': cache,
    },
    body: isPage ? Buffer.from(withNonce(Buffer.from(body).toString('utf8'), nonce), 'utf8') : body,
  }
}
