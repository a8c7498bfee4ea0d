import type { XmlElement } from 'libxml2-wasm'
import { llevaExtensionSalud } from '../../../../src-shared/domains/facturacion/rules.ts'
import { operacionSchema } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { coberturaVigente, leyCitada, MODALIDADES_PAGO } from '../extension-salud.ts'
import type { Revision } from './revision.ts'

const CONTENIDO = '/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent'
const EXTENSION = `${CONTENIDO}/*[local-name()='CustomTagGeneral']`
const RUTA = `${CONTENIDO}/CustomTagGeneral`
const CAMPOS = `${EXTENSION}//*[local-name()='AdditionalInformation']`

/** Whether the document is of the health sector: an invoice says it in its operation, a note only by carrying the ministry's extension. */
export function esDeSalud({ xml, forma }: Revision): boolean {
  return forma.clase === 'factura' ? xml.text('/*/cbc:CustomizationID').startsWith('SS-') : xml.has(EXTENSION)
}

/** FED060, FED100, FED123–FED136, VFE020 and their mirrors: what the ministry checks of a health document; SS-Recaudo must not carry it. */
export function revisarSalud(revision: Revision): void {
  const { xml, forma, hallar } = revision
  if (!esDeSalud(revision)) return
  if (forma.clase === 'factura') {
    const operacion = operacionSchema.safeParse(xml.text('/*/cbc:CustomizationID'))
    if (!operacion.success) return
    if (!llevaExtensionSalud(operacion.data)) {
      if (xml.has(EXTENSION)) hallar('FED060', RUTA, 'Esta operación no debe llevarlos.')
      return
    }
  }
  revisarPeriodo(revision)
  if (!xml.has(EXTENSION)) hallar('FED060', RUTA)
  else revisarCampos(revision)
}

function revisarPeriodo({ xml, hallar }: Revision): void {
  const periodo = '/*/cac:InvoicePeriod'
  const inicio = xml.text(`${periodo}/cbc:StartDate`)
  const fin = xml.text(`${periodo}/cbc:EndDate`)
  if (!isLocalDate(inicio) || !isLocalDate(fin)) hallar('FED100', periodo)
  else if (inicio > fin) hallar('VFE020', periodo)
}

function revisarCampos({ xml, hallar }: Revision): void {
  const campos = new Map<string, XmlElement | undefined>()
  for (const campo of xml.elements(CAMPOS))
    campos.set(xml.text("*[local-name()='Name']", campo), xml.element("*[local-name()='Value']", campo))
  const valor = (nombre: string): string => campos.get(nombre)?.content.trim() ?? ''
  const codigo = (nombre: string): string => campos.get(nombre)?.attr('schemeID')?.value ?? ''
  const ruta = (nombre: string): string => `${RUTA}//AdditionalInformation[Name='${nombre}']/Value`
  const ley = leyCitada(xml.text(`${EXTENSION}/*[local-name()='Value'][2]`), xml.text('/*/cbc:IssueDate'))

  if (!campos.has('CODIGO_PRESTADOR')) hallar('FED124', ruta('CODIGO_PRESTADOR'))
  else if (!/^(\d{10}|IPSnoREPS)$/.test(valor('CODIGO_PRESTADOR'))) hallar('FED123', ruta('CODIGO_PRESTADOR'))
  if (valor('MODALIDAD_PAGO') === '') hallar('FED125', ruta('MODALIDAD_PAGO'))
  else if (!Object.hasOwn(MODALIDADES_PAGO, codigo('MODALIDAD_PAGO')))
    hallar('FED133', ruta('MODALIDAD_PAGO'))
  if (valor('COBERTURA_PLAN_BENEFICIOS') === '') hallar('FED127', ruta('COBERTURA_PLAN_BENEFICIOS'))
  else if (!coberturaVigente(codigo('COBERTURA_PLAN_BENEFICIOS'), ley))
    hallar('FED134', ruta('COBERTURA_PLAN_BENEFICIOS'))
  if (!campos.has('NUMERO_CONTRATO')) hallar('FED130', ruta('NUMERO_CONTRATO'))
  if (!campos.has('NUMERO_POLIZA')) hallar('FED132', ruta('NUMERO_POLIZA'))
  if (valor('NUMERO_CONTRATO') !== '' && valor('NUMERO_POLIZA') !== '')
    hallar('FED129', ruta('NUMERO_CONTRATO'))
  if (valor('NUMERO_CONTRATO') === '' && codigo('FACTURA_SIN_CONTRATO') === '')
    hallar('FED136', ruta('FACTURA_SIN_CONTRATO'))
}
