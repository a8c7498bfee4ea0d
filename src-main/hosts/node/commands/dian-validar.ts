import { bogotaDate } from '../../../../src-shared/kernel/dates.ts'
import { validarXml } from '../../../integrations/dian/validar.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { findingLines } from '../finding-lines.ts'
import { readArguments, readInputFile } from '../input.ts'

export const dianValidar: Command = {
  nombre: 'dian validar',
  uso: 'dian validar ARCHIVO.xml [--clave CLAVE] [--pin PIN]',
  resumen: 'revisa una factura con las reglas de la DIAN antes de enviarla',
  async run(invocation) {
    const { values, options } = readArguments(dianValidar, invocation, {
      min: 1,
      max: 1,
      options: ['clave', 'pin'],
    })
    const read = validarXml(readInputFile(invocation, values[0] ?? ''), {
      hoy: bogotaDate(new Date()),
      ...(options.clave === undefined ? {} : { clave: options.clave }),
      ...(options.pin === undefined ? {} : { pin: options.pin }),
    })
    if (!read.ok) throw new UsoIncorrecto(read.error.mensaje)
    const hallazgos = read.value
    invocation.answer(findingLines(hallazgos.map((one) => ({ ...one, gravedad: one.severidad }))), {
      hallazgos,
    })
    return hallazgos.some(({ severidad }) => severidad === 'rechazo') ? 1 : 0
  },
}
