import { spawn } from 'node:child_process'
import { installed, ROOT } from './root.mjs'

/** Environment for the project's own tools: Node 24 comes first on PATH. */
export function toolEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':'
  return { ...process.env, PATH: `${installed('.bin')}${separator}${process.env.PATH}`, ...extra }
}

/**
 * Runs a program to its end.
 * @param {{ env?: Record<string, string>, show?: boolean, progress?: boolean, cwd?: string }} options show: its output is seen as it
 *   comes; else it is kept and given back. progress: what it says on stderr is seen too.
 * @returns {Promise<{ code: number, stdout: string, output: string }>} output: stdout and stderr as they came
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: toolEnv(options.env),
      stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let stdout = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      if (options.progress) process.stderr.write(chunk)
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, stdout, output: `${output}${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }))
  })
}
