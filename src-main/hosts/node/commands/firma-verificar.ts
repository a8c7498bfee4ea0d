import { type InformeFirma, verifyXmlSignature } from '../../../integrations/dian/firma/verify.ts'
import { type Command, UsoIncorrecto } from '../command.ts'
import { readArguments, readInputFile } from '../input.ts'

const day = (date: Date) => date.toISOString().slice(0, 10)

function lines(informe: InformeFirma): string[] {
  const { referencias, valorFirma, politica, firmante, fechaFirma, rol, errores, advertencias } = informe
  return [
    informe.integra ? 'íntegra' : 'alterada o incompleta',
    ...referencias.map(
      ({ uri, cubre, correcta, detalle }) =>
        `referencia ${cubre}${uri === '' ? '' : ` (${uri})`}: ${correcta ? 'correcta' : `incorrecta. ${detalle}`}`,
    ),
    `valor de la firma: ${valorFirma ? 'correcto' : 'incorrecto'}`,
    ...(politica
      ? [`política: ${politica.identificador} (${politica.correcta ? 'correcta' : 'incorrecta'})`]
      : []),
    ...(firmante
      ? [
          `firmante: ${firmante.nombre}${firmante.nit ? `, NIT ${firmante.nit}` : ''}`,
          `certificado: serial ${firmante.serial}, emitido por ${firmante.emisorCertificado}`,
          `vigencia: ${day(firmante.vigenteDesde)} a ${day(firmante.vigenteHasta)}`,
        ]
      : []),
    ...(fechaFirma ? [`fecha de firma: ${fechaFirma}`] : []),
    ...(rol ? [`rol: ${rol}`] : []),
    ...errores.map((texto) => `error: ${texto}`),
    ...advertencias.map((texto) => `advertencia: ${texto}`),
  ]
}

export const firmaVerificar: Command = {
  nombre: 'firma verificar',
  uso: 'firma verificar ARCHIVO.xml',
  resumen: 'revisa la firma de un documento electrónico',
  async run(invocation) {
    const { values } = readArguments(firmaVerificar, invocation, { min: 1, max: 1 })
    const read = verifyXmlSignature(readInputFile(invocation, values[0] ?? ''), new Date())
    if (!read.ok) throw new UsoIncorrecto(read.error.mensaje)
    invocation.answer(lines(read.value).join('\n'), read.value)
    return read.value.integra ? 0 : 1
  },
}
