import { useQueryClient } from '@tanstack/react-query'
import { type ComponentType, useCallback, useState } from 'react'
import { orpc } from '../../rpc/client.ts'
import { Notice } from '../../ui/notice.tsx'
import type { ScreenAction } from '../../ui/screen-header.tsx'
import type { EditorProps } from './editor.ts'
import type { Seccion } from './secciones.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { submitForm } from './submit-form.ts'

interface EditorSectionProps {
  readonly seccion: Seccion
  readonly explanation?: string | undefined
  readonly Editor: ComponentType<EditorProps>
  /** `Guardar`, `Importar certificado`. */
  readonly verb?: string | undefined
  readonly actions?: readonly ScreenAction[] | undefined
}

const FORM_ID = 'configuracion-seccion'

/** A section that is one form. */
export function EditorSection({
  seccion,
  explanation,
  Editor,
  verb = 'Guardar',
  actions,
}: EditorSectionProps) {
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const onBusy = useCallback((next: boolean) => {
    setBusy(next)
    if (next) setSaved(false)
  }, [])
  const queryClient = useQueryClient()
  const onSaved = useCallback(() => {
    setSaved(true)
    void queryClient.invalidateQueries({ queryKey: orpc.configuracion.key() })
  }, [queryClient])
  return (
    <SettingsFrame
      seccion={seccion}
      actions={actions}
      primary={{ label: verb, onRun: () => submitForm(FORM_ID), loading: busy }}
    >
      {explanation !== undefined && <p className="secundario">{explanation}</p>}
      {saved && <Notice tone="hecho">Guardado.</Notice>}
      <Editor formId={FORM_ID} onSaved={onSaved} onBusy={onBusy} />
    </SettingsFrame>
  )
}
