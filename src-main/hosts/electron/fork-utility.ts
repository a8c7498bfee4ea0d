import { utilityProcess } from 'electron'
import { CORE_CHILD_FLAG, type FromCore } from '../../core/rpc/parent-protocol.ts'
import type { ChildOutput, CoreChild } from './core-process.ts'

/** The core in Electron's utility process: the packaged program. */
export function forkUtility(corePath: string, output: ChildOutput): CoreChild {
  const child = utilityProcess.fork(corePath, [CORE_CHILD_FLAG], {
    serviceName: 'Consultorio: datos',
    stdio: 'pipe',
  })
  child.stdout?.on('data', (chunk) => output(String(chunk)))
  child.stderr?.on('data', (chunk) => output(String(chunk)))
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', (message) => listener(message as FromCore)),
    onExit: (listener) => child.once('exit', (code) => listener(code)),
    kill: () => child.kill(),
  }
}
