import '../../src-renderer/rpc/zod-without-eval.ts'
import { mountApp } from '../../src-renderer/app/mount.tsx'
import { createQueryClient } from '../../src-renderer/app/query-client.ts'
import { joinScreens } from '../../src-renderer/app/screens.ts'
import { installTrustedTypes } from '../../src-renderer/rpc/trusted-types.ts'
import { previewScreens } from './preview-screens.ts'
import { createPreviewServices } from './preview-services.ts'

/**
 * The shell and the kit with in-memory services, for screenshots and accessibility checks of components. What is shown comes
 * from the address: `?fase=sin-sesion&tema=dark&linea=no&copia=no&nucleo=reiniciado&rol=recepcion#/hoy`.
 */
const query = new URLSearchParams(window.location.search)
const tema = query.get('tema')
if (tema !== null) localStorage.setItem('mantine-color-scheme-value', tema)

// The same policy as the real page, so that a screenshot run also proves that nothing here is refused by it.
installTrustedTypes()
mountApp({
  services: createPreviewServices(query),
  registry: joinScreens([previewScreens]),
  queryClient: createQueryClient(),
})
