import { festivosDe } from '../../../../src-shared/kernel/business-days.ts'
import type { Command } from '../command.ts'
import { readArguments, readInteger } from '../input.ts'

export const festivos: Command = {
  nombre: 'festivos',
  uso: 'festivos AAAA',
  resumen: 'días festivos de un año en Colombia',
  async run(invocation) {
    const [text = ''] = readArguments(festivos, invocation, { min: 1, max: 1 }).values
    const anio = readInteger(text, 1984, 2199)
    const lista = festivosDe(anio)
    invocation.answer(lista.map(({ fecha, nombre }) => `${fecha} ${nombre}`).join('\n'), {
      anio,
      festivos: lista,
    })
    return 0
  },
}
