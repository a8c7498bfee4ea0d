import { bogotaDate, formatFecha } from '../../../src-shared/kernel/dates.ts'
import { type ChainFinding, checkChain } from '../../core/crypto/certificate-chain.ts'
import type { OpenedP12 } from '../../core/crypto/p12.ts'

/**
 * What a person should know of a certificate that opens and is in force, in sentences. None of it prevents using it: the file
 * may come without its chain, and the roots that DIAN trusts are not known here.
 */
export function observarCertificado({ certificateDer, chain }: OpenedP12, ahora: Date): string[] {
  return checkChain(certificateDer, chain, ahora).map(enPalabras)
}

function enPalabras(finding: ChainFinding): string {
  switch (finding.code) {
    case 'issuer-absent':
      return `El archivo no trae el certificado de «${finding.nombre}», así que no se pudo comprobar quién responde por él. Puede usarse; si la DIAN lo rechaza, pida a la entidad el archivo con la cadena completa.`
    case 'issuer-did-not-sign':
      return `El archivo trae un certificado de «${finding.nombre}» que no es el que firmó este. Puede estar mal armado: pida a la entidad el archivo de nuevo.`
    case 'issuer-not-valid-now':
      return `El certificado de «${finding.nombre}», que responde por este, no está vigente (vence el ${formatFecha(bogotaDate(finding.notAfter))}). Pregunte a la entidad si el suyo sigue sirviendo.`
    case 'issuer-not-authority':
      return `«${finding.nombre}» no figura como entidad que pueda emitir certificados. Verifique que lo haya emitido una entidad acreditada por el ONAC.`
    case 'not-for-signing':
      return 'El certificado dice que no es para firmar documentos: la DIAN puede rechazar sus facturas. Pida uno para facturación electrónica.'
    case 'other-purpose':
      return 'El certificado se emitió para otro uso (por ejemplo, una página web): la DIAN puede rechazar sus facturas. Pida uno para facturación electrónica.'
  }
}
