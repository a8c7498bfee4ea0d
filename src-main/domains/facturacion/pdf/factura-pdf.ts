import type { Content, TableCell } from 'pdfmake/interfaces.js'
import { esDeContingencia } from '../../../../src-shared/domains/facturacion/contingencia.ts'
import {
  cantidadImpresa,
  detallesLinea,
  direccionImpresa,
  documentoImpreso,
  type FilaTotal,
  filasTotales,
  nombreRecaudo,
} from '../../../../src-shared/domains/facturacion/impreso.ts'
import { type TotalesFactura, totalesFactura } from '../../../../src-shared/domains/facturacion/rules.ts'
import type { DocumentoFactura, Parte } from '../../../../src-shared/domains/facturacion/schemas.ts'
import { nombreMedioPago } from '../../../../src-shared/domains/facturacion/texts.ts'
import { COBERTURA_PLAN, MODALIDAD_PAGO } from '../../../../src-shared/domains/rips/tablas.ts'
import { formatFecha, formatFechaHora } from '../../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../../src-shared/kernel/money.ts'
import { pesosEnLetras } from '../../../../src-shared/kernel/number-words.ts'
import { datos, encabezado, filasFinas, linea, type Membrete } from '../../../core/pdf/parts.ts'
import { renderPdf } from '../../../core/pdf/render-pdf.ts'
import { textoQr } from '../../../integrations/dian/factura/huella.ts'
import type { DetallePaciente } from '../detalle.ts'
import { anexoPacientes } from './anexo-pacientes.ts'

export interface FacturaImprimible {
  readonly documento: DocumentoFactura
  readonly cufe: string
  readonly estado: string
  /** Instant DIAN validated it, UTC, or null. */
  readonly validadaEn: string | null
  readonly cuv: string | null
  readonly paciente: { readonly nombre: string; readonly documento: string } | null
  /** What each patient has in it; its annex is printed when they are several. */
  readonly detalle: readonly DetallePaciente[]
  readonly programa: string
}

/**
 * Representación gráfica of the invoice (Resolución DIAN 165 de 2023; workflows 6.8). Until DIAN validates it, it is headed
 * «Pendiente de validación DIAN» and is not called a factura.
 */
export function facturaPdf(
  factura: FacturaImprimible,
  opciones: { readonly sinValidez: boolean; readonly en: Date },
): Promise<Uint8Array> {
  const { documento } = factura
  const numero = `${documento.numero.prefijo}${documento.numero.consecutivo}`
  const validada = factura.estado === 'validada' || factura.estado === 'anulada'
  const { nombre, estado } = presentacion(factura, validada)
  const total = totalesFactura(documento)
  return renderPdf({
    titulo: `${nombre} ${numero}`,
    pie: `${numero} · CUFE ${factura.cufe.slice(0, 16)}… · Generada por ${factura.programa} (software propio del facturador)`,
    sinValidez: opciones.sinValidez,
    en: opciones.en,
    contenido: [
      encabezado(membreteDe(documento.emisor), nombre, [
        `No. ${numero}`,
        `Emitida ${formatFecha(documento.emision.fecha)}, ${documento.emision.hora.slice(0, 5)}`,
        estado,
      ]),
      ...(validada || esDeContingencia(documento.tipo)
        ? []
        : [
            { text: 'Pendiente de validación DIAN', style: 'alerta', margin: [0, 8, 0, 0] } satisfies Content,
          ]),
      linea(),
      ...adquiriente(factura),
      ...salud(documento),
      tablaLineas(documento, total),
      tablaTotales(filasTotales(documento, total), total.aPagar),
      ...documento.notas.map((nota): Content => ({ text: nota, style: 'nota', margin: [0, 6, 0, 0] })),
      ...recaudosDescontados(documento),
      linea(10),
      validacion(factura),
      ...anexoPacientes(factura.detalle),
    ],
  })
}

/** What the paper is called and what is true of it: only a validated one is an ordinary invoice (workflows 3.3). */
function presentacion(
  { documento, validadaEn, estado }: FacturaImprimible,
  validada: boolean,
): { readonly nombre: string; readonly estado: string } {
  if (estado === 'descartada')
    return {
      nombre: 'Número que se dejó de lado',
      estado: 'No es una factura: la DIAN no la validó y sus servicios se facturan con otro número',
    }
  if (documento.tipo === '03')
    return {
      nombre: 'Factura de venta de talonario',
      estado: validadaEn
        ? `Transcrita y validada por la DIAN ${formatFechaHora(validadaEn)}`
        : 'Expedida en contingencia por falla del facturador; se transmite a la DIAN al terminar',
    }
  if (validada)
    return {
      nombre: 'Factura electrónica de venta',
      estado: validadaEn ? `Validada por la DIAN ${formatFechaHora(validadaEn)}` : '',
    }
  if (documento.tipo === '04')
    return {
      nombre: 'Factura electrónica de venta',
      estado: 'Expedida en contingencia de la DIAN, sin validación previa',
    }
  return {
    nombre: 'Pendiente de validación DIAN',
    estado: 'Todavía no es una factura legal: espera la validación de la DIAN',
  }
}

