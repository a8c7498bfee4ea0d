import type { SaludFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import type { LocalDate } from '../../../src-shared/kernel/dates.ts'
import { element, type XmlContent, type XmlElement } from '../../core/xml/element.ts'
import { ublExtension } from './ubl.ts'

/**
 * Second extension of health invoices, with the fields of the ministry (DT2 of Res. MinSalud 948 de 2026, §3.3–3.4 of our
 * reference). All names go without prefix in the default namespace of the invoice; the order of the fields is fixed.
 */
export function extensionSalud(salud: SaludFactura, fechaEmision: LocalDate): XmlElement {
  const contrato = salud.numeroContrato ?? ''
  const poliza = salud.numeroPoliza ?? ''
  const sinContrato =
    contrato === '' && admiteSinContrato(fechaEmision) ? salud.facturaSinContrato : undefined
  return ublExtension(
    plain(
      'CustomTagGeneral',
      {},
      plain('Name', {}, 'Responsable'),
      plain('Value', {}, 'url www.minsalud.gov.co'),
      plain('Name', {}, 'Tipo, identificador:año del acto administrativo'),
      plain('Value', {}, actoAdministrativo(fechaEmision)),
      plain(
        'Interoperabilidad',
        {},
        plain(
          'Group',
          { schemeName: 'Sector Salud' },
          plain(
            'Collection',
            { schemeName: 'Usuario' },
            campo('CODIGO_PRESTADOR', {}, salud.codigoPrestador),
            campo(
              'MODALIDAD_PAGO',
              { schemeName: 'salud_modalidad_pago.gc', schemeID: salud.modalidadPago },
              MODALIDADES_PAGO[salud.modalidadPago] ?? '',
            ),
            campo(
              'COBERTURA_PLAN_BENEFICIOS',
              { schemeName: 'salud_cobertura.gc', schemeID: salud.coberturaPlan },
              COBERTURAS[salud.coberturaPlan] ?? '',
            ),
            campo('NUMERO_CONTRATO', {}, contrato),
            campo('NUMERO_POLIZA', {}, poliza),
            sinContrato &&
              campo(
                'FACTURA_SIN_CONTRATO',
                { schemeName: 'salud_cobertura.gc', schemeID: sinContrato },
                CASOS_SIN_CONTRATO[sinContrato] ?? '',
              ),
          ),
        ),
      ),
    ),
  )
}

/** Day Res. MinSalud 948 de 2026 entered into force. */
const VIGENCIA_RES_948: LocalDate = '2026-05-14'
const ULTIMO_DIA_ANTERIOR: LocalDate = '2026-05-13'
const ACTO_ANTERIOR = 'Resolución 2275:2023'

/** The act quoted in the extension, by date of issue: 2275 de 2023 until it was repealed, 948 de 2026 since. */
export function actoAdministrativo(fechaEmision: LocalDate): string {
  return fechaEmision < VIGENCIA_RES_948 ? ACTO_ANTERIOR : 'Resolución 948:2026'
}

/** Day whose law a document follows: that of its issue, or a day of the former act when it quotes it (one made again). */
export function leyCitada(acto: string, fechaEmision: LocalDate): LocalDate {
  return fechaEmision >= VIGENCIA_RES_948 && acto === ACTO_ANTERIOR ? ULTIMO_DIA_ANTERIOR : fechaEmision
}

/** FACTURA_SIN_CONTRATO exists since Res. 948 de 2026. */
export function admiteSinContrato(fechaEmision: LocalDate): boolean {
  return fechaEmision >= VIGENCIA_RES_948
}

/** Whether that coverage may be used on that date: 01 was split into 16 and 17 by Res. 948 de 2026. */
export function coberturaVigente(cobertura: string, fechaEmision: LocalDate): boolean {
  if (!Object.hasOwn(COBERTURAS, cobertura)) return false
  if (cobertura === '16' || cobertura === '17') return fechaEmision >= VIGENCIA_RES_948
  return cobertura !== '01' || fechaEmision < VIGENCIA_RES_948
}

/** Table modalidadPago of SISPRO. */
export const MODALIDADES_PAGO: Readonly<Record<string, string>> = {
  '01': 'Pago individual por caso / conjunto integral de atenciones / paquete / canasta',
  '02': 'Pago global prospectivo',
  '03': 'Pago por capitación',
  '04': 'Pago por evento',
}

/** Table coberturaPlan of SISPRO. */
export const COBERTURAS: Readonly<Record<string, string>> = {
  '01': 'Plan de beneficios en salud financiado con UPC',
  '02': 'Presupuesto máximo',
  '03': 'Prima EPS / EOC, no asegurados SOAT',
  '04': 'Cobertura Póliza SOAT',
  '05': 'Cobertura ARL',
  '06': 'Cobertura ADRES',
  '07': 'Cobertura Salud Pública',
  '08': 'Cobertura entidad territorial, recursos de oferta',
  '09': 'Urgencias población migrante',
  '10': 'Plan complementario en salud',
  '11': 'Plan medicina prepagada',
  '12': 'Otras pólizas en salud',
  '13': 'Cobertura Régimen Especial o Excepción',
  '14': 'Cobertura Fondo Nacional de Salud de las Personas Privadas de la Libertad',
  '15': 'Particular',
  '16': 'Plan de beneficios financiado con UPC contributivo',
  '17': 'Plan de beneficios financiado con UPC subsidiado',
}

/** Table facturaSinContrato of SISPRO. */
export const CASOS_SIN_CONTRATO: Readonly<Record<string, string>> = {
  '01': 'Atención de urgencias',
  '02': 'Atención a cargo de ADRES, aseguradora SOAT o planes voluntarios de salud',
  '03': 'Fallos de tutela u órdenes judiciales',
  '04': 'Portabilidad o asignación masiva de afiliados',
  '05': 'Casos excepcionales: cotizaciones o autorizaciones sin contrato',
  '06': 'Recuperación de órganos para trasplante',
  '07': 'Servicio a paciente particular',
}

function campo(nombre: string, attributes: Readonly<Record<string, string>>, valor: string): XmlElement {
  return plain('AdditionalInformation', {}, plain('Name', {}, nombre), plain('Value', attributes, valor))
}

function plain(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly XmlContent[]
): XmlElement {
  return element(name, attributes, ...content)
}
