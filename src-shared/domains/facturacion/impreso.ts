import { nombreTipoDocumento, TIPOS_SOLO_ADQUIRIENTE } from '../../kernel/identifiers.ts'
import type { Centavos } from '../../kernel/money.ts'
import { CONCEPTO_RECAUDO } from '../rips/tablas.ts'
import {
  anticiposRestan,
  type RetencionPorTributo,
  recaudosPorConcepto,
  type TotalesFactura,
} from './rules.ts'
import type { DocumentoFactura, LineaFactura, Parte, Retencion } from './schemas.ts'
import { nombreUnidad } from './unidades.ts'

/** What an invoice or note says on paper and on the screen, in the same words. */

export const NOMBRE_RETENCION: Readonly<Record<Retencion['tributo'], string>> = {
  '05': 'ReteIVA',
  '06': 'ReteRenta',
  '07': 'ReteICA',
}

/** A row of the sums. `informa` adds nothing to what is paid. */
export interface FilaTotal {
  readonly etiqueta: string
  readonly valor: Centavos
  readonly clase: 'suma' | 'total' | 'informa'
}

type ConAjustes = Pick<DocumentoFactura, 'descuentos' | 'recargos'> &
  Partial<Pick<DocumentoFactura, 'recaudos'>> & { readonly operacion?: string }

/** The sums of a document, from its lines to what is paid and, when the customer withholds, what is received. */
export function filasTotales(doc: ConAjustes, totales: TotalesFactura, total = 'Total a pagar'): FilaTotal[] {
  const recaudos = recaudosPorConcepto(doc.recaudos ?? [])
  const restan = anticiposRestan(doc.operacion)
  const ajustes = [
    ...totales.impuestos.map(({ tributo, valor }) => suma(tributo === '04' ? 'INC' : 'IVA', valor)),
    ...(doc.descuentos ?? []).map(({ razon, valor }) => suma(`Descuento: ${razon}`, -valor)),
    ...(doc.recargos ?? []).map(({ razon, valor }) => suma(`Recargo: ${razon}`, valor)),
    ...recaudos.map(({ concepto, valor }) =>
      restan
        ? suma(nombreRecaudo(concepto), -valor)
        : suma(`${nombreRecaudo(concepto)} (solo se informa)`, valor),
    ),
  ]
  return [
    ...(ajustes.length > 0 ? [suma('Subtotal', totales.subtotal)] : []),
    ...ajustes,
    { etiqueta: total, valor: totales.aPagar, clase: 'total' },
    ...filasRetencion(totales),
  ]
}

function filasRetencion({ autorretenciones, retencionesCliente, aRecibir }: TotalesFactura): FilaTotal[] {
  const fila = ({ tributo, tarifas, valor }: RetencionPorTributo, como: string): FilaTotal => ({
    etiqueta: `${NOMBRE_RETENCION[tributo]} ${tarifas.map(({ tarifa }) => porcentaje(tarifa)).join(' y ')} ${como}`,
    valor,
    clase: 'informa',
  })
  return [
    ...autorretenciones.map((una) => fila(una, 'de autorretención, no cambia lo que se paga')),
    ...retencionesCliente.map((una) => fila({ ...una, valor: -una.valor }, 'que retiene quien paga')),
    ...(retencionesCliente.length > 0
      ? [{ etiqueta: 'Total que se recibe', valor: aRecibir, clase: 'informa' as const }]
      : []),
  ]
}

function suma(etiqueta: string, valor: Centavos): FilaTotal {
  return { etiqueta, valor, clase: 'suma' }
}

/** Name of a concept of tabla conceptoRecaudo. */
export function nombreRecaudo(concepto: string): string {
  return CONCEPTO_RECAUDO.valores.find(({ codigo }) => codigo === concepto)?.nombre ?? 'Anticipo'
}

/** @param milesimas thousandths of a percent: `11 %`, `0,966 %` */
export function porcentaje(milesimas: number): string {
  return `${String(milesimas / 1000).replace('.', ',')} %`
}

/** `2,5 horas`; the plain unit goes without its name. */
export function cantidadImpresa({ cantidad, unidad }: Pick<LineaFactura, 'cantidad' | 'unidad'>): string {
  const numero = String(cantidad / 1000).replace('.', ',')
  return unidad === '94' ? numero : `${numero} ${nombreUnidad(unidad)}`
}

/** What a line says besides its description: its discount, its charge, that it is given away. */
export function detallesLinea(linea: LineaFactura): readonly { etiqueta: string; valor: Centavos }[] {
  const { descuento, recargo, muestra } = linea
  return [
    ...(descuento && descuento.valor > 0
      ? [{ etiqueta: `Descuento: ${descuento.razon}`, valor: -descuento.valor }]
      : []),
    ...(recargo && recargo.valor > 0
      ? [{ etiqueta: `Recargo: ${recargo.razon}`, valor: recargo.valor }]
      : []),
    ...(muestra ? [{ etiqueta: 'Muestra sin costo; vale por unidad', valor: muestra.precio }] : []),
  ]
}

/** Document of a party; one that only DIAN has goes by its name. */
export function documentoImpreso({
  tipoDocumento,
  numero,
  dv,
}: Pick<Parte, 'tipoDocumento' | 'numero' | 'dv'>): string {
  const soloDian = TIPOS_SOLO_ADQUIRIENTE.some(({ codigo }) => codigo === tipoDocumento)
  return `${soloDian ? nombreTipoDocumento(tipoDocumento) : tipoDocumento} ${numero}${dv ? `-${dv}` : ''}`
}

/** Where a party is, in one line; empty when it is not said. */
export function direccionImpresa({
  direccion,
  direccionExterior,
}: Pick<Parte, 'direccion' | 'direccionExterior'>): string {
  if (direccion) return `${direccion.linea}, ${direccion.nombreMunicipio}, ${direccion.departamento}`
  if (!direccionExterior) return ''
  const { linea, ciudad, region, nombrePais } = direccionExterior
  return [linea, ciudad, region, nombrePais].filter(Boolean).join(', ')
}
