import { IconFileInvoice } from '@tabler/icons-react'
import { ESTADOS_COMPRA } from '../../../src-shared/domains/finanzas/texts.ts'
import { FACTURAN } from '../../../src-shared/domains/seguridad/schemas.ts'
import { formatPesos } from '../../../src-shared/kernel/money.ts'
import { client } from '../../rpc/client.ts'
import { MENU } from '../../ui/menu-slots.ts'
import type { ScreenDefinition, SearchProvider, ShellAction } from '../../ui/screen-definition.ts'

export const screens: readonly ScreenDefinition[] = [
  {
    id: 'compras',
    path: '/finanzas',
    title: 'Compras',
    menu: MENU.finanzas,
    roles: FACTURAN,
    load: () => import('./purchases-screen.tsx').then((m) => m.PurchasesScreen),
  },
  {
    id: 'buzon-no-leidos',
    path: '/finanzas/buzon',
    title: 'Lo que no se pudo leer',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./unread-mail-screen.tsx').then((m) => m.UnreadMailScreen),
  },
  {
    id: 'compra',
    path: '/finanzas/compras/$id',
    title: 'Compra',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./purchase-screen.tsx').then((m) => m.PurchaseScreen),
  },
  {
    id: 'soportes',
    path: '/finanzas/soportes',
    title: 'Documentos soporte',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./supports-screen.tsx').then((m) => m.SupportsScreen),
  },
  {
    id: 'soporte',
    path: '/finanzas/soportes/$id',
    title: 'Documento soporte',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./support-screen.tsx').then((m) => m.SupportScreen),
  },
  {
    id: 'soporte-nuevo',
    path: '/finanzas/soporte-nuevo/$id',
    title: 'Documento soporte nuevo',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./support-form-screen.tsx').then((m) => m.NewSupportScreen),
  },
  {
    id: 'soporte-corregir',
    path: '/finanzas/soporte-corregir/$id',
    title: 'Corregir el documento soporte',
    under: 'finanzas',
    roles: FACTURAN,
    load: () => import('./support-form-screen.tsx').then((m) => m.CorrectSupportScreen),
  },
]

export const actions: readonly ShellAction[] = [
  {
    id: 'compras',
    label: 'Compras: facturas de proveedores',
    roles: FACTURAN,
    keywords: 'importar recibidas acuse aceptar reclamar gastos',
    run: (navigation) => navigation.go('/finanzas'),
  },
  {
    id: 'soportes',
    label: 'Documentos soporte: compras a quien no factura',
    roles: FACTURAN,
    keywords: 'no obligado a facturar aseo arriendo gastos nota de ajuste',
    run: (navigation) => navigation.go('/finanzas/soportes'),
  },
  {
    id: 'soporte-nuevo',
    label: 'Documento soporte nuevo',
    roles: FACTURAN,
    keywords: 'comprar a quien no factura aseo arriendo conferencia retención',
    run: (navigation) => navigation.go(`/finanzas/soporte-nuevo/${crypto.randomUUID()}`),
  },
]

export const searchProviders: readonly SearchProvider[] = [
  {
    id: 'compras',
    label: 'Compras',
    icon: IconFileInvoice,
    roles: FACTURAN,
    search: async (texto, signal) => {
      if (texto.trim().length < 3) return []
      const { compras } = await client.finanzas.compras.listar(
        { texto: texto.slice(0, 100), limite: 6 },
        { signal },
      )
      return compras.map(({ id, numero, proveedor, estado, total }) => ({
        id,
        title: `${numero} · ${proveedor}`,
        detail: `${ESTADOS_COMPRA[estado].texto} · ${formatPesos(total)}`,
        path: `/finanzas/compras/${id}`,
      }))
    },
  },
]
