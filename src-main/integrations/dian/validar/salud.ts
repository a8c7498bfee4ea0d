import type { XmlElement } from 'libxml2-wasm'
import { llevaExtensionSalud } from '../../../../src-shared/domains/facturacion/rules.ts'
import { operacionSchema } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { isLocalDate } from '../../../../src-shared/kernel/dates.ts'
import { admiteSinContrato, coberturaVigente, MODALIDADES_PAGO } from '../extension-salud.ts'
import type { Revision } from './revision.ts'

const EXTENSION =
  "/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/*[local-name()='CustomTagGeneral']"
const RUTA = '/Invoice/ext:UBLExtensions/ext:UBLExtension[2]/ext:ExtensionContent/CustomTagGeneral'
const CAMPOS = `${EXTENSION}//*[local-name()='AdditionalInformation']`

/** FED060, FED100–FED101, FED123–FED136, VFE020: what the ministry checks on a health invoice; SS-Recaudo must not carry it. */
export function revisarSalud({ xml, hallar }: Revision): void {
  const operacion = operacionSchema.safeParse(xml.text('/*/cbc:CustomizationID'))
  if (!operacion.success) return
  const lleva = llevaExtensionSalud(operacion.data)
  if (!lleva) {
    if (xml.has(EXTENSION)) hallar('FED060', RUTA, 'Esta operación no debe llevarlos.')
    return
  }
  revisarPeriodo()
  if (!xml.has(EXTENSION)) {
    hallar('FED060', RUTA)
    return
  }
  const campos = new Map<string, XmlElement | undefined>()
  for (const campo of xml.elements(CAMPOS))
    campos.set(xml.text("*[local-name()='Name']", campo), xml.element("*[local-name()='Value']", campo))
  const valor = (nombre: string): string => campos.get(nombre)?.content.trim() ?? ''
  const codigo = (nombre: string): string => campos.get(nombre)?.attr('schemeID')?.value ?? ''
  const ruta = (nombre: string): string => `${RUTA}//AdditionalInformation[Name='${nombre}']/Value`
  const emision = xml.text('/*/cbc:IssueDate')

  if (!campos.has('CODIGO_PRESTADOR')) hallar('FED124', ruta('CODIGO_PRESTADOR'))
  else if (!/^(\d{10}|IPSnoREPS)$/.test(valor('CODIGO_PRESTADOR'))) hallar('FED123', ruta('CODIGO_PRESTADOR'))
  if (valor('MODALIDAD_PAGO') === '') hallar('FED125', ruta('MODALIDAD_PAGO'))
  else if (!(codigo('MODALIDAD_PAGO') in MODALIDADES_PAGO)) hallar('FED133', ruta('MODALIDAD_PAGO'))
  if (valor('COBERTURA_PLAN_BENEFICIOS') === '') hallar('FED127', ruta('COBERTURA_PLAN_BENEFICIOS'))
  else if (!coberturaVigente(codigo('COBERTURA_PLAN_BENEFICIOS'), emision))
    hallar('FED134', ruta('COBERTURA_PLAN_BENEFICIOS'))
  if (!campos.has('NUMERO_CONTRATO')) hallar('FED130', ruta('NUMERO_CONTRATO'))
  if (!campos.has('NUMERO_POLIZA')) hallar('FED132', ruta('NUMERO_POLIZA'))
  if (valor('NUMERO_CONTRATO') !== '' && valor('NUMERO_POLIZA') !== '')
    hallar('FED129', ruta('NUMERO_CONTRATO'), 'Un contrato y una póliza no van juntos.')
  if (valor('NUMERO_CONTRATO') === '' && codigo('FACTURA_SIN_CONTRATO') === '' && admiteSinContrato(emision))
    hallar('FED136', ruta('FACTURA_SIN_CONTRATO'))

  function revisarPeriodo(): void {
    const inicio = xml.text('/*/cac:InvoicePeriod/cbc:StartDate')
    const fin = xml.text('/*/cac:InvoicePeriod/cbc:EndDate')
    if (!isLocalDate(inicio) || !isLocalDate(fin)) hallar('FED100', '/Invoice/cac:InvoicePeriod')
    else if (inicio > fin) hallar('VFE020', '/Invoice/cac:InvoicePeriod', 'Termina antes de empezar.')
  }
}
