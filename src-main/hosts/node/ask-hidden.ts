import { ClaveIncorrecta } from '../key-file.ts'

/** Asks for a secret on the terminal without showing it. @throws ClaveIncorrecta when there is no terminal or the user gives up */
export function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (!stdin.isTTY) {
    return Promise.reject(
      new ClaveIncorrecta(
        'Falta la frase de los datos reales. Guárdela en un archivo y use --clave-archivo ARCHIVO.',
      ),
    )
  }
  stderr.write(question)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((done, fail) => {
    let typed = ''
    const end = () => {
      stdin.off('data', onData)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
    }
    const onData = (chunk: string) => {
      for (const letter of chunk) {
        if (letter === '\r' || letter === '\n') {
          end()
          return done(typed)
        }
        if (letter === '\u0003' || letter === '\u0004') {
          end()
          return fail(new ClaveIncorrecta('No se escribió la frase.'))
        }
        typed = letter === '\u007f' || letter === '\b' ? typed.slice(0, -1) : typed + letter
      }
    }
    stdin.on('data', onData)
  })
}
