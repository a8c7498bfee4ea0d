import { softwareSecurityCode } from '../cufe.ts'
import { cufeOfDocument } from '../cufe-from-xml.ts'
import { DIAN_EXT } from './extensiones.ts'
import type { Revision } from './revision.ts'

/** FAD06 (CAD06, DAD06) and FAB27b: hashes, when the secrets they need are known. */
export function revisarHuellas({ doc, xml, forma, opciones, hallar }: Revision): void {
  const conPin = forma.clase !== 'factura' || xml.text('/*/cbc:InvoiceTypeCode') === '03'
  const regla = forma.clase === 'factura' ? 'FAD06' : 'CAD06'
  const clave = conPin ? (opciones.pin ?? opciones.clave) : opciones.clave
  if (xml.text('/*/cbc:UUID/@schemeID') !== xml.text('/*/cbc:ProfileExecutionID'))
    hallar(regla, '/*/cbc:UUID/@schemeID', 'El ambiente del código no es el del documento.')
  if (!/^[0-9a-f]{96}$/.test(xml.text('/*/cbc:UUID')))
    hallar(regla, '/*/cbc:UUID', 'No tiene 96 letras y números.')
  else if (clave !== undefined && cufeOfDocument(doc, clave)?.igual !== true) hallar(regla, '/*/cbc:UUID')
  const codigo = `${DIAN_EXT}/sts:SoftwareSecurityCode`
  if (opciones.pin === undefined || xml.text(codigo) === '') return
  const software = xml.text(`${DIAN_EXT}/sts:SoftwareProvider/sts:SoftwareID`)
  if (xml.text(codigo) !== softwareSecurityCode(software, opciones.pin, xml.text('/*/cbc:ID')))
    hallar('FAB27b', codigo)
}
