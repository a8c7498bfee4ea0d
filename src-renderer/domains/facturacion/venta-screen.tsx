import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { totalesFactura } from '../../../src-shared/domains/facturacion/rules.ts'
import type { HallazgoFactura } from '../../../src-shared/domains/facturacion/schemas.ts'
import { valoresVenta } from '../../../src-shared/domains/facturacion/venta-rules.ts'
import { addDays } from '../../../src-shared/kernel/dates.ts'
import { type CallFailure, failureOf, failureText } from '../../rpc/call-refusal.ts'
import { client, orpc } from '../../rpc/client.ts'
import { createDraftKeeper, useStoredDrafts } from '../../rpc/drafts.ts'
import { useHoy } from '../../ui/environment.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ScreenLink, useNavigation } from '../../ui/navigation.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ScreenBody } from '../../ui/screen-body.tsx'
import type { ScreenProps } from '../../ui/screen-definition.ts'
import { ScreenHeader } from '../../ui/screen-header.tsx'
import { ContingencyNotice } from './contingency-notice.tsx'
import { Totals } from './invoice-paper.tsx'
import { NumberingNotice } from './numbering-notice.tsx'
import { PaperSection } from './paper-section.tsx'
import { jumpOf, type Section } from './paper-sections.ts'
import { useCommandId } from './use-command-id.ts'
import { Adjustments } from './venta-adjustments.tsx'
import { CustomerField, elegidoDe } from './venta-customer.tsx'
import { SaleLines } from './venta-lines.tsx'
import {
  type BorradorVenta,
  borradorDe,
  borradorVentaSchema,
  estaVacia,
  leerVenta,
  ventaVacia,
} from './venta-model.ts'
import { SalePayment } from './venta-payment.tsx'
import './facturacion.css'
import './venta.css'

/** `Nueva venta`: what is no health service, written on the paper it will be printed on; or a rejected one, mended with its number. */
export function SaleScreen({ search }: ScreenProps) {
  return <SaleLoader key={`${search.factura ?? ''}·${search.cliente ?? ''}`} search={search} />
}

function SaleLoader({ search }: Pick<ScreenProps, 'search'>) {
  const { factura: facturaId, cliente: clienteId } = search
  const clave = `venta:${facturaId ?? 'nueva'}`
  const drafts = useStoredDrafts<BorradorVenta>(clave, borradorVentaSchema)
  const issued = useQuery({
    ...orpc.ventas.deFactura.queryOptions({ input: { facturaId: facturaId ?? '' } }),
    enabled: facturaId !== undefined,
  })
  const cliente = useQuery({
    ...orpc.ventas.clientes.obtener.queryOptions({ input: { id: clienteId ?? '' } }),
    enabled: clienteId !== undefined,
  })
  const navigation = useNavigation()
  const failed = issued.error ?? cliente.error
  if (failed)
    return (
      <ErrorState
        quePaso={failureOf(failed).mensaje}
        queHacer={failureOf(failed).remedio}
        actionLabel="Volver a Facturación"
        onAction={() => navigation.go('/facturacion')}
      />
    )
  const isWaiting =
    drafts === undefined ||
    (facturaId !== undefined && issued.data === undefined) ||
    (clienteId !== undefined && cliente.data === undefined)
  if (isWaiting) return null
  const kept = drafts[0]?.values
  const start = kept ?? (issued.data ? borradorDe(issued.data.venta, issued.data.comprador) : ventaVacia())
  return (
    <Sale
      clave={clave}
      inicial={cliente.data ? { ...start, cliente: elegidoDe(cliente.data) } : start}
      seguia={kept !== undefined && !estaVacia(kept)}
      factura={facturaId !== undefined && issued.data ? { id: facturaId, numero: issued.data.numero } : null}
    />
  )
}

interface SaleProps {
  readonly clave: string
  readonly inicial: BorradorVenta
  /** What is on the screen was left half written before. */
  readonly seguia: boolean
  /** The rejected invoice that is mended; null for a new one. */
  readonly factura: { readonly id: string; readonly numero: string } | null
}

