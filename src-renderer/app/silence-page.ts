/**
 * Makes everything on the page inert except `keep`, and remembers the caret. The answer undoes it and puts the caret back:
 * the same field, the same selection, the same scroll.
 */
export function silencePage(keep: HTMLElement): () => void {
  const caret = rememberCaret()
  const silenced = [...document.body.children].filter(
    (element): element is HTMLElement => element instanceof HTMLElement && element !== keep && !element.inert,
  )
  for (const element of silenced) element.inert = true
  return () => {
    for (const element of silenced) element.inert = false
    caret()
  }
}

function rememberCaret(): () => void {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || focused === document.body) return () => undefined
  if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) {
    const { selectionStart, selectionEnd, scrollTop } = focused
    return () => {
      focused.focus({ preventScroll: true })
      // Fields of number, date and the like have no selection to restore.
      if (selectionStart !== null) focused.setSelectionRange(selectionStart, selectionEnd)
      focused.scrollTop = scrollTop
    }
  }
  const selection = window.getSelection()
  const range =
    focused.isContentEditable && selection?.rangeCount ? selection.getRangeAt(0).cloneRange() : null
  return () => {
    focused.focus({ preventScroll: true })
    if (range !== null) {
      selection?.removeAllRanges()
      selection?.addRange(range)
    }
  }
}
