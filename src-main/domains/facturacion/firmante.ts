import { openP12 } from '../../core/crypto/p12.ts'
import type { Signer } from '../../core/crypto/signer.ts'
import type { Db, Trx } from '../../core/database/schema.ts'
import { Refusal } from '../../core/errors/refusal.ts'
import { getCertificado } from '../configuracion/api.ts'

/** Gives the signer of the certificate in force, opening its file once: reading a .p12 takes longer than a hundred signatures. */
export interface Firmante {
  /** @throws Refusal `CONFIGURACION_INCOMPLETA` when there is no certificate or it cannot be used */
  get(db: Db | Trx): Promise<Signer>
}

export function createFirmante(): Firmante {
  let opened: { readonly id: string; readonly signer: Signer } | undefined
  return {
    async get(db) {
      const certificado = await getCertificado(db)
      if (!certificado)
        throw new Refusal(
          'CONFIGURACION_INCOMPLETA',
          'Falta el certificado digital para firmar la factura.',
          'Impórtelo en Configuración › Certificado digital. La nota y los servicios quedan guardados.',
        )
      if (opened?.id === certificado.id) return opened.signer
      const read = openP12(certificado.p12, certificado.clave)
      if (!read.ok)
        throw new Refusal(
          'CONFIGURACION_INCOMPLETA',
          read.error.mensaje,
          'Importe de nuevo el certificado en Configuración › Certificado digital.',
        )
      opened = { id: certificado.id, signer: read.value.signer }
      return opened.signer
    },
  }
}
