import { fork as forkNodeChild } from 'node:child_process'
import { CORE_CHILD_FLAG, type FromCore } from '../../core/rpc/parent-protocol.ts'
import type { ChildOutput, CoreChild } from './core-process.ts'

/** The core under Node 24, for the Electron test runtime, whose Node-API is too old for the database module. */
export function forkNode(corePath: string, execPath: string, output: ChildOutput): CoreChild {
  const child = forkNodeChild(corePath, [CORE_CHILD_FLAG], {
    execPath,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.on('data', (chunk) => output(String(chunk)))
  child.stderr?.on('data', (chunk) => output(String(chunk)))
  child.on('error', (error) => output(`${error.message}\n`))
  let exited = false
  const listeners: ((code: number | null) => void)[] = []
  const gone = (code: number | null) => {
    if (exited) return
    exited = true
    for (const listener of listeners) listener(code)
  }
  child.once('exit', gone)
  child.once('error', () => gone(null))
  return {
    post(message) {
      if (child.connected) child.send(message, undefined, {}, () => {})
    },
    onMessage: (listener) => child.on('message', (message) => listener(message as FromCore)),
    onExit(listener) {
      if (exited) listener(child.exitCode)
      else listeners.push(listener)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
