import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLASES_PRUEBA,
  type ClasePrueba,
  cuentasDe,
  type EstadoPrueba,
  type PedidosPrueba,
  siguientePaso,
} from '../../../../../src-shared/domains/facturacion/habilitacion.ts'

interface Documento {
  readonly clase: ClasePrueba
  readonly estado: EstadoPrueba
}

/** DIAN as it may turn out: it takes or refuses each in its time, and sometimes nobody answers. */
const respuestas = fc.infiniteStream(fc.constantFrom('acepta', 'rechaza', 'calla') as fc.Arbitrary<string>)
const pedidosAlAzar: fc.Arbitrary<PedidosPrueba> = fc.record({
  factura: fc.integer({ min: 1, max: 4 }),
  'nota-credito': fc.integer({ min: 0, max: 3 }),
  'nota-debito': fc.integer({ min: 0, max: 3 }),
})

function recorrer(pedidos: PedidosPrueba, dian: Iterator<string>) {
  const documentos: Documento[] = []
  const cambiar = (viejo: Documento, estado: EstadoPrueba) => {
    documentos[documentos.indexOf(viejo)] = { ...viejo, estado }
  }
  // After some time DIAN no longer refuses or keeps silent, so the set can end.
  for (let vuelta = 0; vuelta < 400; vuelta += 1) {
    const paso = siguientePaso(pedidos, documentos)
    const dice = vuelta < 60 ? dian.next().value : 'acepta'
    if (paso.accion === 'fin') return documentos
    if (paso.accion === 'firmar') {
      const hayFactura = documentos.some(({ clase, estado }) => clase === 'factura' && estado === 'aceptado')
      expect(paso.clase === 'factura' || hayFactura).toBe(true)
      documentos.push({ clase: paso.clase, estado: dice === 'calla' ? 'incierto' : 'enviado' })
    } else if (paso.accion === 'enviar') cambiar(paso.documento, 'enviado')
    else if (paso.accion === 'preguntar') cambiar(paso.documento, dice === 'acepta' ? 'aceptado' : 'firmado')
    else if (dice !== 'calla') cambiar(paso.documento, dice === 'acepta' ? 'aceptado' : 'rechazado')
    for (const cuenta of cuentasDe(pedidos, documentos))
      expect(cuenta.aceptados + cuenta.enCurso).toBeLessThanOrEqual(cuenta.pedidos)
  }
  throw new Error('the set does not end')
}

describe('set de pruebas', () => {
  it('whatever DIAN answers, it ends with exactly what was asked of each kind, and never with more on its way', () => {
    fc.assert(
      fc.property(pedidosAlAzar, respuestas, (pedidos, dian) => {
        const documentos = recorrer(pedidos, dian)
        expect(cuentasDe(pedidos, documentos).map(({ clase, aceptados }) => [clase, aceptados])).toEqual(
          CLASES_PRUEBA.map((clase) => [clase, pedidos[clase]]),
        )
      }),
    )
  })

  it('the first of a kind waits for its verdict before the second is signed', () => {
    const pedidos = { factura: 3, 'nota-credito': 0, 'nota-debito': 0 }
    const primera: Documento = { clase: 'factura', estado: 'enviado' }
    expect(siguientePaso(pedidos, [primera])).toEqual({
      accion: 'consultar',
      documento: primera,
    })
    expect(siguientePaso(pedidos, [{ ...primera, estado: 'aceptado' }])).toEqual({
      accion: 'firmar',
      clase: 'factura',
    })
  })
})
