import { IconBuildingStore, IconFileInvoice } from '@tabler/icons-react'
import { ESTADOS_FACTURA } from '../../../src-shared/domains/facturacion/texts.ts'
import { FACTURAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { formatFecha } from '../../../src-shared/kernel/dates.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { client } from '../../rpc/client.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition, SearchProvider, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'facturacion',
    path: '/facturacion',
    title: 'Facturación',
    menu: MENU.facturacion,
    roles: FACTURAN,
    load: () => import('./invoices-screen.tsx').then((m) => m.InvoicesScreen),
  },
  {
    id: 'factura-nueva',
    path: '/facturacion/nueva',
    title: 'Nueva factura',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./new-invoice-screen.tsx').then((m) => m.NewInvoiceScreen),
  },
  {
    id: 'cobrar-copago',
    path: '/facturacion/cobrar',
    title: 'Cobrar copago o cuota',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./collect-screen.tsx').then((m) => m.CollectScreen),
  },
  {
    id: 'cuenta-pagador',
    path: '/facturacion/cuenta',
    title: 'Cuenta al pagador',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./account-screen.tsx').then((m) => m.AccountScreen),
  },
  {
    id: 'venta-nueva',
    path: '/facturacion/venta',
    title: 'Nueva venta',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./venta-screen.tsx').then((m) => m.SaleScreen),
  },
  {
    id: 'contingencia',
    path: '/facturacion/contingencia',
    title: 'Contingencia',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./contingency-screen.tsx').then((m) => m.ContingencyScreen),
  },
  {
    id: 'control-numeracion',
    path: '/facturacion/numeracion',
    title: 'Control de numeración',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./numbering-control-screen.tsx').then((m) => m.NumberingControlScreen),
  },
  {
    id: 'factura',
    path: '/facturacion/$id',
    title: 'Factura',
    under: 'facturacion',
    roles: FACTURAN,
    load: () => import('./invoice-screen.tsx').then((m) => m.InvoiceScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'cobrar-copago',
    label: 'Cobrar copago o cuota',
    roles: FACTURAN,
    keywords: 'cuota moderadora pago compartido anticipo bono vale recaudo caja recibo',
    run: (navigation) => navigation.go('/facturacion/cobrar'),
  },
  {
    id: 'cuenta-pagador',
    label: 'Cuenta al pagador',
    roles: FACTURAN,
    keywords: 'eps prepagada mensual mes cuenta de cobro varios pacientes factura global',
    run: (navigation) => navigation.go('/facturacion/cuenta'),
  },
  {
    id: 'venta-nueva',
    label: 'Vender otro producto o servicio',
    roles: FACTURAN,
    keywords: 'factura venta crema ortesis certificado alquiler conferencia iva consumidor final cliente',
    run: (navigation) => navigation.go('/facturacion/venta'),
  },
  {
    id: 'contingencia',
    label: 'Facturar en contingencia',
    roles: FACTURAN,
    keywords: 'talonario papel caida dian sin internet energia 48 horas',
    run: (navigation) => navigation.go('/facturacion/contingencia'),
  },
  {
    id: 'control-numeracion',
    label: 'Control de numeración',
    roles: FACTURAN,
    keywords: 'consecutivos saltos huecos resolucion rango numeros faltantes auditoria',
    run: (navigation) => navigation.go('/facturacion/numeracion'),
  },
  {
    id: 'por-facturar',
    label: 'Servicios por facturar',
    roles: FACTURAN,
    keywords: 'emitir nueva factura cobrar pendientes',
    run: (navigation) => navigation.go('/facturacion?vista=por-facturar'),
  },
  {
    id: 'facturas-rechazadas',
    label: 'Facturas rechazadas por la DIAN',
    roles: FACTURAN,
    keywords: 'corregir reenviar rechazo',
    run: (navigation) => navigation.go('/facturacion?estado=rechazada'),
  },
]

export const searchProviders: readonly SearchProvider[] = [
  {
    id: 'clientes',
    label: 'Clientes',
    icon: IconBuildingStore,
    roles: FACTURAN,
    search: async (texto, signal) => {
      if (texto.trim().length < 3) return []
      const clientes = await client.ventas.clientes.buscar(
        { texto: texto.slice(0, 100), limite: 4 },
        { signal },
      )
      return clientes.map(({ id, nombre, numero }) => ({
        id,
        title: nombre,
        detail: `${numero} · venderle`,
        path: `/facturacion/venta?cliente=${id}`,
      }))
    },
  },
  {
    id: 'facturas',
    label: 'Facturas',
    icon: IconFileInvoice,
    roles: FACTURAN,
    search: async (texto, signal) => {
      if (texto.trim().length < 3) return []
      const { facturas } = await client.facturacion.listar(
        { texto: texto.slice(0, 100), limite: 6 },
        { signal },
      )
      return facturas.map((factura) => ({
        id: factura.id,
        title: `${factura.numero} · ${factura.adquiriente}`,
        detail: [
          ESTADOS_FACTURA[factura.estado].texto,
          formatPesos(factura.total),
          formatFecha(factura.fechaEmision),
        ].join(' · '),
        path: `/facturacion/${factura.id}`,
      }))
    },
  },
]
