import { bogotaDate, bogotaTime } from '../../../../src-shared/kernel/dates.ts'
import { leerFacturaXml } from '../../../integrations/muv/factura-xml.ts'
import { parsearRips } from '../../../integrations/muv/leer-rips.ts'
import { tieneRechazos, validarRips } from '../../../integrations/muv/validar.ts'
import { catalogoInicial } from '../../../wire-catalogo-inicial.ts'
import { type Command, type Invocation, UsoIncorrecto } from '../command.ts'
import { findingLines } from '../finding-lines.ts'
import { readArguments, readInputFile } from '../input.ts'
import { programFolders } from '../program-folders.ts'

function readInvoice(invocation: Invocation, path: string) {
  const read = leerFacturaXml(readInputFile(invocation, path))
  if (!read.ok) throw new UsoIncorrecto(read.error.mensaje)
  return read.value
}

export const ripsValidar: Command = {
  nombre: 'rips validar',
  uso: 'rips validar ARCHIVO.json [--factura ARCHIVO.xml]',
  resumen: 'revisa un RIPS con las reglas del validador del Ministerio',
  async run(invocation) {
    const { values, options } = readArguments(ripsValidar, invocation, {
      min: 1,
      max: 1,
      options: ['factura'],
    })
    const json = parsearRips(readInputFile(invocation, values[0] ?? ''))
    if (!json.ok) throw new UsoIncorrecto(json.error)
    const now = new Date()
    const hoy = bogotaDate(now)
    const hallazgos = validarRips(json.value, {
      catalogo: catalogoInicial(programFolders().resourcesDir),
      hoy,
      ahora: `${hoy} ${bogotaTime(now).slice(0, 5)}`,
      ...(options.factura === undefined ? {} : { factura: readInvoice(invocation, options.factura) }),
    })
    invocation.answer(findingLines(hallazgos.map((one) => ({ ...one, gravedad: one.clase }))), { hallazgos })
    return tieneRechazos(hallazgos) ? 1 : 0
  },
}