function Sale({ clave, inicial, seguia, factura }: SaleProps) {
  const navigation = useNavigation()
  const hoy = useHoy()
  const [borrador, setBorrador] = useState(inicial)
  const [vuelta, setVuelta] = useState(seguia)
  const latest = useRef(borrador)
  const keeper = useMemo(() => createDraftKeeper(clave, () => latest.current), [clave])
  useEffect(() => () => keeper.flush(), [keeper])
  const change = (cambio: Partial<BorradorVenta>) => {
    const next = { ...latest.current, ...cambio }
    latest.current = next
    setBorrador(next)
    keeper.touch()
  }
  const paper = useRef<HTMLElement>(null)
  const [refused, setRefused] = useState<CallFailure | null>(null)
  const [busy, setBusy] = useState(false)

  const { valores, venta, falta } = useMemo(() => leerVenta(borrador), [borrador])
  const documento = useMemo(
    // Without lines there is nothing to take from.
    () => valoresVenta(valores.lineas.length > 0 ? valores : { ...valores, descuentos: [], recargos: [] }),
    [valores],
  )
  const totales = useMemo(() => totalesFactura(documento), [documento])
  const emisor = useQuery(orpc.configuracion.prestador.queryOptions())
  const preview = useQuery({
    ...orpc.ventas.previsualizar.queryOptions({
      // Only asked once the sale can be read.
      input: { venta: venta as NonNullable<typeof venta>, facturaId: factura?.id ?? null },
    }),
    enabled: venta !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
    meta: { datos: ['clientes', 'configuracion', 'pacientes'] },
  })
  const tributo = emisor.data?.prestador?.tributo
  const cobraIvaSinSerlo =
    (tributo === 'ZZ' || tributo === '04') &&
    totales.impuestos.some((impuesto) => impuesto.tributo === '01' && impuesto.valor > 0)
  const findings: readonly HallazgoFactura[] = venta === null ? [] : (preview.data?.hallazgos ?? [])
  const wouldReject = findings.some(({ severidad }) => severidad === 'rechazo')
  const failure = refused ?? (venta !== null && preview.error ? failureOf(preview.error) : null)
  const takesMoney = factura === null && borrador.recibe && borrador.forma === '1' && totales.aRecibir > 0
  const recibo = takesMoney
    ? { valor: totales.aRecibir, medio: borrador.medio, referencia: borrador.referencia.trim() || null }
    : null
  const act = JSON.stringify([venta, recibo])
  const commandId = useCommandId(act)

  const issue = async () => {
    if (venta === null) return
    setBusy(true)
    setRefused(null)
    try {
      const { id } = factura
        ? await client.ventas.corregir({ commandId, facturaId: factura.id, venta })
        : await client.ventas.emitir({ commandId, venta, recibo })
      keeper.finish()
      navigation.go(`/facturacion/${id}${takesMoney ? '?ver=pdf' : ''}`)
    } catch (error) {
      setRefused(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const startOver = () => {
    keeper.forget()
    const next = ventaVacia()
    latest.current = next
    setBorrador(next)
    setVuelta(false)
  }
  const goTo = (section: Section) => () =>
    paper.current
      ?.querySelector<HTMLElement>(`[data-campo="${section}"] input, [data-seccion="${section}"] input`)
      ?.focus()
  const section = (cual: Section) => ({
    section: cual,
    findings,
    jumpOf: (finding: HallazgoFactura) =>
      preview.data ? soloConfiguracion(jumpOf(finding, null, preview.data.documento)) : null,
    onGo: goTo(cual),
  })
  const reason = falta ?? (wouldReject ? 'La DIAN la rechazaría: vea lo señalado al margen' : undefined)

  return (
    <>
      <ScreenHeader
        title={factura ? `Corregir ${factura.numero}` : 'Nueva venta'}
        context={<span className="recortado">{borrador.cliente?.nombre}</span>}
        onBack={() => navigation.go(factura ? `/facturacion/${factura.id}` : '/facturacion')}
        actions={
          factura === null && !estaVacia(borrador) ? [{ label: 'Empezar de nuevo', onRun: startOver }] : []
        }
        primary={{
          label: factura ? 'Firmar y reenviar' : 'Emitir factura',
          onRun: () => void issue(),
          loading: busy,
          disabled: venta === null || preview.error !== null || preview.isPlaceholderData || wouldReject,
          reason,
        }}
      />
      <ScreenBody>
        <div className="factura venta">
          <div className="factura-estado">
            {vuelta && (
              <Notice tone="informa">La venta sigue como la dejó. Empezar de nuevo la borra.</Notice>
            )}
            {failure !== null && (
              <Notice
                tone="peligro"
                action={
                  failure.codigo === 'CONFIGURACION_INCOMPLETA' && (
                    <ScreenLink to="/configuracion">Abrir Configuración</ScreenLink>
                  )
                }
              >
                <strong>{failure.mensaje}</strong> {failure.remedio}
              </Notice>
            )}
            <ContingencyNotice />
            <NumberingNotice />
            {cobraIvaSinSerlo && (
              <Notice
                tone="pide"
                action={<ScreenLink to="/configuracion?seccion=prestador">Datos del prestador</ScreenLink>}
              >
                Su consultorio figura como no responsable de IVA y esta venta lo cobra. Revise el impuesto de
                las líneas, o el tributo del prestador.
              </Notice>
            )}
            {wouldReject && (
              <Notice tone="pide">
                La DIAN la rechazaría. Corrija lo señalado al margen; no se consume número.
              </Notice>
            )}
          </div>
          <article ref={paper} className="factura-papel" aria-label="Venta">
            {(['general', 'emisor', 'numeracion', 'salud'] as const).map((cual) => (
              <PaperSection key={cual} {...section(cual)} onGo={undefined}>
                {null}
              </PaperSection>
            ))}
            <PaperSection {...section('adquiriente')}>
              <CustomerField
                value={borrador.cliente}
                onChange={(cliente) =>
                  change({
                    cliente,
                    ...(cliente?.plazoDias
                      ? { forma: '2' as const, vence: addDays(hoy, cliente.plazoDias) }
                      : {}),
                  })
                }
              />
            </PaperSection>
            <PaperSection {...section('lineas')}>
              <SaleLines lineas={borrador.lineas} onChange={(lineas) => change({ lineas })} />
            </PaperSection>
            <PaperSection {...section('totales')}>
              <div className="venta-sumas">
                <Adjustments
                  borrador={borrador}
                  totales={totales}
                  esAutorretenedor={emisor.data?.prestador?.responsabilidades.includes('O-15') ?? false}
                  onChange={change}
                />
                <Totals documento={documento} />
              </div>
            </PaperSection>
            <PaperSection {...section('pago')}>
              <SalePayment pago={borrador} cobra={factura === null} onChange={change} />
            </PaperSection>
          </article>
          <div className="factura-lado">
            <Panel title="Antes de emitir">
              <p className="secundario">
                {falta ??
                  (preview.error
                    ? failureText(preview.error)
                    : wouldReject
                      ? 'Hay algo que la DIAN rechazaría.'
                      : 'Sin observaciones: lista para emitir.')}
              </p>
            </Panel>
            <Panel title="RIPS">
              <p className="secundario">
                No lleva: una venta no es un servicio de salud. Los servicios se facturan desde Por facturar.
              </p>
            </Panel>
          </div>
        </div>
      </ScreenBody>
    </>
  )
}

/** What is mended on this paper has no other screen to go to. */
function soloConfiguracion(jump: ReturnType<typeof jumpOf>): ReturnType<typeof jumpOf> {
  return jump?.path.startsWith('/configuracion') && !/seccion=(pagadores|tarifas)/.test(jump.path)
    ? jump
    : null
}
