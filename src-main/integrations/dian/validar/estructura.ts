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
    if (problema) hallar('ZB01', `${ruta}/${problema.nombre}`, problema.detalle)
    for (const hijo of childElements(grupo))
      if (hijo.namespaceUri === NS.cac) revisarGrupo(hijo, `${ruta}/cac:${hijo.name}`)
  }
}

function primerProblema(
  grupo: XmlElement,
  secuencia: Secuencia,
): { readonly nombre: string; readonly detalle: string } | undefined {
  let anterior = { nombre: '', orden: -1 }
  for (const { name: nombre } of childElements(grupo)) {
    const hijo = secuencia.get(nombre)
    if (hijo === undefined) return { nombre, detalle: 'Ese dato no existe en este lugar.' }
    if (hijo.orden < anterior.orden) return { nombre, detalle: `Ese dato va antes de «${anterior.nombre}».` }
    if (hijo.orden === anterior.orden && !hijo.repetible)
      return { nombre, detalle: 'Ese dato está repetido.' }
    anterior = { nombre, orden: hijo.orden }
  }
  return undefined
}
