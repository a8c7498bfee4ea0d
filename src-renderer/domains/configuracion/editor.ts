/** Form of one part of the configuration: the same in the wizard and in Configuración. */
export interface EditorProps {
  /** Id of its `<form>`: the button that sends it is in the header of the screen or the foot of the dialog. */
  readonly formId: string
  readonly onSaved: () => void
  /** A save is on its way. */
  readonly onBusy: (busy: boolean) => void
}
