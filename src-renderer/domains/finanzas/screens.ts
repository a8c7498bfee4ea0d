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
]

export const actions: readonly ShellAction[] = [
  {
    id: 'compras',
    label: 'Compras: facturas de proveedores',
    roles: FACTURAN,
    keywords: 'importar recibidas acuse aceptar reclamar gastos',
    run: (navigation) => navigation.go('/finanzas'),
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
