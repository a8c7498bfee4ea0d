import { esDeSoporte } from '../reglas/espejo.ts'
import { ALGORITMOS } from './listas.ts'
import type { Revision } from './revision.ts'

/** FAI04, FAI06 and their mirrors: documents referred to besides the invoice of a note (the paper one of a type 03, annexes). */
export function revisarReferencias({ xml, forma, hallar }: Revision): void {
  if (esDeSoporte(forma.clase)) return
  xml.elements('/*/cac:AdditionalDocumentReference').forEach((referencia, index) => {
    const ruta = `/*/cac:AdditionalDocumentReference[${index + 1}]`
    if (xml.text('cbc:DocumentTypeCode', referencia) === '') hallar('FAI04', `${ruta}/cbc:DocumentTypeCode`)
    if (xml.has('cbc:UUID', referencia) && !ALGORITMOS.has(xml.text('cbc:UUID/@schemeName', referencia)))
      hallar('FAI06', `${ruta}/cbc:UUID/@schemeName`)
  })
}
