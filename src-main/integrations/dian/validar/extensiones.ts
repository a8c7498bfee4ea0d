import { digitoVerificacion } from '../../../../src-shared/kernel/identifiers.ts'
import { NIT_DIAN } from '../factura/extension-dian.ts'
import { AGENCY } from '../ubl.ts'
import type { Revision } from './revision.ts'

const EXT = '/*/ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent'
export const DIAN_EXT = `${EXT}/sts:DianExtensions`

/** FAA02–FAB03, FAB19–FAB36, FAC03 and their mirrors: the extension of DIAN, complete and once; the signature, once. */
export function revisarExtensiones({ xml, opciones, hallar }: Revision): void {
  if (!xml.has('/*/ext:UBLExtensions')) {
    hallar('FAA02', '/*/ext:UBLExtensions')
    return
  }
  if (opciones.sinFirma !== true && xml.elements(`${EXT}/ds:Signature`).length !== 1)
    hallar('FAC03', `${EXT}/ds:Signature`)
  if (xml.elements(DIAN_EXT).length !== 1) hallar('FAB03', DIAN_EXT)
  if (!xml.has(DIAN_EXT)) return
  const proveedor = `${DIAN_EXT}/sts:SoftwareProvider/sts:ProviderID`
  const nit = xml.text(proveedor)
  if (nit === '') hallar('FAB19a', proveedor)
  const dv = xml.text(`${proveedor}/@schemeID`)
  if (dv === '') hallar('FAB22a', `${proveedor}/@schemeID`)
  else if (/^\d{1,15}$/.test(nit) && dv !== digitoVerificacion(nit))
    hallar('FAB22b', `${proveedor}/@schemeID`)
  const software = `${DIAN_EXT}/sts:SoftwareProvider/sts:SoftwareID`
  if (xml.text(software) === '') hallar('FAB24a', software)
  if (xml.text(`${software}/@schemeAgencyID`) !== AGENCY.schemeAgencyID)
    hallar('FAB25', `${software}/@schemeAgencyID`)
  if (xml.text(`${software}/@schemeAgencyName`) !== AGENCY.schemeAgencyName)
    hallar('FAB26', `${software}/@schemeAgencyName`)
  const codigo = `${DIAN_EXT}/sts:SoftwareSecurityCode`
  if (xml.text(codigo) === '') hallar('FAB27', codigo)
  const autoridad = `${DIAN_EXT}/sts:AuthorizationProvider/sts:AuthorizationProviderID`
  if (xml.text(autoridad) !== NIT_DIAN.numero) hallar('FAB31', autoridad)
  if (xml.text(`${autoridad}/@schemeID`) !== NIT_DIAN.dv) hallar('FAB34', `${autoridad}/@schemeID`)
  if (xml.text(`${DIAN_EXT}/sts:QRCode`) === '') hallar('FAB36', `${DIAN_EXT}/sts:QRCode`)
}
