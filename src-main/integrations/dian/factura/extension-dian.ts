import { numeroCompleto } from '../../../../src-shared/domains/facturacion/rules.ts'
import type {
  NumeroFactura,
  Parte,
  Resolucion,
  Software,
} from '../../../../src-shared/domains/facturacion/schemas.ts'
import type { XmlElement } from '../../../core/xml/element.ts'
import { softwareSecurityCode } from '../cufe.ts'
import { AGENCY, cbc, sts, ublExtension } from '../ubl.ts'
import { checkDigit } from './partes.ts'

/** NIT of DIAN, the only authorisation provider (FAB31, FAB34). */
export const NIT_DIAN = { numero: '800197268', dv: '4' } as const

export interface ControlDocumento {
  readonly emisor: Pick<Parte, 'numero' | 'dv'>
  readonly software: Software
  readonly numero: NumeroFactura
  /** Notes have none: they need no authorised range. */
  readonly resolucion?: Resolucion
}

/** First extension: numbering authorisation, software and QR (FAB01–FAB36). The document is issued with own software: its owner is the issuer. */
export function extensionDian(doc: ControlDocumento, qrCode: string): XmlElement {
  const { resolucion, software, emisor } = doc
  return ublExtension(
    sts(
      'DianExtensions',
      {},
      resolucion && invoiceControl(resolucion),
      sts('InvoiceSource', {}, cbc('IdentificationCode', 'CO', COUNTRY_LIST)),
      sts(
        'SoftwareProvider',
        {},
        sts('ProviderID', { ...AGENCY, schemeID: checkDigit(emisor), schemeName: '31' }, emisor.numero),
        sts('SoftwareID', AGENCY, software.id),
      ),
      sts(
        'SoftwareSecurityCode',
        AGENCY,
        softwareSecurityCode(software.id, software.pin, numeroCompleto(doc.numero)),
      ),
      sts(
        'AuthorizationProvider',
        {},
        sts(
          'AuthorizationProviderID',
          { ...AGENCY, schemeID: NIT_DIAN.dv, schemeName: '31' },
          NIT_DIAN.numero,
        ),
      ),
      sts('QRCode', {}, qrCode),
    ),
  )
}

function invoiceControl(resolucion: Resolucion): XmlElement {
  return sts(
    'InvoiceControl',
    {},
    sts('InvoiceAuthorization', {}, resolucion.numero),
    sts(
      'AuthorizationPeriod',
      {},
      cbc('StartDate', resolucion.vigenciaDesde),
      cbc('EndDate', resolucion.vigenciaHasta),
    ),
    sts(
      'AuthorizedInvoices',
      {},
      resolucion.prefijo === '' ? undefined : sts('Prefix', {}, resolucion.prefijo),
      sts('From', {}, String(resolucion.desde)),
      sts('To', {}, String(resolucion.hasta)),
    ),
  )
}

const COUNTRY_LIST = {
  listAgencyID: '6',
  listAgencyName: 'United Nations Economic Commission for Europe',
  listSchemeURI: 'urn:oasis:names:specification:ubl:codelist:gc:CountryIdentificationCode-2.1',
} as const
