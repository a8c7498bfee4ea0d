import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import {
  cantidadImpresa,
  detallesLinea,
  direccionImpresa,
  documentoImpreso,
  type FilaTotal,
  filasTotales,
} from '../../../src-shared/domains/facturacion/impreso.ts'
import { numeroCompleto, totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type {
  DocumentoFactura,
  HallazgoFactura,
  Parte,
} from '../../../src-shared/domains/facturacion/schemas.ts'
import { nombreMedioPago } from '../../../src-shared/domains/facturacion/texts.ts'
import type { ValoresVenta } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import { COBERTURA_PLAN, MODALIDAD_PAGO } from '../../../src-shared/domains/rips/tablas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { pesosEnLetras } from '../../../src-shared/kernel/number-words.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { Money } from '../../ui/money.tsx'
import { PaperSection } from './paper-section.tsx'
import { jumpOf, type Section } from './paper-sections.ts'

interface InvoicePaperProps {
  readonly documento: DocumentoFactura
  readonly findings: readonly HallazgoFactura[]
  readonly pacienteId: string | null
  /** Only a validated one is called so. */
  readonly validada: boolean
  /** Shown once signed. */
  readonly cufe?: ReactNode | undefined
  /** Its number is not taken yet. */
  readonly borrador?: boolean | undefined
  /** Takes the place of the printed means of payment: the form of a new invoice. */
  readonly pago?: ReactNode | undefined
}

/** The invoice as it is printed, each finding in the margin beside its part. */
export function InvoicePaper(props: InvoicePaperProps) {
  const { documento, findings, pacienteId, validada, borrador = false } = props
  const row = (section: Section, content: ReactNode) => (
    <PaperSection
      key={section}
      section={section}
      findings={findings}
      jumpOf={(finding) => jumpOf(finding, pacienteId, documento)}
    >
      {content}
    </PaperSection>
  )
  const { emisor, adquiriente } = documento
  return (
    <article className="factura-papel" aria-label="Factura">
      {row('general', null)}
      {row(
        'emisor',
        <div className="factura-cabecera">
          <div>
            <h2>{emisor.nombreComercial ?? emisor.nombre}</h2>
            {emisor.nombreComercial && <p>{emisor.nombre}</p>}
            <p className="tabular">
              NIT {emisor.numero}-{emisor.dv}
            </p>
            <p className="secundario">{direccionImpresa(emisor)}</p>
          </div>
          <div className="factura-cabecera-numero">
            <p>{headingOf(validada, borrador)}</p>
            <p className="factura-numero tabular">{numeroCompleto(documento.numero)}</p>
            <p className="secundario tabular">
              {borrador ? 'Número que tomaría hoy' : 'Emitida'} · {formatFecha(documento.emision.fecha)},{' '}
              {documento.emision.hora.slice(0, 5)}
            </p>
          </div>
        </div>,
      )}
      {row('adquiriente', <Acquirer parte={adquiriente} />)}
      {documento.salud && row('salud', <Health documento={documento} />)}
      {row('lineas', <Lines documento={documento} />)}
      {row('totales', <Totals documento={documento} />)}
      {row('pago', props.pago ?? <Payment documento={documento} />)}
      {row(
        'numeracion',
        <div className="factura-numeracion">
          {props.cufe}
          <p className="atenuado tabular">
            Autorización de numeración {documento.resolucion.numero}, prefijo{' '}
            {documento.resolucion.prefijo || 'sin prefijo'}, del {documento.resolucion.desde} al{' '}
            {documento.resolucion.hasta}, vigente del {formatFecha(documento.resolucion.vigenciaDesde)} al{' '}
            {formatFecha(documento.resolucion.vigenciaHasta)}.
          </p>
        </div>,
      )}
    </article>
  )
}

function headingOf(validada: boolean, borrador: boolean): string {
  if (borrador) return 'Borrador'
  return validada ? 'Factura electrónica de venta' : 'Pendiente de validación DIAN'
}

function Acquirer({ parte }: { readonly parte: Parte }) {
  return (
    <KeyValue
      layout="encima"
      columns={3}
      items={[
        { label: 'Adquiriente', value: <strong>{parte.nombre}</strong> },
        {
          label: 'Documento',
          value: <span className="tabular">{documentoImpreso(parte)}</span>,
        },
        { label: 'Dirección', value: direccionImpresa(parte) },
      ]}
    />
  )
}

function Health({ documento }: { readonly documento: DocumentoFactura }) {
  const { salud, periodo } = documento
  if (!salud) return null
  return (
    <KeyValue
      layout="encima"
      columns={3}
      items={[
        { label: 'Cobertura', value: nameOf(COBERTURA_PLAN, salud.coberturaPlan) },
        { label: 'Modalidad de pago', value: nameOf(MODALIDAD_PAGO, salud.modalidadPago) },
        {
          label: 'Atención',
          value: (
            <span className="tabular">
              {formatFecha(periodo.inicio)}
              {periodo.fin !== periodo.inicio && ` a ${formatFecha(periodo.fin)}`}
            </span>
          ),
        },
        ...(salud.numeroContrato ? [{ label: 'Contrato', value: salud.numeroContrato }] : []),
        ...(salud.numeroPoliza ? [{ label: 'Póliza', value: salud.numeroPoliza }] : []),
      ]}
    />
  )
}

/** An account may have 1.500: the rest are shown when asked for. */
const LINEAS_A_LA_VISTA = 60

function Lines({ documento }: { readonly documento: DocumentoFactura }) {
  const { lineas } = totalesFactura(documento)
  const [whole, setWhole] = useState(false)
  const hidden = whole ? 0 : Math.max(0, documento.lineas.length - LINEAS_A_LA_VISTA)
  return (
    <>
      <table className="factura-lineas">
        <thead>
          <tr>
            <th scope="col">Código</th>
            <th scope="col">Descripción</th>
            <th scope="col">Cant.</th>
            <th scope="col">Valor unitario</th>
            <th scope="col">Total</th>
          </tr>
        </thead>
        <tbody>
          {documento.lineas.slice(0, documento.lineas.length - hidden).map((linea, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of an invoice have no other identity than their place
            <tr key={index}>
              <td className="codigo">{linea.codigo}</td>
              <td>
                {linea.descripcion}
                {linea.impuesto.clase === 'gravado' && (
                  <span className="atenuado">
                    {' '}
                    · {linea.impuesto.tributo === '04' ? 'INC' : 'IVA'} {linea.impuesto.tarifa / 100} %
                  </span>
                )}
                {detallesLinea(linea).map(({ etiqueta, valor }) => (
                  <span key={etiqueta} className="factura-linea-detalle atenuado">
                    {etiqueta} <Money value={valor} />
                  </span>
                ))}
              </td>
              <td className="tabular">{cantidadImpresa(linea)}</td>
              <td>
                <Money value={linea.precioUnitario} />
              </td>
              <td>
                <Money value={(lineas[index]?.subtotal ?? 0) + (lineas[index]?.impuesto ?? 0)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button size="compact-sm" mt={8} onClick={() => setWhole(true)}>
          Ver las otras {hidden} líneas
        </Button>
      )}
    </>
  )
}

/** The sums of an invoice, also while it is written. */
export function Totals({ documento }: { readonly documento: ValoresVenta }) {
  const totales = totalesFactura(documento)
  return (
    <div className="factura-totales">
      <p className="secundario factura-letras">Son {pesosEnLetras(totales.aPagar)}</p>
      <dl>
        {filasTotales(documento, totales).map(({ etiqueta, valor, clase }) => (
          <div key={etiqueta} className={CLASE_FILA[clase]}>
            <dt>{etiqueta}</dt>
            <dd>
              <Money value={valor} size={clase === 'total' ? 'grande' : undefined} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

const CLASE_FILA: Readonly<Record<FilaTotal['clase'], string | undefined>> = {
  suma: undefined,
  total: 'factura-total',
  informa: 'secundario',
}

function Payment({ documento: { pago, vencimiento } }: { readonly documento: DocumentoFactura }) {
  const vence = pago.vencimiento ?? vencimiento
  return (
    <KeyValue
      layout="encima"
      columns={3}
      items={[
        { label: 'Forma de pago', value: pago.forma === '1' ? 'Contado' : 'Crédito' },
        { label: 'Medio de pago', value: nombreMedioPago(pago.medio) },
        ...(vence ? [{ label: 'Vence', value: formatFecha(vence) }] : []),
      ]}
    />
  )
}

function nameOf(
  tabla: { readonly valores: readonly { readonly codigo: string; readonly nombre: string }[] },
  codigo: string,
): string {
  return tabla.valores.find((valor) => valor.codigo === codigo)?.nombre ?? codigo
}
