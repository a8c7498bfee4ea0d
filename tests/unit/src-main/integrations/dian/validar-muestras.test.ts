import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { revisarArchivo } from '../../../../../src-main/integrations/dian/validar.ts'
import { CLAVE, PIN } from '../../../../fixtures/dian/documentos-a-mano.ts'
import { hasReference, referencePath } from '../../../../fixtures/reference.ts'

interface Claves {
  readonly clave?: string
  readonly pin?: string
}

const ahora = new Date('2026-11-21T14:00:00Z')

/**
 * Official and real samples, with what is known to be wrong in each: they were anonymised after signing, or are older than the rules. A finding that is
 * not here is a mistake of ours; one of these that disappears, too.
 */
const MUESTRAS: readonly (readonly [
  archivo: string,
  documento: string,
  hallazgos: string,
  claves: Claves,
])[] = [
  // Its security code is that of another number; its code is of its own fields.
  [
    'factura-excluida-iva.xml',
    'factura',
    'FAD02 FAD09e FAJ44a FAZ09 FAB27b ZE02',
    { clave: CLAVE, pin: PIN },
  ],
  // The NIT was replaced before signing: the signature is whole and the CUFE is of another NIT.
  [
    'factura-generica-firmada.xml',
    'factura',
    'FAD02 FAD03 FAD09e FAJ44a FAJ26 FAK26 FAZ09 FAZ10 FAD06',
    { clave: CLAVE, pin: PIN },
  ],
  // Without signature, with the wrong digits of its original; a line of 172 in dollars.
  ['factura-salud-ss-cufe.xml', 'factura', 'FAC03 FAB22b FAJ24 FAU04', {}],
  // DIAN's extension in the namespace of the model before, amounts in dollars.
  [
    'nota-credito-firmada.xml',
    'nota-credito',
    'CAB03 CAD02 CAD03 CAD15a CAJ26 CAK26 CAZ09 CAD06',
    { pin: PIN },
  ],
  ['attached-document-anonimizado.xml', 'factura', 'FAC03', { clave: CLAVE, pin: PIN }],
  // Names, NIT, code and signature were blanked; its coverage is not of its date.
  [
    'salud-attached-document-res948.xml',
    'factura',
    'FAB19a FAB36 FAD05e FAD09b FAJ24 FAJ08 FAJ28 FAK24 FAK08 FED134 FAD06 DC02',
    {},
  ],
]

describe.skipIf(!hasReference())('muestras oficiales y reales', () => {
  const sample = (name: string): Uint8Array => readFileSync(referencePath('dian', 'samples', name))

  it.each(MUESTRAS)('%s, una %s, tiene lo que se sabe que tiene', (archivo, documento, esperados, claves) => {
    const result = revisarArchivo(sample(archivo), { ahora, ...claves })
    if (!result.ok) throw new Error(result.error.codigo)
    expect(result.value.documento).toBe(documento)
    expect(result.value.contenedor).toBe(archivo.includes('attached-document'))
    expect(result.value.hallazgos.map((hallazgo) => hallazgo.regla)).toEqual(esperados.split(' '))
  })

  it.each(['evento-030-acuse-recibo.xml', 'evento-034-aceptacion-tacita.xml'])(
    '%s es un evento: no se revisa con estas reglas',
    (archivo) => {
      expect(revisarArchivo(sample(archivo))).toMatchObject({ ok: false, error: { codigo: 'NO_ES_FACTURA' } })
    },
  )
})