export function membreteDe(emisor: Parte): Membrete {
  return {
    nombre: emisor.nombreComercial ?? emisor.nombre,
    lineas: [
      ...(emisor.nombreComercial ? [emisor.nombre] : []),
      `NIT ${emisor.numero}-${emisor.dv ?? ''} · ${emisor.tributo === 'ZZ' ? 'No responsable de IVA' : 'Responsable de IVA'}`,
      direccionImpresa(emisor),
      [emisor.telefono, emisor.correo].filter((dato) => dato).join(' · '),
      `Responsabilidades: ${emisor.responsabilidades.join('; ')}`,
    ].filter((texto) => texto !== ''),
  }
}

/** The patient; the beneficiary when another paid his copago; or how many they are, for the annex. */
function deQuien({ documento, paciente, detalle }: FacturaImprimible): string {
  if (detalle.length > 1) return `${detalle.length} pacientes: ver el anexo`
  if (paciente) return `${paciente.nombre} · ${paciente.documento}`
  const { beneficiario } = documento
  return beneficiario
    ? `${beneficiario.nombres} ${beneficiario.apellidos} · ${beneficiario.tipoDocumento} ${beneficiario.numero}`
    : documento.adquiriente.nombre
}

function adquiriente(factura: FacturaImprimible): Content[] {
  const { documento } = factura
  const { adquiriente: parte } = documento
  return [
    datos([
      ['Adquiriente', parte.nombre],
      ['Documento', documentoImpreso(parte)],
      ['Dirección', direccionImpresa(parte)],
      ['Correo', parte.correo ?? ''],
      ['Forma de pago', documento.pago.forma === '1' ? 'Contado' : 'Crédito'],
      ['Medio de pago', nombreMedioPago(documento.pago.medio)],
      [
        'Vence',
        documento.vencimiento ? formatFecha(documento.vencimiento) : formatFecha(documento.emision.fecha),
      ],
      // A sale has no patient.
      ...(documento.operacion === '10' ? [] : ([['Paciente', deQuien(factura)]] as const)),
    ]),
  ]
}

function salud(documento: DocumentoFactura): Content[] {
  const { salud: campos, periodo } = documento
  if (!campos) return []
  const nombre = (
    tabla: { readonly valores: readonly { readonly codigo: string; readonly nombre: string }[] },
    codigo: string,
  ) => tabla.valores.find((valor) => valor.codigo === codigo)?.nombre ?? codigo
  return [
    { text: 'Sector salud', style: 'encabezado', margin: [0, 4, 0, 3] },
    datos([
      ['Código del prestador', campos.codigoPrestador],
      ['Modalidad de pago', nombre(MODALIDAD_PAGO, campos.modalidadPago)],
      ['Cobertura', nombre(COBERTURA_PLAN, campos.coberturaPlan)],
      [
        'Periodo de atención',
        periodo.inicio === periodo.fin
          ? formatFecha(periodo.inicio)
          : `${formatFecha(periodo.inicio)} a ${formatFecha(periodo.fin)}`,
      ],
      ...(campos.numeroContrato ? ([['Contrato', campos.numeroContrato]] as const) : []),
      ...(campos.numeroPoliza ? ([['Póliza', campos.numeroPoliza]] as const) : []),
    ]),
  ]
}

