import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments } from '../input.ts'

export const dv: Command = {
  nombre: 'dv',
  uso: 'dv NIT',
  resumen: 'dígito de verificación de un NIT',
  async run(invocation) {
    const [nit = ''] = readArguments(dv, invocation, { min: 1, max: 1 }).values
    const digits = nit.replace(/[.\s]/g, '')
    if (!/^\d{1,15}$/.test(digits)) {
      throw new UsoIncorrecto(
        `«${nit}» no es un NIT. Escriba solo los números, sin el dígito de verificación.`,
      )
    }
    const digito = digitoVerificacion(digits)
    invocation.answer(digito, { nit: digits, dv: digito })
    return 0
  },
}
