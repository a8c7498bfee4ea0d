import { EmptyState } from '../../src-renderer/ui/empty-state.tsx'
import { ScreenBody } from '../../src-renderer/ui/screen-body.tsx'
import { ScreenHeader } from '../../src-renderer/ui/screen-header.tsx'

export function EmptyPreview() {
  return (
    <>
      <ScreenHeader title="Muestra" />
      <ScreenBody>
        <EmptyState keys="Ctrl+K" keysLabel="busca otra pantalla">
          Esta muestra no tiene contenido.
        </EmptyState>
      </ScreenBody>
    </>
  )
}
