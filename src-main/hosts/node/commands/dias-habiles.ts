import { addDiasHabiles } from '../../../../src-shared/kernel/business-days.ts'
import type { LocalDate } from '../../../../src-shared/kernel/dates.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments, readDate, readInteger } from '../input.ts'

function countFrom(desde: LocalDate, dias: number): LocalDate {
  try {
    return addDiasHabiles(desde, dias)
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UsoIncorrecto(
        'La cuenta sale de los años cuyos festivos se conocen. Use una fecha más cercana.',
      )
    }
    throw error
  }
}

export const diasHabiles: Command = {
  nombre: 'dias-habiles',
  uso: 'dias-habiles FECHA N',
  resumen: 'fecha que cae N días hábiles después de FECHA (FECHA no cuenta)',
  async run(invocation) {
    const [from = '', count = ''] = readArguments(diasHabiles, invocation, { min: 2, max: 2 }).values
    const desde = readDate(from)
    const dias = readInteger(count, 0, 5000)
    const fecha = countFrom(desde, dias)
    invocation.answer(fecha, { desde, dias, fecha })
    return 0
  },
}
