import { BrowserWindow, session, shell, type WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/** Official sites a screen may open in the user's own browser (never inside the program). */
const OFFICIAL_SITES = [
  'adres.gov.co',
  'dian.gov.co',
  'minsalud.gov.co',
  'sispro.gov.co',
  'supersalud.gov.co',
  'invima.gov.co',
]

/** True for an https address of an official site or one of its subdomains. */
export function isOfficialSite(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return (
    url.protocol === 'https:' &&
    OFFICIAL_SITES.some((site) => url.hostname === site || url.hostname.endsWith(`.${site}`))
  )
}

/** True when the frame that speaks is the page of the program itself, not a frame inside it. */
export function isOwnFrame(frame: Electron.WebFrameMain | null, contents: WebContents): boolean {
  return frame !== null && frame === contents.mainFrame && frame.url.startsWith(`${APP_ORIGIN}/`)
}

/** Refuses every permission of the pages but the camera, and that only for the program's own page. */
export function guardSession(): void {
  const camera = (origin: string, permission: string, types: readonly string[]) =>
    permission === 'media' &&
    origin.startsWith(APP_ORIGIN) &&
    types.length > 0 &&
    types.every((type) => type === 'video')
  session.defaultSession.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    callback(permission === 'clipboard-sanitized-write' || camera(details.requestingUrl, permission, types))
  })
  session.defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) => {
    const type = 'mediaType' in details && details.mediaType ? [details.mediaType] : []
    return permission === 'clipboard-sanitized-write' || camera(origin, permission, type)
  })
  session.defaultSession.setDevicePermissionHandler(() => false)
}

/** The one kind of window: sandboxed, without Node, that never leaves the program's own pages. */
export function openWindow(options: { readonly preload: string; readonly title: string }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: options.title,
    backgroundColor: '#ffffff',
    autoHideMenuBar: false,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      v8CacheOptions: 'bypassHeatCheck',
    },
  })
  window.once('ready-to-show', () => window.show())
  const { webContents } = window
  const stay = (event: { preventDefault(): void }, url: string) => {
    if (!url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  }
  webContents.on('will-navigate', (event) => stay(event, event.url))
  webContents.on('will-frame-navigate', (event) => stay(event, event.url))
  webContents.on('will-redirect', (event) => stay(event, event.url))
  webContents.on('will-attach-webview', (event) => event.preventDefault())
  webContents.setWindowOpenHandler(({ url }) => {
    if (isOfficialSite(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
  void window.loadURL(`${APP_ORIGIN}/`)
  return window
}
