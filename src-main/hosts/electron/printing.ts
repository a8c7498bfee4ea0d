import type { WebContents } from 'electron'

/** Opens the system's print dialog for what is on the screen. Resolves when printed or given up. */
export function printScreen(contents: WebContents): Promise<void> {
  return new Promise((done, fail) => {
    contents.print({ silent: false, printBackground: true, pageSize: 'Letter' }, (printed, reason) => {
      if (printed || /cancel/i.test(reason)) done()
      else
        fail(
          new Error(
            'No se pudo imprimir. Revise que la impresora esté encendida y conectada, y vuelva a intentar.',
          ),
        )
    })
  })
}

/** What is on the screen as a letter-size PDF with structure for screen readers. */
export function screenToPdf(contents: WebContents): Promise<Uint8Array> {
  return contents.printToPDF({ pageSize: 'Letter', printBackground: true, generateTaggedPDF: true })
}
