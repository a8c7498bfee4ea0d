import type { XmlElement } from 'libxml2-wasm'
import { childElements } from '../../../core/xml/read.ts'
import { NS } from '../namespaces.ts'
import type { Revision } from './revision.ts'
import { SECUENCIAS, type Secuencia } from './secuencias.ts'

/**
 * ZB01: names, order and repetitions of the root and of the groups these rules read, as the schema wants them. A piece that is missing is told by its
 * own rule, and the extensions, which the schema leaves open, are not looked into.
 */
export function revisarEstructura({ doc, hallar }: Revision): void {
  revisarGrupo(doc.root, '/*')

  function revisarGrupo(grupo: XmlElement, ruta: string): void {
    const secuencia = SECUENCIAS.get(grupo.name)
    const problema = secuencia && primerProblema(grupo, secuencia)
    if (problema) hallar('ZB01', `${ruta}/${problema.donde}`, problema.detalle)
    for (const hijo of childElements(grupo))
      if (hijo.namespaceUri === NS.cac) revisarGrupo(hijo, `${ruta}/cac:${hijo.name}`)
  }
}

function primerProblema(
  grupo: XmlElement,
  secuencia: Secuencia,
): { readonly donde: string; readonly detalle: string } | undefined {
  let anterior = -1
  for (const elemento of childElements(grupo)) {
    const donde = elemento.prefix === '' ? elemento.name : `${elemento.prefix}:${elemento.name}`
    const hijo = secuencia.get(elemento.name)
    if (hijo === undefined) return { donde, detalle: 'Ese dato no existe en este lugar.' }
    if (hijo.orden < anterior) return { donde, detalle: 'Ese dato está fuera de su orden.' }
    if (hijo.orden === anterior && !hijo.repetible) return { donde, detalle: 'Ese dato está repetido.' }
    anterior = hijo.orden
  }
  return undefined
}
