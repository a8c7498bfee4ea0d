import { type DistinguishedName, nameValue } from './distinguished-name.ts'

/**
 * Where the accredited authorities of Colombia put the NIT (or the cédula) of the holder, in order of trust. Seen in DIAN's own
 * certificate (GSE: 1.3.6.1.4.1.4710.1.3.2 and serialNumber) and in the test certificate of the official examples
 * (Andes: serialNumber); Certicámara uses 1.3.6.1.4.1.23267.2.3.
 */
const NIT_OIDS = ['1.3.6.1.4.1.4710.1.3.2', '1.3.6.1.4.1.23267.2.3', '2.5.4.97', '2.5.4.5'] as const

/** Some older certificates only say it in words, in the organisational unit or the name. */
const TEXT_OIDS = ['2.5.4.11', '2.5.4.3', '2.5.4.10', '2.5.4.13'] as const

/**
 * Identification number of the holder as the certificate carries it: digits only, without dots; it may have the check digit at
 * its end when the authority writes it so. Use `matchesNit` to compare.
 */
export function nitFromSubject(subject: DistinguishedName): string | undefined {
  for (const oid of NIT_OIDS) {
    const digits = identificationDigits(nameValue(subject, oid))
    if (digits !== undefined) return digits
  }
  for (const oid of TEXT_OIDS) {
    const written = /NIT\D{0,5}([\d.]{6,14})/i.exec(nameValue(subject, oid) ?? '')?.[1]
    const digits = identificationDigits(written)
    if (digits !== undefined) return digits
  }
  return undefined
}

/** Whether a number read from a certificate is that NIT, with or without its check digit. */
export function matchesNit(fromCertificate: string, nit: string, dv: string): boolean {
  return fromCertificate === nit || fromCertificate === `${nit}${dv}`
}

function identificationDigits(value: string | undefined): string | undefined {
  const digits = value?.replace(/\D/g, '')
  return digits !== undefined && digits.length >= 5 && digits.length <= 11 ? digits : undefined
}
