import { ipcRenderer } from 'electron'
import { ENTREGAR_PUERTO, PEDIR_PUERTO } from '../../../src-shared/window-protocol.ts'

// The page asks when it listens; the answer is one port and nothing else of Electron.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== PEDIR_PUERTO) return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage(ENTREGAR_PUERTO, null, [port2])
  window.postMessage(ENTREGAR_PUERTO, window.location.origin, [port1])
})
