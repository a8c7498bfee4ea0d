/** Hands a file that came from the core to the person, who says where it goes. */
export function saveFile(nombre: string, content: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = nombre
  link.click()
  // The browser reads it after the click; freeing it at once would leave it empty.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
