import { X509Certificate } from 'node:crypto'
import { dvDeNit } from '../nit.ts'

/** Reads a base64 DER certificate as it travels in XML; undefined when it is not one. */
export function leerCertificado(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64.replaceAll(/\s/g, ''), 'base64'))
  } catch {
    return undefined
  }
}

export function vigenteEn(certificado: X509Certificate, instante: Date): boolean {
  return certificado.validFromDate <= instante && instante <= certificado.validToDate
}

/** Whether the subject's serialNumber names this NIT; some authorities add the check digit or the letters NIT. */
export function esDelNit(certificado: X509Certificate, nit: string): boolean {
  const serial = /^serialNumber=(.*)$/m.exec(certificado.subject)?.[1]?.replaceAll(/\D/g, '')
  return serial === nit || serial === nit + dvDeNit(nit)
}
