import { mountApp } from '../../src-renderer/app/mount.tsx'
import { createQueryClient } from '../../src-renderer/app/query-client.ts'
import { joinScreens } from '../../src-renderer/app/screens.ts'
import { previewScreens } from './preview-screens.ts'
import { createPreviewServices } from './preview-services.ts'

/**
 * The shell and the kit with in-memory services, for screenshots and accessibility checks of components. What is shown comes
 * from the address: `?fase=sin-sesion&tema=dark&linea=no&copia=no&nucleo=reiniciado&rol=recepcion#/hoy`.
 */
const query = new URLSearchParams(window.location.search)
const tema = query.get('tema')
if (tema !== null) localStorage.setItem('mantine-color-scheme-value', tema)

mountApp({
  services: createPreviewServices(query),
  registry: joinScreens([previewScreens]),
  queryClient: createQueryClient(),
})
