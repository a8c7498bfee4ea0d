/** Takes the caret to the field of a missing datum (`formula.0.dosis`), or to the nearest part of the note that holds it. */
export function focusField(campo: string): void {
  for (let path = campo; path !== ''; path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '') {
    const field = document.querySelector<HTMLElement>(`[data-campo="${CSS.escape(path)}"]`)
    if (!field) continue
    const target = field.matches('input, textarea, select, button')
      ? field
      : (field.querySelector<HTMLElement>('textarea, input, select, button') ?? field)
    target.focus({ preventScroll: true })
    target.scrollIntoView({ block: 'center' })
    return
  }
}
