import { cufeFromXml } from '../../../integrations/dian/cufe-from-xml.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments, readInputFile } from '../input.ts'

export const cufe: Command = {
  nombre: 'cufe',
  uso: 'cufe ARCHIVO.xml --clave CLAVE',
  resumen:
    'calcula el CUFE o CUDE y lo compara (CLAVE: clave técnica en 01, 02 y 04; PIN en notas, 03 y eventos)',
  async run(invocation) {
    const { values, options } = readArguments(cufe, invocation, { min: 1, max: 1, options: ['clave'] })
    if (options.clave === undefined) {
      throw new UsoIncorrecto(
        'Falta --clave: la clave técnica para los tipos 01, 02 y 04; el PIN para notas, tipo 03 y eventos.',
      )
    }
    const read = cufeFromXml(readInputFile(invocation, values[0] ?? ''), options.clave)
    if (!read.ok) throw new UsoIncorrecto(read.error.mensaje)
    const { igual, calculado, cadenaEnNota } = read.value
    invocation.answer(`${calculado}\n${igual ? 'igual' : 'distinto'}`, read.value)
    if (cadenaEnNota !== undefined) {
      invocation.tell(
        'El valor declarado sale de una cadena escrita en una nota del documento, no de sus campos:',
      )
      invocation.tell(cadenaEnNota)
    }
    return igual ? 0 : 1
  },
}
