import { softwareSecurityCode } from '../cufe.ts'
import { cufeOfDocument } from '../cufe-from-xml.ts'
import { DIAN_EXT } from './extensiones.ts'
import type { Revision } from './revision.ts'

/** FAD06, FAB27b, FAB36: hashes, when the secrets they need are known. */
export function revisarHuellas({ doc, xml, opciones, hallar }: Revision): void {
  const declarado = xml.text('/*/cbc:UUID')
  if (!/^[0-9a-f]{96}$/.test(declarado)) hallar('FAD06', '/Invoice/cbc:UUID', 'No tiene 96 letras y números.')
  else if (opciones.clave !== undefined && cufeOfDocument(doc, opciones.clave)?.igual !== true)
    hallar('FAD06', '/Invoice/cbc:UUID')
  const codigo = `${DIAN_EXT}/sts:SoftwareSecurityCode`
  if (opciones.pin === undefined || !xml.has(codigo)) return
  const software = xml.text(`${DIAN_EXT}/sts:SoftwareProvider/sts:SoftwareID`)
  if (xml.text(codigo) !== softwareSecurityCode(software, opciones.pin, xml.text('/*/cbc:ID')))
    hallar('FAB27b', codigo)
}
