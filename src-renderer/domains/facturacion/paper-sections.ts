import type { Destino } from '../../../src-shared/domains/facturacion/destinos.ts'
import type { DocumentoFactura, HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'

/** Parts of the invoice as it is printed; a finding goes beside the one it is about. */
export const SECTIONS = [
  'general',
  'emisor',
  'adquiriente',
  'salud',
  'pago',
  'lineas',
  'totales',
  'numeracion',
] as const
export type Section = (typeof SECTIONS)[number]

/** Groups of rules of annex 1.9 by the part of the document they look at. */
const BY_RULE: readonly (readonly [RegExp, Section])[] = [
  [/^(FAB|CON)/, 'numeracion'],
  [/^(FED|FBI|FBE|FBK|RVC|CIN|FAF)/, 'salud'],
  [/^FAJ/, 'emisor'],
  [/^(FAK|FBA|FAL|FAM)/, 'adquiriente'],
  [/^FAN/, 'pago'],
  [/^(FAV|FAW|FAX|FAY|FAZ|FBB)/, 'lineas'],
  [/^(FAS|FAT|FAU|FAQ|FAR|FBD|FBG)/, 'totales'],
]

/** The path is more exact than the rule when it names a part. */
const BY_PATH: readonly (readonly [RegExp, Section])[] = [
  [/AccountingSupplierParty|emisor|prestador/, 'emisor'],
  [/AccountingCustomerParty|adquiriente/, 'adquiriente'],
  [/CustomTagGeneral|Interoperabilidad|InvoicePeriod|salud|periodo/, 'salud'],
  [/PaymentMeans|PrepaidPayment|pago|recaudos/, 'pago'],
  [/InvoiceLine|lineas/, 'lineas'],
  [/LegalMonetaryTotal|TaxTotal|totales/, 'totales'],
  [/DianExtensions|InvoiceControl|resolucion|numero/, 'numeracion'],
]

/** Part of the paper that a finding is about; `general` when it is about the whole. */
export function sectionOf({ regla, ruta }: Pick<HallazgoFactura, 'regla' | 'ruta'>): Section {
  return (
    BY_PATH.find(([pattern]) => pattern.test(ruta))?.[1] ??
    BY_RULE.find(([pattern]) => pattern.test(regla))?.[1] ??
    'general'
  )
}

export interface Jump {
  readonly label: string
  readonly path: string
}

const SECCION: Readonly<Partial<Record<Destino, Jump>>> = {
  'configuracion/prestador': { label: 'Datos del prestador', path: '/configuracion?seccion=prestador' },
  'configuracion/numeracion': { label: 'Numeración', path: '/configuracion?seccion=numeracion' },
  'configuracion/certificado': { label: 'Certificado digital', path: '/configuracion?seccion=certificado' },
  'configuracion/software': { label: 'Software DIAN', path: '/configuracion?seccion=software' },
  'configuracion/tarifas': { label: 'Tarifas', path: '/configuracion?seccion=tarifas' },
  contrato: { label: 'Pagadores y contratos', path: '/configuracion?seccion=pagadores' },
  bandeja: { label: 'Bandeja de salida', path: '/bandeja' },
}

/** Where a finding is mended: the place its rule names, else that of the part it is about. */
export function jumpOf(
  finding: Pick<HallazgoFactura, 'regla' | 'ruta' | 'destino'>,
  pacienteId: string | null,
  documento: DocumentoFactura,
): Jump | null {
  const { destino } = finding
  if (destino === undefined) return jumpOfSection(sectionOf(finding), pacienteId, documento)
  if (destino === 'paciente' || destino === 'pagador')
    return jumpOfSection('adquiriente', pacienteId, documento)
  return SECCION[destino] ?? null
}

function jumpOfSection(
  section: Section,
  pacienteId: string | null,
  documento: DocumentoFactura,
): Jump | null {
  switch (section) {
    case 'emisor':
      return { label: 'Datos del prestador', path: '/configuracion?seccion=prestador' }
    case 'numeracion':
      return { label: 'Numeración', path: '/configuracion?seccion=numeracion' }
    case 'adquiriente':
      if (documento.adquiriente.tipoDocumento === 'NI')
        return { label: 'Pagadores y contratos', path: '/configuracion?seccion=pagadores' }
      return pacienteId === null
        ? null
        : { label: 'Datos del paciente', path: `/pacientes/${pacienteId}/editar` }
    case 'salud':
      return documento.adquiriente.tipoDocumento === 'NI'
        ? { label: 'Pagadores y contratos', path: '/configuracion?seccion=pagadores' }
        : { label: 'Datos del prestador', path: '/configuracion?seccion=prestador' }
    case 'lineas':
      return { label: 'Tarifas', path: '/configuracion?seccion=tarifas' }
    default:
      return null
  }
}