/** The lines of an invoice or note as they are printed. */
export function tablaLineas(
  documento: Pick<DocumentoFactura, 'lineas'>,
  { lineas: calculadas }: TotalesFactura,
): Content {
  const celda = (text: string, derecha = false): TableCell => ({
    text,
    ...(derecha ? { alignment: 'right' as const } : {}),
  })
  const cabeza = (text: string, derecha = false): TableCell => ({
    text,
    style: 'encabezado',
    ...(derecha ? { alignment: 'right' as const } : {}),
  })
  return {
    margin: [0, 6, 0, 0],
    layout: filasFinas,
    table: {
      headerRows: 1,
      widths: [46, '*', 40, 72, 58, 78],
      body: [
        [
          cabeza('Código'),
          cabeza('Descripción'),
          cabeza('Cantidad', true),
          cabeza('Valor unitario', true),
          cabeza('Impuesto', true),
          cabeza('Total', true),
        ],
        ...documento.lineas.map((renglon, i) => [
          celda(renglon.codigo),
          {
            stack: [
              { text: renglon.descripcion },
              ...detallesLinea(renglon).map(({ etiqueta, valor }) => ({
                text: `${etiqueta} ${formatPesos(valor)}`,
                style: 'nota',
              })),
            ],
          },
          celda(cantidadImpresa(renglon), true),
          celda(formatPesos(renglon.precioUnitario), true),
          celda(impuestoImpreso(renglon.impuesto), true),
          celda(formatPesos((calculadas[i]?.subtotal ?? 0) + (calculadas[i]?.impuesto ?? 0)), true),
        ]),
      ],
    },
  }
}

function impuestoImpreso({ clase, tributo, tarifa }: DocumentoFactura['lineas'][number]['impuesto']): string {
  return clase === 'gravado' ? `${tributo === '04' ? 'INC' : 'IVA'} ${tarifa / 100} %` : clase
}

/** The sums of an invoice or note as they are printed, with what is paid in words. */
export function tablaTotales(filas: readonly FilaTotal[], aPagar: number): Content {
  const fila = (etiqueta: string, valor: string, style?: string): TableCell[] => [
    { text: etiqueta, alignment: 'right', ...(style ? { style } : {}) },
    { text: valor, alignment: 'right', ...(style ? { style } : {}) },
  ]
  return {
    margin: [0, 8, 0, 0],
    columns: [
      { width: '*', stack: [{ text: 'Son', style: 'etiqueta' }, { text: pesosEnLetras(aPagar) }] },
      {
        width: 280,
        layout: 'noBorders',
        table: {
          widths: ['*', 100],
          body: filas.map(({ etiqueta, valor, clase }) =>
            fila(etiqueta, formatPesos(valor), ESTILO_FILA[clase]),
          ),
        },
      },
    ],
  }
}

const ESTILO_FILA: Readonly<Record<FilaTotal['clase'], string | undefined>> = {
  suma: undefined,
  total: 'total',
  informa: 'nota',
}

/** With which documents the users paid what is taken from the amount: the SS-Recaudo invoices that this one legalises. */
function recaudosDescontados({ recaudos }: DocumentoFactura): Content[] {
  const conSoporte = recaudos.filter(({ soporte }) => soporte !== undefined)
  if (conSoporte.length === 0) return []
  const lista = conSoporte
    .map(({ concepto, soporte, fecha, valor }) =>
      [nombreRecaudo(concepto), soporte, formatFecha(fecha), formatPesos(valor)].join(' '),
    )
    .join('; ')
  return [{ text: `Pagos de los usuarios con su documento: ${lista}.`, style: 'nota', margin: [0, 8, 0, 0] }]
}

function validacion(factura: FacturaImprimible): Content {
  const { documento, cufe } = factura
  const total = totalesFactura(documento)
  const { resolucion } = documento
  return {
    unbreakable: true,
    columns: [
      {
        width: 108,
        qr: textoQr(documento, total, {
          nombre: documento.tipo === '03' ? 'CUDE' : 'CUFE',
          valor: cufe,
        }),
        fit: 104,
      },
      {
        width: '*',
        stack: [
          { text: documento.tipo === '03' ? 'CUDE' : 'CUFE', style: 'etiqueta' },
          { text: cufe, style: 'codigo', margin: [0, 0, 0, 5] },
          ...(factura.cuv
            ? [
                { text: 'CUV del RIPS', style: 'etiqueta' } satisfies Content,
                { text: factura.cuv, style: 'codigo', margin: [0, 0, 0, 5] } satisfies Content,
              ]
            : []),
          {
            text: `Autorización de numeración de facturación ${resolucion.numero}, prefijo ${resolucion.prefijo || 'sin prefijo'}, del ${resolucion.desde} al ${resolucion.hasta}, vigente del ${formatFecha(resolucion.vigenciaDesde)} al ${formatFecha(resolucion.vigenciaHasta)}.`,
            style: 'nota',
          },
          {
            text: `Software ${factura.programa}, del propio facturador (NIT ${documento.emisor.numero}). Documento firmado digitalmente (XAdES-EPES).`,
            style: 'nota',
          },
        ],
      },
    ],
    columnGap: 14,
  }
}
