import { type RevisionArchivo, revisarArchivo } from '../../../integrations/dian/validar.ts'
import { municipiosIniciales } from '../../../wire-catalogo-inicial.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { findingLines } from '../finding-lines.ts'
import { readArguments, readInputFile } from '../input.ts'
import { programFolders } from '../program-folders.ts'

const NOMBRES: Readonly<Record<RevisionArchivo['documento'], string>> = {
  factura: 'la factura',
  'nota-credito': 'la nota crédito',
  'nota-debito': 'la nota débito',
  soporte: 'el documento soporte',
  'nota-ajuste': 'la nota de ajuste',
}

export const dianValidar: Command = {
  nombre: 'dian validar',
  uso: 'dian validar ARCHIVO.xml [--clave CLAVE] [--pin PIN]',
  resumen: 'revisa una factura o nota, o la que trae un contenedor, con las reglas de la DIAN',
  async run(invocation) {
    const { values, options } = readArguments(dianValidar, invocation, {
      min: 1,
      max: 1,
      options: ['clave', 'pin'],
    })
    const read = revisarArchivo(readInputFile(invocation, values[0] ?? ''), {
      ahora: new Date(),
      municipios: municipiosIniciales(programFolders().resourcesDir),
      ...(options.clave === undefined ? {} : { clave: options.clave }),
      ...(options.pin === undefined ? {} : { pin: options.pin }),
    })
    if (!read.ok) throw new UsoIncorrecto(read.error.mensaje)
    const { documento, numero, contenedor } = read.value
    const hallazgos = read.value.hallazgos.map(({ regla, severidad, ruta, mensaje, remedio }) => ({
      regla,
      severidad,
      ruta,
      mensaje,
      remedio,
    }))
    const lines = findingLines(hallazgos.map((one) => ({ ...one, gravedad: one.severidad })))
    invocation.answer(
      contenedor ? `contenedor: se revisó ${NOMBRES[documento]} ${numero} que trae adentro\n${lines}` : lines,
      { documento, numero, contenedor, hallazgos },
    )
    return hallazgos.some(({ severidad }) => severidad === 'rechazo') ? 1 : 0
  },
}
